"""Candidates: the places in a text that may hold an identifier, and the parts of the text relevant to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.identifiers import prefilter
from bibtools.identifiers.normalization import DISGUISES

_PATTERNS = tuple(map(lazy_pattern, prefilter.PATTERNS))
DOT, SLASH, CLAIM, BIBCODE, DASHED, ESCAPED, DOI, ENCODED_DOI = _PATTERNS
_SIGNS = dict(zip(_PATTERNS, prefilter.SIGNS.values(), strict=True))
_WIDE = tuple(
    lazy_pattern(prefilter.wide(pattern, f"[{DISGUISES}]", f"[{DISGUISES}]"))
    for pattern in (prefilter.WIDE_DOT, prefilter.WIDE_SLASH)
)
_MARKS = {mark: lazy_pattern(rf"{mark}(?=[0-9{DISGUISES}])") for mark in "\u2024\uff0e\u2044\uff0f"}

_BEFORE = 400  # characters around a place that can matter for it, disguises included
_AFTER = 120


_OF_ARXIV = tuple(pattern for pattern in _PATTERNS if pattern not in {DOI, ENCODED_DOI})


def places(text: str) -> list[int]:
    """Return the offsets near which there may be an id, in order; a text without any has no id."""
    return _places(text, _PATTERNS)


def arxiv_places(text: str) -> list[int]:
    """Return the offsets near which there may be an arXiv id; a DOI alone does not count."""
    return _places(text, _OF_ARXIV)


def _places(text: str, of_ascii: Sequence[re.Pattern[str]]) -> list[int]:
    found = [place for pattern in of_ascii for place in prefilter.occurrences(pattern, _SIGNS[pattern], text)]
    if not text.isascii():
        patterns = [*_WIDE, *(pattern for mark, pattern in _MARKS.items() if mark in text)]
        found += [match.start() for pattern in patterns for match in pattern.finditer(text)]
    return sorted(found)


def holds_place(span: tuple[int, int], near: Sequence[int]) -> bool:
    """Return whether one of some sorted places is in a span."""
    at = bisect_left(near, span[0])
    return at < len(near) and near[at] < span[1]


def clusters(length: int, near: Sequence[int]) -> list[tuple[Span, list[int]]]:
    """Return the spans of a text that are relevant to places in it, each with those places.

    Spans are sorted and disjoint; places close to each other share one.
    """
    found: list[tuple[Span, list[int]]] = []
    start = end = -1
    members: list[int] = []
    for place in near:
        if not members or place - _BEFORE > end:
            if members:
                found.append((Span(start, end), members))
            start, members = max(0, place - _BEFORE), []
        end = min(length, place + _AFTER)
        members.append(place)
    if members:
        found.append((Span(start, end), members))
    return found
