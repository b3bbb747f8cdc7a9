"""`bibtools sync`: bring a .bib in step with its sources."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

import click

from bibtools.app.documents.build_folder import given_or_built
from bibtools.app.source_files import Sources
from bibtools.app.target import library_of
from bibtools.app.wired_indexes import publishing
from bibtools.app.wiring import configuration, locking, meant_by, today, world
from bibtools.app.world import World
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import BARE, CODE_FROM, OFFLINE, SOURCES, STDIN_FILENAME, TIMEOUT, TRUST, format_option
from bibtools.config.configuration import Config
from bibtools.config.papers import Paper, chosen
from bibtools.core.errors import UsageError
from bibtools.core.finding import in_order
from bibtools.reports.formats import OF_FINDINGS, Result
from bibtools.sources.filetypes import WALKED

if TYPE_CHECKING:
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.app.publishing import Publishing
    from bibtools.app.sync_outcome import SyncOutcome
    from bibtools.files.library_lock import Locking
    from bibtools.files.write_access import NamedPath

    Run = Callable[[Sources, NamedPath | None], Iterable[CheckOutcome | SyncOutcome]]


@click.command()
@SOURCES
@click.option(
    "--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib to add to; created if it does not exist."
)
@click.option(
    "--from",
    "masters",
    multiple=True,
    type=click.Path(readable=False),
    metavar="FILE.bib",
    help="Your own .bib: cited entries are copied from it, matched by key or id.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing and make no requests; exit 1 if the .bib lacks a paper that is cited by id. Undefined keys do "
    "not count (see bibtools check).",
)
@click.option("--diff", is_flag=True, help="Show the changes without writing them; exit 1 if there are any.")
@click.option("--fill", is_flag=True, help="Also add missing code links and eprint fields to existing entries.")
@click.option("--find", is_flag=True, help="Also identify papers without ids, by abstracts and list items.")
@OFFLINE
@TIMEOUT
@TRUST
@CODE_FROM
@BARE
@STDIN_FILENAME
@format_option(OF_FINDINGS)
def sync(  # noqa: PLR0913 - one for each option
    sources: tuple[str, ...],
    bib: str | None,
    *,
    masters: tuple[str, ...],
    check: bool,
    diff: bool,
    fill: bool,
    find: bool,
    offline: bool,
    timeout: float | None,
    trust: bool,
    code_from: str | None,
    bare: bool,
    stdin_filename: str | None,
    form: str,
) -> int:
    """Find the papers that SOURCES cite by id, and add the missing ones to the .bib.

    SOURCES are files and folders (default: the current folder); - is standard input. In a folder, files that git
    ignores are skipped. Existing entries stay exactly as they are.
    """
    _refuse_with_check(check=check, diff=diff, find=find, fill=fill)
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout, code_from=code_from)
        papers = [
            (_sources(paper, config, stdin_filename, bare=bare), library_of(paper))
            for paper in chosen(config.papers, config.bib, sources, bib, stdin_filename)
        ]
        if check:
            from bibtools.reports import sync_check

            return _run_each(_check(config), papers, form, sync_check)
        from bibtools.reports import outcome_text

        published, locks = publishing(config, progress.note), locking(config, progress)
        run = _sync(world(config, progress), locks, published, masters, diff=diff, fill=fill, find=find)
        return _run_each(run, papers, form, outcome_text)


def _refuse_with_check(*, check: bool, diff: bool, find: bool, fill: bool) -> None:
    """Raise UsageError for what a check, which makes no requests, cannot do."""
    if check and diff:
        raise UsageError(
            "--check and --diff exclude each other: --check makes no requests, --diff shows what sync would do"
        )
    for option, is_given in (("--find", find), ("--fill", fill)):
        if check and is_given:
            what = f"--diff shows what {option} would do"
            raise UsageError(f"--check and {option} exclude each other: --check makes no requests; {what}")


# What a check does not need is not loaded for it: it runs before every commit.


def _sources(paper: Paper, config: Config, stdin_filename: str | None, *, bare: bool) -> Sources:
    given = given_or_built(paper.sources, os.environ)
    return Sources(given, config.exclusion, bare, stdin_filename, paper.has_users_sources, patience=config.timeout)


def _check(config: Config) -> Run:
    from bibtools.app.check import check_missing
    from bibtools.app.source_files import find

    def run(sources: Sources, bib: NamedPath | None) -> list[CheckOutcome]:
        return check_missing(
            find(sources, WALKED), bib, today(), bare=sources.bare, rules=config.rules, dois=config.dois
        )

    return run


def _sync(
    here: World,
    locks: Locking,
    published: Publishing,
    masters: Sequence[str],
    *,
    diff: bool,
    fill: bool,
    find: bool,
) -> Callable[[Sources, NamedPath | None], Iterable[SyncOutcome]]:
    from dataclasses import replace

    from bibtools.app.sync import sync as synchronise
    from bibtools.app.sync_setup import sync_options

    meant = meant_by(lambda: here.config)
    options = sync_options(here.config, published, masters=masters, diff=diff, fill=fill, locking=locks, meant=meant)

    def run(sources: Sources, bib: NamedPath | None) -> Iterable[SyncOutcome]:
        search = here.searcher.parts if find else None
        return synchronise(replace(options, sources=sources, bib=bib), here.today, here.resolve, here.attribute, search)

    return run


def _run_each(run: Run, papers: Iterable[tuple[Sources, NamedPath | None]], form: str, reports: ModuleType) -> int:
    """Run for every paper and report the outcomes, even if one of them fails; return the exit code."""
    outcomes: list[CheckOutcome | SyncOutcome] = []
    try:
        for paper in papers:
            outcomes.extend(run(*paper))
    finally:
        if outcomes:
            diagnostics = "".join(map(reports.diagnostics, outcomes)) + reports.closing(outcomes)
            emit_result(_result(outcomes, reports), form, diagnostics)
    return max(outcome.exit_code for outcome in outcomes)


def _result(outcomes: Sequence[CheckOutcome | SyncOutcome], reports: ModuleType) -> Result:
    def values() -> dict[str, object]:
        from bibtools.reports import json

        return json.synced(outcomes)

    found = in_order(finding for outcome in outcomes for finding in outcome.all_findings)
    return Result(lambda: "".join(map(reports.result, outcomes)), values, found)
