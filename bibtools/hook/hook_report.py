"""What a hook tells: one line for everything that makes the commit fail, or everything in a format for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtools.core.finding import Finding
from bibtools.core.rules import ERROR
from bibtools.core.text import encode
from bibtools.hook.checking import Checked
from bibtools.reports.finding_text import count, of_finding
from bibtools.reports.formats import Result, annotated, formatted


class Report(NamedTuple):
    """What is told of a paper: the ids that its library lacks, and those that were added, with their keys."""

    bib: str
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    written: bool = False


def of_checked(checked: Checked) -> Report:
    """Return what is told of a paper that was checked."""
    outcome = checked.outcome
    return Report(
        outcome.bib, tuple(outcome.all_findings), tuple(mention.identifier.value for mention in outcome.missing)
    )


def printed(reports: Sequence[Report], form: str, environ: Mapping[str, str]) -> tuple[bytes, str]:
    """Return what was found in all papers in a format, and what goes to standard error beside it."""
    findings = [finding for report in reports for finding in report.findings]
    result = Result(lambda: _text(findings), lambda: _values(reports, findings), findings)
    return encode(formatted(result, form, environ)), annotated(findings, form, environ)


def _text(findings: Sequence[Finding]) -> str:
    """Return a line for every finding that makes the commit fail."""
    failing = [finding for finding in findings if finding.level == ERROR]
    if not failing:
        return ""
    lines = [of_finding(finding) for finding in failing]
    lines.append(f"{count(len(failing), 'finding')}: bibtools explain RULE tells what each means")
    return "".join(f"{line}\n" for line in lines)


def _values(reports: Sequence[Report], findings: Sequence[Finding]) -> dict[str, object]:
    from bibtools.reports import json  # noqa: PLC0415 - where it is asked for

    return {
        "papers": [_paper(report) for report in reports],
        "findings": [json.of_finding(finding) for finding in findings],
    }


def _paper(report: Report) -> dict[str, object]:
    return {
        "bib": report.bib or None,
        "missing": list(report.missing),
        "added": [{"id": value, "key": key} for value, key in report.added],
        "written": report.written,
    }
