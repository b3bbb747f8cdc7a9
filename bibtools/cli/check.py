"""`bibtools check`: what is missing from a paper, and what is broken in it; the same as the hook, as a command."""

from __future__ import annotations

import os

import click

from bibtools.app.check_papers import check_papers
from bibtools.app.wiring import configuration, meant_by, recorded_by, today
from bibtools.cli.shared_options import BARE, EXTEND_SELECT, IGNORE, SELECT, SOURCES, STDIN_FILENAME, format_option
from bibtools.core.process_exit import write_output
from bibtools.core.rule_selection import RuleOptions
from bibtools.reports import summary
from bibtools.reports.formats import OF_FINDINGS


@click.command()
@SOURCES
@click.option("--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib that the paper cites from.")
@SELECT
@EXTEND_SELECT
@IGNORE
@BARE
@STDIN_FILENAME
@format_option(OF_FINDINGS, "How the findings are printed.")
def check(
    sources: tuple[str, ...],
    *,
    bib: str | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    bare: bool,
    stdin_filename: str | None,
    form: str,
) -> int:
    """Report what the .bib lacks and what is broken, in SOURCES or in the .bib. Makes no requests, writes nothing.

    SOURCES are files and folders (default: the current folder); - is standard input. The same as the hook
    bibtools-check, but files that git does not track yet are looked at, too. A paper that is in step gives no output.
    """
    config = configuration(asks=False)
    config = config._replace(rules=RuleOptions(select, extend_select, ignore).over(config.rules))
    outcomes = check_papers(
        config,
        today(),
        sources,
        bib,
        bare=bare,
        stdin_filename=stdin_filename,
        meant=meant_by(lambda: config),
        recorded=recorded_by(lambda: config),
    )
    write_output(*summary.checked(outcomes, form, os.environ))
    return max(outcome.exit_code for outcome in outcomes)
