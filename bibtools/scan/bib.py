"""Libraries as sources: ids in the fields that name an entry's own paper, never those in abstracts."""

from __future__ import annotations

from datetime import date

from bibtools.library.arxiv_id import sightings
from bibtools.library.reader import fields, read
from bibtools.scan.mention import Scan, report
from bibtools.text import Source


def scan(source: Source, today: date) -> Scan:
    """Scan a `.bib` file that was named as a source."""
    library = read(source)
    return report(
        source,
        (
            sighting
            for block in library.entries()
            for sighting in sightings(library.text, block, fields(library.text, block)[0], today)
        ),
    )
