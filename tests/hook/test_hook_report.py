"""What the hooks report: every paper once, in every format, and nothing that commands a terminal or a runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commits import ONE, TWO, entries, tex, write
from conftest import Cli
from row_tables import thinned

FIRST, SECOND = "1706.03762", "1412.6980"  # the package carries their records
PAPERS = """
[[paper]]
sources = ["one/"]
bib = "one/refs.bib"
[[paper]]
sources = ["two/"]
bib = "two/refs.bib"
"""
CONFLICT = "<<<<<<< a\n=======\n>>>>>>> b\n"


def two(paper: Path, second: str = "", **more: str) -> None:
    files = {"one__p_tex": tex(FIRST), "one__refs_bib": "", "two__p_tex": tex(SECOND), "two__refs_bib": second}
    write(paper, **{**files, ".bibtools_toml": PAPERS, **more})


def test_two_papers_are_one_document(paper: Path, hook: Cli) -> None:
    two(paper)
    run = hook("bibtools-sync", "--offline", "--format", "json")
    assert run.code == 1
    told = json.loads(run.out)
    assert [each["added"][0]["id"] for each in told["papers"]] == [FIRST, SECOND]
    assert [(each["written"], each["missing"]) for each in told["papers"]] == [(True, [])] * 2
    two(paper)
    assert len(json.loads(hook("bibtools-sync", "--offline", "--format", "sarif").out)["runs"]) == 1


def test_the_form_is_the_same_where_nothing_is_missing(paper: Path, hook: Cli) -> None:
    two(paper, one__p_tex=tex(), two__p_tex=tex())
    told = json.loads(hook("bibtools-sync", "--offline", "--format", "json").out)
    empty = {"missing": [], "added": [], "written": False, "undefined": []}
    assert told["papers"] == [{"bib": "one/refs.bib", **empty}, {"bib": "two/refs.bib", **empty}]


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_was_written_is_known_although_another_paper_fails(paper: Path, hook: Cli, form: str) -> None:
    two(paper, CONFLICT)
    run = hook("bibtools-sync", "--offline", "--format", form)
    assert (run.code, (paper / "one" / "refs.bib").read_text("utf-8") != "") == (3, True)
    assert "one/refs.bib" in run.out
    assert "two/refs.bib:1:1: unresolved merge conflict" in run.err


def test_a_paper_that_lacks_nothing_is_known_of_beside_one_that_does(paper: Path, hook: Cli) -> None:
    two(paper, two__p_tex=tex() + "arXiv:2113.00001")
    run = hook("bibtools-sync", "--offline")
    assert run.code == 1
    assert "one/refs.bib was changed" in run.out
    assert "two/p.tex:2:7: impossible-id: " in run.out


@pytest.mark.parametrize(("program", "more"), [("bibtools-check", []), ("bibtools-sync", ["--offline"])])
def test_annotations_are_about_files_of_the_checkout(paper: Path, hook: Cli, program: str, more: list[str]) -> None:
    write(paper, sub__p_tex=tex() + "arXiv:2113.00001", sub__refs_bib="")
    runner = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(paper)}
    assert "::error file=sub/p.tex,line=2,col=7," in hook(program, *more, folder="sub", **runner).err
    write(paper, sub__p_tex=tex(FIRST) + "arXiv:2113.00001")
    for form in ([], ["--format", "github"]):
        run = hook(program, *more, *form, folder="sub", **runner)
        assert "::error file=sub/p.tex,line=3,col=7," in run.err + run.out


@pytest.mark.parametrize("name", thinned(["::error::x.md", "##[error]x.md", "\x1b[31mx.md", "a\n::error::x.md"]))
def test_a_file_name_commands_nobody(paper: Path, hook: Cli, cli: Cli, name: str) -> None:
    write(paper, p_tex=tex(), refs_bib="")
    (paper / name).write_text(f"arXiv:{TWO}", "utf-8")
    write(paper)
    for run in (hook("bibtools-check"), cli("sync", "--check"), cli("scan"), cli("sync", "--bib", f"{name}.d/x.bib")):
        lines = (run.out + run.err).splitlines()
        assert not [line for line in lines if line.startswith(("::", "##[")) or "\x1b" in line], lines


def test_findings_in_notebooks_tell_the_cell(paper: Path, hook: Cli) -> None:
    cells = [{"cell_type": "markdown", "source": "x"}, {"cell_type": "markdown", "source": f"arXiv:{TWO}"}]
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE), n_ipynb=json.dumps({"cells": cells, "nbformat": 4}))
    [finding] = json.loads(hook("bibtools-check", "--format", "json").out)["findings"]
    assert (finding["path"], finding["cell"], finding["line"]) == ("n.ipynb", 2, 1)
