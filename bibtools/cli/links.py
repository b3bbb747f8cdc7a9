"""`bibtools links`: what the links of a .bib lead to."""

from __future__ import annotations

import os

import click

from bibtools.app.links import check_links
from bibtools.app.wiring import clock, configuration, link_checker, locking, today
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.errors import UsageError
from bibtools.files.write_access import by_user
from bibtools.reports import links as reports
from bibtools.reports.formats import OF_FINDINGS, Result
from bibtools.sources.filetypes import WALKED


@click.command()
@click.argument("bib", type=click.Path(readable=False), metavar="FILE.bib")
@click.option("--fix", is_flag=True, help="Update the links of renamed repositories.")
@OFFLINE
@TIMEOUT
@TRUST
@format_option(OF_FINDINGS)
def links(bib: str, *, fix: bool, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Check every link in a library: alive, renamed, archived, empty or gone?

    Results are cached for two weeks. Links are never removed, and never followed into a private network.
    """
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: links takes a .bib file, not a source")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        look = link_checker(config, clock(), progress)
        outcome = check_links(
            by_user(bib), look, today(), fix=fix, locking=locking(config, progress), rules=config.rules
        )
    emit_result(Result(lambda: reports.checked(outcome), lambda: reports.values(outcome), outcome.findings), form)
    return outcome.exit_code
