"""Findings in the Static Analysis Results Interchange Format, 2.1.0.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from bibtools import __version__
from bibtools.core.finding import Finding
from bibtools.core.project import DOCUMENTATION, page_of_rule
from bibtools.core.rules import RULES, Rule
from bibtools.reports.source_values import shown

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log(findings: Sequence[Finding]) -> str:
    """Return a log of one run with all findings, and the rules that they name."""
    named = {name: number for number, name in enumerate(dict.fromkeys(finding.rule for finding in findings))}
    run = {
        "tool": {
            "driver": {
                "name": "bibtools",
                "version": __version__,
                "informationUri": DOCUMENTATION,
                "rules": [_rule(RULES[name]) for name in named],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder in which bibtools ran"}}},
        "results": [_result(finding, named[finding.rule]) for finding in findings],
    }
    return json.dumps(shown({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}), indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": rule.advice},
        "helpUri": page_of_rule(rule.name),
        "defaultConfiguration": {"level": rule.level},
    }


def _result(finding: Finding, number: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": _artifact(finding.path)}
    if finding.position and not finding.cell:  # lines of a notebook's cell are not lines of the file
        place["region"] = {"startLine": finding.position.line, "startColumn": finding.position.column, **_end(finding)}
    properties = {"properties": {"data": dict(finding.data)}} if finding.data else {}
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        **properties,
    }


def _end(finding: Finding) -> dict[str, object]:
    """Return where a finding ends: behind its last character."""
    return {"endLine": finding.end.line, "endColumn": finding.end.column} if finding.end else {}


def _artifact(path: str) -> dict[str, object]:
    """Return a path as a reference (RFC 3986), relative to the folder of the run where it is below it."""
    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/~")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "SRCROOT"}
