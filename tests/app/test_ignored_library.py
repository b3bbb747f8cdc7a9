"""A library that git ignores and that is not there is another program's to write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bibtools.app.target import Target
from bibtools.files.workspace import Workspace
from bibtools.files.write_access import NamedPath, by_user

IGNORING = "zotero.bib\nbuild/\n*.tmp.bib\n!kept.bib\n"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / ".gitignore").write_text(IGNORING)
    for each in ("build", "lit"):
        (folder / each).mkdir()
    (folder / "there.tmp.bib").write_text("")
    return folder


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("zotero.bib", True),
        ("lit/zotero.bib", True),
        ("build/refs.bib", True),
        ("lit/x.tmp.bib", True),
        ("refs.bib", False),
        ("kept.bib", False),
        ("lit/refs.bib", False),
        ("there.tmp.bib", False),
    ],
)
def test_a_library_that_git_ignores_is_not_created(paper: Path, name: str, is_refused: bool) -> None:
    named = Target(NamedPath(name, str(paper)))
    assert ("git ignores it" in named.hindrance(Workspace(str(paper)))) == is_refused


def test_whoever_names_it_may_have_it(paper: Path) -> None:
    assert Target(by_user("zotero.bib")).hindrance(Workspace(str(paper))) == ""
