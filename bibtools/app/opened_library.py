"""Opened libraries: a library as it stands now, and which works its entries are."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import Identities, identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.files import pathnames


class OpenedLibrary(NamedTuple):
    """A library as it stands now."""

    exists: bool
    library: Library
    known: Identities


def opened_library(source: Source | None, bib: str, today: date) -> OpenedLibrary:
    """Return a library at a path: empty where there is no text of it."""
    library = read(Source(pathnames.relative(bib), source.text if source else ""))
    return OpenedLibrary(source is not None, library, identities(library, today))
