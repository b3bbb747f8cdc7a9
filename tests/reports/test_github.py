"""Annotations of GitHub Actions: one line each, whatever stands in paths and messages."""

from __future__ import annotations

import re

import pytest
from conftest import Cli
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.finding import Finding
from bibtools.core.rules import RULES
from bibtools.core.text import Position
from bibtools.reports.github import commands

# The form that GitHub's runner reads: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*,)*[a-z]+=[^,:\r\n]*)::([^\r\n]*)\n")


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (
            Finding("missing-paper", "p.tex", Position(3, 7), "no"),
            "::error file=p.tex,line=3,col=7,title=bibtools%3A missing-paper::no\n",
        ),
        (Finding("skipped", "a.png", None, "no text"), "::notice file=a.png,title=bibtools%3A skipped::no text\n"),
        (
            Finding("key-taken", "n.ipynb", Position(3, 7), "50 % off: a,b", 2),
            "::warning file=n.ipynb,title=bibtools%3A key-taken::50 %25 off: a,b\n",
        ),
        (
            Finding("bare-number", "a,b:c%.tex", Position(1, 1), "x"),
            "::notice file=a%2Cb%3Ac%25.tex,line=1,col=1,title=bibtools%3A bare-number::x\n",
        ),
    ],
)
def test_a_finding_is_a_command(finding: Finding, expected: str) -> None:
    assert commands([finding], {}) == expected


HOSTILE = st.text(st.sampled_from("a%:,=\n\r\x1b\u2028 {") | st.characters(), max_size=12)


@given(st.lists(st.tuples(st.sampled_from(sorted(RULES)), HOSTILE.filter(bool), HOSTILE), max_size=4))
def test_nothing_escapes_from_a_command(told: list[tuple[str, str, str]]) -> None:
    text = commands((Finding(rule, path, Position(1, 2), message) for rule, path, message in told), {})
    assert len(COMMAND.findall(text)) == len(told) == text.count("\n")
    assert COMMAND.sub("", text) == ""
    assert "\x1b" not in text


@pytest.mark.thinned(3)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_on_github_actions_the_text_comes_with_annotations(cli: Cli, form: str) -> None:
    run = cli("scan", "-", "--format", form, GITHUB_ACTIONS="true", stdin="arXiv:2113.00001")
    assert ("::error file=-" in run.err, "::error" in run.out) == (form == "text", form == "github")


def test_elsewhere_there_are_none(cli: Cli) -> None:
    assert "::" not in cli("scan", "-", stdin="arXiv:2113.00001").err
