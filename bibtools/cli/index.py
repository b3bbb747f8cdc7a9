"""`bibtools index`: arXiv's metadata, and what others say of published works, on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from bibtools.app.wiring import client_of, clock, configuration, has_own_index, today
from bibtools.cli.command_group import CommandGroup
from bibtools.cli.output import emit, emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import TRUST, format_option
from bibtools.config.configuration import Config
from bibtools.core.errors import ExitCode, ReadError, UsageError
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info as info_of
from bibtools.index.kinds import KINDS, IndexKind, kind_of
from bibtools.index.update import update as updated
from bibtools.network.answer import Answer
from bibtools.network.request import Request
from bibtools.providers import oai
from bibtools.reports import index as reports
from bibtools.reports import json
from bibtools.reports.finding_text import plural
from bibtools.reports.formats import Result

_DEADLINE = 120.0  # seconds for a page: the interface may take more than a minute to make one


@click.group(cls=CommandGroup)
def index() -> None:
    """Keep metadata of arXiv papers and published works on this machine, for lookups and searches without a network."""


@index.command()
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help="Replace the index even if the new one has fewer papers.")
def build(file: str, *, force: bool) -> int:
    """Build an index from FILE, whose kind is detected from its contents.

    FILE is arXiv's public snapshot (JSON lines or Parquet; - is standard input), DBLP's monthly XML, the ACL
    Anthology's XML or BibTeX, PMLR's BibTeX, CVF's pages or lists (of these three also a folder of files), COMET's
    matches or Retraction Watch's list (CSV); plain, gzipped or zipped. The old index of the same kind is replaced once
    the new one is complete; those of other kinds stay.
    """
    config = configuration()
    kind = kind_of(file)
    path = kind.path(config.index_path)
    with Progress() as progress:
        watch = BuildMonitor(progress.counted("building the index", plural(kind.noun)), lambda: today().isoformat())
        done = kind.build(path, file, watch, force, today())
    emit(reports.built(path, done, kind.noun), "")
    return ExitCode.IN_STEP


@index.command()
@TRUST
def update(*, trust: bool) -> int:
    """Update the arXiv index with what has changed since, from arXiv's OAI-PMH interface.

    Indexes of other kinds are rebuilt with `bibtools index build` from their sources' current files.

    An interrupted update resumes where it stopped.
    """
    config = configuration(trust=trust)
    if config.index_is_own and not config.services[oai.NAME].is_own:
        # The other way round would let one repository fill what answers in all of them.
        raise UsageError("the index is yours, but the URL of services.oai comes from a repository; no request was made")
    if config.offline:
        raise UsageError("cannot update the index offline")
    emit("", reports.rebuildable(_others(config)))
    with Progress() as progress:
        client = client_of(config, clock(), progress.waiting, progress.note)
        service = config.services[oai.NAME]._replace(deadline=_DEADLINE)

        def ask(request: Request) -> Answer:
            return client.ask(oai.NAME, service, request)

        heard = progress.counted("updating the index", "records")
        done = updated(config.index_path, ask, lambda changed: heard(changed, 0), today())
    emit(reports.updated(config.index_path, done), "")
    return ExitCode.IN_STEP


def _others(config: Config) -> list[tuple[IndexKind, Path]]:
    """Return the indexes that exist beside arXiv's, and where: their sources publish no changes."""
    beside = [(each, each.path(config.index_path)) for each in KINDS if each.beside is not None]
    return [(kind, path) for kind, path in beside if path.exists()]


@index.command()
@format_option()
def info(*, form: str) -> int:
    """Show where the indexes are and what they contain."""
    config = configuration()
    is_own = has_own_index(config)
    found = {each: info_of(each.path(config.index_path), is_own=is_own, schema=each.schema) for each in reversed(KINDS)}
    for each, facts in found.items():
        if facts and facts.problem:
            raise ReadError(f"{each.path(config.index_path)}: {facts.problem}")
    emit_result(
        Result(lambda: reports.info(config.index_path, found), lambda: json.indexed(config.index_path, found)), form
    )
    return ExitCode.IN_STEP
