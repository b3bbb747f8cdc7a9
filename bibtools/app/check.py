"""Checking a paper: what its sources name, what its libraries hold, and what is broken in either. Nobody is asked.

This is the one check of the hooks, of `bibtools check` and of `sync --check`, which looks for missing papers only. What
the hooks remember stands in front of it as a cache.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from bibtools.app import findings
from bibtools.app.check_cache import CheckCache, LibraryFacts, NoCheckCache
from bibtools.app.documents.texts import Reading
from bibtools.app.extract import Extract
from bibtools.app.gather import Gathered, divided
from bibtools.app.library_readers import ReadAs, as_read, reading_dialect, style_macros, style_places
from bibtools.app.source_files import SourceFiles
from bibtools.app.target import candidates, cited, other_paths, target, with_embedded
from bibtools.bibliography.library.merge_conflict import unresolved
from bibtools.core.errors import BibtoolsError, ExitCode, UsageError
from bibtools.core.finding import Finding, in_order
from bibtools.core.rule_selection import DEFAULT_RULES, NO_CHOICE, RuleSelection
from bibtools.core.text import Source, encode
from bibtools.files.commit_place import APART, NEW, PART, CommitPlace
from bibtools.files.exact_text import Unread
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.mention import Mention

_FEW = 20  # papers of a run of which each is looked into for what another file may be meant


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
    asides: tuple[Finding, ...] = ()  # what is named beside the paper, and not missing
    citation_faults: tuple[Finding, ...] = ()  # of the ways in which sources name papers
    faults: tuple[Finding, ...] = ()  # of the libraries
    exists: bool = True  # whether there is a library,
    beside: str = ""  # else another one that lies there
    obstacle: str = ""  # why nothing is added to it
    trouble: BibtoolsError | None = None  # why the paper could not be checked
    is_complete: bool = True  # whether it can change only where files, folders or git's index do
    rules: RuleSelection = RuleSelection()

    @property
    def all_missing(self) -> list[Finding]:
        """What is to be said of the missing papers."""
        beside, obstacle = self.beside, self.obstacle
        return [*findings.missing_papers(self.missing, self.bib, exists=self.exists, beside=beside, obstacle=obstacle)]

    @property
    def aloud(self) -> list[Finding]:
        """What was not read, or is not there, so that something may be missing all the same."""
        unread = tuple(each for each in self.gathered.unread if each.aloud and not each.failed)
        found = list(findings.of_sources(Gathered(unread=unread)))
        if self.bib and not self.exists and not self.missing:
            source = next((each.source for each in self.gathered.libraries if each.path == self.bib), "")
            found.append(findings.absent_library(self.bib, source, beside=self.beside, obstacle=self.obstacle))
        return found

    @property
    def all_trouble(self) -> list[Finding]:
        """Why the paper could not be checked."""
        places = (*self.gathered.roots, *self.sources)
        return (
            [Finding("unchecked", places[0], None, "; ".join((str(self.trouble), *self.trouble.advice)))]
            if self.trouble
            else []
        )

    @property
    def all_findings(self) -> list[Finding]:
        """Everything that is wrong or noteworthy, in order of path, then place."""
        present = (work for work, _ in self.present)
        of_sources = findings.of_sources(self.gathered, present)
        absent = [each for each in self.aloud if each.rule == "absent-library"]
        found = [*self.all_trouble, *self.all_missing, *of_sources, *absent, *self.asides]
        return in_order(self.rules.applied([*found, *self.citation_faults, *self.faults]))

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        trouble = self.trouble.exit_code if self.trouble else ExitCode.DIFFERS
        return findings.exit_code(self.all_findings, trouble)


class Checking(NamedTuple):
    """How papers are checked: as of which day, in which files, and what is known of them before."""

    today: date
    bare: bool = False
    rules: RuleSelection = RuleSelection()
    is_alone: bool = True  # else it is one of many papers, and git is not asked about each that has no library
    thorough: bool = True  # else, of libraries only that is read which tells what is missing
    files: Workspace = HERE
    cache: CheckCache = NoCheckCache()
    commit: Commit = NoCommit()


def check(found: SourceFiles, bib: NamedPath | None, checking: Checking) -> list[CheckOutcome]:
    """Check the papers that sources make, which are one where a library is given for all of them.

    What is remembered of these and of their libraries is not read. Raises UsageError where it is not clear which
    library is meant, and ReadError where that cannot be read.
    """
    _watch(found, checking.cache)
    read_all = _reading(found, checking)
    papers = divided(found, read_all, together=bib is not None, files=checking.files)
    if len(papers) == 1:
        return [_checked(found, papers[0], bib, checking)._replace(rules=checking.rules)]
    few = checking._replace(is_alone=len(papers) <= _FEW)
    outcomes = [_checked_of_several(found, each, few)._replace(rules=checking.rules) for each in papers]
    return [each for each in outcomes if each.sources or each.all_findings] or outcomes[:1]


def _checked_of_several(found: SourceFiles, gathered: Gathered, checking: Checking) -> CheckOutcome:
    """Check one of several papers: what is unclear about it is told with it, and never costs the others."""
    try:
        return _checked(found, gathered, None, checking)
    except BibtoolsError as error:
        return CheckOutcome("", gathered, gathered.names, trouble=error, is_complete=False)


def _checked(found: SourceFiles, gathered: Gathered, bib: NamedPath | None, checking: Checking) -> CheckOutcome:
    files = with_embedded(gathered, checking.files)
    for place in candidates(gathered):
        checking.cache.watch(place)
    try:
        named = target(bib, gathered, found.given, files, any_will_do=True)
    except UsageError:
        if cited(gathered) or gathered.libraries:
            raise
        return CheckOutcome("", gathered, gathered.names, bib, is_complete=found.is_listed)
    if named.reason and not cited(gathered):  # nobody names it, and nothing is cited from it
        return CheckOutcome("", gathered, gathered.names, bib, is_complete=found.is_listed)
    gathered = gathered.without(named.path, files)
    paths = (named.path, *other_paths(named, gathered, files))
    for place in style_places(gathered, files):
        checking.cache.watch(place)
    facts = _Reading(checking, files, reading_dialect(gathered)).of_paper(paths, gathered)
    places = {path: checking.commit.place_of(path) for path in paths if files.exists(path)}
    outcome = _compared(gathered, facts, files.relative(named.path), files)
    untracked = [findings.untracked_library(files.relative(path)) for path in places if places[path] == NEW]
    inner = {path: checking.commit.submodule_of(path) for path in places if places[path] == APART}
    untracked += [findings.library_in_submodule(files.relative(path), inner[path]) for path in inner if inner[path]]
    is_there = files.exists(named.path)
    return outcome._replace(
        sources=gathered.names,
        library=bib or named.library,
        obstacle=named.hindrance(files) if outcome.missing or checking.is_alone else named.obstacle,
        faults=(*untracked, *outcome.faults),
        exists=is_there,
        beside="" if is_there else files.beside(outcome.bib, LIBRARY),
        # Whether git ignores a file, or tracks it elsewhere, is known from nothing that a cache looks at.
        is_complete=found.is_listed and all(place == PART for place in places.values()),
    )


def _faults(facts: Sequence[LibraryFacts], gathered: Gathered, files: Workspace) -> Iterator[Finding]:
    """Yield the faults of libraries, without macros that another one of the paper or the style defines."""
    of_styles: Container[str] | None = None
    for number, library in enumerate(facts):
        for each in library.faults or ():
            if each.rule == "undefined-macro":
                of_styles = style_macros(gathered, files) if of_styles is None else of_styles
                of_others = (other.macros for other in (*facts[:number], *facts[number + 1 :]))
                macro = str(each.data["macro"]).lower()
                if macro in of_styles or any(macro in macros for macros in of_others):
                    continue
            yield each


def _watch(found: SourceFiles, cache: CheckCache) -> None:
    """Note what the outcome depends on beside sources and libraries."""
    for folder in found.folders:
        cache.watch_folder(*folder)
    for place in found.watched:
        cache.watch(place)


def _compared(gathered: Gathered, facts: Sequence[LibraryFacts], bib: str, files: Workspace) -> CheckOutcome:
    """Return what sources name and libraries hold, compared; the first library is the paper's own, at `bib`."""
    held, first = _united(facts), gathered.first_mentions
    existing = {key for each in facts for key, exists in each.keys.items() if exists} | gathered.defined
    return CheckOutcome(
        bib=bib,
        gathered=gathered,
        present=tuple((work, held[work]) for work in first if work in held),
        missing=tuple(mention for mention in cited(gathered) if mention.identifier.work not in held),
        asides=tuple(findings.asides(gathered, held)),
        citation_faults=tuple(in_order(_citation_faults(gathered, held, existing, bib))),
        faults=tuple(_faults(facts, gathered, files)),
    )


