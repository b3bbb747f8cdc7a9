"""Libraries that are looked into again and again, each read once for as long as it holds the same."""

from __future__ import annotations

from datetime import date

from bibtools.app.opened_library import OpenedLibrary, opened_library
from bibtools.core.errors import ReadError
from bibtools.files.workspace import Stamp, Workspace

_MOST = 8  # libraries that are kept


class LibraryShelf:
    """Keeps libraries as they were read last, by their paths."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Stamp, date, OpenedLibrary]] = {}

    def opened(self, path: str, files: Workspace, today: date) -> OpenedLibrary | None:
        """Return a library as it is now; None where there is none, or it cannot be read."""
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
        found = opened_library(source, path, today, files)
        self._kept.pop(place, None)
        self._kept[place] = (stamp, today, found)
        while len(self._kept) > _MOST:
            self._kept.pop(next(iter(self._kept)))
        return found
