"""Venue names: where a text names a venue of the table, however abbreviated.

Names are compared word by word, abbreviations written out, without the words that authors leave out as they like.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

CONFERENCE = "conference"
JOURNAL = "journal"

_SPONSORS = frozenset(
    "acm asme cvf eai eurasip ewg federated gi iapr ieee ifac ifip rsj sigir sigkdd sigmod sigplan sigsac "
    "sigsoft signll springer usenix wic elsevier".split()
)
_WIDE = frozenset("international int intl annual".split())
_OFTEN_LEFT_OUT = _WIDE | frozenset("on of the and for in over th st nd rd".split())
_KINDS_OF_MEETING = frozenset("workshop symposium meeting colloquium congress summit".split())
_ENOUGH = 3  # words of a name that mean one venue without the kind of meeting
# One form for the words of a name; whether it is the word itself does not matter, as names are written so as well.
_ONE_FORM = {
    short: words[0]
    for words in (
        line.split()
        for line in """
    journal j journals
    transactions trans transaction
    conference conf conferences
    symposium symp symposia
    letters lett letter
    communications commun comm commn communication
    processing proc process
    information inf inform info
    theory theor th theoretical
    wireless wirel
    networks netw network networking
    vehicular veh vehic
    vehicles vehicle
    technology technol tech
    automatic auto autom automat automation
    selected sel
    systems syst sys system
    computer comput computers computing computation computational
    physics phys physical
    review rev reviews
    mathematics math mathematical
    astronomy astron astronomical
    astrophysical astrophys
    chemical chem
    applied appl
    annals ann
    statistics stat statistical
    analysis anal
    machine mach
    learning learn
    research res
    intelligence intell
    recognition recognit recog
    engineering eng engin
    science sci sciences
    nuclear nucl
    instruments instrum instr
    societies soc society
    royal roy r
    monthly mon
    notices not notes
    surveys surv survey
    magazine mag magazines
    language languages
    agents agent
    robotics robot robots
    web www
    supplement suppl supp
    probability probab prob
    quantum quant
    condensed condens
    american amer am
    visualization vis visualisation
    multiagent multi-agent
    """.strip().splitlines()
    )
    for short in words
}
_TWO_WORDS = {"AI": ["artificial", "intelligence"]}
_EXACT_LENGTH = 4  # shorter acronyms mean a venue only as they stand in the table
_WORDS = frozenset(  # so do these
    """ares assets case closer cocoa crest crypto date ease formats forte fusion host hypertext interact
    latin linac linearity mars media micro oceans places promise refine types vast wine words""".split()
)
_NAME_WORDS = r"[0-9]+|[^\W\d_]+"
_JOURNALISH = r"(?i)journal|transactions|letters|review|annals|magazine|proceedings|surveys|forum|bulletin"

_MEETING = r"(?i)\b(?:conference|symposi(?:um|a)|workshops?|congress|meeting|colloquium|school|summit|challenge)\b"
_ACRONYM = r"(?:IEEE |ACM )?(?=\S*[A-Z]\S*[A-Z])\S+"
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


class Venue(NamedTuple):
    """A venue: its short name, whether it is a conference or a journal, and its full name."""

    short: str
    kind: str
    name: str

    @property
    def is_plain_phrase(self) -> bool:
        """Whether the name could be ordinary words of a sentence, such as "Information Sciences"."""
        return self.kind == JOURNAL and " " in self.short and not _compiled(_JOURNALISH).search(self.name)


class VenueMention(NamedTuple):
    """Where a text names a venue; `workshops` where it names its workshops ("CVPRW")."""

    start: int
    end: int
    venue: Venue
    workshops: bool = False


class _Name(NamedTuple):
    venue: Venue
    spelling: str  # an acronym as it is spelled; empty for names of several words


_Tree = dict[str, "_Node"]


class _Node:
    """One word of names: the names that end here, and the words that may follow."""

    __slots__ = ("following", "names")

    def __init__(self) -> None:
        self.names: list[_Name] = []
        self.following: _Tree = {}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def kind_of(short: str) -> str:
    """Return a venue's kind: conference or journal; unlisted ones are classified by the words of their name."""
    return _kinds().get(short) or (
        CONFERENCE if _compiled(_MEETING).search(short) or _compiled(_ACRONYM).fullmatch(short) else JOURNAL
    )


@cache
def _kinds() -> dict[str, str]:
    return {venue.short: venue.kind for venue in venues()}


def mentions(text: str) -> list[VenueMention]:
    """Return the venues that a text names, in order; if two overlap, the first one."""
    tokens = [
        (match.start(), match.end(), word)
        for match in _compiled(_NAME_WORDS).finditer(text)
        for word in _TWO_WORDS.get(match[0], [match[0]])
    ]
    found: list[VenueMention] = []
    at = 0
    while at < len(tokens):
        begins = _normal(tokens[at][2]) in _tree()
        longest = _best(text, tokens, at) if begins else _workshops(tokens, at)
        if longest is None:
            at += 1
            continue
        mention = longest[0]._replace(start=_beginning(tokens, at))
        at = longest[1]
        if not _is_part(text, mention):
            found.append(mention._replace(end=_end(text, mention)))
    return found


