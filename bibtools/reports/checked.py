"""What `sync --check` found, as text."""

from __future__ import annotations

from bibtools.pipeline.check import CheckOutcome
from bibtools.pipeline.faults import missing
from bibtools.reports.findings import count, of_finding, of_findings
from bibtools.reports.sources import noteworthy
from bibtools.text import printable


def result(outcome: CheckOutcome) -> str:
    """Return a line for each missing paper, or that nothing is missing."""
    bib = printable(outcome.bib)
    if outcome.missing:
        found = missing(outcome.missing, outcome.bib, exists=outcome.exists)
        return "".join(f"{of_finding(each)}\n" for each in found)
    return f"{bib}: in step, {count(len(outcome.present), 'paper')}\n"


def diagnostics(outcome: CheckOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    lines = [*noteworthy(outcome.gathered, {value for value, _ in outcome.present}), *of_findings(outcome.findings)]
    if outcome.missing:
        lines.append(f"{count(len(outcome.missing), 'paper')} missing: the same command without --check adds them")
    return "".join(f"{line}\n" for line in lines)
