"""`bibtools tables`: tables of code links from others, downloaded to this machine."""

from __future__ import annotations

from pathlib import Path

import click

from bibtools.app.tables import download as download_table
from bibtools.app.tables import read as read_table
from bibtools.app.wiring import clock, configuration, today
from bibtools.cli.command_group import CommandGroup
from bibtools.cli.output import emit, emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import TRUST, format_option
from bibtools.cli.shell_completion import completing, names
from bibtools.core.errors import ExitCode, UsageError
from bibtools.core.nearest import nearest
from bibtools.network.answer import Answer
from bibtools.network.download import Downloaded, Watch
from bibtools.network.download import download as fetched
from bibtools.reports import tables as reports
from bibtools.reports.formats import Result
from bibtools.storage.tables.partial_download import Partial
from bibtools.storage.tables.store import Tables
from bibtools.storage.tables.table import TABLES, Table

_complete = completing(names({each.name: each.title for each in TABLES.values()}))
_NAMES = click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=_complete)


@click.group(cls=CommandGroup)
def tables() -> None:
    """Manage tables of links between papers and code.

    They supply code links, without requests, for papers whose own record names no code.
    """


@tables.command()
@_NAMES
@TRUST
def download(names: tuple[str, ...], *, trust: bool) -> int:
    """Download tables; by default all of them.

    An interrupted download resumes where it stopped.
    """
    chosen = [table for table in _chosen(names) if names or not table.fetched_by_hand]
    for table in chosen:
        if table.fetched_by_hand:
            raise UsageError(
                f"{table.name}: get its file from {table.credit}, then run: bibtools tables read {table.name} FILE"
            )
    config = configuration(trust=trust)
    if not config.services["huggingface"].is_own and config.cache_is_own:
        # Tables are shared by all repositories: one repository's settings for the service must not fill them.
        raise UsageError(
            "the URL of services.huggingface comes from a repository, but tables are shared by all; no request was made"
        )
    if config.offline:
        raise UsageError("cannot download offline; bibtools tables read imports local files")
    with Progress() as progress:
        service = config.services["huggingface"]

        def fetch(path: str, partial: Partial) -> Downloaded | Answer:
            heard = progress.counted(f"downloading {path.rpartition('/')[2]}", "MiB")

            def show(size: int, whole: int | None) -> None:
                heard(size >> 20, size / whole if whole else 0)

            return fetched(service, path, partial, Watch(show, clock().monotonic))

        done = [download_table(table, config.cache_dir, fetch, today(), clock().now()) for table in chosen]
    emit(reports.filled(done), "")
    return ExitCode.IN_STEP


@tables.command()
@click.argument("name", shell_complete=_complete)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
def read(name: str, files: tuple[str, ...]) -> int:
    """Import a table from local files.

    They are Parquet (with pyarrow), JSON, JSON lines or CSV, plain or gzipped.
    """
    [table] = _chosen((name,))
    with Progress() as progress:
        progress.task(f"reading {table.name}")
        done = read_table(table, [Path(each) for each in files], configuration().cache_dir, today(), clock().now())
    emit(reports.filled([done]), "")
    return ExitCode.IN_STEP


@tables.command()
@format_option()
def info(*, form: str) -> int:
    """List the tables with their number of links and their licences."""
    held = Tables(configuration().cache_dir, lambda _: None).held()
    emit_result(Result(lambda: reports.held(held), lambda: reports.values(held)), form)
    return ExitCode.IN_STEP


@tables.command()
def clear() -> int:
    """Remove the tables."""
    path = Tables(configuration().cache_dir, lambda _: None).clear()
    emit(f"{path}: removed\n", "")
    return ExitCode.IN_STEP


def _chosen(names: tuple[str, ...]) -> list[Table]:
    for name in names:
        if name not in TABLES:
            close = nearest(name, TABLES)
            meant = f"; did you mean {close}?" if close else f"; choose from {', '.join(TABLES)}"
            raise UsageError(f"no such table: {name}{meant}")
    return [TABLES[name] for name in names or TABLES]
