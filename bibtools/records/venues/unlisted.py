"""Unlisted venues: names that the table lacks, taken verbatim where the words before promise a venue."""

from __future__ import annotations

import re
from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED, MONTHS, SPELLINGS
from bibtools.core.named_tuple import NamedTuple
from bibtools.records.venues.venue_table import kind_of


class Unlisted(NamedTuple):
    """A venue's name as written, and its span."""

    name: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """Conference or journal, by the words of the name."""
        return kind_of(self.name)


_YEAR = r"(?:(?:19|20)[0-9]{2}|['’][0-9]{2}|(?<=[A-Z]|-)[0-9]{2})(?![0-9])"
_ACRONYM = r"[A-Z][0-9][A-Z][A-Z0-9]*|(?=[\w/+&-]*[A-Z][\w/+&-]*[A-Z])[A-Za-z0-9][A-Za-z][\w/+&-]*?|[A-Z]{2,}"
_MEETING = r"conference|symposi(?:um|a)|workshops?|congress|meeting|colloquium|school|forum|seminar|conf\.|days|summit"
_NO_NAME = frozenset(
    """acm aaai ieee ifip siam usenix lncs lipics eptcs springer elsevier wiley arxiv doi isbn issn usa uk eu part
    section chapter faculty department university school journal conference proceedings workshop symposium
    transactions phd master english german french russian spanish chinese
    japanese persian this these that our we it here there special issue lecture volume vol copyright latex pages
    figures table first second third final revised version title abstract international european its their both
    all supplementary supplement appendix publication summer winter spring fall vienna paris london author
    authors preprint book isi scopus xplore university institute""".split()
).union(SPELLINGS)


_PUBLISHER = lazy_pattern(
    r"\b(?:Press|Publish\w+|Verlag|Scientific|Books)$|"
    r"^(?:Springer|Elsevier|Wiley|IGI|CRC|Morgan)[\s-]"
    r"(?:(?:International )?Publish|Nature|Verlag|Science|Press|Global|Claypool)"
)


@cache
def _in_parentheses() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_MEETING})[^();]{{0,150}}\(\s*['\"]?(?P<name>{_ACRONYM})[\s'’-]*(?:{_YEAR})?\s*[,)]"
        rf"|\((?P<behind>{_ACRONYM})\)\s+(?:{_MEETING})",
        re.IGNORECASE,
    )


@cache
def _before_year() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-])(?P<name>{_ACRONYM})(?:\s+[Cc]onference)?[\s'’(-]*{_YEAR}")


@cache
def _capitalised() -> re.Pattern[str]:
    word = r"[A-Z0-9][\w/^+'’-]*(?:\.(?=\s[A-Z&]))?"
    return re.compile(
        rf"[A-Z](?:[\w/^+'’-]*(?:\.(?=\s+[A-Z&a]))?)(?:\s+(?:(?:of|on|in|and|for|the|&|de|to|from|"
        rf"with|its|an?|conference|workshop|symposium|journal|transactions)\s+)*(?!(?:19|"
        rf"20)[0-9]{{2}}\b|(?:{'|'.join(map(str.capitalize, ABBREVIATED))})[a-z]*\b|"
        rf"[0-9]+(?:st|nd|rd|th)?\b|Vol){word}){{0,14}}"
        r"(?:(?:,\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)+,?\s(?:and|&)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)?"
    )


@cache
def _continues() -> re.Pattern[str]:
    """Match words that show a title or a name rather than a venue: "Jaakko Hintikka on knowledge"."""
    return re.compile(
        r"\s+(?!(?:in|on|as|vol|volume|special|special|conference|journal|workshop|with|for|which|"
        r"held|by|at|under|is|from|no|pp|issue|edition|magazine)\b)[a-z]|\s+(?:on|in|and|"
        rf"for) (?!{'|'.join(MONTHS)}|the\b|conj|press)[a-z]|\.\s?[A-Z]\.|,\s*[A-Z]\."
    )


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_MEETING})\b", re.IGNORECASE)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"[^()]{{0,40}}\(\s*['\"]?(?:(?:IEEE|ACM)\s)?(?P<name>{_ACRONYM})[\s'’-]*(?:{_YEAR})?\s*[,)]")


def own_acronym(text: str, at: int) -> str | None:
    """Return the acronym that follows a full name in parentheses."""
    match = _own().match(text, at)
    return match["name"] if match and match["name"].lower() not in _NO_NAME else None


def find(text: str, direct: int) -> Unlisted | None:
    """Return the venue that a text names; `direct` is where a name directly follows its announcement."""
    named = _acronym(text, _in_parentheses(), direct)
    dated, words = _acronym(text, _before_year(), direct), _words(text, direct)
    longer = dated and words and words.start < dated.start <= words.end and not _meeting().search(words.name)
    return named or (words if longer else dated) or words


def _acronym(text: str, pattern: re.Pattern[str], direct: int) -> Unlisted | None:
    for match in pattern.finditer(text, direct if pattern is _before_year() else 0):
        name = match.groupdict().get("behind") or match["name"]
        capitals = sum(char.isupper() for char in name)
        if capitals > 1 and _lowered_first(name) not in _NO_NAME and not name.isdigit():
            start = match.end() - len(match[0]) + match[0].rfind(name)
            return Unlisted(name.rstrip("-"), start, start + len(name))
    return None


def _words(text: str, direct: int) -> Unlisted | None:
    """Return a name of several words, which must follow at once: "Journal of Graph Theory"."""
    match = _capitalised().match(text, direct)
    if match is None:
        return None
    name = _expanded(match[0])
    bare = re.sub(r"^(?:(?:IEEE|ACM|IFIP|Springer|Elsevier|USENIX)[\s/]+)+(?=\S*[A-Z]\S*[A-Z0-9]\S*$)", "", name)
    if (_lowered_first(bare) in _NO_NAME and " " not in bare) or len(bare) < 3 or _PUBLISHER.search(bare):
        return None
    if all(word.lower().strip(".") in _NO_NAME for word in bare.split()):
        return None
    if _continues().match(text, match.end()) or re.search(r"\s(?:[A-Z]|IEEE|ACM)$", name):
        return None
    inside = match[0].find(bare)
    return Unlisted(bare, match.start(), match.start() + inside + len(bare) if inside >= 0 else match.end())


def _expanded(name: str) -> str:
    name = re.split(r"\s+[Ss]pecial\s+(?:[Ii]ssue|[Ss]ection|[Ss]ession)\b", name.strip())[0]
    name = re.sub(r"(?<=\w)\s+[IVX]{2,}$", "", name)
    name = re.sub(r"\s+(?:Conference|Journal|Magazine(?<!IEEE.Magazine))$", _keeps_if_needed, name)
    name = re.sub(r"['’]s$", "", name)
    name = re.sub(r"^((?=\S*[A-Z]\S*[A-Z])\S+) Workshops?$", r"\1", name)
    name = re.sub(r"(?<=[A-Za-z])['’-]?(?:20[0-3][0-9]|[0-3][0-9])$", "", name)
    name = re.sub(r"\bTrans(?:\.|actions?\b|\b)(?=\s+\w)", "Transactions", name)
    return name.rstrip(" .,-'’")


def _keeps_if_needed(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    is_needed = "Magazine" in match[0] or " of " in before or "International" in before
    is_of_words = "Conference" in match[0] and re.search(r"[A-Z][a-z]+\s+\S*$", before) is not None
    return match[0] if is_needed or is_of_words else ""


def _lowered_first(name: str) -> str:
    return re.split(r"[\s.]", name.lower(), maxsplit=1)[0]
