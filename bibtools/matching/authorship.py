"""Authorship: whether the authors in a line are exactly those of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import SPELLINGS
from bibtools.core.named_tuple import NamedTuple
from bibtools.matching.reference_tokens import YEAR, Reference
from bibtools.tex.names import Name

_SEPARATOR = lazy_pattern(r"[,;|()\[\]:*\n•·]|\s[-–—]{1,3}\s")
_JOINING = frozenset("and et und with".split())
# Words among names that are no names.
_FILLER = frozenset(
    """al others by jr sr ii iii iv ed eds editor editors author authors collaboration collaborations the team nd
    """.split()
).union(SPELLINGS)
_PARTICLES = frozenset(
    "van von de der den del della di da do dos du la le el al dal ten ter zu zur bin ibn ben".split()
)
_MOST_GIVEN = 4  # words of given names
_MOST_FAMILY = 5  # words of a family name
_UMLAUT = lazy_pattern(r"([aou])e")


class Author(NamedTuple):
    """An author for comparison: the forms of the family name without blanks, and the initials."""

    families: frozenset[str]
    initials: frozenset[str]


class Named(NamedTuple):
    """The authors that a part of a line names."""

    authors: tuple[int, ...]  # of the paper, by their numbers, in the order of the line
    strangers: int  # names, or words, that are not theirs
    is_initialled: bool = False  # whether the line gives the first one's given name, or its initial
    is_led: bool = False  # whether the first one is a stranger
    has_more: bool = False  # whether the line says that there are others
    is_ended: bool = False  # whether the last one is a stranger, or no name at all

    def leads(self, number: int) -> bool:
        """Return whether a line names the first of so many authors first, or all of them in any order."""
        return (self.authors[:1] == (0,) and not self.is_led) or (number > 1 and len(set(self.authors)) == number)

    def begins(self, number: int) -> bool:
        """Return whether a line names so many authors in order, all or the first ones with "et al." or the like."""
        return self.authors in {(0,), tuple(range(number))} or (self.has_more and self.authors[:1] == (0,))


def author(name: Name) -> Author:
    """Return a name for comparison."""
    family, von = normalise_title(name.family).split(), normalise_title(name.von).split()
    whole = [[*von, *family], family, family[-1:], *([word] for word in family if len(word) > 3)]
    initials = frozenset(word[0] for word in normalise_title(name.given).split())
    return Author(frozenset(_folded("".join(words)) for words in whole if words), initials)


def _folded(name: str) -> str:
    return _UMLAUT.sub(r"\1", name)


def named(line: Reference, start: int, end: int, authors: Sequence[Author], *, most_strangers: int = 99) -> Named:
    """Return a part of a line read as a list of authors, with up to so many unknown names."""
    by_family: dict[str, list[int]] = {}
    for number, each in enumerate(authors):
        for family in each.families:
            by_family.setdefault(family, []).append(number)
    found: list[int] = []
    strangers: list[bool] = []  # who is one, in order
    pending: list[int] = []  # authors whose given names may follow
    is_initialled = False
    for segment in _segments(line, start, end):
        numbers, others = _families(line, segment, by_family)
        fitting = _fitting(numbers or pending, others, authors)
        if numbers and (fitting or (found and len(others) <= _MOST_GIVEN)):  # "Bill" is William
            pending = fitting or numbers
            found.append(pending[0])
            strangers.append(False)
            is_initialled |= bool(others) and len(found) == 1
        elif others and pending and fitting:
            is_initialled |= len(found) == 1
            pending = []
        elif others:
            strangers.append(True)
            pending = []
        if sum(strangers) > most_strangers:
            break
    years = [at for at in range(start, end) if YEAR.match(line.words[at])]
    is_ended = bool(strangers and strangers[-1]) and years != [end - 1]
    has_more = any(word in {"al", "others"} for word in line.words[start:end])
    return Named(
        authors=tuple(found),
        strangers=sum(strangers),
        is_initialled=is_initialled,
        is_led=strangers[:1] == [True],
        has_more=has_more,
        is_ended=is_ended,
    )


def _segments(line: Reference, start: int, end: int) -> Iterator[list[int]]:
    """Yield the words between two separators, without years and fillers."""
    segment: list[int] = []
    for at in range(start, end):
        word = line.words[at]
        gap = line.gaps[at] if at > start else ""
        ends = _SEPARATOR.search(gap) or (
            re.search(r"\.\s", gap) and len(line.words[at - 1]) > 2 and not line.shown[at - 1].isupper()
        )
        if (ends or word in _JOINING) and segment:
            yield segment
            segment = []
        if word not in _JOINING and word not in _FILLER and not YEAR.match(word):
            segment.append(at)
    yield segment


def _families(line: Reference, segment: Sequence[int], by_family: dict[str, list[int]]) -> tuple[list[int], list[str]]:
    """Return the authors whose family names are in a segment, and its other words."""
    words = [line.words[at] for at in segment]
    for length in range(min(len(words), _MOST_FAMILY), 0, -1):
        for at in range(len(words) - length, -1, -1):
            numbers = by_family.get(_folded("".join(words[at : at + length])))
            if numbers:
                return numbers, _given([*words[:at], *words[at + length :]])
    return [], _given(words)


def _given(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _PARTICLES]


def _fitting(numbers: Sequence[int], given: Sequence[str], authors: Sequence[Author]) -> list[int]:
    """Return the authors whose given names some words may be: the first begins like theirs, others are initials."""
    return [each for each in numbers if _fits(given, authors[each].initials)]


def _fits(given: Sequence[str], initials: frozenset[str]) -> bool:
    if len(given) > _MOST_GIVEN:
        return False
    is_first = not given or not initials or given[0][0] in initials
    return is_first and all(len(word) == 1 or word[0] in initials for word in given[1:] or given if len(word) > 1)
