"""Running a hook: settings and papers, what is wrong with each, and what is told of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, NamedTuple, NoReturn

from bibtools import __version__
from bibtools.app.check import CheckOutcome, check
from bibtools.app.target import library_of
from bibtools.config.papers import Paper, of_files
from bibtools.core.errors import BibtoolsError, ExitCode, ReadError
from bibtools.core.locations import configurations
from bibtools.core.process_exit import end, say, write_output
from bibtools.core.text import printable
from bibtools.files import walking
from bibtools.hook import fast_path, git_index, tracked_sources
from bibtools.hook.arguments import read
from bibtools.hook.facts_cache import FactsCache
from bibtools.hook.git_commit import GitCommit
from bibtools.reports.formats import FORMATS


class Settings(NamedTuple):
    """What the configuration says that matters here."""

    papers: tuple[Paper, ...] = (Paper(),)
    folder: str = os.curdir  # that the patterns of what is excluded are relative to
    excluded: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()  # files that do not count, as notes
    user: str = ""  # where the user's own file is or would be
    places: int = 0  # where a repository's file was looked for


def main(arguments: Sequence[str], *, writes: bool) -> NoReturn:
    """Run a hook and exit with its code; every expected error becomes one message."""
    name = "bibtools-sync" if writes else "bibtools-check"

    def run() -> int:
        try:
            return _run(list(arguments), writes=writes)
        except BibtoolsError as error:
            say(f"{name}: error: {printable(str(error))}\n")
            return error.exit_code

    end(name, run)


def _run(arguments: list[str], *, writes: bool) -> int:
    options = read(arguments, __version__, writes=writes)
    if options.shown:
        write_output(options.shown.encode())
        return ExitCode.IN_STEP
    for note in options.notes:
        say(f"note: {printable(note)}\n")
    call = _call(arguments)
    fast_path.forget(call)
    cache = FactsCache(call.state)
    settings = _settings(cache, call.folder)
    for note in settings.strangers:
        say(f"note: {printable(note)}\n")
    papers = (Paper(bib=options.bib, has_users_bib=True),) if options.bib else settings.papers
    index = git_index.index_times(os.environ, time.time_ns())
    answer = git_index.tracked(os.environ)
    _note(answer.refusal)
    listing = answer.output
    today = date.today()  # noqa: DTZ011 - the user's own day
    chosen = of_files(papers, options.files) or list(papers)
    exclusion = walking.Exclusion(settings.folder, settings.excluded)
    found = {paper: tracked_sources.find(paper, listing, exclusion, options.files) for paper in papers}

    commit = GitCommit(answer, os.environ)

    def checking(paper: Paper) -> CheckOutcome:
        return check(found[paper], library_of(paper), today, bare=options.bare, cache=cache, commit=commit)

    outcomes = _outcomes(papers, chosen, checking)
    cache.write()
    if commit.refusal != answer.refusal:
        _note(commit.refusal)
    checked = [each for paper in chosen if isinstance(each := outcomes[paper], CheckOutcome)]
    if writes and any(each.missing for each in checked):
        from bibtools.hook.syncing import sync  # the network is the exception

        return sync(checked, options, today)
    is_document = FORMATS[options.form].is_document
    is_noted = settings.strangers or commit.refusal  # notes are for every run
    if not (is_document or is_noted) and all(map(_is_in_step, outcomes.values())):
        ids = _ids(checked) if len(outcomes) == 1 else []
        fast_path.write(call, git_index.hash_of(listing) if listing is not None else "", index, cache.lines(), ids)
    code = max((each.exit_code for each in checked), default=ExitCode.IN_STEP)
    if code or is_document:
        from bibtools.reports import summary  # where there is something to tell

        write_output(*summary.checked(checked, options.form, os.environ))
    return code


def _note(refusal: str) -> None:
    """Tell why git does not tell which files there are."""
    if refusal:
        say(f"note: git does not list the files here, so ignored ones may be read, too: {printable(refusal)}\n")


def _call(arguments: Sequence[str]) -> fast_path.Call:
    try:
        return fast_path.Call.of(arguments, os.environ)
    except OSError as error:
        raise ReadError(f"cannot tell the current folder: {(error.strerror or str(error)).lower()}") from None


def _is_in_step(outcome: CheckOutcome | BibtoolsError) -> bool:
    """Return whether there is nothing to be said of a paper until something changes that git or its files tell of."""
    return isinstance(outcome, CheckOutcome) and not outcome.exit_code and outcome.is_complete


def _outcomes(
    papers: Sequence[Paper], chosen: Collection[Paper], checking: Callable[[Paper], CheckOutcome]
) -> dict[Paper, CheckOutcome | BibtoolsError]:
    """Check all papers, so that the whole is remembered; raise only what is wrong with a chosen one."""
    outcomes: dict[Paper, CheckOutcome | BibtoolsError] = {}
    for paper in papers:
        try:
            outcomes[paper] = checking(paper)
        except BibtoolsError as error:
            if paper in chosen:
                raise
            outcomes[paper] = error
    return outcomes


def _ids(checked: Sequence[CheckOutcome]) -> list[str]:
    """Return the ids of papers that a library has, marked where they are the keys of their entries."""
    held = dict(pair for each in checked for pair in each.present)
    return [f"{work.id}!" if key == work.id else work.id for work, key in held.items() if "/" not in work.value]


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
    settings = Settings(papers, config.exclusion.folder, config.exclusion.patterns, config.strangers, user, len(places))
    for number, place in enumerate(places):
        cache.keep_as_seen("settings", place, settings if number == 0 else [])
    if user:
        cache.keep_as_seen("settings", user, [])
    return settings


def _of_json(kept: list[Any]) -> Settings:
    papers, folder, excluded, strangers, user, places = kept
    return Settings(
        tuple(Paper(tuple(sources), *rest) for sources, *rest in papers),
        str(folder),
        tuple(map(str, excluded)),
        tuple(map(str, strangers)),
        str(user),
        int(places),
    )
