"""`bibtools check`: what is missing from a paper, and what is broken in it; the same as the hook, as a command."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

import click

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.published_since import knowing_by
from bibtools.app.wiring import configuration, meant_by, recorded_by, today
from bibtools.cli.output import emit_check
from bibtools.cli.shared_options import BARE, EXTEND_SELECT, IGNORE, SELECT, SOURCES, STDIN_FILENAME, format_option
from bibtools.config.configuration import Config
from bibtools.core.errors import UsageError
from bibtools.core.rule_selection import RuleOptions
from bibtools.files.workspace import Workspace
from bibtools.reports import summary
from bibtools.reports.formats import OF_FINDINGS


@click.command()
@SOURCES
@click.option("--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib of the paper.")
@click.option("--fix", is_flag=True, help="Fix what is certain; report the rest.")
@click.option(
    "--diff", is_flag=True, help="With --fix: show the changes without writing them; exit 1 if there are any."
)
@SELECT
@EXTEND_SELECT
@IGNORE
@BARE
@STDIN_FILENAME
@format_option(OF_FINDINGS, "Output format.")
def check(
    sources: tuple[str, ...],
    *,
    bib: str | None,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    bare: bool,
    stdin_filename: str | None,
    form: str,
) -> int:
    """Report missing papers, undefined keys, and errors in SOURCES and the .bib. Makes no requests.

    SOURCES are files and folders (default: the current folder); - is standard input. Same as the hook bibtools-check,
    but also reads files that git does not track yet. Prints nothing if all is well; writes nothing without --fix.
    """
    options = RuleOptions(select, extend_select, ignore)
    config = _configured(options, fix=fix, diff=diff)

    checked = partial(
        check_papers,
        config,
        today(),
        sources,
        bib,
        bare=bare,
        stdin_filename=stdin_filename,
        meant=meant_by(lambda: config),
        recorded=recorded_by(lambda: config),
        published=knowing_by(lambda: config),
    )
    if fix:
        return _fixed(lambda files: checked(files=files), config, options.named, sources, diff=diff, form=form)
    outcomes = checked()
    emit_check(*summary.checked(outcomes, form, os.environ), form)
    return max(outcome.exit_code for outcome in outcomes)


def _configured(options: RuleOptions, *, fix: bool, diff: bool) -> Config:
    if diff and not fix:
        raise UsageError("--diff shows what --fix would change; use them together")
    config = configuration(asks=False)
    return config._replace(rules=options.over(config.rules))


# What a check does not need is not loaded for it.


def _fixed(
    checked: Callable[[Workspace], list[CheckOutcome]],
    config: Config,
    named: frozenset[str],
    sources: tuple[str, ...],
    *,
    diff: bool,
    form: str,
) -> int:
    from bibtools.app.fixing.fix_papers import FixOptions, everything, fix_papers
    from bibtools.app.wiring import locking
    from bibtools.cli.progress import Progress
    from bibtools.reports import fix as report

    with Progress() as progress:
        options = FixOptions(
            named=named,
            check_all=everything(config, today()),
            given=sources,
            diff=diff,
            locking=locking(config, progress),
        )
        outcome = fix_papers(checked, options, today())
    emit_check(*report.printed(outcome, form, os.environ), form)
    return outcome.exit_code
