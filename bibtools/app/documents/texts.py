"""The texts of a run by their names, each read once and when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.app.extract import Extract
from bibtools.core.errors import TooMuch
from bibtools.files import pathnames
from bibtools.files.exact_text import Unread
from bibtools.files.kpathsea import Place
from bibtools.files.workspace import Workspace
from bibtools.sources.structure import NONE, Structure

if TYPE_CHECKING:
    from bibtools.app.documents.document import Document

MOST_LOOKS = 1_000_000  # of a run, in folders for what its sources read: of a thousand papers it has some ten thousand
Reading = Callable[[Sequence[str]], Mapping[str, Extract | Unread]]  # reads sources by the names that reports show


class SourceTexts:
    """What each source says, of those that the run was given and of those that they lead to."""

    def __init__(self, read: Reading, files: Workspace) -> None:
        self._read, self.files = read, files
        self.known: dict[str, Extract | Unread] = {}
        self.looked_for: dict[str, None] = {}  # places of libraries at which there is nothing
        self.asked: dict[tuple[str, str, str], Place] = {}  # where TeX looks, by folder, search path and name
        self.looks = 0  # folders in which what the sources read was looked for
        self.followed: dict[tuple[object, ...], Document | None] = {}  # what documents share below their roots
        self.trees: dict[str, tuple[str, ...]] = {}  # the folders of a project's own trees of TeX's, by its home
        self._listed: dict[str, list[str]] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        self.boundary = files.boundary()  # the folder above which nothing is looked for
        top = os.path.relpath(self.boundary, os.path.realpath(files.base or os.curdir)).replace(os.sep, "/")
        self.top = "" if top == os.curdir else top  # the same, as reports show it

    def count(self, looks: int, root: str) -> None:
        """Count looks of a run for what a document reads; raises TooMuch where it takes more than any paper."""
        self.looks += looks
        if self.looks > MOST_LOOKS:  # texts that all read each other
            raise TooMuch(f"{root}: what it reads reads more than can be followed: leave it out with exclude")

    def load(self, names: Iterable[str]) -> None:
        """Read several sources at once, those that are not known yet."""
        new = [name for name in dict.fromkeys(names) if name not in self.known]
        if new:
            self.known |= self._read(new)

    def structure(self, name: str) -> Structure:
        """Return the structure of a source's document; empty if it cannot be read."""
        if name not in self.known:
            self.load([name])
        known = self.known[name]
        return known.structure if isinstance(known, Extract) else NONE

    def is_file(self, name: str) -> bool:
        """Return whether there is such a file, or an unsaved text."""
        return name in self.known or self.files.is_file(name)

    def named(self, folder: str, name: str) -> str:
        """Return how reports show a name in a folder."""
        return self.files.relative(os.path.join(folder, name))

    def names_in(self, folder: str) -> list[str]:
        """Return what is in a folder, in order."""
        if folder not in self._listed:
            self._listed[folder] = sorted(pathnames.names_in(self.files.at(folder)))
        return self._listed[folder]

    def folders_above(self, folder: str) -> tuple[str, ...]:
        """Return a folder and those above it, up to the boundary."""
        if folder not in self._above:
            above = self.files.folder_above(folder, self.boundary)
            self._above[folder] = (folder, *(() if above is None else self.folders_above(above)))
        return self._above[folder]
