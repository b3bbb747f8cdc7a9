"""Jupyter notebooks: the cells' sources, each with the scanner of its language; outputs are ignored.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from bibtools.core.errors import TooMuch
from bibtools.core.text import BOM, Source
from bibtools.identifiers.limits import require_few
from bibtools.sources import markdown, plain, python
from bibtools.sources.filetypes import MARKDOWN, PLAIN, PYTHON
from bibtools.sources.mention import Scan
from bibtools.sources.pragma import without_silenced

_SCANNERS = {"markdown": (markdown.scan, MARKDOWN.comment), "code": (python.scan, PYTHON.comment)}
MOST_VALUES = 3_000_000  # an empty list takes sixty bytes of memory, and two or three of a file
_VALUES = ("[", "{", ",", ":")  # what there is at least one of for every value
_PLAIN = (plain.scan, PLAIN.comment)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a notebook; lines count inside their cell. Anything else is scanned as plain text."""
    cells = _cells(source.text)
    if cells is None:
        return plain.scan(source, today)
    scans, places = [], 0
    for number, (kind, text) in enumerate(cells, start=1):
        scan_cell, comment = _SCANNERS.get(kind, _PLAIN)
        found = scan_cell(Source(source.path, text), today)
        places += len(found.mentions) + len(found.suspects)
        require_few(places)
        if found.mentions or found.suspects:
            scans.append((number, without_silenced(found, text, comment)))
    return Scan(
        tuple(mention._replace(cell=number) for number, found in scans for mention in found.mentions),
        tuple(suspect._replace(cell=number) for number, found in scans for suspect in found.suspects),
    )


def libraries(text: str) -> list[str]:
    """Return the files that the front matter in a cell names, as in Quarto."""
    return [name for kind, cell in _cells(text) or () if kind != "code" for name in markdown.libraries(cell)]


def cells(text: str) -> list[tuple[int, tuple[str, str]]] | None:
    """Return the numbers, kinds and texts of the cells without code; None if the text is not a notebook."""
    found = _cells(text)
    return (
        None if found is None else [(number, cell) for number, cell in enumerate(found, start=1) if cell[0] != "code"]
    )


def _cells(text: str) -> list[tuple[str, str]] | None:
    """Return the kind and text of each cell; None if the text is not a notebook. Raises TooMuch."""
    if sum(map(text.count, _VALUES)) > MOST_VALUES:
        raise TooMuch(f"it has more than {MOST_VALUES:,} values: clear the outputs of its cells")
    try:
        return list(_sources(json.loads(text.removeprefix(BOM))))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _sources(notebook: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the kind and text of each cell; a source is one string or a list of lines."""
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise TypeError("a notebook has a list of cells")
    for cell in cells:
        text = cell.get("source", "")
        yield str(cell.get("cell_type", "")), text if isinstance(text, str) else "".join(map(str, text))