def check_missing(
    found: SourceFiles,
    bib: NamedPath | None,
    today: date,
    *,
    bare: bool = False,
    rules: RuleSelection = NO_CHOICE,
    files: Workspace = HERE,
) -> list[CheckOutcome]:
    """Return of a check only which papers are missing, as `sync` would add them.

    That they are, cannot be ignored: it is what is asked. Raises also ReadError where a merge conflict is left in a
    library.
    """
    rules = rules.certainly("missing-paper", "missing-library")
    outcomes = check(found, bib, Checking(today, bare=bare, rules=rules, thorough=False, files=files))
    for outcome in outcomes:
        for fault in outcome.faults:
            if fault.path == outcome.bib and fault.position:
                raise unresolved(fault.path, fault.position)
    return [each._replace(faults=()) for each in outcomes]


def _citation_faults(
    gathered: Gathered, held: dict[Identifier, str], existing: Collection[str], bib: str
) -> Iterator[Finding]:
    """Yield what is wrong with the ways in which sources name papers."""
    yield from findings.misspelt_ids(gathered.mentions)
    yield from findings.other_keys(gathered.mentions, gathered.cited_keys | held, existing.__contains__, bib)


def _keys(gathered: Gathered, known: Mapping[Identifier, str] | None = None) -> set[str]:
    """Return the keys under which works are cited; with the keys of entries, those that differ from them."""
    cited = [(each.identifier.work, each.key) for each in gathered.mentions if each.key]
    return {key for work, key in cited if known is None or known[work] != key}


