"""Findings as values that JSON knows; apart from the outcomes, since these load all that makes them."""

from __future__ import annotations

from bibtools.core.finding import Finding
from bibtools.core.project import page_of_rule


def of_finding(finding: Finding) -> dict[str, object]:
    """Return one finding as values that JSON knows."""
    line, column = finding.position or (None, None)
    end_line, end_column = finding.end or (None, None)
    return {
        "rule": finding.rule,
        "level": finding.level,
        "path": finding.path,
        "line": line,
        "column": column,
        "message": finding.message,
        **({"cell": finding.cell} if finding.cell else {}),
        "end_line": end_line,
        "end_column": end_column,
        "data": dict(finding.data),
        "url": page_of_rule(finding.rule),
    }
