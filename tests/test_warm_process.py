"""Runs of a process that is warm are those of a fresh one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli
from rehearsal import PAPER, RUNS


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line, _ in RUNS if line.startswith("bibtools ")])
def test_a_rehearsal_changes_nothing(paper: Path, cli: Cli, fresh: Cli, line: str) -> None:
    runs = []
    for run in (cli, fresh, cli):
        for name, text in PAPER.items():
            (paper / name).write_text(text, "utf-8")
        runs.append((run(*line.split()[1:]), (paper / "refs.bib").read_text("utf-8")))
    assert runs[1:] == runs[:1] * 2


@pytest.mark.parametrize("name", ["BIBTOOLS_BIB", "PWD", "ANYTHING"])
def test_a_run_leaves_nothing_to_the_next(paper: Path, cli: Cli, name: str) -> None:
    (paper / "p.txt").write_text("arXiv:2101.00001", "utf-8")
    before = cli("scan", "p.txt")
    cli("scan", "p.txt", **{name: "/nowhere"})
    assert cli("scan", "p.txt") == before
