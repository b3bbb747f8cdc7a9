"""`bibtools scan`: which ids are where."""

from __future__ import annotations

import click

from bibtools.app.environment import configuration, today
from bibtools.app.faults import findings
from bibtools.app.gather import Gathered, Sources, gather
from bibtools.app.progress import Progress
from bibtools.cli.output import annotated, emit, for_machines
from bibtools.cli.shared_options import BARE, FORMAT, FORMATS, SOURCES, STDIN_FILENAME
from bibtools.reports import source_text as text
from bibtools.sources.filetypes import LIBRARY, WALKED


@click.command()
@SOURCES
@BARE
@STDIN_FILENAME
@FORMAT(type=click.Choice(FORMATS), default="text", help="How the outcome is printed.")
def scan(sources: tuple[str, ...], *, bare: bool, stdin_filename: str | None, form: str) -> int:
    """List the arXiv ids in SOURCES with file, line and column.

    SOURCES are files and folders (default: the current folder); - is standard input. No service is asked.
    """
    with Progress():
        config = configuration()
        wanted = Sources(sources or (".",), config.exclusion, bare, stdin_filename, sources, config.timeout)
        gathered = gather(wanted, today(), WALKED | {LIBRARY}, naming=False)
    emit(_result(gathered, form), text.diagnostics(gathered) + annotated(findings(gathered), form))
    return gathered.exit_code


def _result(gathered: Gathered, form: str) -> str:
    if form == "json":
        from bibtools.reports import json  # noqa: PLC0415 - loaded where it is asked for

        return json.scanned(gathered)
    return text.scanned(gathered) if form == "text" else for_machines(findings(gathered), form)