def _beginning(tokens: list[tuple[int, int, str]], first: int) -> int:
    """Return where a name begins, with its sponsor and "International" before it."""
    while first and (word := tokens[first - 1][2])[0].isupper() and word.lower() in _SPONSORS | _WIDE:
        first -= 1
    return tokens[first][0]


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


def _best(text: str, tokens: list[tuple[int, int, str]], first: int) -> tuple[VenueMention, int] | None:
    """Return the longest name that begins at a word, or behind it where that is a sponsor: ICMR is "ACM …", too."""
    own = _longest(text, tokens, first)
    if own is None or _normal(tokens[first][2]) not in _SPONSORS:
        return own
    later = range(first + 1, own[1])
    begins = next((at for at in later if _normal(tokens[at][2]) not in _OFTEN_LEFT_OUT), first)
    behind = _longest(text, tokens, begins)
    return behind if behind and behind[1] > own[1] else own


def _longest(text: str, tokens: list[tuple[int, int, str]], first: int) -> tuple[VenueMention, int] | None:
    """Return the longest name that begins at a word, and the number of the word after it."""
    start, result, tree = tokens[first][0], None, _tree()
    for number in range(first, min(len(tokens), first + 20)):
        _, end, raw = tokens[number]
        word = _normal(raw)
        node = tree.get(word)
        if node is None:
            if word in _OFTEN_LEFT_OUT or word in _SPONSORS:
                continue
            break
        if number > first and any(mark in text[tokens[number - 1][1] : tokens[number][0]] for mark in ";()"):
            break
        tree = node.following
        for name in node.names:
            if _is_spelled(name, text[start:end]):
                result = (VenueMention(start, end, name.venue), number + 1)
                break
    return result


def _workshops(tokens: list[tuple[int, int, str]], first: int) -> tuple[VenueMention, int] | None:
    """Return what "CVPRW" or "ICDMW" names."""
    start, end, raw = tokens[first]
    node = _tree().get(raw[:-1].lower()) if raw.endswith("W") and len(raw) > 2 else None
    named = next((name.venue for name in node.names if name.spelling == raw[:-1]), None) if node else None
    return (VenueMention(start, end, named, workshops=True), first + 1) if named else None


def _is_spelled(name: _Name, found: str) -> bool:
    """Acronyms are capitals, short ones as in the table: "date" and "Case" are words; "cvpr2019" is none."""
    if not name.spelling:
        return found[:1].isupper() or found[:1].isdigit() or re.search("transactions|conference", found) is not None
    if name.spelling == found:
        return True
    same = name.spelling.lower() == found.lower()
    return same and len(found) >= _EXACT_LENGTH and found.lower() not in _WORDS


def _normal(word: str) -> str:
    lowered = word.lower()
    return _ONE_FORM.get(lowered, lowered)


def _key(name: str, *, is_journal: bool = True) -> list[str]:
    words = [word for each in _compiled(_NAME_WORDS).findall(name) for word in _key_words(each)]
    without = [word for word in words if word not in _SPONSORS]
    # Two words alone can mean anything: "IEEE Big Data" is a conference, "Big Data" is none.
    return without if len(without) > (1 if is_journal else 2) else words


@cache  # names have the same words over and over
def _key_words(word: str) -> tuple[str, ...]:
    words = map(_normal, _TWO_WORDS.get(word, [word]))
    return tuple(each for each in words if each not in _OFTEN_LEFT_OUT)


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations in short names that end in a full stop: no sentence ends there."""
    return frozenset(word.lower() for venue in venues() for word in re.findall(r"([^\W\d_]+)\.", venue.short))


@cache
def venues() -> tuple[Venue, ...]:
    """Return the table."""
    return tuple(venue for venue, _ in _rows())


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {venue.short: tuple(dict.fromkeys(each for each in names if each != "=")) for venue, names in _rows()}


def spellings(short: str) -> tuple[str, ...]:
    """Return all names of a venue in the table, the short one first; none of one that is not in it."""
    return _spellings().get(short, ())


def _rows() -> list[tuple[Venue, list[str]]]:
    from pkgutil import get_data  # where the names are needed

    rows = []
    for kind, table in ((CONFERENCE, "conferences.txt"), (JOURNAL, "journals.txt")):
        for line in (get_data(__package__, table) or b"").decode().splitlines():
            if line.startswith("#"):
                continue
            short, name, others = (*line.split("; "), "=", "")[:3] if "; " in line else (line, "=", "")
            name = short if name == "=" else name
            rows.append((Venue(short, kind, name), [short, name, *filter(None, others.split("|"))]))
    return rows


@cache
def _tree() -> _Tree:
    root: _Tree = {}
    rows = [(venue, name, _key(name, is_journal=venue.kind == JOURNAL)) for venue, names in _rows() for name in names]
    for venue, name, words in rows:
        _grow(root, venue, name, words)
    for venue, name, words in rows:
        if len(words) > _ENOUGH and words[0] in _KINDS_OF_MEETING:  # "Machine Learning for Signal Processing 2015"
            _grow(root, venue, name, words[1:], only_new=True)
    return root


def _grow(root: _Tree, venue: Venue, name: str, words: list[str], *, only_new: bool = False) -> None:
    node, tree = None, root
    for word in words:
        node = tree.get(word)
        if node is None:
            node = tree[word] = _Node()
        tree = node.following
    if node is not None and not (only_new and node.names):
        node.names.append(_Name(venue, "" if " " in name else name))
