"""The memory between checks of one folder: the files' content, which files exist, and git's answers about them.

For an editor, which checks again after each keystroke. A text that overrides a file is identified by its
content, a file by its stamp. Which files exist, and git's answers, hold until the caller reports a possible change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bibtools.app.check_cache import LibraryFacts
from bibtools.app.extract import Extract
from bibtools.app.library_memory import LibraryMemory
from bibtools.app.library_shelf import LibraryShelf
from bibtools.app.source_files import SourceFiles, Sources, find
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.commit import CommitFiles
from bibtools.files.commit_place import CommitPlace, SubmoduleDifference
from bibtools.files.workspace import Stamp, Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import WALKED

if TYPE_CHECKING:
    from bibtools.app.check import Recorded
    from bibtools.app.published_memory import PublishedMemory
    from bibtools.records.record import Record

T = TypeVar("T")
_Listing = tuple[Sources, tuple[str, ...]]


class _KeptSource(NamedTuple):
    stamp: Stamp
    extract: Extract


class _KeptLibrary(NamedTuple):
    stamp: Stamp
    facts: LibraryFacts


class CheckMemory:
    """Remembers, between the checks of one folder, what has not changed."""

    def __init__(self) -> None:
        self._day: date | None = None
        self.sources: dict[str, _KeptSource] = {}
        self.libraries: dict[str, _KeptLibrary] = {}
        self.parts = LibraryMemory()
        self.shelf = LibraryShelf(self.parts)
        self._published: PublishedMemory | None = None
        self._listings: dict[_Listing, SourceFiles] = {}
        self._commits: dict[tuple[str, ...], RememberedCommit] = {}
        self._records: dict[Identifier, tuple[Record, ...]] = {}

    def forget_listings(self) -> None:
        """Forget which files exist, git's answers about them, and what this machine knows of works."""
        self._listings.clear()
        self._commits.clear()
        self._records.clear()
        self._published = None

    @property
    def published(self) -> PublishedMemory:
        """What entries became."""
        if self._published is None:
            from bibtools.app.published_memory import PublishedMemory  # where something is known

            self._published = PublishedMemory(self.shelf.of_source)
        return self._published

    def cache(self, files: Workspace, today: date) -> MemoryCache:
        """Return the memory as a check of some files asks for it; what was found on another day is forgotten."""
        if today != self._day:
            self._day = today
            self.sources.clear()
            self.libraries.clear()
            self.parts.forget()
            self._published = None
        return MemoryCache(self, files)

    def found(self, sources: Sources, files: Workspace) -> SourceFiles:
        """Return the sources that are meant."""
        asked = sources, tuple(sorted(files.unsaved("")))
        if asked not in self._listings:
            self._listings[asked] = find(sources, WALKED, files)
        return self._listings[asked]

    def commit(self, base: str, names: tuple[str, ...]) -> RememberedCommit:
        """Return the commit that sources are part of."""
        if names not in self._commits:
            self._commits[names] = RememberedCommit(CommitFiles(base, names))
        return self._commits[names]

    def recorded(self, ask: Recorded) -> Recorded:
        """Return a function that finds what this machine knows of works, and asks about each only once."""

        def recorded(works: Sequence[Identifier]) -> Iterable[Record]:
            new = [each for each in works if each not in self._records]
            if new:
                found = {each.identifier: each for each in ask(new)}
                self._records |= {each: (found[each],) if each in found else () for each in new}
            return [record for each in works for record in self._records[each]]

        return recorded


class MemoryCache:
    """Gives a check what is remembered of files that are as they were, and keeps what it finds in others."""

    outlives_day = False

    def __init__(self, memory: CheckMemory, files: Workspace) -> None:
        self._memory, self._files = memory, files
        self._stamps: dict[str, Stamp] = {}
        self.parts = memory.parts

    def _stamp(self, path: str) -> Stamp:
        if path not in self._stamps:
            self._stamps[path] = self._files.stamp(path)
        return self._stamps[path]

    def source(self, name: str) -> Extract | None:
        """Return what a source says, if that is known and has not changed."""
        kept = self._memory.sources.get(name)
        return kept.extract if kept and kept.stamp == self._stamp(name) else None

    def opened(self, name: str) -> bool:
        """Return whether the content of a source is wanted: where it can be known again."""
        return self._stamp(name) is not None

    def keep_source(self, name: str, extract: Extract, content: bytes) -> None:
        """Keep what a source says."""
        del content
        self._memory.sources[name] = _KeptSource(self._stamp(name), extract)

    def library(self, path: str) -> LibraryFacts | None:
        """Return what is known of a library, if it has not changed."""
        kept = self._memory.libraries.get(path)
        return kept.facts if kept and kept.stamp == self._stamp(path) else None

    def opened_library(self, path: str) -> None:
        """Note what a library is before it is read."""
        self._stamp(path)

    def keep_library(self, path: str, facts: LibraryFacts, content: bytes | None) -> None:
        """Keep what is known of a library."""
        del content
        self._memory.libraries[path] = _KeptLibrary(self._stamp(path), facts)

    def is_of(self, path: str, content: bytes | None) -> bool:
        """Return True: the stamp was compared before, so what is remembered belongs to the content."""
        del path, content
        return True

    def watch(self, path: str) -> None:
        """Keep nothing: each check examines it again."""

    def watch_folder(self, path: str, held: str, stamp: str) -> None:
        """Keep nothing: the caller reports when folders may have changed."""


class RememberedCommit:
    """What git knows about a commit, asked once about each library."""

    def __init__(self, commit: CommitFiles) -> None:
        self._commit = commit
        self._places: dict[str, CommitPlace] = {}
        self._submodules: dict[str, SubmoduleDifference | None] = {}

    def place_of(self, path: str) -> CommitPlace:
        """Return the place of a library in it."""
        return _once(self._places, path, self._commit.place_of)

    def submodule_of(self, path: str) -> SubmoduleDifference | None:
        """Return the submodule that has a library otherwise than git records it; else None."""
        return _once(self._submodules, path, self._commit.submodule_of)


def _once(known: dict[str, T], path: str, ask: Callable[[str], T]) -> T:
    if path not in known:
        known[path] = ask(path)
    return known[path]
