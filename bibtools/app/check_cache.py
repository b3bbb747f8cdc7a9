"""The cache of a check: what is known of files from an earlier check, so that only what changed is read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Protocol

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from bibtools.app.extract import Extract
    from bibtools.app.key_proposals import HeldWorks
    from bibtools.app.library_readers import ReadAs
    from bibtools.core.finding import Finding
    from bibtools.core.text import Source
    from bibtools.identifiers.identifier import Identifier


class LibraryFacts(NamedTuple):
    """What is known of a library: of some works and keys whether it has them, and what is broken in it."""

    held: Mapping[Identifier, str] = {}  # works, and the keys of their entries
    absent: Sequence[Identifier] = ()  # works that it lacks
    keys: Mapping[str, str] = {}  # how they stand in it: see key_standing
    faults: Sequence[Finding] | None = None  # None if they were not looked for
    macros: Sequence[str] = ()  # that it defines, in lower case
    basis: str = ""  # what keys, faults and macros depend on beside the library: who reads it, and which rules are on


class LibraryHoldings(NamedTuple):
    """What a library has: all keys that are taken, and works with the keys of their entries."""

    keys: AbstractSet[str]
    works: HeldWorks


class LibraryParts(Protocol):
    """Caches libraries by their parts, so that after a small change little is read anew."""

    def facts(
        self,
        source: Source,
        works: Collection[Identifier],
        keys: Collection[str],
        today: date,
        dialect: ReadAs,
        rules: frozenset[str],
    ) -> LibraryFacts | None:
        """Return what is asked of a library; None where it cannot be examined by its parts."""

    def begin(self, source: Source, today: date, read_as: ReadAs, rules: frozenset[str]) -> None:
        """Begin to read a library of which facts will be asked."""

    def holdings(self, source: Source) -> LibraryHoldings | None:
        """Return all that a library has if its present text was examined before; else None."""


class CheckCache(Protocol):
    """Keeps facts about files, which are theirs for as long as they hold the same."""

    @property
    def outlives_day(self) -> bool:
        """Whether it is asked on another day, on which an id of the future may be possible."""

    @property
    def parts(self) -> LibraryParts | None:
        """What knows libraries by their parts, where something does."""

    def source(self, name: str) -> Extract | None:
        """Return what a source says, if that is known and has not changed."""

    def opened(self, name: str) -> bool:
        """Return whether the content of a source is wanted that is read now, to keep what it says."""

    def keep_source(self, name: str, extract: Extract, content: bytes) -> None:
        """Keep what a source says."""

    def library(self, path: str) -> LibraryFacts | None:
        """Return what is known of a library, if it has not changed."""

    def opened_library(self, path: str) -> None:
        """Note that a library is read now."""

    def is_of(self, path: str, content: bytes | None) -> bool:
        """Return whether what is known of a file is of this content (None for no file)."""

    def keep_library(self, path: str, facts: LibraryFacts, content: bytes | None) -> None:
        """Keep what is known of a library."""

    def watch(self, path: str) -> None:
        """Note that the outcome depends on a file, or on its absence, though nothing in it is cached."""

    def watch_folder(self, path: str, held: str, stamp: str) -> None:
        """Note that the outcome depends on what is in a folder: a hash of the names, and its times."""


class NoCheckCache:
    """Knows nothing and keeps nothing: every file is read."""

    outlives_day = True
    parts = None

    def source(self, name: str) -> None:
        """Know nothing."""

    def opened(self, name: str) -> bool:
        """Return false: no content is wanted."""
        del name
        return False

    def keep_source(self, name: str, extract: Extract, content: bytes) -> None:
        """Keep nothing."""

    def library(self, path: str) -> None:
        """Know nothing."""

    def opened_library(self, path: str) -> None:
        """Keep nothing."""

    def is_of(self, path: str, content: bytes | None) -> bool:
        """Return true: nothing prevents it."""
        del path, content
        return True

    def keep_library(self, path: str, facts: LibraryFacts, content: bytes | None) -> None:
        """Keep nothing."""

    def watch(self, path: str) -> None:
        """Keep nothing."""

    def watch_folder(self, path: str, held: str, stamp: str) -> None:
        """Keep nothing."""
