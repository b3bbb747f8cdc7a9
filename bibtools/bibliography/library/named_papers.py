"""The arXiv papers that entries name, without reading the rest of them.

The answer equals that of `identity.identities`, as a test shows. What is asked of ten thousand entries at once cannot
afford to read all that stands in them for the sake of those that name a paper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bibtools.bibliography.library.arxiv_id import OLD_NUMBER, READ_FIELDS, arxiv_id
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.directives import DIRECTIVE
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identify
from bibtools.core.text import Span
from bibtools.identifiers.candidates import arxiv_places
from bibtools.identifiers.identifier import Identifier

Placed = tuple[Block, Span]  # an entry, and the text between it and the previous one


def named_papers(library: Library, entries: Iterable[Placed], today: date) -> Iterator[tuple[Placed, Identifier]]:
    """Yield those of some entries of a library that name an arXiv paper, with the paper, in the order given."""
    text = library.text
    near, numbers = arxiv_places(text), [match.start() for match in OLD_NUMBER.finditer(text)]
    for block, above in entries:
        there = _within(near, block.span)
        if DIRECTIVE.search(text, *above):
            found = identify(text, block, text[slice(*above)], today, there).arxiv
        elif there or _within(numbers, block.span):
            found = arxiv_id(text, block, fields(text, block, READ_FIELDS)[0], today, there)
        else:
            continue
        if found:
            yield (block, above), found


def _within(offsets: Sequence[int], span: Span) -> Sequence[int]:
    return offsets[bisect_left(offsets, span.start) : bisect_left(offsets, span.end)]
