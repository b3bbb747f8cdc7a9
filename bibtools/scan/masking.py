"""Blanking out dead text, so that what is left keeps its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bibtools.text import Span

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
