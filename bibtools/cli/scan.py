"""`bibtools scan`: list the ids in sources and their places."""

from __future__ import annotations

import click

from bibtools.app.findings import exit_code, of_scan
from bibtools.app.gather import Gathered, gather
from bibtools.app.source_files import Sources
from bibtools.app.wiring import configuration, today
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import BARE, SOURCES, STDIN_FILENAME, format_option
from bibtools.core.finding import in_order
from bibtools.identifiers.doi_policy import ALL_DOIS
from bibtools.reports import source_text as text
from bibtools.reports.formats import OF_FINDINGS, Result
from bibtools.sources.filetypes import LIBRARY, WALKED


@click.command()
@SOURCES
@BARE
@STDIN_FILENAME
@format_option(OF_FINDINGS)
def scan(sources: tuple[str, ...], *, bare: bool, stdin_filename: str | None, form: str) -> int:
    """List the ids in SOURCES with file, line and column.

    SOURCES are files and folders (default: the current folder); - is standard input. Makes no requests.
    """
    with Progress():
        config = configuration()
        wanted = Sources(sources or (".",), config.exclusion, bare, stdin_filename, patience=config.timeout)
        gathered = gather(wanted, today(), WALKED | {LIBRARY}, naming=False).taking(ALL_DOIS)
    found = in_order(config.rules.applied(of_scan(gathered)))
    result = Result(lambda: text.scanned(gathered), lambda: _values(gathered), found)
    emit_result(result, form, text.diagnostics(gathered, found))
    return exit_code(found)


def _values(gathered: Gathered) -> dict[str, object]:
    from bibtools.reports import json  # loaded where it is asked for

    return json.scanned(gathered)
