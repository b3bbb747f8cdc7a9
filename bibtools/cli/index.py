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
    """Keep arXiv's metadata and published works on this machine, to answer without a network and to find papers."""


@index.command()
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help="Take it even if it has fewer papers than the index that is there.")
def build(file: str, *, force: bool) -> int:
    """Build an index from FILE, which is recognised by what it holds.

    arXiv's public snapshot: JSON lines or Parquet; - is stdin. DBLP's monthly XML. The ACL Anthology's XML or BibTeX,
    BibTeX of PMLR's volumes, CVF's pages or lists: of these three also a folder of files. COMET's matches and
    Retraction Watch's list, both as CSV. All of them also gzipped or zipped. An index that is there stays until the new
    one of its kind is whole, and so do those of other kinds.
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
    """Bring the index of arXiv up to date; the others are built anew from their sources' current files.

    It asks arXiv's OAI-PMH interface what has changed. A run that was ended goes on where it stood.
    """
    config = configuration(trust=trust)
    if config.index_is_own and not config.services[oai.NAME].is_own:
        # The other way round would let one repository fill what answers in all of them.
        raise UsageError("the index is your own, and the address of services.oai is a repository's: nobody was asked")
    if config.offline:
        raise UsageError("offline, so nobody can be asked what has changed")
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
    """Return the indexes that are there beside arXiv's, and where: their sources tell no changes."""
    beside = [(each, each.path(config.index_path)) for each in KINDS if each.beside is not None]
    return [(kind, path) for kind, path in beside if path.exists()]


@index.command()
@format_option()
def info(*, form: str) -> int:
    """Show where the index is, and what it holds."""
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
