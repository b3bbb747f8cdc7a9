"""Typos: titles in a line with one word misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from bibtools.core.named_tuple import NamedTuple
from bibtools.matching.reference_tokens import Reference, spans

_FEWEST = 3  # words that are looked for together
_SHORT = 12  # words of a line that may be a title from end to end
_LONGER = 3  # letters of a word that says nothing
_MOST = 2  # letters that come, go, change or change places
_LETTERS = 5  # of a misspelt word at least


class Slip(NamedTuple):
    """A title in a line with one word misspelt: the word as written, and its distance from the right one."""

    start: int
    end: int
    word: str
    distance: int


def queries(line: Reference) -> Iterator[list[str]]:
    """Yield words that may form one title: from the longest part of a line without punctuation, and its neighbours."""
    edges = [at for at in range(len(line.words) + 1) if line.is_edge(at)]
    parts = list(pairwise(edges))
    if not parts:
        return
    longest = max(range(len(parts)), key=lambda number: sum(map(len, line.words[slice(*parts[number])])))
    around = [(longest, longest), (longest, longest + 1), (longest - 1, longest)]
    chosen = [(parts[first][0], parts[last][1]) for first, last in around if first >= 0 and last < len(parts)]
    whole = (line.label, len(line.words))
    for start, end in dict.fromkeys([*chosen, *([whole] if whole[1] <= _SHORT else [])]):
        words = [word for word in line.words[start:end] if len(word) > _LONGER]
        if len(words) >= _FEWEST:
            yield words


def slip(line: Reference, title: str) -> Slip | None:
    """Return where a title is in a line, with one word misspelt."""
    words = title.split()
    known = set(words)
    if len(known.difference(line.words)) > 2:  # at once: most titles are of other matters
        return None
    found: list[Slip] = []
    for start, end in spans(line):
        shown = line.words[start:end]
        if abs(len(shown) - len(words)) <= 1 and sum(word not in known for word in shown) <= 2:
            difference = _difference(shown, words)
            if difference and difference[1] <= _MOST:
                found.append(Slip(start, end, *difference))
    return min(found, key=attrgetter("distance"), default=None)


def _difference(shown: Sequence[str], words: Sequence[str]) -> tuple[str, int] | None:
    """Return the word in which two titles differ, for display, and its distance; None if more differs."""
    start = 0
    while start < min(len(shown), len(words)) and shown[start] == words[start]:
        start += 1
    end = 0
    while end < min(len(shown), len(words)) - start and shown[-1 - end] == words[-1 - end]:
        end += 1
    one, other = shown[start : len(shown) - end], words[start : len(words) - end]
    written, meant = "".join(one), "".join(other)
    if max(len(one), len(other)) > 2 or min(len(written), len(meant)) < _LETTERS or not (written + meant).isalpha():
        return None
    return written, _distance(written, meant)


def _distance(one: str, other: str) -> int:
    """Return the number of letters inserted, deleted, changed or transposed (Damerau 1964)."""
    if abs(len(one) - len(other)) > _MOST:
        return _MOST + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for place, wanted in enumerate(other, start=1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            is_swap = at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted
            row.append(min(least, last[place - 2] + 1) if is_swap else least)
    return row[-1]
