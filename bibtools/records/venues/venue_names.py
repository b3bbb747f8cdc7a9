"""Venue names: where a text names a venue of the table, however abbreviated.

Names are compared word by word, abbreviations written out, without the words that authors leave out as they like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bibtools.core.named_tuple import NamedTuple
from bibtools.records.venues.venue_table import JOURNAL, Venue
from bibtools.records.venues.venue_tree import VenueBranches, VenueName, VenueNode, venue_tree
from bibtools.records.venues.venue_words import NAME_WORDS, OFTEN_LEFT_OUT, SPONSORS, WIDE, forms

_EXACT_LENGTH = 4  # shorter acronyms mean a venue only as they stand in the table
_WORDS = frozenset(  # so do these
    """ares assets case closer cocoa crest crypto date ease formats forte fusion host hypertext interact
    latin linac linearity mars media micro oceans places promise refine types vast wine words""".split()
)
# "International Conference on Logic Programming and Nonmonotonic Reasoning", "SIGKDD Explorations" are others.
_LONGER = (
    r"\s+(?:and|&)\s+(?!IEEE|ACM)[A-Z][a-z]+(?!\s+Workshops?)|\s+(?:Explorations|Record|Newsletter|Forum|Bulletin|"
    r"Transactions|Letters|Review|Notices|Magazine|Systems|Engineering|Technology|Applications)\b"
)

_OF_ANOTHER = r"\s+(?:on|of|for|from)\s+(?:the )?(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z][a-z]+"
_LONGER_ACRONYM = (
    r"\s+(?:\w+ )?(?:Conference|Symposium) (?:on|of|for)\b|\s+(?:Explorations|Record|Newsletter|Bulletin)\b"
)
# A journal's name that goes on is another journal's: "Transactions on Multimedia Computing and Applications".
_LONGER_JOURNAL = (
    r",?\s+(?:(?:and|&|in|for)\s+)?(?!Special|Issue|Section|Vol|Journal|Magazine|Springer|Elsevier|Wiley|Copyright|Accepted|"
    r"Published|Online|Early|Access|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z][a-z]{3,}"
)
# "ACL2" is another name than ACL; what follows an acronym may be a year.
_NUMBERED_ACRONYM = r"(?!(?:(?:19|20)[0-9]{2}|[0-39][0-9])(?![0-9]))[0-9]"
_NAMED_BEFORE = r"([A-Z][a-z]{2,})\s$"
_NOT_OF_NAME = (
    r"(?i)the|international|annual|joint|proceedings?|proc|springer|elsevier|in|at|by|for|to|from|accepted|published|"
    r"submitted|journal|magazine|eurographics|usenix|oxford|with|and|\w+(?:th|st|nd|rd)|first|second|third|"
    r"spotlight|oral|ifac|special|issue"
)
_MEETS = r"\W*(?:[0-9]+\w* )?(?:Annual |Global )?(?:Int\w*\.?l? )?(?:Joint )?(?:Conf|Symp|Work|Intern|Intl|Congress)"
_NUMBERED = r"/[A-Z]|\s+(?!(?:19|20)[0-9]{2})[A-Z0-9]"  # "Proceedings of IEEE Globecom", "… of the IEEE/CVF …"


class VenueMention(NamedTuple):
    """Where a text names a venue; `workshops` where it names its workshops ("CVPRW")."""

    start: int
    end: int
    venue: Venue
    workshops: bool = False


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class _Token(NamedTuple):
    """A word of a text: where it stands, as it is written, and in its one form."""

    start: int
    end: int
    word: str
    normal: str


_new = tuple.__new__  # by name, making a tuple takes as long as what is in it


def mentions(text: str) -> list[VenueMention]:
    """Return the venues that a text names, in order; if two overlap, the first one."""
    tokens = [
        _new(_Token, (*match.span(), word, form))
        for match in NAME_WORDS.finditer(text)
        for word, form in forms(match[0])
    ]
    beginnings = venue_tree().packed
    # Few words begin a name, or name workshops.
    begins = [at for at, token in enumerate(tokens) if token[3] in beginnings or token[2][-1] == "W"]
    found: list[VenueMention] = []
    done = 0
    for at in begins:
        if at < done:
            continue
        token = tokens[at]
        longest = _best(text, tokens, at) if token.normal in beginnings else _workshops(token, at)
        if longest is None:
            continue
        mention, done = longest[0]._replace(start=_beginning(tokens, at)), longest[1]
        if not _is_part(text, mention):
            found.append(mention._replace(end=_end(text, mention)))
    return found


def _beginning(tokens: list[_Token], first: int) -> int:
    """Return where a name begins, with its sponsor and "International" before it."""
    while first and (word := tokens[first - 1].word)[0].isupper() and word.lower() in SPONSORS | WIDE:
        first -= 1
    return tokens[first].start


def _end(text: str, mention: VenueMention) -> int:
    """Return where a name ends, with what is often put after a journal's: "World Wide Web Journal"."""
    behind = _compiled(r" [Jj]ournal\b(?! of)").match(text, mention.end) if mention.venue.kind == JOURNAL else None
    return behind.end() if behind else mention.end


