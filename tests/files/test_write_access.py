"""Whether a library may be written: who names it, and where it leads."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from commits import init

from bibtools.core.errors import WriteError
from bibtools.files.atomic_writing import write
from bibtools.files.worktree import boundary, is_within, top
from bibtools.files.write_access import Destination, NamedPath, Refused, by_user, decide

LINKS = {
    "linked.bib": "refs.bib",
    "below.bib": "sub/more.bib",
    "absolute.bib": "{here}/refs.bib",
    "out.bib": "../outside/other.bib",
    "out-new.bib": "../outside/new.bib",
    "shell.bib": "../.bashrc",
    "text.bib": "notes.txt",
    "config.bib": ".git/config",
    "loop.bib": "loop.bib",
    "chain.bib": "out.bib",
    "device.bib": "/dev/null",
    "folder": "sub",
    "elsewhere": "../outside",
    "up": "..",
    "root": "/",
    "hidden-link.bib": ".ssh/a.bib",
}


def planted(tmp_path: Path) -> Path:
    """A work tree with libraries and links of every kind, and what lies around it."""
    for name in ("outside/other.bib", ".bashrc", "work/refs.bib", "work/sub/more.bib", "work/notes.txt",
                 "work/.git/a.bib", "work/.ssh/a.bib", "work/.x.bib", "work/UPPER.BIB",
                 "work-beside/refs.bib", "work/folder.bib/x", "work/in..side/a.bib"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old", "utf-8")
    work = tmp_path / "work"
    init(work)
    for name, target in LINKS.items():
        (work / name).symlink_to(target.format(here=work))
    (work / "sub" / "back").symlink_to("../../outside/back")
    (tmp_path / "outside" / "back").symlink_to("../work")
    os.mkfifo(work / "pipe.bib")
    return work.resolve()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """Such a work tree, which is the current folder."""
    work = planted(tmp_path)
    with contextlib.chdir(work):
        yield work


@pytest.fixture(scope="module")
def planted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("planted"))


@pytest.fixture
def kept(planted_once: Path) -> Iterator[Path]:
    """Such a work tree, in which nothing may be changed."""
    with contextlib.chdir(planted_once):
        yield planted_once


@pytest.mark.parametrize(
    ("path", "real"),
    [
        ("refs.bib", "refs.bib"),
        ("./refs.bib", "refs.bib"),
        ("sub/more.bib", "sub/more.bib"),
        ("sub/../refs.bib", "refs.bib"),
        ("{here}/refs.bib", "refs.bib"),
        ("new.bib", "new.bib"),
        ("sub/new.bib", "sub/new.bib"),
        ("gone/new.bib", "gone/new.bib"),
        ("UPPER.BIB", "UPPER.BIB"),
        ("linked.bib", "refs.bib"),
        ("below.bib", "sub/more.bib"),
        ("absolute.bib", "refs.bib"),
        ("folder/more.bib", "sub/more.bib"),
        ("in..side/a.bib", "in..side/a.bib"),
        ("two words é.bib", "two words é.bib"),
        ("-q.bib", "-q.bib"),
    ],
)
def test_what_a_repository_names_may_be_written_inside_of_it(here: Path, path: str, real: str) -> None:
    decision = decide(NamedPath(path.format(here=here), str(here)))
    assert isinstance(decision, Destination)
    assert Path(decision.folder, decision.name) == here / real


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("../.bashrc", "outside"),
        ("../outside/other.bib", "outside"),
        ("../outside/new.bib", "outside"),
        ("../work-beside/refs.bib", "outside"),
        ("../work/refs.bib", "outside"),  # out, and in again
        ("sub/back/refs.bib", "outside"),  # the same by links
        ("{here}/../outside/other.bib", "outside"),
        ("/etc/refs.bib", "outside"),
        ("out.bib", "outside of the folder of the paper by a link"),
        ("out-new.bib", "outside"),
        ("shell.bib", "outside"),
        ("chain.bib", "outside"),
        ("elsewhere/other.bib", "outside"),
        ("elsewhere/new.bib", "outside"),
        ("up/work/refs.bib", "outside"),
        ("root/tmp/x.bib", "outside"),
        ("device.bib", "outside"),
        (".", "hidden"),
        ("", "hidden"),
        (".x.bib", "hidden"),
        (".bib", "hidden"),
        (".ssh/a.bib", "hidden"),
        ("sub/.new/a.bib", "hidden"),
        ("hidden-link.bib", "hidden"),
        ("config.bib", "hidden"),
        (".git/a.bib", "hidden"),
        (".GIT/a.bib", "hidden"),
        (".git /a.bib", "hidden"),
        (" .git/a.bib", "hidden"),
        ("git~1/a.bib", "hidden"),
        ("GIT~1/a.bib", "hidden"),
        (".g\u200cit/a.bib", "hidden"),
        ("\u200c.git/a.bib", "hidden"),
        ("\ufeff.git/a.bib", "hidden"),
        ("notes.txt", "not a .bib"),
        ("text.bib", "not a .bib"),
        ("refs", "not a .bib"),
        ("refs.bib.sh", "not a .bib"),
        ("refs.bib ", "not a .bib"),
        ("Makefile", "not a .bib"),
        ("folder.bib", "not a regular file"),
        ("pipe.bib", "not a regular file"),
        ("refs.bib/", "that of a folder"),
        ("refs\n.bib", "control character"),
        ("a\x1b[31m.bib", "control character"),
        ("re\0fs.bib", "control character"),
    ],
)
def test_what_a_repository_names_leads_nowhere_else(kept: Path, path: str, says: str) -> None:
    named = NamedPath(path.format(here=kept), str(kept))
    decision = decide(named)
    assert isinstance(decision, Refused)
    assert says in decision.reason
    before = {each: each.read_bytes() for each in kept.parent.rglob("*") if each.is_file()}
    with pytest.raises(WriteError, match="nothing was changed"):
        write(named, "PWNED", "old")
    with pytest.raises(WriteError, match="nothing was changed"):
        write(named, "PWNED", None)
    assert {each: each.read_bytes() for each in kept.parent.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    "path",
    ["refs.bib", "../outside/other.bib", "../.bashrc", "out.bib", "out-new.bib", "notes.txt", ".x.bib", ".ssh/a.bib",
     "elsewhere/other.bib", "chain.bib", "folder/more.bib", "/absent/refs.bib"],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_the_user_may_name_any_file(path: str) -> None:
    assert isinstance(decide(by_user(path)), Destination)


@pytest.mark.parametrize("path", ["shell.bib", "text.bib", "config.bib", "device.bib", "re\0fs.bib"])
@pytest.mark.usefixtures("here")
def test_a_link_in_place_of_the_users_library_leads_to_a_library(path: str) -> None:
    assert isinstance(decide(by_user(path)), Refused)


def test_a_loop_of_links_is_written_by_nobody(here: Path) -> None:
    for named in (by_user("loop.bib"), NamedPath("loop.bib", str(here))):
        with pytest.raises(WriteError, match=r"^loop\.bib: "):
            write(named, "new", None)


@pytest.mark.parametrize("swapped", ["sub", "sub/deep", "sub/deep/refs.bib"])
def test_a_link_that_is_put_there_after_the_decision_leads_nowhere(
    here: Path, monkeypatch: pytest.MonkeyPatch, swapped: str
) -> None:
    outside = here.parent / "outside"
    for folder in (here / "sub", outside, outside / "sub"):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "refs.bib").write_text("old", "utf-8")
    (outside / "refs.bib").write_text("old", "utf-8")
    decision = decide(NamedPath("sub/deep/refs.bib", str(here)))
    (here / swapped).rename(here / "moved")
    (here / swapped).symlink_to(outside / "refs.bib" if swapped.endswith(".bib") else outside)
    monkeypatch.setattr("bibtools.files.atomic_writing.decide", lambda _: decision)  # the moment in between
    with pytest.raises(WriteError, match="cannot write it"):
        write(NamedPath("sub/deep/refs.bib", str(here)), "PWNED", "old")
    assert {path.read_text("utf-8") for path in outside.rglob("*.bib")} == {"old"}


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("work", "work"),
        ("work/sub", "work"),
        ("", "work"),
        ("outside", None),
        ("tree/deep", "tree"),
        ("gone/x", None),
        ("work/gone/x", "work"),
        ("work/.ssh", "work"),
        ("tree/none", "tree"),
    ],
)
def test_the_top_is_the_nearest_folder_that_holds_git(here: Path, folder: str, expected: str | None) -> None:
    (here.parent / "tree" / "deep").mkdir(parents=True)
    (here.parent / "tree" / ".git").write_text("gitdir: elsewhere\n", "utf-8")  # a linked work tree or a submodule
    (here.parent / "tree" / "none" / ".git").mkdir(parents=True)  # for git this is no repository
    found = top(str(here.parent / folder) if folder else "")
    assert found == (str(here.parent / expected) if expected else None)


@pytest.mark.parametrize(
    ("current", "folder", "expected"),
    [
        ("outside", ".", "outside"),
        ("outside", "sub", "outside"),
        ("outside/sub", "..", "outside"),
        ("outside", "../far", "far"),
        ("outside", "../work/sub", "work"),
        ("work/sub", ".", "work"),
        ("outside/sub", ".", "outside/sub"),
    ],
)
def test_without_git_the_higher_folder_is_the_boundary(here: Path, current: str, folder: str, expected: str) -> None:
    (here.parent / "outside" / "sub").mkdir()
    (here.parent / "far").mkdir()
    with contextlib.chdir(here.parent / current):
        assert boundary(folder) == str(here.parent / expected)


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [("/a", "/a", True), ("/a/b", "/a", True), ("/ab", "/a", False), ("/", "/a", False), ("/a", "/", True)],
)
def test_a_path_is_within_a_folder(path: str, folder: str, expected: bool) -> None:
    assert is_within(path, folder) is expected


@pytest.mark.usefixtures("here")
def test_git_agrees_where_the_top_is() -> None:
    said = subprocess.run(["git", "-C", "sub", "rev-parse", "--show-toplevel"], capture_output=True, check=True)
    assert top("sub") == os.fsdecode(said.stdout).strip()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files to others")
def test_a_repository_of_another_user_bounds_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.mkdir()
    for name in ("objects", "refs"):
        (tmp_path / ".git" / name).mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/m\n", "utf-8")
    assert boundary(str(paper), str(paper)) == str(tmp_path)
    os.chown(tmp_path / ".git", 65534, 65534)
    assert boundary(str(paper), str(paper)) == str(paper)


@pytest.mark.slow
@pytest.mark.parametrize("swapped", ["sub", "sub/deep", "sub/deep/refs.bib"])
def test_links_that_come_and_go_while_it_is_written_lead_nowhere(here: Path, swapped: str) -> None:
    outside = here.parent / "outside"
    for folder in (here / "sub" / "deep", outside, outside / "deep"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "refs.bib").write_text("old", "utf-8")
    target = outside / "refs.bib" if swapped.endswith(".bib") else outside
    before = {path: path.read_text("utf-8") for path in outside.rglob("*") if path.is_file()}
    is_over = threading.Event()

    def swap() -> None:
        path, aside = here / swapped, here / "aside"
        while not is_over.is_set():
            path.rename(aside)
            with contextlib.suppress(FileExistsError):  # where what is written has just taken its place
                path.symlink_to(target)
            path.unlink()
            aside.rename(path)

    swapping = threading.Thread(target=swap)
    swapping.start()
    texts = ["old", "PWNED"]
    try:
        for _ in range(2000):
            try:
                if write(NamedPath("sub/deep/refs.bib", str(here)), texts[1], texts[0]):
                    texts.reverse()
            except WriteError:
                continue
    finally:
        is_over.set()
        swapping.join()
    assert {path: path.read_text("utf-8") for path in outside.rglob("*") if path.is_file()} == before
    left = (here / "sub" / "deep" / "refs.bib").read_text("utf-8")
    # Whoever moves the file itself aside and back may put the old one over what was written in between.
    assert left == texts[0] or (swapped.endswith(".bib") and left in texts)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("notes.tex", ""),
        ("sub/UPPER.TEX", ""),
        ("../outside/own.tex", ""),
        ("../.bashrc", ".bashrc, which is not a .tex file"),
        ("../outside/notes.txt", "notes.txt, which is not a .tex file"),
        ("refs.bib", "refs.bib, which is not a .tex file"),
        (".git/config", "config, which is not a .tex file"),
        ("../.hidden.tex", ".hidden.tex, which is not a .tex file"),
        ("../gone", "gone, which is not a .tex file"),
    ],
)
def test_a_link_that_a_shell_names_among_sources_leads_to_a_source(here: Path, target: str, says: str) -> None:
    (here / "paper.tex").symlink_to(target)
    found = decide(NamedPath("paper.tex", None, is_source=True))
    assert isinstance(found, Refused) == bool(says)
    assert says in (found.reason if isinstance(found, Refused) else "")


def test_a_source_of_the_work_tree_may_be_mended(here: Path) -> None:
    (here / "to-notes.md").symlink_to("notes.txt")
    for path in ("notes.txt", "to-notes.md", "sub/../notes.txt"):
        found = decide(NamedPath(path, str(here), is_source=True))
        assert found == Destination(str(here), "notes.txt", str(here)), path
    for path in ("../.bashrc", "shell.bib", "config.bib", ".git/config", ".x.bib", "elsewhere/other.bib", "pipe.bib"):
        assert isinstance(decide(NamedPath(path, str(here), is_source=True)), Refused), path
    assert isinstance(decide(NamedPath("../.bashrc", None, is_source=True)), Destination)  # the user says so
