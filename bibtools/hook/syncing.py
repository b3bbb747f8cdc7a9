"""Syncing papers before a commit: missing entries are added, and the commit fails so that they are reviewed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.gather import pairs_of
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync_paper
from bibtools.app.sync_outcome import SyncOutcome
from bibtools.app.sync_setup import sync_options
from bibtools.app.wired_indexes import publishing
from bibtools.app.wiring import Note, configuration, locking, meant_by, world
from bibtools.app.world import World
from bibtools.bibliography.entries.options import SOURCE
from bibtools.cli.progress import Progress
from bibtools.core.errors import BibtoolsError, ExitCode
from bibtools.core.process_exit import write_output
from bibtools.core.text import encode
from bibtools.files.library_lock import Locking
from bibtools.hook.arguments import Options
from bibtools.reports import outcome_text
from bibtools.reports.finding_text import file_name
from bibtools.reports.formats import TEXT
from bibtools.reports.summary import Report, notes, of_check, printed


def sync(checked: Sequence[CheckOutcome], options: Options, today: date, *, is_known: bool = False) -> int:
    """Add what is missing to every paper's library, within the seconds that a commit can wait; return the exit code.

    What was done for some papers is reported even where another one cannot be synced. Where another hook has reported
    what a check finds (`is_known`), only what was changed or could not be done is reported, and counts.
    """
    config = configuration(quiet_about_files=True)
    seconds = min(options.timeout, config.timeout if config.timeout is not None else options.timeout)
    outcomes: list[SyncOutcome] = []
    others = [] if is_known else [each for each in checked if not each.missing]
    try:
        with Progress(has_bar=False) as progress:
            here = world(config.overridden(offline=options.offline, timeout=seconds), progress)
            locks = locking(here.config, progress)
            for each in checked:
                if each.missing:
                    outcomes.append(_synced(each, today, here, locks, options, progress.note))  # noqa: PERF401 - what there is when one fails
    except BibtoolsError:
        if outcomes:
            _print(outcomes, others, options.form, is_known=is_known)
        raise
    _print(outcomes, others, options.form, is_known=is_known)
    codes = (_code(each, is_known=is_known) for each in outcomes)
    return max(*codes, *(each.exit_code_of_sync for each in others), ExitCode.IN_STEP)


def _code(outcome: SyncOutcome, *, is_known: bool) -> int:
    resolution = outcome.resolution
    code = ExitCode.DIFFERS if outcome.written else ExitCode.IN_STEP
    if not is_known:
        return max(outcome.exit_code, code)
    if resolution.unresolved:
        return ExitCode.COULD_NOT
    return ExitCode.DIFFERS if resolution.nonexistent or resolution.rejected else code


def _synced(
    checked: CheckOutcome, today: date, here: World, locks: Locking, options: Options, note: Note
) -> SyncOutcome:
    """Add what a paper lacks; its sources were read by the check, which does not look for pairs of paper and code."""
    config = here.config
    pairing = SOURCE in config.code_from
    pairs = pairs_of(checked.sources, today, bare=options.bare) if pairing else ()
    gathered = checked.gathered._replace(pairs=pairs)
    rules = options.rules.over(config.rules)
    wanted = sync_options(config, publishing(config, note), locking=locks, meant=meant_by(lambda: config))
    wanted = replace(wanted, sources=Sources(by_user=False), bib=checked.library, rules=rules)
    return sync_paper(wanted, today, here.resolve, here.attribute, None, gathered)


def _print(outcomes: Sequence[SyncOutcome], others: Sequence[CheckOutcome], form: str, *, is_known: bool) -> None:
    if is_known:
        write_output(encode("".join(map(_text, outcomes))), "".join(map(outcome_text.unanswered, outcomes)))
        return
    reports = [*map(_report, outcomes), *map(of_check, others)]
    result, annotations = printed(reports, form, os.environ)
    if form != TEXT:
        write_output(result)
        return
    failing, _ = printed([of_check(each) for each in others if each.exit_code], form, os.environ)
    write_output(
        encode("".join(map(_text, outcomes))) + failing,
        "".join(map(outcome_text.diagnostics, outcomes)) + notes(others) + annotations,
    )


def _text(outcome: SyncOutcome) -> str:
    written = f"{file_name(outcome.bib)} was changed; review it, and add it to the commit\n" if outcome.written else ""
    return outcome_text.result(outcome) + written


def _report(outcome: SyncOutcome) -> Report:
    added = tuple((each.identifier, each.key) for each in outcome.plan.added)
    held = {work for work, _ in added} | {each.identifier for each in outcome.plan.present}
    missing = tuple(work for work in outcome.gathered.first_mentions if work not in held)
    return Report(outcome.bib, tuple(outcome.all_findings), missing, added, outcome.written)
