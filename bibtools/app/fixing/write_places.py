"""Where files may be written that fixes change: those of the work tree, and those that the user names."""

from __future__ import annotations

import os
from collections.abc import Sequence

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.fixing.checked_paper import is_library
from bibtools.files.workspace import Workspace
from bibtools.files.write_access import NamedPath, Refused, decide


class WritePlaces:
    """Decides for the files of papers that were checked; `given` are the sources that the user named."""

    def __init__(self, outcomes: Sequence[CheckOutcome], given: Sequence[str], files: Workspace) -> None:
        self._files = files
        self._given = {os.path.normpath(path) for path in given}
        named = [outcome.library for outcome in outcomes if outcome.library]
        self._libraries = {files.relative(each.path): each for each in named}

    def of(self, path: str) -> NamedPath:
        """Return a file with who named it."""
        if path in self._libraries:
            return self._libraries[path]._replace(path=self._files.at(path))
        is_source = not is_library(path)
        if os.path.normpath(path) in self._given:
            return NamedPath(self._files.at(path), None, is_source)
        folders = ("", *(os.path.dirname(each) for each in sorted(self._given)))
        ways = [NamedPath(self._files.at(path), self._boundary(each), is_source) for each in folders]
        return next((each for each in ways if not isinstance(decide(each), Refused)), ways[0])

    def _boundary(self, folder: str) -> str:
        return self._files.boundary(self._files.at(folder) if folder else "")

    def refusal(self, path: str) -> str:
        """Return why a file must not be written; nothing where it may be."""
        if not self._files.is_file(path):
            return "this file cannot be written"
        found = decide(self.of(path))
        return found.reason if isinstance(found, Refused) else ""
