"""What a hook tells: one line for everything that makes the commit fail, or everything in a format for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtools.finding import Finding
from bibtools.hook.checking import Checked
from bibtools.reports.findings import count, of_finding
from bibtools.rules import ERROR
from bibtools.text import encode


def told(checked: Sequence[Checked], form: str) -> bytes:
    """Return what was found in all papers."""
    findings = _all(checked)
    if form == "json":
        from bibtools.reports import json  # noqa: PLC0415 - where it is asked for

        papers = [{"bib": each.outcome.bib or None, "missing": _ids(each)} for each in checked]
        found = [json.of_finding(finding) for finding in findings]
        return json.dump({"papers": papers, "findings": found}).encode()
    if form == "sarif":
        from bibtools.reports.sarif import log  # noqa: PLC0415 - the same

        return log(findings).encode()
    if form == "github":
        return annotated(checked, "", {"GITHUB_ACTIONS": "true"}).encode()
    failing = [finding for finding in findings if finding.level == ERROR]
    lines = [of_finding(finding) for finding in failing]
    lines.append(f"{count(len(failing), 'finding')}: bibtools explain RULE tells what each means")
    return encode("".join(f"{line}\n" for line in lines))


def annotated(checked: Sequence[Checked], form: str, environ: Mapping[str, str]) -> str:
    """Return the annotations that GitHub Actions shows beside the files, where a text is printed there."""
    if form or environ.get("GITHUB_ACTIONS") != "true":
        return ""
    from bibtools.reports.github import commands  # noqa: PLC0415 - the same

    return commands(_all(checked))


def _all(checked: Sequence[Checked]) -> list[Finding]:
    return [finding for each in checked for finding in each.outcome.all_findings]


def _ids(checked: Checked) -> list[str]:
    return [mention.identifier.value for mention in checked.missing]
