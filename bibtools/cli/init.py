"""`bibtools init`: a commented configuration, and the hook for each commit."""

from __future__ import annotations

import click

from bibtools.app.check_papers import check_papers
from bibtools.app.init import InitOptions, apply, plan
from bibtools.app.wiring import configuration, locking, today
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import format_option
from bibtools.reports import init as report
from bibtools.reports.formats import Result


@click.command()
@click.option("--hook", is_flag=True, help="Also add the hook bibtools-check to .pre-commit-config.yaml.")
@click.option(
    "--ci",
    metavar="REQUIREMENT",
    help="Also write a GitHub workflow that pip-installs REQUIREMENT and runs bibtools check.",
)
@click.option("--diff", is_flag=True, help="Show the changes without writing them; exit 1 if there are any.")
@format_option()
def init(*, hook: bool, ci: str | None, diff: bool, form: str) -> int:
    """Set up bibtools in the current folder: find the papers and write a commented .bibtools.toml.

    Existing files keep what is in them. Makes no requests.
    """
    config = configuration(asks=False)
    applies = config.repository_file
    outcome = plan(lambda: check_papers(config, today()), applies, InitOptions(hook, ci or ""))
    if not diff:
        with Progress() as progress:
            outcome = apply(outcome, locking(config, progress))
    result = Result(lambda: report.result(outcome), lambda: report.values(outcome))
    emit_result(result, form, report.diagnostics(outcome))
    return int(diff and bool(outcome.files))
