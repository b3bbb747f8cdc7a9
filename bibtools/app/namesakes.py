"""Namesakes: where a document names a library that is not there, files of its name elsewhere in the work tree.

A build may copy it from there, or the document was moved. One that a document around it names is that document's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from bibtools.app.documents.division import documents_of, root_candidates
from bibtools.app.documents.document import lone
from bibtools.app.documents.library_places import named_libraries
from bibtools.app.documents.projects import Projects
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.extract import Extract
from bibtools.app.read_source import read_one
from bibtools.files import git, pathnames, worktree
from bibtools.files.exact_text import Unread
from bibtools.files.meant_elsewhere import submodules
from bibtools.files.program import Bounds, listed_names
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import LIBRARY, WALKED

_BOUNDS = Bounds(5.0, 50_000_000)  # seconds for git, and bytes of its list
_MOST_SUBMODULES = 20  # in which git lists files, too
_MOST_FOUND = 20  # namesakes that are looked into
_MOST_AROUND = 200  # sources of a folder that are read to learn whether one is theirs
_ANY_DAY = date.max  # only what sources name is examined, and not the ids in them


class Namesakes:
    """Finds namesakes; git lists the files of the work tree once a run, when the first one is asked for."""

    def __init__(self, files: Workspace) -> None:
        self._files = files

    def __eq__(self, other: object) -> bool:
        """Return whether something finds namesakes, too: it says nothing of a paper, so that papers compare without."""
        return isinstance(other, Namesakes)

    def __hash__(self) -> int:
        """Return the same hash for all."""
        return hash(Namesakes)

    def of(self, path: str) -> list[str]:
        """Return the libraries with the name of a missing one that no other document uses."""
        alike = self._by_name.get(os.path.basename(path), [])[:_MOST_FOUND]
        there = [each for each in alike if pathnames.is_file(os.path.join(self._top, each))]
        free = (each for each in there if not self._named.holds(each))
        return sorted(self._files.relative(os.path.join(self._top, each)) for each in free)

    @cached_property
    def _top(self) -> str:
        repository = worktree.find(self._files.base or os.curdir, os.environ)
        return repository.top if repository else ""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        if not self._top:
            return {}
        found: dict[str, list[str]] = {}
        for folder in ("", *submodules(self._top)[:_MOST_SUBMODULES]):
            place = os.path.join(self._top, folder)
            listed = git.ls_files(place, os.environ, "--cached", "--others", "--exclude-standard", bounds=_BOUNDS)
            for each in listed_names(listed.output or b""):
                if pathnames.suffix(each) == LIBRARY:
                    found.setdefault(os.path.basename(each), []).append(os.path.join(folder, each))
        return found

    @cached_property
    def _named(self) -> _Named:
        return _Named(Workspace(self._top))


class _Named:
    """The libraries that documents name, of each folder that is asked for."""

    def __init__(self, files: Workspace) -> None:
        def read(names: Sequence[str]) -> Mapping[str, Extract | Unread]:
            return {each: _read(each, files) for each in names}

        self._texts = SourceTexts(read, files)
        self._projects = Projects(self._texts)
        self._known: dict[str, frozenset[str]] = {}

    def holds(self, library: str) -> bool:
        """Return whether a document in the folder of a library, or above it, names it."""
        return any(library in self._in(folder) for folder in self._texts.folders_above(os.path.dirname(library)))

    def _in(self, folder: str) -> frozenset[str]:
        if folder not in self._known:
            self._known[folder] = frozenset(self._named(folder))
        return self._known[folder]

    def _named(self, folder: str) -> Iterator[str]:
        seen = [each for each in self._texts.names_in(folder) if pathnames.suffix(each) in WALKED][:_MOST_AROUND]
        names = [name for each in seen if self._texts.files.is_file(name := self._texts.named(folder, each))]
        self._texts.load(names)
        documents = documents_of(root_candidates(names, self._texts), self._texts)
        roots = {each.root for each in documents}
        for each in (*documents, *(lone(name) for name in names if name not in roots)):
            yield from (library.path for library in named_libraries(each, self._texts))
            yield from (library.path for library in self._projects.libraries(each))


def _read(name: str, files: Workspace) -> Extract | Unread:
    return read_one((name, files.content(name)), today=_ANY_DAY, bare=False, naming=True, pairing=False, texts=False)
