"""Findings as annotations of GitHub Actions.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os.path import normpath

from bibtools.core.finding import Finding
from bibtools.core.rules import Level
from bibtools.core.text import printable
from bibtools.files.pathnames import here_in

_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def beside(findings: Iterable[Finding], environ: Mapping[str, str]) -> str:
    """Return the annotations that go with a text, where that is printed on GitHub Actions."""
    return commands(findings, environ) if environ.get("GITHUB_ACTIONS") == "true" else ""


def commands(findings: Iterable[Finding], environ: Mapping[str, str]) -> str:
    """Return a workflow command, which is a line, for every finding; its file is one of the whole checkout."""
    folder = here_in(environ.get("GITHUB_WORKSPACE", ""))
    return "".join(f"{_annotation(finding, folder)}\n" for finding in findings)


def _annotation(finding: Finding, folder: str) -> str:
    path = finding.path if finding.path.startswith("/") else normpath(f"{folder}/{finding.path}".lstrip("/"))
    place = [f"file={_property(printable(path))}"]
    if finding.position and not finding.cell:  # lines of a notebook's cell are not lines of the file
        place += [f"line={finding.position.line}", f"col={finding.position.column}"]
        place += _ending(finding)
    where = ",".join([*place, f"title={_property(f'bibtools: {finding.rule}')}"])
    return f"::{_LEVELS[finding.level]} {where}::{_data(printable(finding.message))}"


def _ending(finding: Finding) -> list[str]:
    """Return where a finding ends: on the line where it begins, since columns count only so, with its last column."""
    start, end = finding.position, finding.end
    if start is None or end is None or end.line != start.line or end.column <= start.column:
        return []
    return [f"endLine={end.line}", f"endColumn={end.column - 1}"]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