def _is_part(text: str, mention: VenueMention) -> bool:
    """Return whether a name is only part of another one: "Ibero-American Conference …", "… and Applications"."""
    start, end = mention.start, mention.end
    if " " not in text[start:end]:
        return any(_compiled(longer).match(text, end) for longer in (_LONGER_ACRONYM, _NUMBERED_ACRONYM))
    before = _compiled(_NAMED_BEFORE).search(text, max(0, start - 30), start)
    if before and not _compiled(_NOT_OF_NAME).fullmatch(before[1]):
        return True
    if mention.venue.kind == JOURNAL and any(
        _compiled(longer).match(text, end) for longer in (_MEETS, _LONGER_JOURNAL)
    ):
        return True
    if mention.venue.name == "Proceedings of the IEEE" and _compiled(_NUMBERED).match(text, end):
        return True
    return bool(_compiled(_LONGER).match(text, end) or _compiled(_OF_ANOTHER).match(text, end))


def _best(text: str, tokens: list[_Token], first: int) -> tuple[VenueMention, int] | None:
    """Return the longest name that begins at a word, or behind it where that is a sponsor: ICMR is "ACM …", too."""
    own = _longest(text, tokens, first)
    if own is None or tokens[first].normal not in SPONSORS:
        return own
    later = range(first + 1, own[1])
    begins = next((at for at in later if tokens[at].normal not in OFTEN_LEFT_OUT), first)
    behind = _longest(text, tokens, begins)
    return behind if behind and behind[1] > own[1] else own


def _longest(text: str, tokens: list[_Token], first: int) -> tuple[VenueMention, int] | None:
    """Return the longest name that begins at a word, and the number of the word after it."""
    start, result = tokens[first].start, None
    tree: VenueBranches | Mapping[str, VenueNode] = venue_tree()
    for number in range(first, min(len(tokens), first + 20)):
        _, end, _, word = tokens[number]
        node = tree.get(word)
        if node is None:
            if word in OFTEN_LEFT_OUT or word in SPONSORS:
                continue
            break
        if number > first and any(mark in text[tokens[number - 1].end : tokens[number].start] for mark in ";()"):
            break
        tree = node.following
        for name in node.names:
            if _is_spelled(name, text[start:end]):
                result = (VenueMention(start, end, name.venue), number + 1)
                break
    return result


def _workshops(token: _Token, at: int) -> tuple[VenueMention, int] | None:
    """Return what "CVPRW" or "ICDMW" names."""
    start, end, raw, _ = token
    node = venue_tree().get(raw[:-1].lower()) if raw.endswith("W") and len(raw) > 2 else None
    named = next((name.venue for name in node.names if name.spelling == raw[:-1]), None) if node else None
    return (VenueMention(start, end, named, workshops=True), at + 1) if named else None


def _is_spelled(name: VenueName, found: str) -> bool:
    """Acronyms are capitals, short ones as in the table: "date" and "Case" are words; "cvpr2019" is not one."""
    if not name.spelling:
        return found[:1].isupper() or found[:1].isdigit() or re.search("transactions|conference", found) is not None
    if name.spelling == found:
        return True
    same = name.spelling.lower() == found.lower()
    return same and len(found) >= _EXACT_LENGTH and found.lower() not in _WORDS
