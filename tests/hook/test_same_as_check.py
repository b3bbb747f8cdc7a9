"""`bibtools check` and `bibtools-check` say the same and end alike, and `sync` agrees, in real work trees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commits import git
from conftest import Run
from document_trees import grow
from project_shapes import SHAPES, A, Shape, cites
from warm_process import WarmProcess

MAIN = {"m.tex": cites(bib="r"), "r.bib": ""}
OF_FOLDERS = {
    "a chapter's folder": (Shape(MAIN | {"c/d.tex": "X", "m.tex": f"{cites(bib='r')}\\input{{c/d}}"}, {}), "c"),
    "a talk's folder": (Shape(MAIN | {"t/d.tex": cites(A), "t/t.bib": ""}, {}), "t"),
    "a document's folder below": (Shape(MAIN | {"t/d.tex": cites(A)}, {}), "t"),
    "a document's folder beside": (Shape({"p/m.tex": cites(bib="r"), "p/r.bib": "", "t/d.tex": cites(A)}, {}), "t"),
    "notes below": (Shape(MAIN | {"t/n.md": f"arXiv:{A}"}, {}), "t"),
    "a moved library": (Shape({"t/m.tex": cites(A, bib="r"), "lib/r.bib": ""}, {}), "t"),
    "a moved library at the top": (Shape({"t/m.tex": cites(A, bib="r"), "lib/r.bib": ""}, {}), "."),
    "nothing": (Shape({"t/m.tex": "words"}, {}), "t"),
}
CASES = {name: (shape, ".") for name, shape in SHAPES.items() if not shape.given} | OF_FOLDERS
Start = Callable[..., Run]


@pytest.fixture
def start(paper: Path, environ: dict[str, str], warm: WarmProcess) -> Start:
    """Run a program in a folder of the paper."""

    def run(program: str, *arguments: str, folder: str) -> Run:
        done = warm.run(arguments, paper / folder, environ, "", program)
        return Run(done.code, done.out.decode(), done.err.decode())

    return run


def told(run: Run, program: str) -> tuple[int, str, str]:
    """Return how a run ended and what it said, but for what the program calls itself."""
    return run.code, run.out, run.err.replace(f"{program}: error", "error")


def lacking(run: Run) -> dict[str, set[str]]:
    """Return which works each library lacks, as a run says in JSON."""
    values: dict[str, Any] = run.json if run.out else {"papers": []}
    found: dict[str, set[str]] = {}
    for each in values.get("papers", [values]):
        added = {work["id"] for work in each["added"]} | {work["id"] for work in each.get("unresolved", ())}
        if works := {*each.get("missing", ())} | added:
            found.setdefault(each["bib"], set()).update(works)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_commands_and_hooks_say_the_same(paper: Path, start: Start, name: str) -> None:
    shape, folder = CASES[name]
    git(paper, "init", "-q")
    grow(paper, shape.files)
    git(paper, "add", ".")
    for form in ("text", "json", "github", "sarif"):
        checked = start("bibtools", "check", "--format", form, folder=folder)
        hooked = start("bibtools-check", "--format", form, folder=folder)
        assert told(checked, "bibtools") == told(hooked, "bibtools-check"), form
    checked = start("bibtools", "check", "--format", "json", folder=folder)
    missing = start("bibtools", "sync", "--check", "--format", "json", folder=folder)
    assert lacking(missing) == lacking(checked)
    assert missing.code == (checked.code if lacking(missing) or checked.code == 2 else 0)
    written = start("bibtools", "sync", "--offline", "--format", "json", folder=folder)
    assert (written.code in {0, 1}) == (missing.code == 0)  # 1: the entry has another key
    if written.code == 3:  # nobody could be asked, so that nothing was written; what is unclear is code 2
        assert lacking(written) == lacking(missing)
