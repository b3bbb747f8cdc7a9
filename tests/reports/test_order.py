"""Findings come in order of path, then place, whichever command finds them and however many rules there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commits import ONE, TWO, entries, init, tex, write
from conftest import Cli
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.finding import Finding, in_order
from bibtools.core.rules import RULES
from bibtools.core.text import Position, Span

FILES = {
    "a_tex": f"arXiv:2101.0001\narXiv:2113.00001 \\cite{{arXiv:{ONE}v2}}\n(2106.00134) arXiv:2101.00003\n",
    "b_tex": tex(TWO, ONE) + "\\input{a} arXiv:2113.00002 arXiv:2101.0005\n",
    "c_txt": "\0",
    "refs_bib": entries(ONE, ONE) + "@misc{b, title = {x}\n",
}


def place(finding: dict[str, Any]) -> tuple[str, int, int, int]:
    return finding["path"], finding.get("cell") or 0, finding["line"] or 0, finding["column"] or 0


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("sync", "--check", "--bib", "refs.bib"),
        ("sync", "--offline", "--diff", "--bib", "refs.bib"),
        ("hook",),
    ],
    ids=" ".join,
)
def test_findings_are_in_order(paper: Path, cli: Cli, hook: Cli, arguments: tuple[str, ...]) -> None:
    write(paper, **FILES)
    init(paper)
    run: Callable[..., Any] = cli
    if arguments == ("hook",):
        run, arguments = hook, ("bibtools-check",)
    found = run(*arguments, "--format", "json").json["findings"]
    assert len({each["rule"] for each in found}) > 1
    assert [place(each) for each in found] == sorted(place(each) for each in found)


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("scan", "a.tex", "b.tex", "c.txt"), ("sync", "--offline", "--diff", "--bib", "refs.bib")],
    ids=" ".join,
)
def test_lines_are_in_order(paper: Path, cli: Cli, arguments: tuple[str, ...]) -> None:
    write(paper, **FILES)
    init(paper)
    run = cli(*arguments)
    lines = (run.out if arguments == ("check",) else run.err).splitlines()
    placed = [re.match(r"(\w+\.\w+):(?:(\d+):(\d+):)? (?!not-asked)[a-z-]+: ", line) for line in lines]
    places = [(found[1], int(found[2] or 0), int(found[3] or 0)) for found in placed if found]
    assert len({path for path, _, _ in places}) > 1
    assert places == sorted(places)


finding = st.tuples(
    st.sampled_from(sorted(RULES)),
    st.sampled_from(["a", "a/b", "B", ""]),
    st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)).map(lambda each: Position(*each)),
    st.none() | st.integers(1, 2),
).map(lambda each: Finding(*each[:3], "x", cell=each[3]))  # `builds` would look for strategies of all other fields


@given(st.lists(finding))
def test_order_loses_nothing_and_keeps_what_is_at_one_place(found: list[Finding]) -> None:
    ordered = in_order(found)
    assert in_order(ordered) == ordered
    for each in found:
        same = [other for other in found if other[1:3] == each[1:3] and other.cell == each.cell]
        once = [other for number, other in enumerate(same) if other not in same[:number]]
        assert [other for other in ordered if other[1:3] == each[1:3] and other.cell == each.cell] == once
    assert len(ordered) == len({each[:5] for each in found})


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({}, 1),
        ({"data": {"key": "x"}}, 1),  # whoever reads it sees the same twice
        ({"rule": "duplicate-key"}, 2),
        ({"path": "b.bib"}, 2),
        ({"position": Position(1, 2)}, 2),
        ({"position": None}, 2),
        ({"message": "y"}, 2),
        ({"cell": 1}, 2),
        ({"span": Span(0, 1)}, 2),
    ],
)
def test_a_finding_is_there_once(change: dict[str, Any], number: int) -> None:
    one = Finding("duplicate-work", "a.bib", Position(1, 1), "x")
    assert len(in_order([one, one._replace(**change), one])) == number
