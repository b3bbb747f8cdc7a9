"""Hooks in a repository whose `.git` and whose patterns are pipes: they end, and say why git was not asked."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commits import ENTRY, ONE, TWO, tex, told, track, write
from conftest import Cli
from row_tables import rarely

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that a process waits")
FOREVER = 30.0  # seconds that git was waited for once


def pipe(name: str) -> Callable[[Path], None]:
    def change(paper: Path) -> None:
        (paper / name).unlink(missing_ok=True)
        os.mkfifo(paper / name)

    return change


def device(name: str) -> Callable[[Path], None]:
    def change(paper: Path) -> None:
        (paper / name).unlink(missing_ok=True)
        (paper / name).symlink_to("/dev/zero")

    return change


def include(paper: Path) -> None:
    os.mkfifo(paper / ".git" / "more")
    with (paper / ".git" / "config").open("a", encoding="utf-8") as stream:
        stream.write("[include]\n\tpath = more\n[core]\n\texcludesFile = more\n\tattributesFile = more\n")


ATTACKS = [
    (pipe(".git/config"), ".git/config is not a regular file"),
    (device(".git/config"), ".git/config is not a regular file"),
    (pipe(".git/index"), ".git/index is not a regular file"),
    (pipe(".git/HEAD"), ".git/HEAD is not a regular file"),
    (pipe(".git/commondir"), ".git/commondir is not a regular file"),
    pytest.param(include, "such as a named pipe", marks=[pytest.mark.slow, only_linux]),
]


@pytest.mark.thinned(2)
@pytest.mark.parametrize("program", ["bibtools-check", rarely("bibtools-sync")])
@pytest.mark.parametrize(("attack", "why"), ATTACKS)
def test_a_hook_waits_for_nothing_that_git_reads(
    paper: Path, hook: Cli, program: str, attack: Callable[[Path], None], why: str
) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=ENTRY.format(key=ONE, id=ONE))
    attack(paper)
    begun = time.monotonic()
    for _ in range(2):  # the note is for every run
        run = hook(program)
        assert (run.code, run.out) == (0, "")
        assert "git does not list it" in run.err
        assert why in run.err
    assert time.monotonic() - begun < FOREVER
    (paper / "p.tex").write_text(tex(ONE, TWO), "utf-8")
    assert told(hook("bibtools-check")) == ["missing-paper"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".gitignore", ".gitignore is not a regular file"),
        (".git/info/exclude", "info/exclude is not a regular file"),
        pytest.param("sub/.gitignore", "such as a named pipe", marks=[pytest.mark.slow, only_linux]),
    ],
)
def test_a_library_is_no_worse_where_nobody_tells_whether_git_ignores_it(
    paper: Path, hook: Cli, name: str, why: str
) -> None:
    """Git reads patterns only where a library is not tracked."""
    write(paper, p_tex=tex(ONE, bib="sub/refs"), sub__x_md="Words.")
    (paper / "sub" / "refs.bib").write_text(ENTRY.format(key=ONE, id=ONE), "utf-8")
    assert told(hook("bibtools-check")) == ["untracked-library"]
    pipe(name)(paper)
    run = hook("bibtools-check")
    assert (run.code, run.out) == (0, "")
    assert why in run.err


def test_a_git_folder_that_comes_after_the_paper_was_in_step_is_known(paper: Path, hook: Cli) -> None:
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text(ENTRY.format(key=ONE, id=ONE), "utf-8")
    assert (hook("bibtools-check").err, hook("bibtools-check").err) == ("", "")
    (paper / ".git").write_text("gitdir: nowhere", "utf-8")
    assert "git does not list it" in hook("bibtools-check").err


POINTERS = {
    "itself": b"gitdir: .git",
    "a long text": b"a" * 3_000_000,
    "a name with NUL": b"gitdir: a\0b\n",
    "a device": b"gitdir: /dev/zero",
    "a pipe": b"gitdir: pipe",
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("what", POINTERS)
def test_a_git_file_that_leads_nowhere_is_known(paper: Path, hook: Cli, what: str) -> None:
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text(ENTRY.format(key=ONE, id=ONE), "utf-8")
    os.mkfifo(paper / "pipe")
    (paper / ".git").write_bytes(POINTERS[what])
    run = hook("bibtools-check")
    assert (run.code, run.out, "git does not list it" in run.err) == (0, "", True), run.err


@pytest.mark.parametrize("what", ["a pipe", "a device", "a circle"])
def test_what_git_would_take_for_no_repository_is_none(paper: Path, hook: Cli, what: str) -> None:
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text(ENTRY.format(key=ONE, id=ONE), "utf-8")
    git = paper / ".git"
    os.mkfifo(git) if what == "a pipe" else git.symlink_to("/dev/zero" if what == "a device" else ".git")
    assert [hook("bibtools-check")[0::2] for _ in range(2)] == [(0, "")] * 2


def test_a_pipe_that_comes_after_the_paper_was_in_step_is_known(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=ENTRY.format(key=ONE, id=ONE))
    assert (hook("bibtools-check").err, hook("bibtools-check").err) == ("", "")
    pipe(".git/index")(paper)
    assert "index is not a regular file" in hook("bibtools-check").err
    (paper / ".git" / "index").unlink()
    track(paper)
    assert hook("bibtools-check").err == ""
