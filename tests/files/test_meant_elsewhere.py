"""A library that is not there: where another one is meant, none is made."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from commits import git, init
from conftest import Copied
from staging import commit

from bibtools.files.meant_elsewhere import (
    ANNEX,
    DELETED,
    LINK,
    SPARSE,
    SPELLING,
    SUBMODULE,
    Elsewhere,
    elsewhere,
)

LOCAL = ("-c", "protocol.file.allow=always")


def make(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", "utf-8")


def repository(folder: Path, *paths: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    init(folder)
    make(folder, *paths)
    commit(folder)
    return folder


def ask(folder: Path, path: str) -> Elsewhere | None:
    """Ask as a run in a folder would; git looks for no repository above the test's."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CEILING_DIRECTORIES": "/tmp"}  # noqa: S108 - a ceiling
    return elsewhere(path, environ, str(folder))


ACCENT = "Übung.bib"
NFD = unicodedata.normalize("NFD", ACCENT)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("there", "path", "other"),
    [
        ("REFS.BIB", "refs.bib", "REFS.BIB"),
        ("Refs.bib", "refs.bib", "Refs.bib"),
        ("refs.BIB", "refs.bib", "refs.BIB"),
        ("refs", "refs.bib", "refs"),
        ("refs.bib.bib", "refs.bib", "refs.bib.bib"),
        ("refs.bib", "refs", "refs.bib"),
        ("Bib/Refs.bib", "bib/refs.bib", "Bib/Refs.bib"),
        ("A/B/refs.bib", "a/b/refs.bib", "A/B/refs.bib"),
        (NFD, ACCENT, NFD),
        (ACCENT, NFD.upper(), ACCENT),
        # A new library: nothing like it is there.
        ("refs2.bib", "refs.bib", None),
        ("references.bib", "refs.bib", None),
        ("refs.bib.template", "refs.bib", None),
        ("refs.tex", "refs.bib", None),
        ("refs.bbl", "refs.bib", None),
        ("refs.bib~", "refs.bib", None),
        ("sub/refs.bib", "refs.bib", None),
        ("refs.bib", "sub/refs.bib", None),
        ("refs/x.bib", "refs.bib", None),  # a folder
        ("a/refs.bib", "b/refs.bib", None),
        ("refs.bib", "refs.bib", None),  # it is there
        ("x.bib", "", None),
        ("x.bib", "a\0.bib", None),
        ("x.bib", "new/", None),
    ],
)
@pytest.mark.parametrize("is_in_git", [False, True])
def test_other_spellings(tmp_path: Path, there: str, path: str, other: str | None, is_in_git: bool) -> None:
    if is_in_git:
        init(tmp_path)
    make(tmp_path, there)
    assert ask(tmp_path, path) == (Elsewhere(SPELLING, path, other) if other else None)


def test_an_exact_ending_comes_before_others(tmp_path: Path) -> None:
    make(tmp_path, "refs", "refs.bib.bib", "REFS.bib")
    assert ask(tmp_path, "refs.bib") == Elsewhere(SPELLING, "refs.bib", "REFS.bib")


@pytest.mark.parametrize(
    ("target", "path", "answer"),
    [
        ("gone.bib", "l.bib", Elsewhere(LINK, "l.bib", "gone.bib")),
        (".git/annex/objects/x/y.bib", "l.bib", Elsewhere(ANNEX, "l.bib", ".git/annex/objects/x/y.bib")),
        ("../.git/annex/objects/x", "sub/l.bib", Elsewhere(ANNEX, "sub/l.bib", "../.git/annex/objects/x")),
        ("l.bib", "l.bib", Elsewhere(LINK, "l.bib", "l.bib")),
        ("gone", "l/refs.bib", Elsewhere(LINK, "l", "gone")),
        ("there.bib", "l.bib", None),
        (".", "l/new.bib", None),
    ],
)
def test_links(tmp_path: Path, target: str, path: str, answer: Elsewhere | None) -> None:
    make(tmp_path, "there.bib", "sub/x")
    link = tmp_path / ("l" if path.startswith("l/") else path)
    link.symlink_to(target)
    assert ask(tmp_path, path) == answer


def plain(top: Path) -> None:
    repository(top / "r", "refs.bib", "sub/more.bib")


def deleted(top: Path) -> Path:
    (top / "r/refs.bib").unlink()
    return top / "r"


def linked(top: Path) -> Path:
    git(top / "r", "worktree", "add", "-q", "../linked", "-b", "other")
    (top / "linked/refs.bib").unlink()
    return top / "linked"


def only_text(top: Path) -> Path:
    """A `.gitmodules` that git's index says nothing of: what an archive of a repository holds."""
    (top / "r/.gitmodules").write_text('[submodule "x"]\n\tpath = bib\n\turl = ../x\n', "utf-8")
    (top / "r/bib").mkdir()
    return top / "r"


