"""Diagnostics: what a check found, as the editor shows it."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from bibtools.core.finding import Finding
from bibtools.core.project import page_of_rule
from bibtools.core.rules import ERROR, NOTE, WARNING
from bibtools.core.text import printable
from bibtools.lsp.finding_ranges import NOWHERE, FileTexts, range_of

SOURCE = "bibtools"
_SEVERITY = {
    ERROR: types.DiagnosticSeverity.Error,
    WARNING: types.DiagnosticSeverity.Warning,
    NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics(path: str, found: Iterable[Finding], texts: FileTexts) -> list[types.Diagnostic]:
    """Return what to show for a file, by its real path; what is the same for several papers, once."""
    shown: dict[tuple[object, ...], types.Diagnostic] = {}
    for each in found:
        place = range_of(each, path, texts)
        known = (each.rule, each.message, place.start.line, place.start.character, place.end.line, place.end.character)
        shown.setdefault(known, _diagnostic(each, place))
    return list(shown.values())


def _diagnostic(finding: Finding, place: types.Range) -> types.Diagnostic:
    return types.Diagnostic(
        range=place,
        message=printable(finding.message),
        severity=_SEVERITY[finding.level],
        code=finding.rule,
        code_description=types.CodeDescription(page_of_rule(finding.rule)),
        source=SOURCE,
    )


def trouble(message: str) -> types.Diagnostic:
    """Return why there is nothing to report about the papers of a folder."""
    return types.Diagnostic(
        range=NOWHERE,
        message=printable(message),
        severity=types.DiagnosticSeverity.Information,
        code="unchecked",
        source=SOURCE,
    )
