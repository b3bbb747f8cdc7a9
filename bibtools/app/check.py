"""Checking a paper: what its sources name, what its libraries hold, and what is broken in either. Nobody is asked.

This is the one check of the hooks, of `bibtools check` and of `sync --check`, which looks for missing papers only. What
the hooks remember stands in front of it as a cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from bibtools.app import findings
from bibtools.app.check_cache import CheckCache, LibraryFacts, NoCheckCache
from bibtools.app.gather import Extract, Gathered, SourceFiles, put_together
from bibtools.app.target import candidates, other_paths, target
from bibtools.core.errors import ExitCode, ReadError, UsageError
from bibtools.core.finding import Finding
from bibtools.core.rules import ERROR
from bibtools.core.text import Source, encode
from bibtools.files.commit_place import APART, NEW, PART, CommitPlace
from bibtools.files.exact_text import Unread
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.mention import Mention


class Commit(Protocol):
    """What git tells of the commit that a paper is part of."""

    def place_of(self, path: str) -> CommitPlace:
        """Return the place of a library in it."""

    def submodule_of(self, path: str) -> str:
        """Return the submodule, as reports show it, that has a library otherwise than git records; else nothing."""


class NoCommit:
    """Of a paper that is in no work tree, everything is as good as part of a commit."""

    def place_of(self, path: str) -> CommitPlace:
        """Return that a library is part of it."""
        del path
        return PART

    def submodule_of(self, path: str) -> str:
        """Return that a library is in no submodule."""
        del path
        return ""


class CheckOutcome(NamedTuple):
    """What a check found; `missing` are the first mentions of the papers that the library lacks."""

    bib: str  # empty where none is named, and none is needed
    gathered: Gathered
    sources: tuple[str, ...] = ()
    library: NamedPath | None = None  # and who named it
    present: tuple[tuple[Identifier, str], ...] = ()  # works, and the keys of their entries
    missing: tuple[Mention, ...] = ()
    citation_faults: tuple[Finding, ...] = ()  # of the ways in which sources name papers
    faults: tuple[Finding, ...] = ()  # of the libraries
    exists: bool = True  # whether there is a library,
    beside: str = ""  # else another one that lies there
    is_complete: bool = True  # whether it can change only where files, folders or git's index do

    @property
    def all_missing(self) -> list[Finding]:
        """What is to be said of the missing papers."""
        return [*findings.missing_papers(self.missing, self.bib, exists=self.exists, beside=self.beside)]

    @property
    def all_findings(self) -> list[Finding]:
        """Everything that is wrong or noteworthy."""
        present = (work for work, _ in self.present)
        of_sources = findings.of_sources(self.gathered, present)
        return [*self.all_missing, *of_sources, *self.citation_faults, *self.faults]

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        wrong = self.missing or any(finding.level == ERROR for finding in (*self.citation_faults, *self.faults))
        return max(self.gathered.exit_code, ExitCode.DIFFERS if wrong else ExitCode.IN_STEP)


def check(
    found: SourceFiles,
    bib: NamedPath | None,
    today: date,
    *,
    bare: bool = False,
    thorough: bool = True,
    files: Workspace = HERE,
    cache: CheckCache = NoCheckCache(),  # noqa: B008 - it has no state
    commit: Commit = NoCommit(),  # noqa: B008 - the same
) -> CheckOutcome:
    """Check one paper, given by its sources; of these and of its libraries, what is remembered is not read.

    Unless it is `thorough`, of libraries only that is read which tells what is missing. Raises UsageError where it is
    not clear which library is meant, and ReadError where that cannot be read.
    """
    gathered = _gathered(found, today, cache, files, bare=bare)
    for folder in found.folders:
        cache.watch_folder(*folder)
    for place in (*found.watched, *candidates(gathered)):
        cache.watch(place)
    try:
        named = target(bib, gathered, found.given, files, any_will_do=True)
    except UsageError:
        if gathered.mentions or gathered.libraries:
            raise
        return CheckOutcome("", gathered, found.names, bib, is_complete=found.is_listed)
    path = named.path
    gathered = gathered.without(path, files)
    paths = (path, *other_paths(named, gathered, files))
    reading = _Reading(files, cache, today, thorough=thorough)
    works = gathered.first_mentions.keys()
    facts = reading.facts(paths, works, _keys(gathered) if thorough else ())
    held = _united(each.held for each in facts)
    if not thorough and (strange := _keys(gathered, gathered.cited_keys | held)):
        facts = reading.facts(paths, works, strange)
    places = {place: commit.place_of(place) for place in paths if files.exists(place)}
    untracked = [findings.untracked_library(files.relative(place)) for place in places if places[place] == NEW]
    inner = {place: commit.submodule_of(place) for place in places if places[place] == APART}
    untracked += [findings.library_in_submodule(files.relative(place), inner[place]) for place in inner if inner[place]]
    existing = {key for each in facts for key, exists in each.keys.items() if exists}
    shown, first, is_there = files.relative(path), gathered.first_mentions, files.exists(path)
    return CheckOutcome(
        bib=shown,
        gathered=gathered,
        sources=found.names,
        library=bib or named.library,
        present=tuple((work, held[work]) for work in first if work in held),
        missing=tuple(mention for work, mention in first.items() if work not in held),
        citation_faults=(
            *findings.misspelt_ids(gathered.mentions),
            *findings.other_keys(gathered.mentions, gathered.cited_keys | held, existing.__contains__, shown),
        ),
        faults=(*untracked, *(fault for each in facts for fault in each.faults or ())),
        exists=is_there,
        beside="" if is_there else files.beside(shown, LIBRARY),
        # Whether git ignores a file, or tracks it elsewhere, is known from nothing that a cache looks at.
        is_complete=found.is_listed and all(place == PART for place in places.values()),
    )


def check_missing(
    found: SourceFiles, bib: NamedPath | None, today: date, *, bare: bool = False, files: Workspace = HERE
) -> CheckOutcome:
    """Return of a check only which papers are missing, as `sync` would add them.

    Raises also UsageError where no library is named, and ReadError where a merge conflict is left in it.
    """
    outcome = check(found, bib, today, bare=bare, thorough=False, files=files)
    if not outcome.bib:
        target(bib, outcome.gathered, found.given, files)
    for fault in outcome.faults:
        if fault.path == outcome.bib and fault.position:
            line, column = fault.position
            raise ReadError(f"{fault.path}:{line}:{column}: unresolved merge conflict: resolve it first")
    return outcome._replace(faults=())


def _keys(gathered: Gathered, known: Mapping[Identifier, str] | None = None) -> set[str]:
    """Return the keys under which works are cited; with the keys of entries, those that differ from them."""
    cited = [(each.identifier.work, each.key) for each in gathered.mentions if each.key]
    return {key for work, key in cited if known is None or known[work] != key}


def _united(holdings: Iterable[Mapping[Identifier, str]]) -> dict[Identifier, str]:
    """Return which papers several libraries have; the first one that has a paper counts."""
    held: dict[Identifier, str] = {}
    for each in holdings:
        held = {**each, **held}
    return held


def _gathered(found: SourceFiles, today: date, cache: CheckCache, files: Workspace, *, bare: bool) -> Gathered:
    extracts: dict[str, Extract | Unread] = {}
    for name in found.names:
        known = cache.source(name)
        if known is not None:
            extracts[name] = known
    new = [name for name in found.names if name not in extracts]
    if new:
        extracts |= _scanned(new, found, today, cache, files, bare=bare)
    return put_together({name: extracts[name] for name in sorted(found.names)}, found.unread)


def _scanned(
    names: Sequence[str], found: SourceFiles, today: date, cache: CheckCache, files: Workspace, *, bare: bool
) -> dict[str, Extract | Unread]:
    from bibtools.app.gather import content, read  # where something is new

    contents = []
    for name in names:
        place = content(name, found, files)
        is_kept = cache.opened(name) and isinstance(place, str)
        contents.append((name, files.read_source(found.paths.get(name, name)) if is_kept else place))
    extracts = read(contents, today, bare=bare)
    for (name, data), each in zip(contents, extracts, strict=True):
        if not isinstance(each, Extract) or not isinstance(data, bytes):
            cache.watch(name)  # no text, as yet
        elif not any(suspect.impossible for suspect in each.scan.suspects):  # an id of the future is possible one day
            cache.keep_source(name, each, data)
    return dict(zip(names, extracts, strict=True))


class _Reading:
    """Reads libraries as far as is asked for and not known."""

    def __init__(self, files: Workspace, cache: CheckCache, today: date, *, thorough: bool) -> None:
        self._files, self._cache, self._today, self._thorough = files, cache, today, thorough

    def facts(self, paths: Iterable[str], works: Collection[Identifier], keys: Collection[str]) -> list[LibraryFacts]:
        """Return which of some papers and keys each library has, and what is broken in it."""
        return [self._of(path, works, keys) for path in paths]

    def _of(self, path: str, works: Collection[Identifier], keys: Collection[str]) -> LibraryFacts:
        known = self._cache.library(path) or LibraryFacts()
        if not any(_open(works, keys, known)) and known.faults is not None:
            return known
        self._cache.opened_library(path)
        source = self._files.read_library(path)
        content = encode(source.text) if source else None
        if not self._cache.is_of(path, content):  # it has changed at this moment
            known = LibraryFacts()
        facts = self._read(source.text if source else "", path, known, *_open(works, keys, known))
        self._cache.keep_library(path, facts, content)
        return facts

    def _read(
        self, text: str, path: str, known: LibraryFacts, works: Sequence[Identifier], keys: Sequence[str]
    ) -> LibraryFacts:
        from bibtools.bibliography.library import lint  # where something is new
        from bibtools.bibliography.library.presence import lookup
        from bibtools.bibliography.library.reader import read

        source, faults = Source(self._files.relative(path), text), known.faults
        library = read(source) if keys or (self._thorough and faults is None) else None
        found = lookup(source, set(works), self._today, library.blocks if library else None) if works else {}
        taken = {block.key for block in library.keyed()} if library and keys else set()
        if faults is None:
            faults = lint.faults(library) if library and self._thorough else lint.conflicts(source)
        return LibraryFacts(
            {**known.held, **found},
            (*known.absent, *(work for work in works if work not in found)),
            {**known.keys, **{key: key in taken for key in keys}},
            tuple(faults),
        )


def _open(
    works: Collection[Identifier], keys: Collection[str], known: LibraryFacts
) -> tuple[list[Identifier], list[str]]:
    """Return the papers and the keys that nothing is known of."""
    answered = {*known.held, *known.absent}
    return [work for work in works if work not in answered], [key for key in keys if key not in known.keys]
