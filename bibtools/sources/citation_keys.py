"""Citation keys that are arXiv ids or hold one: `2106.00134`, `arXiv:2106.00134v2`; and those that are DOIs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import detection, doi_detection
from bibtools.sources.citation import Citation
from bibtools.sources.mention import CitationKey

# Without one of these, a key holds no id; most keys are examined no further.
_ID = lazy_pattern(r"[0-9]{3}[.-][0-9]|[./][0-9]{3}|[0-9]{8}|[^\x00-\x7f]")
_KEY = lazy_pattern(r"[^\s,;&]+")  # org-ref separates keys with ;&


def read_key(key: str, start: int, today: date) -> CitationKey | None:
    """Return the sighting of a citation key that begins at an offset; None if it names no id."""
    sighting = detection.read_key(key, start, today) or doi_detection.read_key(key, start)
    return CitationKey(key, sighting) if sighting else None


def read_cited(citations: Iterable[Citation], today: date) -> Iterator[CitationKey]:
    """Yield the sightings in the keys of citations."""
    for each in citations:
        if _ID.search(each.key) and (key := read_key(each.key, each.span.start, today)):
            yield key


def read_keys(text: str, start: int, end: int, today: date) -> Iterator[CitationKey]:
    """Yield the sightings in a comma-separated list of keys, as cite commands take it, on one or several lines."""
    for match in _KEY.finditer(text, start, end):
        if _ID.search(match[0]) and (key := read_key(match[0], match.start(), today)):
            yield key