def _united(facts: Iterable[LibraryFacts]) -> dict[Identifier, str]:
    """Return which papers several libraries have; the first one that has a paper counts."""
    held: dict[Identifier, str] = {}
    for each in facts:
        held = {**each.held, **held}
    return held


def _reading(found: SourceFiles, checking: Checking) -> Reading:
    """Return what reads sources by their names, those of which nothing is remembered."""

    def read_all(names: Sequence[str]) -> dict[str, Extract | Unread]:
        extracts: dict[str, Extract | Unread] = {}
        for name in names:
            known = checking.cache.source(name)
            if known is not None:
                extracts[name] = known
        new = [name for name in names if name not in extracts]
        return extracts | _scanned(new, found, checking) if new else extracts

    return read_all


def _scanned(names: Sequence[str], found: SourceFiles, checking: Checking) -> dict[str, Extract | Unread]:
    from bibtools.app.gather import read  # where something is new
    from bibtools.app.source_files import content

    cache, files = checking.cache, checking.files
    contents = []
    for name in names:
        place = content(name, found, files)
        is_kept = cache.opened(name) and isinstance(place, str)
        contents.append((name, files.read_source(found.paths.get(name, name)) if is_kept else place))
    extracts = read(contents, checking.today, bare=checking.bare, written=found.named)
    for (name, data), each in zip(contents, extracts, strict=True):
        if not isinstance(each, Extract) or not isinstance(data, bytes):
            cache.watch(name)  # no text, as yet
        elif not any(suspect.impossible for suspect in each.scan.suspects):  # an id of the future is possible one day
            cache.keep_source(name, each, data)
    return {name: found.judged(name, each) for name, each in zip(names, extracts, strict=True)}


