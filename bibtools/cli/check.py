"""`bibtools check`: what is missing from a paper, and what is broken in it; the same as the hook, as a command."""

from __future__ import annotations

import os

import click

from bibtools.app.check import check as checked
from bibtools.app.gather import Sources, find
from bibtools.app.target import library_of
from bibtools.app.wiring import configuration, today
from bibtools.cli.shared_options import BARE, SOURCES, STDIN_FILENAME, format_option
from bibtools.config.papers import chosen
from bibtools.core.process_exit import write_output
from bibtools.files.commit import WorkTree
from bibtools.reports import summary
from bibtools.reports.formats import OF_FINDINGS
from bibtools.sources.filetypes import WALKED


@click.command()
@SOURCES
@click.option("--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib that the paper cites from.")
@BARE
@STDIN_FILENAME
@format_option(OF_FINDINGS, "How the findings are printed.")
def check(sources: tuple[str, ...], *, bib: str | None, bare: bool, stdin_filename: str | None, form: str) -> int:
    """Report what the .bib lacks and what is broken, in SOURCES or in the .bib. Makes no requests, writes nothing.

    SOURCES are files and folders (default: the current folder); - is standard input. The same as the hook
    bibtools-check, but files that git does not track yet are looked at, too. A paper that is in step gives no output.
    """
    config, outcomes = configuration(asks=False), []
    for paper in chosen(config.papers, config.bib, sources, bib, stdin_filename):
        named = Sources(
            paper.sources, config.exclusion, bare, stdin_filename, by_user=bool(sources), patience=config.timeout
        )
        found = find(named, WALKED)
        commit = WorkTree("", found.names)
        outcomes.append(checked(found, library_of(paper), today(), bare=bare, commit=commit))
    write_output(*summary.checked(outcomes, form, os.environ))
    return max(outcome.exit_code for outcome in outcomes)
