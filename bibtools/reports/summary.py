"""What a check tells: one line for everything that makes a commit fail, or everything in a format for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bibtools.app.check import CheckOutcome
from bibtools.core.finding import Finding, in_order
from bibtools.core.rules import ERROR, NOTE
from bibtools.core.text import encode
from bibtools.identifiers.identifier import Identifier
from bibtools.reports.finding_text import advice, count, in_brief, of_finding
from bibtools.reports.formats import FORMATS, Result, annotated, formatted
from bibtools.sources.cited_key import CitedKey


class Report(NamedTuple):
    """What is told of a paper: the works that its library lacks, and those that were added, with their keys."""

    bib: str
    findings: tuple[Finding, ...]
    missing: tuple[Identifier, ...] = ()
    added: tuple[tuple[Identifier, str], ...] = ()
    written: bool = False
    undefined: tuple[CitedKey, ...] = ()


def of_check(outcome: CheckOutcome) -> Report:
    """Return what is told of a paper that was checked."""
    missing = tuple(mention.identifier.work for mention in outcome.missing)
    return Report(outcome.bib, tuple(outcome.all_findings), missing, undefined=outcome.undefined)


def checked(outcomes: Sequence[CheckOutcome], form: str, environ: Mapping[str, str]) -> tuple[bytes, str]:
    """Return what is printed of papers that were checked, and beside it; where all is well, nothing but a document."""
    aloud = "" if FORMATS[form].is_document else "".join(map(_aloud, outcomes))
    if not FORMATS[form].is_document and not any(outcome.exit_code for outcome in outcomes):
        return b"", aloud
    result, beside = printed([of_check(each) for each in outcomes], form, environ)
    return result, aloud + beside


def _aloud(outcome: CheckOutcome) -> str:
    """Return the notes on what was not read that are told of a paper that is in step, too."""
    notes = [Finding("skipped", each.path, None, each.reason) for each in outcome.gathered.unread if each.aloud]
    notes += [*(each for each in outcome.key_faults if each.level == NOTE), *outcome.withdrawn]
    return "".join(f"{of_finding(each)}\n" for each in notes)


def printed(reports: Sequence[Report], form: str, environ: Mapping[str, str]) -> tuple[bytes, str]:
    """Return what was found in all papers in a format, and what goes to standard error beside it."""
    findings = in_order(finding for report in reports for finding in report.findings)
    result = Result(lambda: _text(findings), lambda: _values(reports, findings), findings)
    return encode(formatted(result, form, environ)), annotated(findings, form, environ)


def _text(findings: Sequence[Finding]) -> str:
    """Return a line for every finding that makes the check fail."""
    failing = [finding for finding in findings if finding.level == ERROR]
    if not failing:
        return ""
    lines = [*in_brief(failing), *advice(failing)]
    lines.append(f"{count(len(failing), 'finding')}: bibtools explain RULE tells what each means")
    return "".join(f"{line}\n" for line in lines)


def _values(reports: Sequence[Report], findings: Sequence[Finding]) -> dict[str, object]:
    from bibtools.reports import json  # where it is asked for

    return {
        "papers": [_paper(report) for report in reports],
        "findings": [json.of_finding(finding) for finding in findings],
    }


def _paper(report: Report) -> dict[str, object]:
    return {
        "bib": report.bib or None,
        "missing": [work.id for work in report.missing],
        "added": [{"id": work.id, "key": key} for work, key in report.added],
        "written": report.written,
        "undefined": [
            {
                "key": each.key,
                "path": each.path,
                "line": each.position.line,
                "column": each.position.column,
                **({"cell": each.cell} if each.cell else {}),
            }
            for each in report.undefined
        ],
    }
