"""Running a hook: settings and papers, the faults of each, and the report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from bibtools import __version__
from bibtools.app.check import Checking, check
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.target import library_of
from bibtools.config.papers import Paper, of_files
from bibtools.core.errors import BibtoolsError, ExitCode, ReadError
from bibtools.core.locations import configurations
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.process_exit import end, say, write_output
from bibtools.core.rule_selection import FileIgnores, RuleSelection
from bibtools.core.rules import WARNING
from bibtools.core.text import printable
from bibtools.files import pathnames
from bibtools.files.exclusion import Exclusion
from bibtools.hook import fast_path, git_index, pre_commit, tracked_sources
from bibtools.hook.arguments import CHECK, SYNC, read
from bibtools.hook.facts_cache import FactsCache
from bibtools.hook.git_commit import GitCommit
from bibtools.identifiers.doi_policy import CITED_DOIS, DoiPolicy
from bibtools.reports.finding_text import LISTED
from bibtools.reports.formats import FORMATS, TEXT
from bibtools.sources.citation import CITED, NOCITED, SPACED
from bibtools.sources.filetypes import WALKED

if TYPE_CHECKING:
    from bibtools.app.source_files import SourceFiles
    from bibtools.bibliography.citekey.key_reading import KeyReading
    from bibtools.identifiers.identifier import Identifier
    from bibtools.records.record import Record


_UNUSED = "unused-entry"


class Settings(NamedTuple):
    """What the configuration says that matters here."""

    papers: tuple[Paper, ...] = (Paper(),)
    folder: str = os.curdir  # that the patterns of what is excluded are relative to
    excluded: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()  # files that do not count, as notes
    user: str = ""  # where the user's own file is or would be
    places: int = 0  # where a repository's file was looked for
    dois: DoiPolicy = CITED_DOIS
    rules: RuleSelection = RuleSelection()


def main(arguments: Sequence[str], *, writes: bool) -> NoReturn:
    """Run a hook and exit with its code; every expected error becomes one message."""
    name = "bibtools-sync" if writes else "bibtools-check"

    def run() -> int:
        try:
            return _run(list(arguments), writes=writes)
        except BibtoolsError as error:
            say(f"{name}: error: {error.lines}\n")
            return error.exit_code

    end(name, run)


def _run(arguments: list[str], *, writes: bool) -> int:
    options = read(arguments, __version__, SYNC if writes else CHECK)
    if options.shown:
        write_output(options.shown.encode())
        return ExitCode.IN_STEP
    _note(options.notes)
    call = _call(arguments)
    fast_path.forget(call)
    cache = FactsCache(call.state)
    settings = _settings(cache, call.folder)
    _note(settings.strangers)
    papers = (Paper(bib=options.bib, has_users_bib=True),) if options.bib else settings.papers
    index = git_index.index_times(os.environ, time.time_ns())
    answer = git_index.tracked(os.environ)
    listing = answer.output
    _note(_not_looked_at(options.files, listing))
    today, rules = date.today(), options.rules.over(settings.rules)  # noqa: DTZ011 - the user's own day
    chosen = of_files(papers, options.files) or list(papers)
    found = {paper: _found(paper, listing, settings, options.files) for paper in papers}
    commit = GitCommit(answer, os.environ)
    asked = Checking(today, bare=options.bare, rules=rules, cache=cache, commit=commit, dois=settings.dois)
    checking = _known(asked, options.form)
    outcomes = _outcomes(papers, chosen, lambda paper: check(found[paper], library_of(paper), checking))
    outcomes = _with_unused(outcomes) if _UNUSED in rules.on else outcomes
    cache.write()
    _note(_refusals(commit.refusal, answer.refusal))
    checked = [each for paper in chosen if not isinstance(some := outcomes[paper], BibtoolsError) for each in some]
    concerned = _of_files(checked, options.files)
    is_known = writes and options.form == TEXT and pre_commit.runs_also("bibtools-check", os.environ)
    if writes and any(each.missing for each in concerned):
        from bibtools.hook.syncing import sync  # the network is the exception

        return sync(concerned, options, today, is_known=is_known)
    is_quiet = not (FORMATS[options.form].is_document or settings.strangers or commit.refusal)
    if is_quiet and all(map(_is_in_step, outcomes.values())):
        lines = cache.lines({name for each in checked for name in each.sources}, is_exact=_is_exact(checked, rules))
        _remember(call, listing, index, lines, checked, has_one=len(outcomes) == len(checked) == 1)
    return ExitCode.IN_STEP if is_known else _reported(concerned, options.form, writes=writes)


def _refusals(refusal: str, known: str) -> Iterator[str]:
    if refusal and refusal != known:
        yield f"cannot find out whether git tracks the library: {refusal}"


def _found(paper: Paper, listing: bytes | None, settings: Settings, named: Sequence[str]) -> SourceFiles:
    """Return the sources of a paper; in a build folder, where git tracks nothing, those of what is built there."""
    exclusion = Exclusion(settings.folder, settings.excluded)
    if not listing:
        from bibtools.app.documents.build_folder import given_or_built  # few commits are made there

        given = tuple(given_or_built(paper.sources, os.environ))
        if given != tuple(paper.sources):  # so says a build, and nothing that a cache looks at
            built = tracked_sources.find(paper._replace(sources=given), listing, exclusion, named)
            return built._replace(is_listed=False, given=given)
    return tracked_sources.find(paper, listing, exclusion, named)


def _remember(
    call: fast_path.Call,
    listing: bytes | None,
    index: str,
    lines: list[bytes],
    checked: Sequence[CheckOutcome],
    *,
    has_one: bool,
) -> None:
    """Note that everything is in step, unless there is no source at all, which every run reports."""
    if any(each.sources for each in checked):
        listed = git_index.hash_of(listing) if listing is not None else ""
        ids, keys = (_ids(checked), _keys(checked[0])) if has_one else ([], [])
        fast_path.write(call, listed, index, lines, ids, keys)


def _not_looked_at(files: Sequence[str], listing: bytes | None) -> Iterator[str]:
    """Yield which files are named that are not there, or not in this folder; one that git tracks was deleted."""
    tracked = frozenset((listing or b"").split(b"\0"))
    strange = []
    for name in dict.fromkeys(files):
        shown = pathnames.relative(name)
        if pathnames.suffix(name) in WALKED and os.fsencode(shown) not in tracked:
            is_outside = shown.startswith(("../", "/"))
            why = "it is not in this folder" if is_outside else "" if os.path.lexists(name) else "there is no such file"
            strange += [f"{name} was not checked: {why}"] if why else []
    yield from strange[:LISTED]
    if len(strange) > LISTED:
        yield f"and {len(strange) - LISTED} more; run the hook in the folder that the names are relative to"


def _of_files(checked: Sequence[CheckOutcome], files: Sequence[str]) -> Sequence[CheckOutcome]:
    """Return the papers that some files belong to, all of them where they belong to none."""
    named = {pathnames.relative(name) for name in files if name}
    mine = [each for each in checked if not named.isdisjoint(_files_of(each))]
    if not mine or len(mine) == len(checked):
        return checked
    others = (each for each in checked if each not in mine)
    notes = tuple(unread for each in others for unread in each.gathered.unread if unread.aloud and not unread.failed)
    gathered = mine[0].gathered
    return [mine[0]._replace(gathered=gathered._replace(unread=(*gathered.unread, *notes))), *mine[1:]]


def _files_of(outcome: CheckOutcome) -> Iterator[str]:
    yield from (*outcome.sources, *outcome.gathered.roots, outcome.bib)
    yield from (each.path for each in outcome.gathered.libraries)
    yield from (each.aside.source for each in outcome.gathered.asides)


def _known(checking: Checking, form: str) -> Checking:
    """Return a checking with what this machine knows of papers; for a text, nothing is read where all is in step."""
    checking = checking._replace(meant=_meant)
    return checking if form == TEXT else checking._replace(recorded=_recorded)


def _meant(reading: KeyReading) -> Sequence[Record]:
    from bibtools.app.wiring import meant_by, read_config  # where a key is undefined

    return meant_by(read_config)(reading)


def _recorded(works: Sequence[Identifier]) -> Iterable[Record]:
    from bibtools.app.wiring import read_config, recorded_by

    return recorded_by(read_config)(works)


def _note(notes: Iterable[str]) -> None:
    for note in notes:
        say(f"note: {printable(note)}\n")


def _reported(checked: Sequence[CheckOutcome], form: str, *, writes: bool) -> int:
    """Print what was found, if anything; return the exit code."""
    from bibtools.reports import summary

    write_output(*summary.checked(checked, form, os.environ))
    codes = (each.exit_code_of_sync if writes else each.exit_code for each in checked)
    return max(codes, default=ExitCode.IN_STEP)


def _call(arguments: Sequence[str]) -> fast_path.Call:
    try:
        return fast_path.Call.of(arguments, os.environ)
    except OSError as error:
        raise ReadError(f"cannot find out the current folder: {(error.strerror or str(error)).lower()}") from None


def _is_in_step(outcomes: Sequence[CheckOutcome] | BibtoolsError) -> bool:
    """Return whether there is nothing to report about papers until git or their files show a change."""
    if isinstance(outcomes, BibtoolsError):
        return False
    has_library = all(each.exists or not each.bib for each in outcomes)
    is_in_step = all(not each.exit_code and each.is_complete for each in outcomes)
    return is_in_step and has_library and not _is_aloud(outcomes)


def _is_aloud(checked: Sequence[CheckOutcome]) -> bool:
    """Return whether something was not read, or does not count, and every run reports that."""
    unread = any(unread.aloud for each in checked for unread in each.gathered.unread)
    return unread or any(beside.aside.aloud for each in checked for beside in each.gathered.asides)


def _warns(checked: Sequence[CheckOutcome]) -> bool:
    """Return whether there are warnings: a hook reports them when something is new, `bibtools check` always."""
    return any(finding.level == WARNING for each in checked for finding in each.all_findings)


def _outcomes(
    papers: Sequence[Paper], chosen: Collection[Paper], checking: Callable[[Paper], Sequence[CheckOutcome]]
) -> dict[Paper, Sequence[CheckOutcome] | BibtoolsError]:
    """Check all papers, so that the whole is remembered; raise only what is wrong with a chosen one."""
    outcomes: dict[Paper, Sequence[CheckOutcome] | BibtoolsError] = {}
    for paper in papers:
        try:
            outcomes[paper] = checking(paper)
        except BibtoolsError as error:
            if paper in chosen:
                raise
            outcomes[paper] = error
    return outcomes


def _with_unused(
    outcomes: Mapping[Paper, Sequence[CheckOutcome] | BibtoolsError],
) -> dict[Paper, Sequence[CheckOutcome] | BibtoolsError]:
    """Return the outcomes with their unused entries, which another paper may cite."""
    from bibtools.app.unused_entries import with_unused  # few ask for it

    flat = [each for some in outcomes.values() if not isinstance(some, BibtoolsError) for each in some]
    is_all = not any(isinstance(some, BibtoolsError) for some in outcomes.values())
    known = iter(with_unused(flat, [os.curdir] if is_all else []))
    return {
        paper: some if isinstance(some, BibtoolsError) else [next(known) for _ in some]
        for paper, some in outcomes.items()
    }


def _ids(checked: Sequence[CheckOutcome]) -> list[str]:
    """Return the ids of papers that a library has, marked where they are the keys of their entries."""
    held = dict(pair for each in checked for pair in each.present)
    return [f"{work.id}!" if key == work.id else work.id for work, key in held.items() if "/" not in work.value]


def _keys(checked: CheckOutcome) -> list[str]:
    """Return the keys that the documents of a paper cite, which is in step, as far as a line can hold them."""
    cited = dict.fromkeys(
        each.key for each in checked.gathered.asked_citations if each.kind in {CITED, NOCITED, SPACED}
    )
    return [key for key in cited if key.isascii() and key.isprintable() and " " not in key]


def _is_exact(checked: Sequence[CheckOutcome], rules: RuleSelection) -> bool:
    """Return whether every change of a source matters, whatever it names.

    A source may cite by macros of other texts, whose names show nothing; or a citation that goes may leave an entry
    unused.
    """
    return _UNUSED in rules.on or any(each.gathered.cite_macros for each in checked)


def _settings(cache: FactsCache, folder: str) -> Settings:
    """Return what the configuration says; it is read only where one of its files has changed."""
    places = [os.path.relpath(place, folder) for place in configurations(folder)]
    known = [cache.recall("settings", place) for place in places]
    if known[0] and None not in known:
        settings = _of_json(known[0])
        is_same_user = not settings.user or cache.recall("settings", settings.user) is not None
        if is_same_user and settings.places == len(places):
            return settings
    from pathlib import Path

    from bibtools.config.configuration import load  # few commits change it
    from bibtools.config.user_file import location

    # Of the environment, only what says where the user's file is and what the user trusts.
    environ = {name: os.environ[name] for name in fast_path.WHERE if name in os.environ}
    user = location(environ)
    for place in filter(None, (*places, user)):
        cache.hash_of(place)  # before it is read
    config = load(environ, Path(folder), user)
    papers = config.papers or (Paper(bib=config.bib),)
    settings = Settings(
        papers=papers,
        folder=config.exclusion.folder,
        excluded=config.exclusion.patterns,
        strangers=config.strangers,
        user=user,
        places=len(places),
        dois=config.dois,
        rules=config.rules,
    )
    for number, place in enumerate(places):
        cache.keep_as_seen("settings", place, _to_json(settings) if number == 0 else [])
    if user:
        cache.keep_as_seen("settings", user, [])
    return settings


def _to_json(settings: Settings) -> list[Any]:
    return [*settings[:-1], [sorted(settings.rules.on), settings.rules.levels, settings.rules.in_files]]


def _of_json(kept: list[Any]) -> Settings:
    papers, folder, excluded, strangers, user, places, dois, (on, levels, in_files) = kept
    return Settings(
        papers=tuple(Paper(tuple(sources), *rest) for sources, *rest in papers),
        folder=str(folder),
        excluded=tuple(map(str, excluded)),
        strangers=tuple(map(str, strangers)),
        user=str(user),
        places=int(places),
        dois=dois,
        rules=RuleSelection(
            frozenset(on),
            dict(levels),
            tuple(FileIgnores(pattern, tuple(rules), prefix) for pattern, rules, prefix in in_files),
        ),
    )
