"""Facts of libraries: what a check asks of a paper's libraries, read as far as it is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.app.check_cache import LibraryFacts
from bibtools.app.gather import Gathered
from bibtools.app.library_readers import ReadAs, as_read
from bibtools.core.rule_selection import DEFAULT_RULES
from bibtools.core.text import Source, encode
from bibtools.files.workspace import Workspace
from bibtools.identifiers.identifier import Identifier

if TYPE_CHECKING:
    from bibtools.app.check import Checking


def _keys(gathered: Gathered, known: Mapping[Identifier, str] | None = None) -> set[str]:
    """Return the keys under which works are cited; with the keys of entries, those that differ from them."""
    cited = [(each.identifier.work, each.key) for each in gathered.mentions if each.key]
    return {key for work, key in cited if known is None or known[work] != key}


def works_held(facts: Iterable[LibraryFacts]) -> dict[Identifier, str]:
    """Return which papers several libraries have; the first one that has a paper counts."""
    held: dict[Identifier, str] = {}
    for each in facts:
        held = {**each.held, **held}
    return held


class LibraryFactsReading:
    """Reads libraries as far as is asked for and not known."""

    def __init__(self, checking: Checking, files: Workspace, dialect: ReadAs) -> None:
        self._files, self._cache = files, checking.cache
        self._today, self._thorough = checking.today, checking.thorough
        self._largest = checking.largest
        self._dialect, self._rules = dialect, checking.rules.on
        self._basis = f"{dialect}{'' if self._rules == DEFAULT_RULES else f' {sorted(self._rules)}'}"

    def examines(self, path: str) -> bool:
        """Return whether a library is examined for what is wrong with it."""
        return self._thorough and (self._largest is None or self._files.size(path) <= self._largest)

    def of_paper(self, paths: Sequence[str], gathered: Gathered, keys: Iterable[str]) -> list[LibraryFacts]:
        """Return which of a paper's works and keys each of its libraries has, and what is broken in it.

        `keys` are those that its documents cite. Unless it is thorough, only of keys that differ from those of the
        entries it is asked whether they are there.
        """
        beside = (mention.identifier.work for each in gathered.asides for mention in each.mentions)
        works = (*gathered.first_mentions, *beside)
        asked = {*_keys(gathered), *keys} if self._thorough else set()
        facts = self._facts(paths, works, asked)
        if not self._thorough and (strange := _keys(gathered, gathered.cited_keys | works_held(facts))):
            return self._facts(paths, works, strange)
        return facts

    def _facts(self, paths: Sequence[str], works: Collection[Identifier], keys: Collection[str]) -> list[LibraryFacts]:
        return [self._of(path, works, keys) for path in paths]

    def _of(self, path: str, works: Collection[Identifier], keys: Collection[str]) -> LibraryFacts:
        is_examined = self.examines(path)
        if is_examined and (found := self._by_parts(path, works, keys)):
            return found
        known = self._cache.library(path) or LibraryFacts()
        if known.basis != self._basis:
            known = LibraryFacts(known.held, known.absent)
        if not any(_open(works, keys, known)) and (known.faults is not None or (self._thorough and not is_examined)):
            return known
        self._cache.opened_library(path)
        source = self._files.read_library(path)
        if source and self._cache.parts and self._thorough and not is_examined:
            shown = Source(self._files.relative(path), source.text)
            self._cache.parts.begin(shown, self._today, self._dialect, frozenset(self._rules))
        content = encode(source.text, source.encoding) if source else None
        if not self._cache.is_of(path, content):  # it has changed at this moment
            known = LibraryFacts()
        facts = self._read(source.text if source else "", path, known, *_open(works, keys, known))
        if self._cache.outlives_day and any(fault.rule == "impossible-id" for fault in facts.faults or ()):
            self._cache.watch(path)  # an id of the future is possible one day
        else:
            self._cache.keep_library(path, facts, content)
        return facts

    def _by_parts(self, path: str, works: Collection[Identifier], keys: Collection[str]) -> LibraryFacts | None:
        """Return the facts of a library that is known by its parts."""
        source = self._files.read_library(path) if self._cache.parts else None
        if source is None or self._cache.parts is None:
            return None
        shown = Source(self._files.relative(path), source.text)
        return self._cache.parts.facts(shown, works, keys, self._today, self._dialect, frozenset(self._rules))

    def _read(
        self, text: str, path: str, known: LibraryFacts, works: Sequence[Identifier], keys: Sequence[str]
    ) -> LibraryFacts:
        from bibtools.bibliography.library import lint  # where something is new
        from bibtools.bibliography.library.key_standing import standings
        from bibtools.bibliography.library.presence import lookup
        from bibtools.bibliography.library.reader import read
        from bibtools.bibliography.library.value_faults import macros

        source, faults = Source(self._files.relative(path), text), known.faults
        is_examined = self.examines(path)
        library = read(source) if keys or (is_examined and faults is None) else None
        found = lookup(source, set(works), self._today, library.blocks if library else None) if works else {}
        asked = standings(library, keys) if library and keys else {}
        if faults is None and library and is_examined:
            faults = lint.faults(library, self._today, as_read(self._dialect, library), self._rules)
        elif faults is None and (is_examined or not self._thorough):
            faults = lint.conflicts(source)
        return LibraryFacts(
            held={**known.held, **found},
            absent=(*known.absent, *(work for work in works if work not in found)),
            keys={**known.keys, **asked},
            faults=None if faults is None else tuple(faults),
            macros=tuple(macros(library)) if library and is_examined else known.macros,
            basis=self._basis,
        )


def _open(
    works: Collection[Identifier], keys: Collection[str], known: LibraryFacts
) -> tuple[list[Identifier], list[str]]:
    """Return the papers and the keys that nothing is known of."""
    answered = {*known.held, *known.absent}
    return [work for work in works if work not in answered], [key for key in keys if key not in known.keys]
