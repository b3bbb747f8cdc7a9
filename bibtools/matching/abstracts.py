"""Abstracts: which papers' abstracts a text contains, whole or in part, however they were pasted.

A paper is a candidate if several of its marks are in the text. It is certain if these marks are in order,
enough of those that the text has room for are there, and no other paper fits the same words as well: two
papers of the same authors may share a sentence, and an abstract of another paper may quote one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import eq

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.index.packed_row import WORDS, Packed
from bibtools.index.shingles import TextVariant, letters, places, readings, shingles, words
from bibtools.index.shingles import marked as marked_at

_COMMON = 30  # papers that may share a mark before it says nothing
_FEWEST = 5  # marks that must be there: a sentence has less, and other papers may have it, too
_SHARE = 0.75  # of the words in the marks that the text has room for
_GONE = 0.1  # of the marks: of so many nothing may be there that the text has room for
_MANY, _KEPT = 6, 2.1  # changed marks, and words of each that must be there
_VERBATIM = 0.95  # of the words: that is this abstract, whatever is between its sentences
_SHIFTED = 9  # words that come or go where words are changed one by one
_DRIFT = 4  # words that may have come or gone before a place
_SLACK = 0.3  # of a paper's marks may be missing at an end where the text goes on with something else
_RIVAL = 0.7  # of the marks: another paper that has so many of the same words is as good
_STRETCH, _INSERTED = 2.0, 12  # how much longer the text between two marks may be, and by how many words
_MOST_WORDS = 200_000  # of a text that are examined


class Region(NamedTuple):
    """A part of a text that is a paper's abstract: from the first to the last word, and a score up to 1."""

    paper: int
    start: int
    end: int
    score: float
    found: int  # marks
    marks: int  # that the paper has
    gone: int  # marks that the text has room for, but hardly a word of them


class AbstractMatches(NamedTuple):
    """The abstracts in a text, certain and possible."""

    sure: tuple[Region, ...]
    unsure: tuple[Region, ...]


Marked = Callable[[Iterable[int]], Mapping[int, Sequence[int]]]
Unpacked = Callable[[Sequence[int]], Mapping[int, Packed]]


def find(text: str, marked: Marked, unpacked: Unpacked) -> AbstractMatches:
    """Return the papers whose abstracts a text contains, sorted by position."""
    regions: dict[int, Region] = {}
    for reading in readings(text):
        for region in _of_reading(reading, marked, unpacked):
            known = regions.get(region.paper)
            if known is None or region.score > known.score:
                regions[region.paper] = region
    ordered = sorted(regions.values(), key=lambda each: (-each.found, each.paper))
    sure = [each for each in ordered if _is_sure(each) and not any(_are_rivals(each, other) for other in ordered)]
    return AbstractMatches(
        tuple(sorted(sure, key=lambda each: each.start)),
        tuple(each for each in ordered if each not in sure and not any(_overlap(each, other) for other in sure)),
    )


def _of_reading(reading: TextVariant, marked: Marked, unpacked: Unpacked) -> list[Region]:
    found = words(reading.text)[:_MOST_WORDS]
    own = shingles(found)
    hits: dict[int, set[int]] = defaultdict(set)
    for mark, papers in marked(dict.fromkeys(own)).items():
        if len(papers) <= _COMMON:
            for paper in papers:
                hits[paper].add(mark)
    candidates = [paper for paper, marks in hits.items() if len(marks) >= 2]
    if not candidates:
        return []
    text = _Text(letters(found))
    regions = (_region(paper, packed, text) for paper, packed in unpacked(candidates).items())
    fitting = [region for region in regions if region is not None]
    where = places(reading.text) if fitting else []
    return [
        region._replace(start=span.start, end=span.end)
        for region in fitting
        for span in [reading.span(Span(where[region.start].start, where[region.end - 1].end))]
    ]


class _Text:
    """A text as the bytes of its words, and the positions of each mark."""

    def __init__(self, spelt: bytes) -> None:
        self.spelt = spelt
        self.places: dict[bytes, list[int]] = defaultdict(list)
        for at in range(len(spelt) - WORDS + 1):
            self.places[spelt[at : at + WORDS]].append(at)

    def agreement(self, mark: bytes, at: int) -> int:
        """Return how many words of a mark occur together near a place."""
        windows = (self.spelt[near : near + WORDS] for near in range(max(0, at - _DRIFT), at + _DRIFT + 1))
        return max((sum(map(eq, window, mark)) for window in windows), default=0)


def _region(paper: int, packed: Packed, text: _Text) -> Region | None:
    """Return how well the marks of a paper fit into a text, as a region in word numbers."""
    own = marked_at(packed.shingles)
    pairs = [(number, at) for number, mark in enumerate(packed.marks) for at in text.places.get(mark, ())]
    chain = max(_runs(_chain(pairs), own), key=len, default=[])
    if len(chain) < 2:
        return None
    (first, start), (last, end) = chain[0], chain[-1]
    length = len(text.spelt) - WORDS + 1
    agreed, expected, gone = 0, 0, 0
    at = dict(chain)
    shift = start - own[first]
    ends = [0, 0]
    for number, mark in enumerate(packed.marks):
        shift = at[number] - own[number] if number in at else shift
        place = own[number] + shift
        if number not in at and not 0 <= place < length:
            continue  # the text has no room for it
        words_there = WORDS if number in at else text.agreement(mark, place)
        agreed, expected, gone = agreed + words_there, expected + WORDS, gone + (words_there <= 1)
        ends[0] += number < first
        ends[1] += number > last
    score = agreed / expected
    changed = expected // WORDS - len(chain)  # marks
    if changed >= _MANY and agreed - WORDS * len(chain) < _KEPT * changed:
        score = 0.0  # where words are changed one by one, most of a mark stays
    shifts = [place - own[number] for number, place in chain]
    if score < _VERBATIM and max(shifts) - min(shifts) > _SHIFTED:
        score = 0.0  # sentences have come and gone: it is a text of the same authors, or of the same matter
    slack = max(1.0, _SLACK * len(packed.marks))
    score = score if max(ends) <= slack else 0.0
    return Region(
        paper=paper, start=start, end=end + WORDS, score=score, found=len(chain), marks=len(packed.marks), gone=gone
    )


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest sequence of marks that occur in a text in order (patience sorting)."""
    tails: list[int] = []  # numbers of pairs, the least place for a sequence of each length
    before: list[int] = []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    for number, (_, at) in enumerate(ordered):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if ordered[tails[middle]][1] < at else (low, middle)
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [number]
    chain = []
    number = tails[-1] if tails else -1
    while number >= 0:
        chain.append(ordered[number])
        number = before[number]
    return chain[::-1]


def _runs(chain: Sequence[tuple[int, int]], own: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Yield the parts of a sequence, split at gaps longer than the paper's: there, a mark occurs by chance."""
    run: list[tuple[int, int]] = []
    for number, at in chain:
        if run and at - run[-1][1] > _STRETCH * (own[number] - own[run[-1][0]]) + _INSERTED:
            yield run
            run = []
        run.append((number, at))
    yield run


def _is_sure(region: Region) -> bool:
    return region.found >= _FEWEST and region.score >= _SHARE and region.gone <= _GONE * region.marks


def _are_rivals(one: Region, other: Region) -> bool:
    """Return whether another paper fits the same words nearly as well."""
    return one.paper != other.paper and _overlap(one, other) and other.found >= _RIVAL * one.found


def _overlap(one: Region, other: Region) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.3 * min(
        one.end - one.start, other.end - other.start
    )
