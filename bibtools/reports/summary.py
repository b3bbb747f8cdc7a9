"""What a check reports: one line for everything that makes a commit fail, or everything in a format for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bibtools.app.check_outcome import CheckOutcome
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding, in_order
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rules import ERROR, WARNING
from bibtools.core.text import encode
from bibtools.identifiers.identifier import Identifier
from bibtools.reports.finding_text import advice, count, in_brief, of_findings
from bibtools.reports.formats import FORMATS, Result, annotated, formatted
from bibtools.reports.source_text import of_nothing
from bibtools.sources.cited_key import CitedKey


class Report(NamedTuple):
    """What to report about a paper: the works that its library lacks, and those that were added, with their keys."""

    bib: str
    findings: tuple[Finding, ...]
    missing: tuple[Identifier, ...] = ()
    added: tuple[tuple[Identifier, str], ...] = ()
    written: bool = False
    undefined: tuple[CitedKey, ...] = ()


def of_check(outcome: CheckOutcome) -> Report:
    """Return what to report about a paper that was checked."""
    missing = tuple(mention.identifier.work for mention in outcome.missing)
    return Report(outcome.bib, tuple(outcome.all_findings), missing, undefined=outcome.undefined)


def checked(
    outcomes: Sequence[CheckOutcome], form: str, environ: Mapping[str, str], *, is_first: bool = True
) -> tuple[bytes, str]:
    """Return what is printed of papers that were checked, and beside it what was not read or is not there.

    Where all is well, that is nothing but a document, which has it all. What to do with a paper that names nothing is
    said where this `is_first` seen of it, and not where something has just been mended.
    """
    is_document = FORMATS[form].is_document
    lines = of_nothing([outcome.gathered for outcome in outcomes], is_check=True) if is_first else ()
    beside = "" if is_document else notes(outcomes) + "".join(f"{line}\n" for line in lines)
    if is_document or any(map(has_news, outcomes)):
        result, annotations = printed([of_check(each) for each in outcomes], form, environ)
        return result, beside + annotations
    return b"", beside


def notes(outcomes: Iterable[CheckOutcome]) -> str:
    """Return a line for all that was not read, or is not there, so that something may be missing all the same."""
    aloud = in_order(finding for outcome in outcomes for finding in outcome.aloud)
    return "".join(f"{line}\n" for line in of_findings(aloud))


def has_news(outcome: CheckOutcome) -> bool:
    """Return whether there is something to report about a paper: errors or warnings."""
    return outcome.exit_code != ExitCode.IN_STEP or any(each.level == WARNING for each in outcome.all_findings)


def printed(reports: Sequence[Report], form: str, environ: Mapping[str, str]) -> tuple[bytes, str]:
    """Return the findings of all papers in a format, and the text for standard error."""
    findings = in_order(finding for report in reports for finding in report.findings)
    result = Result(lambda: _text(findings), lambda: values(reports, findings), findings)
    return encode(formatted(result, form, environ)), annotated(findings, form, environ)


def _text(findings: Sequence[Finding]) -> str:
    """Return a line for every finding that makes the check fail, and for the first warnings of each rule."""
    failing, warnings = ([each for each in findings if each.level == level] for level in (ERROR, WARNING))
    if not (failing or warnings):
        return ""
    lines = [*in_brief(failing), *advice(failing), *of_findings(warnings)]
    numbers = [count(len(failing), "finding")] if failing else []
    if warnings:
        mild = (
            "" if failing else " that does not fail the check" if len(warnings) == 1 else " that do not fail the check"
        )
        numbers.append(count(len(warnings), "warning") + mild)
    lines.append(f"{', '.join(numbers)}; for details: bibtools explain RULE")
    return "".join(f"{line}\n" for line in lines)


def values(reports: Sequence[Report], findings: Sequence[Finding]) -> dict[str, object]:
    """Return what was found in all papers, as values that JSON knows."""
    from bibtools.reports.finding_values import of_finding as values_of_finding  # for those who ask for JSON

    return {
        "papers": [_paper(report) for report in reports],
        "findings": [values_of_finding(finding) for finding in findings],
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
