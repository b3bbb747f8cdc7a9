"""Marked-out text: blanked, so that what is left keeps its offsets, or asked for what begins in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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


def begins_in(sighting: Sighting, spans: Sequence[Span]) -> bool:
    """Tell whether a sighting begins in one of the spans, which are sorted and apart."""
    start = sighting.span.start
    return overlaps(Span(start, start + 1), spans)
