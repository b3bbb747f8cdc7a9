"""Directives: comments above an entry that speak of it, `% bibtools: keep` and `% bibtools: is 2106.00134`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.bibliography.library.blocks import COMMENT, ENTRY, TEXT, Block, Library
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, line_end

# A directive has a line of its own: after a closing brace it would seem to speak of that entry.
DIRECTIVE = lazy_pattern(
    r"(?:^|(?<=\r)|(?<=\A\ufeff))[ \t]*%[ \t]*bibtools:[ \t]*(?:(?P<keep>keep\b)|is[ \t]+(?P<id>\S+))",
    re.IGNORECASE | re.MULTILINE,
)


def first_directive(text: str, span: Span) -> int | None:
    """Return the offset of the first directive in a part of a text, None if there is none."""
    match = DIRECTIVE.search(text, *span)
    return match.start() if match else None


def directives(above: str) -> list[str]:
    """Return the lines of a text above an entry that are directives."""
    return [above[match.start() : line_end(above, match.start())].strip() for match in DIRECTIVE.finditer(above)]


def spans_above(library: Library) -> Iterator[tuple[Block, Span]]:
    """Yield each entry with the text between it and the previous one, where its directives are."""
    previous = 0
    for block in library.blocks:
        if block.kind == ENTRY and not block.disputed:
            yield block, Span(previous, block.span.start)
        if block.kind not in {TEXT, COMMENT} and block.span.end > previous:  # else it is on the same line
            previous = line_end(library.text, block.span.end)
