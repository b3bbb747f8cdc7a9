"""A paper that was checked, for whoever fixes what was found: its texts, its libraries and the keys of these."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.library_readers import as_read, reading_dialect
from bibtools.app.target import with_embedded
from bibtools.app.undefined_keys import existing_keys, key_rules
from bibtools.bibliography.entries.options import Dialect
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ReadError
from bibtools.core.text import Source, Span, decode
from bibtools.files.workspace import Workspace
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.edit_proof import part
from bibtools.sources.filetypes import LIBRARY


class Texts:
    """The current texts of files, each read once; None for a file that cannot be changed."""

    def __init__(self, files: Workspace, today: date) -> None:
        self.files, self.today = files, today
        self.macros: dict[str, CiteMacro] = {}  # of all papers
        self._names: dict[str, str] = {}
        self._libraries: dict[str, Library | None] = {}
        self._sources: dict[str, str | None] = {}

    def name(self, path: str) -> str:
        """Return the first path by which a file was asked for."""
        return self._names.setdefault(os.path.realpath(self.files.at(path)), path)

    def library(self, path: str) -> Library | None:
        """Return the library at a path, as reports show it."""
        if path not in self._libraries:
            self._libraries[path] = self._read(path)
        return self._libraries[path]

    def _read(self, path: str) -> Library | None:
        if not self.files.is_file(path):
            return None
        try:
            source = self.files.read_library(path)
        except ReadError:
            return None
        return read(source) if source else None

    def source(self, path: str) -> str | None:
        """Return the text of a source."""
        if path not in self._sources:
            self._sources[path] = self.files.source_text(path) if self.files.is_file(path) else None
        return self._sources[path]

    def at(self, path: str, span: Span, cell: int | None = None) -> str | None:
        """Return what stands in a span of a library, a source or a cell of it; None where there is no such file."""
        if is_library(path):
            library = self.library(path)
            return library.text[slice(*span)] if library else None
        text = self.source(path)
        if text is None:
            return None
        return part(text, path, cell)[slice(*span)]


def is_library(path: str) -> bool:
    """Return whether a file is a library by its name."""
    return path.lower().endswith(LIBRARY)


class Others(Protocol):
    """Finds the other papers of the work tree, which may cite from the same libraries."""

    def __call__(self) -> Sequence[CheckedPaper]:
        """Return them; raises BibtoolsError where they cannot be found."""


class CheckedPaper:
    """What a check found of a paper, and the texts that this is about."""

    def __init__(self, outcome: CheckOutcome, texts: Texts, others: Others) -> None:
        self.outcome, self.texts, self.others = outcome, texts, others
        self.gathered = outcome.gathered
        texts.macros |= {each.name: each for each in self.gathered.cite_macros}
        for path in (*self.gathered.names, *self.libraries):
            texts.name(path)

    @cached_property
    def libraries(self) -> Mapping[str, Library]:
        """The paper's libraries by their paths as reports show them, its own first; those that sources hold, too."""
        files = with_embedded(self.gathered, self.texts.files)
        paths = dict.fromkeys(filter(None, (self.outcome.bib, *map(files.relative, self._named))))
        found = {path: self.texts.library(path) or self._embedded(path, files) for path in paths}
        return {path: library for path, library in found.items() if library}

    @property
    def _named(self) -> Iterator[str]:
        return (each.path for each in self.gathered.libraries)

    @staticmethod
    def _embedded(path: str, files: Workspace) -> Library | None:
        data = files.buffer(path)
        return None if data is None else read(Source(path, decode(data)))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that can be cited."""
        return frozenset(existing_keys(self.gathered, self.libraries.values()))

    def has_key(self, key: str) -> bool:
        """Return whether a key can be cited, as the program that reads the libraries compares keys."""
        if key in self.keys:
            return True
        return key_rules(self.gathered).folds_case and key.lower() in {each.lower() for each in self.keys}

    def dialect(self, library: Library) -> Dialect | None:
        """Return the dialect by which a library is read, None where both may be."""
        return as_read(reading_dialect(self.gathered), library)

    def same_key(self, one: str, other: str) -> bool:
        """Return whether two keys are one for the program that reads the libraries."""
        return one == other or (key_rules(self.gathered).folds_case and one.lower() == other.lower())

    def cited(self, key: str) -> list[CitedKey]:
        """Return all places where the paper cites a key in this spelling, with or without its library's prefix."""
        return [each for each in self.gathered.asked_citations if self.bare(each.key) == key]

    def bare(self, key: str) -> str:
        """Return a cited key without the prefix of its library."""
        return key[len(self.prefix(key)) :]

    def prefix(self, key: str) -> str:
        """Return the prefix that Sphinx puts before the keys of this library."""
        return max((each for each in self.gathered.key_prefixes if key.startswith(each)), key=len, default="")
