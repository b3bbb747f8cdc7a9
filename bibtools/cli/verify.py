"""`bibtools verify`: whether every reference is true."""

from __future__ import annotations

import click

from bibtools.app.meant_libraries import MeantLibrary, meant_libraries
from bibtools.app.verify import VerifyOutcome
from bibtools.app.verify import verify as verified
from bibtools.app.wiring import configuration, today, witnesses, world
from bibtools.cli.each_library import each_library, raise_worst, values_of
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import LIBRARY_OR_SOURCES, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.finding import in_order
from bibtools.reports import verify as reports
from bibtools.reports.formats import OF_FINDINGS, Result


@click.command()
@LIBRARY_OR_SOURCES
@OFFLINE
@TIMEOUT
@TRUST
@format_option(OF_FINDINGS)
def verify(given: tuple[str, ...], *, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Compare entries of a library with what is known of their works: all of FILE.bib, or what SOURCES cite.

    An entry agrees, contradicts a source, could not be confirmed, or nobody was asked. That no source has a work says
    nothing against it: books, standards, theses and reports are in few. Published works come from the indexes on this
    machine: see bibtools index build.
    """
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        here, known = world(config, progress), witnesses(config, progress.note)

        def run(meant: MeantLibrary) -> VerifyOutcome:
            return verified(
                meant.files.read_library(meant.named.path),
                meant.named.path,
                here.resolve,
                known,
                here.today,
                is_wanted=meant.is_cited_in,
                is_offline=config.offline,
                rules=config.rules,
            )

        papers = meant_libraries(given, config, today(), with_others=True)
        outcomes, errors, code = each_library(papers, run)
    if outcomes:
        result = Result(
            lambda: "".join(map(reports.text, outcomes)),
            lambda: values_of([reports.values(each) for each in outcomes]),
            in_order(finding for each in outcomes for finding in each.findings),
        )
        emit_result(result, form, "".join(map(reports.diagnostics, outcomes)))
    raise_worst(errors)
    return max([code, *(each.exit_code for each in outcomes)])
