"""Plain text and everything without a scanner of its own: pasted abstracts, lists of ids, unknown file types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG, WEAK
from bibtools.identifiers.sighting import Sighting
from bibtools.sources.id_columns import ids_in_columns
from bibtools.sources.mention import Scan, report

_ITEM_START = lazy_pattern(
    r"(?:^|[\r\n])[ \t\ufeff]*(?:>[ \t]*)?"
    r"(?:[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\[?[0-9]{1,4}[\]).:][ \t]+|#{1,6}[ \t]+|#\.[ \t]+)?[\"'`\[(<*_]{0,2}\Z"
)
_ITEM_END = lazy_pattern(r"[\"'`\])>*_]{0,2}[ \t]*+[,;.]?[ \t]*+(?:[\r\n]|\Z)")
_BETWEEN = lazy_pattern(r"[\"'`]?[ \t]*+[,;][ \t]*+[\"'`]?")  # ids of one line
_NUMBER_LINE = lazy_pattern(r"^[ \t]*[-+]?[0-9]+\.[0-9]+[ \t]*$", re.MULTILINE)
_MARKER = 24  # characters before the first id of a line
_SHARE = 2 / 3  # of the numbers that stand alone on their lines must have the form of an id


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a text without comments and markup."""
    return report(source, list_items(source.text, find(source.text, today)))


def list_items(text: str, sightings: list[Sighting]) -> list[Sighting]:
    """Return the sightings, with strong evidence for ids alone on their lines: such a text is a list of ids.

    A column of numbers where only some look like ids is no such list. A table may name a column of ids.
    """
    if all(sighting.evidence == STRONG for sighting in sightings):
        return sightings
    items = {sighting.span for line in _lines_of_ids(text, sightings) for sighting in line}
    if len(items) < _SHARE * len(_NUMBER_LINE.findall(text)):
        items = set()
    items |= ids_in_columns(text, sightings)
    return [
        sighting._replace(evidence=STRONG) if sighting.evidence == WEAK and sighting.span in items else sighting
        for sighting in sightings
    ]


def _lines_of_ids(text: str, sightings: list[Sighting]) -> Iterator[list[Sighting]]:
    """Yield the ids that are alone on their line."""
    line: list[Sighting] = []
    for sighting in sightings:
        start, end = sighting.span
        if not (line and _BETWEEN.fullmatch(text, line[-1].span.end, start)):
            line = []
        if line or _ITEM_START.search(text[max(0, start - _MARKER) : start]):
            line.append(sighting)
            if len(line) > 1 and text[line[0].span.start - 1 : line[0].span.start] in {"[", "("}:
                continue  # an interval, perhaps
            if _ITEM_END.match(text, end):
                yield line
