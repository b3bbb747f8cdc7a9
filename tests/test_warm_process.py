"""Runs of a process that is warm are those of a fresh one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli

SNAPSHOT = {
    "id": "2101.00001",
    "title": "On Engines",
    "abstract": "Engines weave patterns as looms weave flowers. " * 20,
    "categories": "cs.LG",
    "authors_parsed": [["Lovelace", "Ada", ""]],
    "update_date": "2021-02-03",
    "versions": [{"version": "v1", "created": "Mon, 4 Jan 2021 10:00:00 GMT"}],
}
PAPER = {  # a source of every type, and libraries with and without faults
    "main.tex": "\\bibliography{refs}\n\\cite{1706.03762} Code: \\url{https://github.com/o/r} (arXiv:2113.00001).\n",
    "notes.md": "As [@1409.1556] says, see https://arxiv.org/abs/1512.03385v1 &amp; doi:10.48550/arXiv.1412.6980.\n",
    "train.py": '"""See arXiv:1412.6980."""\nURL = "https://arxiv.org/abs/1512.03385"\n',
    "page.html": "<p>See <a href='https://arxiv.org/abs/1706.03762'>arXiv:1706.03762</a> &#46;</p>",
    "page.rst": "See :cite:`1706.03762` and `code <https://github.com/o/r>`_.\n",
    "page.org": "See [[https://arxiv.org/abs/1706.03762][arXiv]].\n",
    "page.typ": "See @one and https://arxiv.org/abs/1706.03762.\n",
    "page.txt": "[1] A. Lovelace. On Engines. arXiv:1706.03762, 2017.\n",
    "book.ipynb": '{"cells": [{"cell_type": "markdown", "source": ["arXiv:1706.03762"]}], "nbformat": 4}',
    "refs.bib": "@article{one,\n  author = {A. Vaswani},\n  title = {Attention},\n  year = 2017,\n"
    "  eprint = {1512.03385}\n}\n",
    "more.bib": "@misc{two, title = {x} year = 2}\n@misc{three, note = {Code: github.com/o/r}}\n",
    "few.jsonl": json.dumps(SNAPSHOT) + "\n",
}
RUNS = (
    "bibtools scan",
    "bibtools scan --format json more.bib",
    "bibtools sync --check --bib refs.bib",
    "bibtools sync --check --bib refs.bib --format json",
    "bibtools sync --diff --fill --bib refs.bib",
    "bibtools sync --bib refs.bib",
    "bibtools get 1706.03762 2101.99999",
    "bibtools get 1706.03762 --format json",
    "bibtools get 2101.99999 --timeout 1",
    "bibtools index build few.jsonl",
    "bibtools index info",
    "bibtools find Lovelace: On Engines",
    "bibtools sync --diff --find --bib refs.bib page.txt",
    "bibtools links refs.bib",
    "bibtools doctor",
    "bibtools cache info",
    "bibtools explain missing-paper",
    "bibtools sync --help",
)


@pytest.mark.slow
@pytest.mark.parametrize("line", RUNS)
def test_earlier_runs_change_nothing(paper: Path, cli: Cli, fresh: Cli, line: str) -> None:
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
