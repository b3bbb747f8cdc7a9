"""`bibtools index`: all of arXiv's metadata on this machine."""

from __future__ import annotations

import click

from bibtools.app.wiring import client_of, clock, configuration, has_own_index, today
from bibtools.cli.output import emit, emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import TRUST, format_option
from bibtools.core.errors import ExitCode, ReadError, UsageError
from bibtools.index.build import BuildMonitor
from bibtools.index.build import build as built
from bibtools.index.information import info as info_of
from bibtools.index.update import update as updated
from bibtools.network.answer import Answer
from bibtools.network.request import Request
from bibtools.providers import oai
from bibtools.reports import index as reports
from bibtools.reports import json
from bibtools.reports.formats import Result

_DEADLINE = 120.0  # seconds for a page: the interface may take more than a minute to make one


@click.group()
def index() -> None:
    """Keep all of arXiv's metadata on this machine, to answer without a network and to find papers by their words."""


@index.command()
@click.argument("snapshot", metavar="SNAPSHOT")
@click.option("--force", is_flag=True, help="Take it even if it has fewer papers than the index that is there.")
def build(snapshot: str, *, force: bool) -> int:
    """Build the index from arXiv's public SNAPSHOT: JSON lines, also gzipped or zipped, or Parquet; - is stdin.

    The index that is there stays until the new one is whole.
    """
    config = configuration()
    with Progress() as progress:
        begin = clock().monotonic()

        def heard(papers: int, part: float) -> None:
            seconds = max(0.001, clock().monotonic() - begin)
            left = f", {seconds / part - seconds:.0f} s left" if part > 0 else ""
            progress.task(f"{papers} papers, {papers / seconds:.0f} a second{left}")

        watch = BuildMonitor(heard, lambda: today().isoformat())
        done = built(config.index_path, snapshot, watch, force=force, today=today())
    emit(reports.built(config.index_path, done), "")
    return ExitCode.IN_STEP


@index.command()
@TRUST
def update(*, trust: bool) -> int:
    """Bring the index up to date through arXiv's OAI-PMH interface; what was ended goes on where it stood."""
    config = configuration(trust=trust)
    if config.index_is_own and not config.services[oai.NAME].is_own:
        # The other way round would let one repository fill what answers in all of them.
        raise UsageError("the index is your own, and the address of services.oai is a repository's: nobody was asked")
    if config.offline:
        raise UsageError("offline, so nobody can be asked what has changed")
    with Progress() as progress:
        client = client_of(config, clock(), progress.waiting, progress.note)
        service = config.services[oai.NAME]._replace(deadline=_DEADLINE)

        def ask(request: Request) -> Answer:
            return client.ask(oai.NAME, service, request)

        done = updated(config.index_path, ask, lambda changed: progress.task(f"{changed} records"), today())
    emit(reports.updated(config.index_path, done), "")
    return ExitCode.IN_STEP


@index.command()
@format_option()
def info(*, form: str) -> int:
    """Show where the index is, and what it holds."""
    config = configuration()
    path = config.index_path
    found = info_of(path, is_own=has_own_index(config))
    if found and found.problem:
        raise ReadError(f"{path}: {found.problem}")
    emit_result(Result(lambda: reports.info(path, found), lambda: json.indexed(path, found)), form)
    return ExitCode.IN_STEP
