"""What `sync --check` found, as text."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.app.check_outcome import CheckOutcome
from bibtools.core.errors import ExitCode
from bibtools.reports.finding_text import advice, count, in_brief, in_step_of, nothing_missing, of_finding
from bibtools.reports.source_text import noteworthy, of_nothing


def result(outcome: CheckOutcome) -> str:
    """Return a line for each missing paper, or that nothing is missing."""
    if outcome.missing or outcome.trouble:
        lines = (*map(of_finding, outcome.all_trouble), *in_brief(outcome.all_missing))
        return "".join(f"{line}\n" for line in lines)
    if outcome.exit_code_of_sync != ExitCode.IN_STEP:
        return f"{nothing_missing(outcome.bib, outcome.known)}\n"
    return f"{in_step_of(outcome.bib, outcome.known, exists=outcome.exists)}\n"


def closing(outcomes: Sequence[CheckOutcome]) -> str:
    """Return what to say once for all papers, where none of them names anything."""
    return "".join(f"{line}\n" for line in of_nothing([outcome.gathered for outcome in outcomes]))


def diagnostics(outcome: CheckOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    found = (*outcome.asides, *outcome.citation_faults)
    lines = [*noteworthy(outcome.gathered, {work for work, _ in outcome.present}, found, outcome.rules)]
    if outcome.missing:
        lines += advice(outcome.all_missing)
        advice_of_all = "" if outcome.obstacle else "; run again without --check to add what is missing"
        lines.append(f"{count(len(outcome.missing), 'paper')} missing{advice_of_all}")
    return "".join(f"{line}\n" for line in lines)
