"""Libraries as sources: ids in the fields that name an entry's own paper, never those in abstracts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.bibliography.library.arxiv_id import OLD_NUMBER, READ_FIELDS, sightings
from bibtools.bibliography.library.blocks import ENTRY, Block
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import blocks
from bibtools.core.text import Source
from bibtools.identifiers.candidates import arxiv_places
from bibtools.sources.mention import Scan, report


def scan(source: Source, today: date) -> Scan:
    """Scan a `.bib` file that was named as a source."""
    text = source.text
    near = sorted([*arxiv_places(text), *(match.start() for match in OLD_NUMBER.finditer(text))])
    return report(
        source,
        (
            sighting
            for block in _entries(text, near)
            for sighting in sightings(text, block, fields(text, block, READ_FIELDS)[0], near, today)
        ),
    )


def _entries(text: str, near: Sequence[int]) -> Iterator[Block]:
    """Yield the entries around the places that BibTeX and biber both read and that are well-formed."""
    for block in blocks(text, near):
        if block.kind == ENTRY and not block.problem and not block.disputed:
            at = bisect_left(near, block.span.start)
            if at < len(near) and near[at] < block.span.end:
                yield block
