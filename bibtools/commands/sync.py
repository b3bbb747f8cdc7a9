"""`bibtools sync`: bring a .bib in step with its sources."""

from __future__ import annotations

import click

from bibtools.commands.options import BARE, CODE_FROM, FORMAT, FORMATS, OFFLINE, SOURCES, STDIN_FILENAME, TIMEOUT
from bibtools.commands.output import annotated, emit, for_machines
from bibtools.commands.progress import Progress
from bibtools.commands.world import World, configuration, today, world
from bibtools.config import Config
from bibtools.errors import UsageError
from bibtools.pipeline.gather import Sources


@click.command()
@SOURCES
@click.option(
    "--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib to keep in step; created if there is none."
)
@click.option("--check", is_flag=True, help="Write nothing, ask nobody; exit 1 if the .bib lacks a paper.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, exit 1 if anything would.")
@click.option("--fill", is_flag=True, help="Also give existing entries the code link and eprint fields that they lack.")
@OFFLINE
@TIMEOUT
@CODE_FROM
@BARE
@STDIN_FILENAME
@FORMAT(type=click.Choice(FORMATS), default="text", help="How the outcome is printed.")
def sync(
    sources: tuple[str, ...],
    bib: str | None,
    *,
    check: bool,
    diff: bool,
    fill: bool,
    offline: bool,
    timeout: float | None,
    code_from: str | None,
    bare: bool,
    stdin_filename: str | None,
    form: str,
) -> int:
    """Find the arXiv ids in SOURCES and add the papers that the .bib lacks.

    SOURCES are files and folders (default: the current folder); - is standard input. Of a folder, the files that git
    tracks or would track are read. Everything else in the .bib stays as it is.
    """
    if check and diff:
        raise UsageError("--check and --diff exclude each other: --check asks nobody, --diff shows what sync would do")
    if check and fill:
        raise UsageError(
            "--check and --fill exclude each other: --check asks nobody; --diff shows what --fill would do"
        )
    with Progress() as progress:
        config = configuration()
        read = Sources(sources or (".",), config.exclusion, bare, stdin_filename)
        if check:
            code, result, diagnostics = _checked(config, read, bib, form)
        else:
            here = world(config.overridden(offline=offline, timeout=timeout, code_from=code_from), progress)
            code, result, diagnostics = _synced(here, read, bib, form, diff=diff, fill=fill)
    emit(result, diagnostics)
    return code


# What a check does not need is not loaded for it: it runs before every commit.
# ruff: noqa: PLC0415


def _checked(config: Config, read: Sources, bib: str | None, form: str) -> tuple[int, str, str]:
    from bibtools.pipeline.check import check
    from bibtools.reports import checked

    outcome = check(read, bib, config.bib, today())
    if form == "json":
        from bibtools.reports import json

        result = json.checked(outcome)
    else:
        result = checked.checked(outcome) if form == "text" else for_machines(outcome.all_findings, form)
    return outcome.exit_code, result, checked.diagnostics(outcome) + annotated(outcome.all_findings, form)


def _synced(here: World, read: Sources, bib: str | None, form: str, *, diff: bool, fill: bool) -> tuple[int, str, str]:
    from bibtools.attribution import SOURCE
    from bibtools.pipeline.sync import SyncOptions
    from bibtools.pipeline.sync import sync as synchronise
    from bibtools.reports import json, text

    config = here.config
    options = SyncOptions(
        sources=read,
        bib=bib,
        diff=diff,
        fill=fill,
        keys=config.keys,
        wishes=config.wishes,
        pairing=SOURCE in config.code_from,
    )
    outcome = synchronise(options, config.bib, here.today, here.resolve, here.attribute)
    if form in {"text", "json"}:
        result = json.synced(outcome) if form == "json" else text.synced(outcome)
    else:
        result = for_machines(outcome.all_findings, form)
    return outcome.exit_code, result, text.diagnostics(outcome) + annotated(outcome.all_findings, form)