def folders(top: Path) -> None:
    repository(top / "r", "bib/refs.bib", "paper/p.tex")


def sparse(top: Path) -> Path:
    commit(top / "r")  # a copied file looks as if it were changed, and git leaves such a one where it is
    git(top / "r", "sparse-checkout", "set", "paper")
    return top / "r"


def sparse_index(top: Path) -> Path:
    commit(top / "r")
    git(top / "r", "sparse-checkout", "set", "--cone", "--sparse-index", "paper")
    return top / "r"


def submodules(top: Path) -> None:
    """A clone whose submodules are not checked out."""
    repository(top / "inner", "refs.bib")
    outer = repository(top / "outer", "p.tex")
    for name in ("bib", "deep/er/bib"):
        git(outer, *LOCAL, "submodule", "add", "-q", str(top / "inner"), name)
    git(outer, "commit", "-qm", "y")
    git(top, "clone", "-q", "outer", "r")


def as_cloned(top: Path) -> Path:
    return top / "r"


def removed(top: Path) -> Path:
    (top / "r/bib").rmdir()
    return top / "r"


def checked_out(top: Path) -> Path:
    git(top / "r", *LOCAL, "submodule", "update", "--init", "-q")
    return top / "r"


def broken(top: Path) -> Path:
    here = checked_out(top)
    (here / ".git/modules").rename(top / "modules")
    return here


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("made", "change", "answers"),
    [
        (plain, deleted, {
            "refs.bib": (DELETED, "refs.bib"), "new.bib": None, "sub/new.bib": None, "newer/refs.bib": None,
        }),
        (folders, sparse, {"bib/refs.bib": (SPARSE, "bib"), "bib/new.bib": None, "paper/new.bib": None}),
        pytest.param(folders, sparse_index, {"bib/refs.bib": (SPARSE, "bib")}, marks=pytest.mark.slow),
        (submodules, as_cloned, {
            "bib/refs.bib": (SUBMODULE, "bib"),
            "bib/x/y.bib": (SUBMODULE, "bib"),
            "deep/er/bib/refs.bib": (SUBMODULE, "deep/er/bib"),
            "deep/new.bib": None,
            "bibs/refs.bib": None,
            "new.bib": None,
        }),
        (submodules, removed, {"bib/refs.bib": (SUBMODULE, "bib")}),
        (submodules, checked_out, {"bib/new.bib": None}),
        (submodules, broken, {"bib/new.bib": (SUBMODULE, "bib")}),
        (plain, linked, {"refs.bib": (DELETED, "refs.bib"), "new.bib": None}),
        (plain, only_text, {"refs.bib": None, "bib/refs.bib": (SUBMODULE, "bib"), "new.bib": None}),
    ],
)  # fmt: skip
def test_what_git_knows(
    tmp_path: Path,
    copied: Copied,
    made: Callable[[Path], None],
    change: Callable[[Path], Path],
    answers: dict[str, tuple[str, str] | None],
) -> None:
    copied(made, tmp_path)
    here = change(tmp_path)
    got = {path: ask(here, path) for path in answers}
    assert {path: each and (each.kind, each.other) for path, each in got.items()} == answers


def test_paths_are_relative_to_the_base(tmp_path: Path, copied: Copied) -> None:
    copied(submodules, tmp_path)
    here = tmp_path / "r"
    (here / "paper").mkdir()
    assert ask(here / "paper", "../bib/refs.bib") == Elsewhere(SUBMODULE, "../bib/refs.bib", "../bib")
    whole = str(here / "bib/refs.bib")
    assert ask(here / "paper", whole) == Elsewhere(SUBMODULE, whole, str(here / "bib"))


@pytest.mark.thinned(3)
@pytest.mark.parametrize("text", ["", "path", "path = ", "path=/", "path = ../..", "\0" * 99, "path = bib\n" * 10_000])
def test_any_text_may_be_there_instead_of_submodules(tmp_path: Path, text: str) -> None:
    repository(tmp_path)
    (tmp_path / ".gitmodules").write_text(text, "utf-8")
    assert ask(tmp_path, "new/refs.bib") is None
    (tmp_path / ".gitmodules").unlink()
    os.mkfifo(tmp_path / ".gitmodules")
    assert ask(tmp_path, "new/refs.bib") is None


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (
            Elsewhere(SUBMODULE, "bib/refs.bib", "bib"),
            "bib/refs.bib is in the submodule bib, which is not checked out: run git submodule update --init bib",
        ),
        (
            Elsewhere(ANNEX, "r.bib", ".git/annex/objects/x"),
            "r.bib is a link of git-annex whose content is not here: run git annex get r.bib",
        ),
        (Elsewhere(SPELLING, "r.bib", "R.BIB"), "there is no r.bib, but R.BIB: spell it like that"),
    ],
)
def test_a_message_says_what_to_do(found: Elsewhere, message: str) -> None:
    assert found.message == message