class _Reading:
    """Reads libraries as far as is asked for and not known."""

    def __init__(self, checking: Checking, files: Workspace, dialect: ReadAs) -> None:
        self._files, self._cache = files, checking.cache
        self._today, self._thorough = checking.today, checking.thorough
        self._dialect, self._rules = dialect, checking.rules.on
        self._basis = f"{dialect}{'' if self._rules == DEFAULT_RULES else f' {sorted(self._rules)}'}"

    def of_paper(self, paths: Sequence[str], gathered: Gathered) -> list[LibraryFacts]:
        """Return which of a paper's works and keys each of its libraries has, and what is broken in it.

        Unless it is thorough, only of keys that differ from those of the entries it is asked whether they are there.
        """
        beside = (mention.identifier.work for each in gathered.asides for mention in each.mentions)
        works = (*gathered.first_mentions, *beside)
        facts = self._facts(paths, works, _keys(gathered) if self._thorough else ())
        if not self._thorough and (strange := _keys(gathered, gathered.cited_keys | _united(facts))):
            return self._facts(paths, works, strange)
        return facts

    def _facts(self, paths: Sequence[str], works: Collection[Identifier], keys: Collection[str]) -> list[LibraryFacts]:
        return [self._of(path, works, keys) for path in paths]

    def _of(self, path: str, works: Collection[Identifier], keys: Collection[str]) -> LibraryFacts:
        known = self._cache.library(path) or LibraryFacts()
        if known.basis != self._basis:
            known = LibraryFacts(known.held, known.absent)
        if not any(_open(works, keys, known)) and known.faults is not None:
            return known
        self._cache.opened_library(path)
        source = self._files.read_library(path)
        content = encode(source.text, source.encoding) if source else None
        if not self._cache.is_of(path, content):  # it has changed at this moment
            known = LibraryFacts()
        facts = self._read(source.text if source else "", path, known, *_open(works, keys, known))
        if any(fault.rule == "impossible-id" for fault in facts.faults or ()):
            self._cache.watch(path)  # an id of the future is possible one day
        else:
            self._cache.keep_library(path, facts, content)
        return facts

    def _read(
        self, text: str, path: str, known: LibraryFacts, works: Sequence[Identifier], keys: Sequence[str]
    ) -> LibraryFacts:
        from bibtools.bibliography.library import lint  # where something is new
        from bibtools.bibliography.library.aliases import taken_keys
        from bibtools.bibliography.library.presence import lookup
        from bibtools.bibliography.library.reader import read
        from bibtools.bibliography.library.value_faults import macros

        source, faults = Source(self._files.relative(path), text), known.faults
        library = read(source) if keys or (self._thorough and faults is None) else None
        found = lookup(source, set(works), self._today, library.blocks if library else None) if works else {}
        taken = taken_keys(library) if library and keys else set()
        if faults is None and library and self._thorough:
            faults = lint.faults(library, self._today, as_read(self._dialect, library), self._rules)
        return LibraryFacts(
            held={**known.held, **found},
            absent=(*known.absent, *(work for work in works if work not in found)),
            keys={**known.keys, **{key: key in taken for key in keys}},
            faults=tuple(lint.conflicts(source) if faults is None else faults),
            macros=tuple(macros(library)) if library and self._thorough else known.macros,
            basis=self._basis,
        )


def _open(
    works: Collection[Identifier], keys: Collection[str], known: LibraryFacts
) -> tuple[list[Identifier], list[str]]:
    """Return the papers and the keys that nothing is known of."""
    answered = {*known.held, *known.absent}
    return [work for work in works if work not in answered], [key for key in keys if key not in known.keys]
