"""`bibtools scan`: which ids are where."""

from __future__ import annotations

import click

from bibtools.commands.output import emit
from bibtools.commands.progress import Progress
from bibtools.commands.world import BARE, FORMAT, SOURCES, STDIN_FILENAME, world
from bibtools.pipeline.gather import Sources, gather
from bibtools.reports import json, text
from bibtools.scan import LIBRARY, WALKED


@click.command()
@SOURCES
@BARE
@STDIN_FILENAME
@FORMAT(type=click.Choice(["text", "json"]), default="text", help="How the outcome is printed.")
def scan(sources: tuple[str, ...], *, bare: bool, stdin_filename: str | None, form: str) -> int:
    """List the arXiv ids in SOURCES with file, line and column.

    SOURCES are files and folders (default: the current folder); - is standard input. No service is asked.
    """
    with Progress() as progress:
        here = world(progress, offline=True)
        gathered = gather(
            Sources(sources or (".",), here.config.exclusion, bare, stdin_filename), here.today, WALKED | {LIBRARY}
        )
    emit(json.scanned(gathered) if form == "json" else text.scanned(gathered), text.diagnostics(gathered))
    return gathered.exit_code
