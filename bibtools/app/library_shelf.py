"""A shelf of libraries that are read repeatedly: only what has changed is read again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bibtools.app.opened_library import OpenedLibrary
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.rereading import reread
from bibtools.core.errors import ReadError
from bibtools.core.text import Source
from bibtools.files.workspace import HERE, Stamp, Workspace

if TYPE_CHECKING:
    from bibtools.app.library_memory import LibraryMemory

T = TypeVar("T")
_MOST = 8  # libraries that are kept


class LibraryShelf:
    """Keeps libraries as they were read last, by their paths; several threads may ask.

    Where entries are is known from the `parts` that checks remember.
    """

    def __init__(self, parts: LibraryMemory | None = None) -> None:
        self._parts = parts
        self._read: dict[str, Library] = {}
        self._kept: dict[str, tuple[Stamp, date, OpenedLibrary]] = {}

    def opened(self, path: str, files: Workspace, today: date) -> OpenedLibrary | None:
        """Return a library as it is now; None if it does not exist or cannot be read."""
        stamp, place = files.stamp(path), files.at(path)
        kept = self._kept.get(place)
        if kept and kept[:2] == (stamp, today):
            return kept[2]
        try:
            source = files.read_library(path)
        except ReadError:
            return None
        if source is None:
            return None
        found = self.of_source(source, path, today, files)
        _keep(self._kept, place, (stamp, today, found))
        return found

    def of_source(self, source: Source | None, bib: str, today: date, files: Workspace = HERE) -> OpenedLibrary:
        """Return the same as `opened_library`; no other object shares the identities."""
        shown, place = Source(files.relative(bib), source.text if source else ""), files.at(bib)
        before = self._read.get(place)
        library = reread(before, shown) if before else read(shown)
        _keep(self._read, place, library)
        finder = self._parts.finder(shown, today) if self._parts else None
        return OpenedLibrary(source is not None, library, identities(library, today, finder))


def _keep(shelf: dict[str, T], place: str, found: T) -> None:
    shelf.pop(place, None)
    shelf[place] = found
    while len(shelf) > _MOST:
        shelf.pop(next(iter(shelf)), None)
