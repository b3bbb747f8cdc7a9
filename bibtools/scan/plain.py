"""Plain text and everything without a scanner of its own: pasted abstracts, lists of ids, unknown file types."""

from __future__ import annotations

import re
from datetime import date

from bibtools.identifier.evidence import STRONG, WEAK
from bibtools.identifier.search import Sighting, find
from bibtools.scan.mention import Scan, report
from bibtools.text import Source

_ITEM_START = re.compile(
    r"(?:^|[\r\n])[ \t\ufeff]*(?:>[ \t]*)?(?:[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\[?[0-9]{1,4}[\]).:][ \t]+)?"
    r"[\"'`\[(<*_]{0,2}\Z"
)
_ITEM_END = re.compile(r"[\"'`\])>*_]{0,2}[ \t]*[,;.]?[ \t]*(?:[\r\n]|\Z)")
_NUMBER_LINE = re.compile(r"^[ \t]*[-+]?[0-9]+\.[0-9]+[ \t]*$", re.MULTILINE)


def scan(source: Source, today: date) -> Scan:
    """Scan a text that has no comments and no markup."""
    return report(source, list_items(source.text, find(source.text, today)))


def list_items(text: str, sightings: list[Sighting]) -> list[Sighting]:
    """Give strong evidence to ids that stand alone on their line: somebody wrote a list of ids.

    A column of numbers of which only some have the form of an id is no such list.
    """
    items = [sighting.evidence == WEAK and _is_item(text, sighting) for sighting in sightings]
    if not any(items) or sum(items) < len(_NUMBER_LINE.findall(text)):
        return sightings
    return [
        sighting._replace(evidence=STRONG) if item else sighting
        for sighting, item in zip(sightings, items, strict=True)
    ]


def _is_item(text: str, sighting: Sighting) -> bool:
    start, end = sighting.span
    return bool(_ITEM_START.search(text[max(0, start - 24) : start]) and _ITEM_END.match(text, end))
