"""Checking a paper: what its sources name, what its libraries hold, and what is broken in either, without any request.

This is the one check of the hooks, of `bibtools check` and of `sync --check`, which looks for missing papers only. The
hooks put a cache in front of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app import findings
from bibtools.app.check_cache import CheckCache, LibraryFacts, NoCheckCache
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.commit_contents import Commit, NoCommit
from bibtools.app.documents.texts import Reading
from bibtools.app.extract import Extract
from bibtools.app.gather import Gathered, divided
from bibtools.app.library_facts import LibraryFactsReading, works_held
from bibtools.app.library_readers import reading_dialect, style_macros, style_places
from bibtools.app.source_files import SourceFiles
from bibtools.app.target import ListsItself, Target, candidates, cited, listed_apart, other_paths, target, with_embedded
from bibtools.app.undefined_keys import (
    Meant,
    Propose,
    asked_keys,
    doubts,
    key_rules,
    lacking,
    nothing_meant,
    unchecked_keys,
    undefined_keys,
)
from bibtools.bibliography.library.merge_conflict import unresolved
from bibtools.core.errors import BibtoolsError, UsageError
from bibtools.core.finding import Finding, in_order
from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.text import Source
from bibtools.files.commit_place import APART, NEW, PART
from bibtools.files.exact_text import Unread
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.doi_policy import CITED_DOIS, DoiPolicy
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.filetypes import LIBRARY

if TYPE_CHECKING:
    from bibtools.records.record import Record

_UNCOUNTED = frozenset({"cite-other-key"})  # where nothing but missing papers is looked for
_FEW = 20  # papers of a run of which each is looked into for what another file may be meant


Recorded = Callable[[Sequence[Identifier]], Iterable["Record"]]


def nothing_recorded(works: Sequence[Identifier]) -> Iterable[Record]:
    """Return no record: nothing is known of any work."""
    del works
    return ()


class Checking(NamedTuple):
    """How papers are checked: as of which day, in which files, and what is known of them before."""

    today: date
    bare: bool = False
    rules: RuleSelection = RuleSelection()
    is_alone: bool = True  # else it is one of many papers, and git is not asked about each that has no library
    thorough: bool = True  # else libraries are read only for what is missing
    largest: int | None = None  # bytes of a library that is examined for what is wrong with it; None of any
    files: Workspace = HERE
    cache: CheckCache = NoCheckCache()
    commit: Commit = NoCommit()
    meant: Meant = nothing_meant  # what is known of the papers that keys may mean,
    dois: DoiPolicy = CITED_DOIS  # which works that are named by DOI have to be in the library
    recorded: Recorded = nothing_recorded  # and of those that sources name, without any request


def check(found: SourceFiles, bib: NamedPath | None, checking: Checking) -> list[CheckOutcome]:
    """Check the papers that sources make, which are one where a library is given for all of them.

    What is remembered is not read. Raises UsageError where it is not clear which library is meant, and ReadError.
    """
    with no_collection():
        return _check(found, bib, checking)


def _check(found: SourceFiles, bib: NamedPath | None, checking: Checking) -> list[CheckOutcome]:
    _watch(found, checking.cache)
    read_all = _reading(found, checking)
    papers = divided(found, read_all, together=bib is not None, files=checking.files)
    papers = [each.taking(checking.dois) for each in papers]
    if len(papers) == 1:
        return [_checked(found, papers[0], bib, checking)._replace(rules=checking.rules)]
    few = checking._replace(is_alone=len(papers) <= _FEW)
    outcomes = [_checked_of_several(found, each, few)._replace(rules=checking.rules) for each in papers]
    return [each for each in outcomes if each.sources or each.all_findings] or outcomes[:1]


def _checked_of_several(found: SourceFiles, gathered: Gathered, checking: Checking) -> CheckOutcome:
    """Check one of several papers: what is unclear about it is reported with it, and never costs the others."""
    try:
        return _checked(found, gathered, None, checking)
    except BibtoolsError as error:
        return CheckOutcome("", gathered, gathered.names, trouble=error, is_complete=False)


def _checked(found: SourceFiles, gathered: Gathered, bib: NamedPath | None, checking: Checking) -> CheckOutcome:
    files = with_embedded(gathered, checking.files)
    for place in candidates(gathered):
        checking.cache.watch(place)
    gathered = listed_apart(gathered, bib)
    named = _meant(found, gathered, bib, checking, files)
    if isinstance(named, CheckOutcome):
        return named
    if named.reason and not (cited(gathered) or _asks_for_keys(gathered, checking)):
        return _without_library(gathered, bib, found)  # it is not named, and nothing is cited from it
    gathered = gathered.without(named.path, files)
    keys = asked_keys(gathered) if checking.thorough else {}
    paths = (named.path, *other_paths(named, gathered, files))
    for place in style_places(gathered, files):
        checking.cache.watch(place)
    facts = LibraryFactsReading(checking, files, reading_dialect(gathered)).of_paper(paths, gathered, keys)
    places = {path: checking.commit.place_of(path) for path in paths if files.exists(path)}
    outcome = _compared(gathered, facts, existing := _existing(gathered, facts), files.relative(named.path), files)
    if checking.thorough:
        known = checking.recorded([work for work, _ in outcome.present])
        gone = (each.placed(gathered.first_mentions) for each in findings.withdrawn_papers(known, outcome.bib))
        outcome = _with_keys(outcome._replace(withdrawn=tuple(gone)), existing, keys, paths, files, checking)
    untracked = [findings.untracked_library(files.relative(path)) for path in places if places[path] == NEW]
    inner = {path: checking.commit.submodule_of(path) for path in places if places[path] == APART}
    untracked += [findings.library_in_submodule(files.relative(path), each) for path, each in inner.items() if each]
    is_there = files.exists(named.path)
    return outcome._replace(
        sources=gathered.names,
        library=bib or named.library,
        reason=named.reason,
        cited_from=tuple(path for path in paths if files.exists(path)),
        obstacle=named.hindrance(files) if outcome.missing or checking.is_alone else named.obstacle,
        faults=(*untracked, *outcome.faults),
        unexamined=tuple(path for path, each in zip(paths, facts, strict=True) if each.faults is None),
        exists=is_there,
        beside="" if is_there else files.beside(outcome.bib, LIBRARY),
        # Whether git ignores a file, or tracks it elsewhere, is known from nothing that a cache looks at.
        is_complete=found.is_listed and all(place == PART for place in places.values()),
    )


def _meant(
    found: SourceFiles, gathered: Gathered, bib: NamedPath | None, checking: Checking, files: Workspace
) -> Target | CheckOutcome:
    """Return the library that is meant, else the outcome where none is and none is needed; raises UsageError."""
    try:
        return target(bib, gathered, found.given, files)
    except ListsItself as error:
        outcome = _without_library(gathered, bib, found)
        return outcome._replace(bib=error.path, missing=error.missing, obstacle=error.obstacle)
    except UsageError:
        if cited(gathered) or (gathered.libraries and checking.thorough):
            raise
        return _without_library(gathered, bib, found)


def _asks_for_keys(gathered: Gathered, checking: Checking) -> bool:
    return checking.thorough and not gathered.resolved and bool(asked_keys(gathered))


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


def _with_keys(
    outcome: CheckOutcome,
    existing: Collection[str],
    asked: Mapping[str, CitedKey],
    paths: Sequence[str],
    files: Workspace,
    checking: Checking,
) -> CheckOutcome:
    """Return an outcome with the findings about keys without an entry: just one where a library is not known."""
    undefined = lacking(asked, existing)
    shown = [files.relative(path) for path in paths if files.exists(path)]
    if reasons := doubts(outcome.gathered, files.relative(paths[0]), files.exists):
        return outcome._replace(key_faults=tuple(unchecked_keys(undefined, reasons)))
    propose = _proposals(outcome.gathered, shown, files, checking) if undefined else None
    return outcome._replace(undefined=undefined, key_faults=tuple(undefined_keys(undefined, shown, propose)))


def _proposals(gathered: Gathered, paths: Sequence[str], files: Workspace, checking: Checking) -> Propose:
    from bibtools.app.key_proposals import of_libraries  # where a key is undefined

    sources = [files.read_library(path) or Source(path, "") for path in paths]
    return of_libraries(sources, gathered, checking.meant, checking.today, checking.cache.parts)


def _existing(gathered: Gathered, facts: Iterable[LibraryFacts]) -> frozenset[str]:
    """Return which of the keys that were asked for are there, for the program that reads the libraries."""
    accepted = key_rules(gathered).accepted
    found = (key for each in facts for key, standing in each.keys.items() if standing in accepted)
    return gathered.resolved.union(found)


def _without_library(gathered: Gathered, bib: NamedPath | None, found: SourceFiles) -> CheckOutcome:
    """Return the outcome of a paper without a library: only the keys that it does not define itself may be missing."""
    keys = tuple(asked_keys(gathered).values())
    faults = tuple(in_order(_citation_faults(gathered, {}, gathered.resolved, "")))
    outcome = CheckOutcome("", gathered, gathered.names, bib, citation_faults=faults, is_complete=found.is_listed)
    outcome = outcome._replace(asides=tuple(findings.asides(gathered, {})))
    if gathered.resolved and not gathered.doubts:
        return outcome._replace(undefined=keys, key_faults=tuple(undefined_keys(keys, ())))
    return outcome._replace(key_faults=tuple(unchecked_keys(keys, ("no .bib is named", *gathered.doubts))))


def _watch(found: SourceFiles, cache: CheckCache) -> None:
    """Note what the outcome depends on beside sources and libraries."""
    for folder in found.folders:
        cache.watch_folder(*folder)
    for place in found.watched:
        cache.watch(place)


def _compared(
    gathered: Gathered, facts: Sequence[LibraryFacts], existing: Collection[str], bib: str, files: Workspace
) -> CheckOutcome:
    """Return what sources name and libraries hold, compared; the first library is the paper's own, at `bib`."""
    held, first = works_held(facts), gathered.first_mentions
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
    dois: DoiPolicy = CITED_DOIS,
    files: Workspace = HERE,
) -> list[CheckOutcome]:
    """Return of a check only which papers are missing, as `sync` would add them.

    That they are, cannot be ignored: it is what is asked. Raises also ReadError where a merge conflict is left in a
    library.
    """
    rules = rules.certainly("missing-paper", "missing-library")
    outcomes = check(found, bib, Checking(today, bare=bare, rules=rules, thorough=False, files=files, dois=dois))
    for outcome in outcomes:
        for fault in outcome.faults:
            if fault.path == outcome.bib and fault.position:
                raise unresolved(fault.path, fault.position)
    return [each._replace(faults=(), uncounted=_UNCOUNTED) for each in outcomes]


def _citation_faults(
    gathered: Gathered, held: dict[Identifier, str], existing: Collection[str], bib: str
) -> Iterator[Finding]:
    """Yield what is wrong with the ways in which sources name papers."""
    yield from findings.misspelt_ids(gathered.mentions)
    yield from findings.cited_otherwise(gathered, held, existing.__contains__, bib)


def _reading(found: SourceFiles, checking: Checking) -> Reading:
    """Return what reads sources by their names where nothing is remembered of them."""

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
        elif not (cache.outlives_day and any(suspect.impossible for suspect in each.scan.suspects)):
            cache.keep_source(name, each, data)
    return {name: found.judged(name, each) for name, each in zip(names, extracts, strict=True)}
