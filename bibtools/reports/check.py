"""What `sync --check` found, as text."""

from __future__ import annotations

from bibtools.app.check import CheckOutcome
from bibtools.reports.finding_text import advice, count, file_name, in_brief, in_step
from bibtools.reports.source_text import noteworthy


def result(outcome: CheckOutcome) -> str:
    """Return a line for each missing paper, or that nothing is missing."""
    bib = file_name(outcome.bib)
    if outcome.missing:
        return "".join(f"{line}\n" for line in in_brief(outcome.all_missing))
    return f"{bib}: {in_step(len(outcome.present), exists=outcome.exists)}\n"


def diagnostics(outcome: CheckOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    lines = [*noteworthy(outcome.gathered, {work for work, _ in outcome.present}, outcome.citation_faults)]
    if outcome.missing:
        lines += advice(outcome.all_missing)
        lines.append(f"{count(len(outcome.missing), 'paper')} missing: run it without --check to add what is missing")
    return "".join(f"{line}\n" for line in lines)
