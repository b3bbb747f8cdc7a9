"""A library as a run finds it: its blocks, and which works its entries are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import Identities, identities
from bibtools.bibliography.library.reader import read
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source
from bibtools.files.workspace import HERE, Workspace


class OpenedLibrary(NamedTuple):
    """The current state of a library."""

    exists: bool
    library: Library
    known: Identities


# Returns a library as it is read, given its text, its path, the day and the files that it is one of.
Opening = Callable[[Source | None, str, date, Workspace], OpenedLibrary]


def opened_library(source: Source | None, bib: str, today: date, files: Workspace = HERE) -> OpenedLibrary:
    """Return a library and what is known of its entries; an empty one if the file does not exist."""
    library = read(Source(files.relative(bib), source.text if source else ""))
    return OpenedLibrary(source is not None, library, identities(library, today))
