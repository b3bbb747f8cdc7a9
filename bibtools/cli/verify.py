"""`bibtools verify`: whether every reference is true."""

from __future__ import annotations

import os

import click

from bibtools.app.verify import verify as verified
from bibtools.app.wiring import configuration, witnesses, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.errors import UsageError
from bibtools.files import exact_text
from bibtools.reports import verify as reports
from bibtools.reports.formats import OF_FINDINGS, Result
from bibtools.sources.filetypes import WALKED


@click.command()
@click.argument("bib", type=click.Path(readable=False), metavar="FILE.bib")
@OFFLINE
@TIMEOUT
@TRUST
@format_option(OF_FINDINGS)
def verify(bib: str, *, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Compare every entry of a library with what is known of its work.

    An entry agrees, contradicts a source, could not be confirmed, or nobody was asked. That no source has a work says
    nothing against it: books, standards, theses and reports are in few. Published works come from the indexes on this
    machine: see bibtools index build.
    """
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: this is a source by its ending; verify takes a .bib file")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        here = world(config, progress)
        outcome = verified(
            exact_text.read_library(bib),
            bib,
            here.resolve,
            witnesses(config, progress.note),
            here.today,
            is_offline=config.offline,
            rules=config.rules,
        )
    result = Result(lambda: reports.text(outcome), lambda: reports.values(outcome), outcome.findings)
    emit_result(result, form, reports.diagnostics(outcome))
    return outcome.exit_code
