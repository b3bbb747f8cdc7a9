"""What a hook tells: one line for everything that makes the commit fail, or everything in a format for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtools.core.finding import Finding
from bibtools.core.rules import ERROR
from bibtools.core.text import encode
from bibtools.hook.checking import Checked
from bibtools.reports import github
from bibtools.reports.finding_text import count, of_finding


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


def told(reports: Sequence[Report], form: str, environ: Mapping[str, str]) -> bytes:
    """Return what was found in all papers."""
    findings = [finding for report in reports for finding in report.findings]
    if form == "json":
        from bibtools.reports import json  # noqa: PLC0415 - where it is asked for

        found = [json.of_finding(finding) for finding in findings]
        return json.dump({"papers": [_paper(report) for report in reports], "findings": found}).encode()
    if form == "sarif":
        from bibtools.reports.sarif import log  # noqa: PLC0415 - the same

        return log(findings).encode()
    if form == "github":
        return github.commands(findings, environ).encode()
    failing = [finding for finding in findings if finding.level == ERROR]
    if not failing:
        return b""
    lines = [of_finding(finding) for finding in failing]
    lines.append(f"{count(len(failing), 'finding')}: bibtools explain RULE tells what each means")
    return encode("".join(f"{line}\n" for line in lines))


def annotated(reports: Sequence[Report], form: str, environ: Mapping[str, str]) -> str:
    """Return the annotations that GitHub Actions shows beside the files, where a text is printed there."""
    findings = [finding for report in reports for finding in report.findings]
    return github.beside(findings, environ) if form in {"", "text"} else ""


def _paper(report: Report) -> dict[str, object]:
    return {
        "bib": report.bib or None,
        "missing": list(report.missing),
        "added": [{"id": value, "key": key} for value, key in report.added],
        "written": report.written,
    }
