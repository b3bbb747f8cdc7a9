"""Syncing papers before a commit: missing entries are added, and the commit fails so that they are looked at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from bibtools.attribution import SOURCE
from bibtools.commands.progress import Progress
from bibtools.commands.world import configuration, world
from bibtools.errors import ExitCode
from bibtools.hook.arguments import Options
from bibtools.hook.checking import Checked
from bibtools.pipeline.gather import Sources
from bibtools.pipeline.sync import SyncOptions, SyncOutcome
from bibtools.pipeline.sync import sync as synchronise
from bibtools.reports import json, text
from bibtools.text import encode


def sync(checked: Sequence[Checked], options: Options, today: date) -> int:
    """Add what is missing to every paper's library, within the seconds that a commit can wait; return the exit code."""
    config = configuration()
    seconds = min(options.timeout, config.timeout if config.timeout is not None else options.timeout)
    code = ExitCode.IN_STEP
    with Progress() as progress:
        here = world(config.overridden(offline=options.offline, timeout=seconds), progress)
        outcomes = [
            synchronise(
                SyncOptions(
                    sources=Sources(each.sources, bare=options.bare),
                    bib=each.outcome.bib,
                    keys=config.keys,
                    wishes=config.wishes,
                    pairing=SOURCE in config.code_from,
                ),
                today,
                here.resolve,
                here.attribute,
            )
            for each in checked
            if each.missing
        ]
    for outcome in outcomes:
        code = max(code, outcome.exit_code, ExitCode.DIFFERS if outcome.written else ExitCode.IN_STEP)
        sys.stdout.buffer.write(encode(_told(outcome, options.form)))
        sys.stderr.write(text.diagnostics(outcome) if options.form in {"", "text"} else "")
    return max(code, *(each.exit_code for each in checked if not each.missing), ExitCode.IN_STEP)


def _told(outcome: SyncOutcome, form: str) -> str:
    if form == "json":
        return json.synced([outcome])
    if form in {"github", "sarif"}:
        from bibtools.reports import github, sarif  # noqa: PLC0415 - where they are asked for

        return github.commands(outcome.all_findings) if form == "github" else sarif.log(outcome.all_findings)
    written = f"{outcome.bib} was changed: look at it, and add it to the commit\n" if outcome.written else ""
    return text.result(outcome) + written
