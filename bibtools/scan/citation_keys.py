"""Citation keys that are arXiv ids: `2106.00134`, `arXiv:2106.00134v2`, `hep-th/9711200`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bibtools.identifier.arxiv import parse, prefix_end
from bibtools.identifier.evidence import STRONG
from bibtools.identifier.search import Sighting, find
from bibtools.scan.mention import Key
from bibtools.text import Span

_KEY = re.compile(r"[^\s,]+")


def read_key(key: str, start: int, today: date) -> Key | None:
    """Read one citation key that begins at an offset; None where it has not the form of an id."""
    identifier = parse(key, today)
    if identifier is None:
        return next((Key(key, _moved(found, start)) for found in find(key, today) if found.evidence == STRONG), None)
    return Key(key, Sighting(Span(start + prefix_end(key), start + len(key)), identifier, STRONG))


def _moved(sighting: Sighting, by: int) -> Sighting:
    return sighting._replace(span=Span(sighting.span.start + by, sighting.span.end + by))


def read_keys(text: str, start: int, end: int, today: date) -> Iterator[Key]:
    """Read a comma-separated list of keys, as cite commands take it, possibly over several lines."""
    for match in _KEY.finditer(text, start, end):
        if key := read_key(match[0], match.start(), today):
            yield key
