"""Libraries and the commit that a work tree leads to: git says the same of one of them and of many."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import git

from bibtools.files.commit import CommitFiles
from bibtools.files.commit_place import APART, NEW, PART

PLACES = {"a.bib": PART, "b c.bib": PART, "sub/d.bib": PART, "new.bib": NEW, "sub/é.bib": NEW, "ignored.bib": APART}


@pytest.mark.slow
def test_git_says_the_same_of_one_library_and_of_many(tmp_path: Path) -> None:
    for name in (*PLACES, "p.tex"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / ".gitignore").write_text("ignored.bib\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "p.tex", *(name for name, place in PLACES.items() if place == PART))
    alone = {name: CommitFiles(str(tmp_path), ["p.tex"]).place_of(name) for name in PLACES}
    of_many = CommitFiles(str(tmp_path), ["p.tex"])
    many = [{name: of_many.place_of(f"./{name}") for name in PLACES} for _ in range(3)]
    assert [alone, *many] == [PLACES] * 4
    below = CommitFiles(str(tmp_path / "sub"), ["../p.tex"])
    assert [below.place_of(name) for name in ("d.bib", "é.bib", "../a.bib", "../ignored.bib", "d.bib")] == [
        PART, PART, PART, APART, PART,
    ]  # fmt: skip


def test_outside_of_git_everything_is_part_of_it(tmp_path: Path) -> None:
    outside = CommitFiles(str(tmp_path), ["p.tex"])
    assert {outside.place_of(f"{number}.bib") for number in range(6)} == {PART}
