"""Jupyter notebooks: the cells' sources, each with the scanner of its language; outputs are ignored.

Format: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

from bibtools.core.dense_json import has_more_values
from bibtools.core.errors import TooMuch
from bibtools.core.text import BOM, Source, blank
from bibtools.identifiers.candidates import places
from bibtools.identifiers.limits import require_few
from bibtools.sources import markdown, plain, python, rst, tex
from bibtools.sources.citation import CITED, Citation, apart
from bibtools.sources.citation_keys import read_cited
from bibtools.sources.filetypes import MARKDOWN, PLAIN, PYTHON
from bibtools.sources.mention import Scan, report
from bibtools.sources.pragma import without_silenced
from bibtools.sources.structure import Structure

_COMMENTS = {"markdown": MARKDOWN.comment, "code": PYTHON.comment}


def _in_raw(text: str) -> list[Citation]:
    """Return the citations in a raw cell, which is in LaTeX or reStructuredText for a converter."""
    return [*tex.citations(text), *(each for each in rst.citations(text) if each.kind == CITED)]


_SCANNERS: dict[str, Callable[[Source, date], Scan]] = {"markdown": markdown.scan, "code": python.scan}
_CITATIONS = {"markdown": markdown.citations, "code": markdown.citations_in_captions}
MOST_VALUES = 3_000_000  # an empty list takes sixty bytes of memory, and two or three of a file


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a notebook; lines count inside their cell. Anything else is scanned as plain text."""
    cells = _cells(source.text)
    if cells is None:
        return plain.scan(source, today)
    scans, seen = [], 0
    for number, (kind, text) in enumerate(cells, start=1):
        found = _scan_cell(Source(source.path, text), today, kind)
        seen += len(found.mentions) + len(found.suspects)
        require_few(seen)
        if found.mentions or found.suspects:
            scans.append((number, without_silenced(found, text, _COMMENTS.get(kind, PLAIN.comment))))
    return Scan(
        tuple(mention._replace(cell=number) for number, found in scans for mention in found.mentions),
        tuple(suspect._replace(cell=number) for number, found in scans for suspect in found.suspects),
    )


def _scan_cell(source: Source, today: date, kind: str) -> Scan:
    """Return the scan of a cell. The scanner of Markdown reads its citations itself."""
    scanned = _SCANNERS.get(kind, plain.scan)
    is_citing = kind != "markdown" and ("cit" in source.text or "cap" in source.text) and places(source.text)
    keys = list(read_cited(apart(_CITATIONS.get(kind, _in_raw)(source.text)), today)) if is_citing else []
    if not keys:
        return scanned(source, today)
    rest = scanned(source._replace(text=blank(source.text, [key.sighting.span for key in keys])), today)
    cited = report(source, (), keys)
    return Scan(
        tuple(sorted((*rest.mentions, *cited.mentions), key=lambda each: each.span)),
        tuple(sorted((*rest.suspects, *cited.suspects), key=lambda each: each.span)),
    )


def citations(text: str) -> list[Citation]:
    """Return the citations in a notebook, all of them, each with its cell."""
    return [
        each._replace(cell=number)
        for number, (kind, cell) in enumerate(_cells(text) or (), start=1)
        for each in _CITATIONS.get(kind, _in_raw)(cell)
    ]


def cell_texts(text: str) -> dict[int, str]:
    """Return the texts of all cells, by their numbers."""
    return {number: cell for number, (_, cell) in enumerate(_cells(text) or (), start=1)}


def libraries(text: str) -> list[str]:
    """Return the files that the front matter in a cell names, as in Quarto."""
    return [name for kind, cell in _cells(text) or () if kind != "code" for name in markdown.libraries(cell)]


def structure(text: str) -> Structure:
    """Return what the cells without code say of their document."""
    found = [markdown.structure(cell) for kind, cell in _cells(text) or () if kind != "code"]
    return Structure(
        is_root=any(each.is_root for each in found),
        inclusions=tuple(dict.fromkeys(name for each in found for name in each.inclusions)),
        is_open=any(each.is_open for each in found),
        libraries=tuple(dict.fromkeys(name for each in found for name in each.libraries)),
        defined=tuple(dict.fromkeys(key for each in found for key in each.defined)),
        elsewhere=tuple(dict.fromkeys(name for each in found for name in each.elsewhere)),
    )


def cells(text: str) -> list[tuple[int, tuple[str, str]]] | None:
    """Return the numbers, kinds and texts of the cells without code; None if the text is not a notebook."""
    found = _cells(text)
    return (
        None if found is None else [(number, cell) for number, cell in enumerate(found, start=1) if cell[0] != "code"]
    )


def _cells(text: str) -> list[tuple[str, str]] | None:
    """Return the kind and text of each cell; None if the text is not a notebook. Raises TooMuch."""
    if has_more_values(text, MOST_VALUES):
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
