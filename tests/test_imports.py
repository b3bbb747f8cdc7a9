"""Cheap start: what a run does not need, it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NETWORK = {"requests", "urllib3", "filelock", "socket", "urllib.request", "ssl"}
SECOND_READER = {"bibtexparser", "pylatexenc"}
RARELY = {"tomllib", "difflib", "xml.etree.ElementTree", "logging"}


def loaded(statements: str, folder: Path) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after some statements."""
    program = f"import sys\n{statements}\nprint(' '.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("statements", "absent"),
    [
        ("import bibtools", {"click", "re", "dataclasses", *NETWORK, *SECOND_READER}),
        ("import bibtools.__main__", {"click", *NETWORK, *SECOND_READER}),
        ("import bibtools.cli", {"dataclasses", *NETWORK, *SECOND_READER, *RARELY}),
        ("import bibtools.scan.tex, bibtools.library.identity", {"dataclasses", "click", *NETWORK, *SECOND_READER}),
        ("import bibtools.resolve", {*NETWORK, *SECOND_READER, *RARELY}),
    ],
)
def test_a_module_loads_no_more_than_it_needs(statements: str, absent: set[str], tmp_path: Path) -> None:
    assert loaded(statements, tmp_path) & absent == set()


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["scan", "paper.tex"], NETWORK | SECOND_READER),
        (["sync", "--check", "--bib", "refs.bib", "paper.tex"], NETWORK | SECOND_READER),
        (["sync", "--offline", "--diff", "--bib", "refs.bib", "paper.tex"], NETWORK | SECOND_READER),
        (["sync", "--offline", "--bib", "refs.bib", "paper.tex"], NETWORK),
        (["get", "--offline", "1706.03762"], NETWORK | SECOND_READER),
    ],
)
def test_a_run_loads_no_more_than_it_needs(arguments: list[str], absent: set[str], tmp_path: Path) -> None:
    (tmp_path / "paper.tex").write_text("See arXiv:1706.03762.", "utf-8")
    (tmp_path / "refs.bib").write_text("", "utf-8")
    assert loaded(f"from bibtools.cli import run\nrun({arguments})", tmp_path) & absent == set()
