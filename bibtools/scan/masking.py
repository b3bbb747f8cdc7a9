"""Marked-out text: blanked, so that what is left keeps its offsets, or asked for what begins in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bibtools.identifier.search import Sighting
from bibtools.text import Span, overlaps

_NOT_LINE_END = re.compile(r"[^\r\n]")


def blank(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spaces in the spans (line ends stay); spans may touch and overlap."""
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], _NOT_LINE_END.sub(" ", text[max(start, done) : end])]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def blank_around(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spaces everywhere but in the spans, which are sorted and apart."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return blank(text, (Span(start, end) for start, end in list(pairwise(edges))[::2]))


def begins_in(sighting: Sighting, spans: Sequence[Span]) -> bool:
    """Tell whether a sighting begins in one of the spans, which are sorted and apart."""
    start = sighting.span.start
    return overlaps(Span(start, start + 1), spans)
