"""Hooks at real commits: whatever git exports, and wherever the hook goes, the paper is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import staging
from commits import ONE, TWO, entries, git, init, tex
from conftest import Copied
from row_tables import rarely
from warm_process import WarmProcess

CHECK = f"{sys.executable} -c 'from bibtools.hook.start import check; check()'"
LOCAL = ["-c", "protocol.file.allow=always"]


def lacking(top: Path) -> None:
    """A repository whose paper, in a folder, lacks an entry; its hook goes into that folder."""
    folder = top / "main"
    files = {".gitignore": "ignored.tex\n", "paper/p.tex": tex(ONE), "paper/refs.bib": ""}
    repository(folder, files)
    (folder / "paper/ignored.tex").write_text("arXiv:1706.03762", "utf-8")
    put_hook(folder / ".git")


@pytest.fixture
def main(tmp_path: Path, copied: Copied) -> Path:
    copied(lacking, tmp_path)
    return tmp_path / "main"


def repository(folder: Path, files: dict[str, str]) -> None:
    """Commit files in a repository of their own."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    init(folder)
    staging.commit(folder)


def put_hook(git_dir: Path, command: str = f"cd paper && {CHECK}") -> None:
    (git_dir / "hooks").mkdir(exist_ok=True)
    path = git_dir / "hooks/pre-commit"
    path.write_text(f"#!/bin/sh\n{command}\n", "utf-8")
    path.chmod(0o755)


def commit(folder: Path, environ: dict[str, str], *before: str, only: str = "") -> tuple[int, str]:
    """Commit a change of a file in the paper's folder; return git's code and what was printed."""
    user = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    command = ["git", *user, *before, "commit", "-qm", "y", "-a", *([only] if only else [])]
    command = [each for each in command if not (only and each == "-a")]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def here(main: Path) -> Path:
    return main


def linked(main: Path) -> Path:
    git(main, "worktree", "add", "-q", "../linked", "-b", "linked")
    return main.parent / "linked"


def of_bare(main: Path) -> Path:
    git(main.parent, "clone", "-q", "--bare", "main", "bare.git")
    put_hook(main.parent / "bare.git")
    git(main.parent / "bare.git", "worktree", "add", "-q", "../of_bare", "-b", "other")
    return main.parent / "of_bare"


def submodule(main: Path) -> Path:
    outer = main.parent / "outer"
    outer.mkdir()
    init(outer)
    git(outer, *LOCAL, "submodule", "add", "-q", str(main), "inner")
    put_hook(outer / ".git/modules/inner")
    return outer / "inner"


def apart(main: Path) -> Path:
    (main / ".git").rename(main.parent / "apart")
    (main / ".git").write_text("gitdir: ../apart\n", "utf-8")
    return main


slow = pytest.mark.slow
WHERE = [here, linked, of_bare, submodule, apart]
HOW: list[tuple[str, tuple[str, ...], str]] = [
    (".", (), ""),
    (".", (), "paper/p.tex"),
    ("paper", (), ""),
    ("paper", (), "p.tex"),
    ("/", ("-C", "{top}"), ""),
    (".", ("--git-dir", "{git}"), ""),
    (".", ("--git-dir", "{git}", "--work-tree", "."), ""),
    ("paper", ("--git-dir", "{git}", "--work-tree", ".."), ""),
    ("paper", ("--work-tree", ".."), ""),
    ("/", ("--git-dir", "{git}", "--work-tree", "{top}"), ""),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "folder", "before", "only"),
    [
        (here, *HOW[6]),
        (linked, *HOW[0]),
        *(
            rarely(where, *how)
            for where in WHERE
            for how in HOW
            if (where, how) not in {(here, HOW[6]), (linked, HOW[0])}
        ),
    ],
)
def test_a_hook_that_goes_into_the_papers_folder_reads_it(
    main: Path,
    environ: dict[str, str],
    where: Callable[[Path], Path],
    folder: str,
    before: tuple[str, ...],
    only: str,
) -> None:
    top = where(main)
    (top / "paper/p.tex").write_text(tex(ONE) + "More.\n", "utf-8")
    git_dir = top / ".git"
    if git_dir.is_file():
        git_dir = Path(os.path.normpath(top / git_dir.read_text("utf-8").removeprefix("gitdir: ").strip()))
    arguments = [each.format(top=top, git=git_dir) for each in before]
    code, said = commit(top / folder, environ, *arguments, only=only)
    assert (code, f"missing-paper: arXiv:{ONE}" in said) == (1, True), said
    assert "1706.03762" not in said  # git ignores that file
    (top / "paper/refs.bib").write_text(entries(ONE), "utf-8")
    if not only:
        assert commit(top / folder, environ, *arguments) == (0, "")


@pytest.mark.parametrize("where", [here, pytest.param(linked, marks=slow)])
def test_a_step_of_a_rebase_reads_the_paper(main: Path, environ: dict[str, str], where: Callable[[Path], Path]) -> None:
    top = where(main)
    git(top, "commit", "-q", "--no-verify", "--allow-empty", "-m", "z")
    command = ["git", "rebase", "-q", "--exec", f"cd paper && {CHECK}", "HEAD~1"]
    settings = environ | {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}
    done = subprocess.run(command, cwd=top, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, f"missing-paper: arXiv:{ONE}" in done.stdout + done.stderr) == (1, True), done.stderr
    assert "1706.03762" not in done.stdout


def with_submodule(top: Path) -> None:
    """A paper whose library is in a submodule, all committed."""
    repository(top / "library", {"refs.bib": entries(ONE)})
    repository(top / "outer", {"p.tex": tex(ONE, bib="bib/refs")})
    git(top / "outer", *LOCAL, "submodule", "add", "-q", str(top / "library"), "bib")
    git(top / "outer", "commit", "-qm", "x")


@pytest.fixture
def outer(tmp_path: Path, copied: Copied) -> Path:
    copied(with_submodule, tmp_path)
    return tmp_path / "outer"


def check(folder: Path, environ: dict[str, str], warm: WarmProcess, program: str = "bibtools-check") -> tuple[int, str]:
    arguments = ("check",) if program == "bibtools" else ()
    done = warm.run(arguments, folder, environ, "", program)
    return done.code, done.out.decode()


@pytest.mark.slow
def test_a_library_in_a_submodule_is_to_be_committed_there(
    outer: Path, environ: dict[str, str], warm: WarmProcess
) -> None:
    bib = outer / "bib/refs.bib"

    def both() -> tuple[int, str]:
        """What the hook says, which is what the command says."""
        [answer] = {check(outer, environ, warm, each) for each in ("bibtools-check", "bibtools")}
        return answer

    def is_known() -> bool:
        code, said = both()
        assert code == (1 if "untracked-library" in said else 0), said
        return code == 1

    assert not is_known()
    bib.write_bytes(bib.read_bytes().replace(b"\n", b"\r\n"))  # as core.autocrlf would have it
    assert not is_known()
    bib.write_text(entries(ONE) + "% more\n", "utf-8")
    code, said = both()
    assert (code, said.splitlines()[0]) == (
        1,
        (
            "bib/refs.bib: untracked-library: it is in the submodule bib, and not as git records that, so a commit "
            "lacks it: commit it in bib, then run git add bib"
        ),
    )
    git(outer / "bib", "add", ".")
    assert is_known()
    git(outer / "bib", "commit", "-qm", "y")
    assert is_known()
    git(outer, "add", "bib")
    assert not is_known()
    (outer / "p.tex").write_text(tex(ONE, bib="bib/new"), "utf-8")
    bib.rename(outer / "bib/new.bib")
    assert is_known()


def test_a_library_in_a_submodule_that_a_filter_keeps_is_as_git_has_it(
    outer: Path, environ: dict[str, str], warm: WarmProcess
) -> None:
    bib = outer / "bib"
    git(bib, "config", "filter.upper.clean", "tr a-z A-Z")
    (bib / ".gitattributes").write_text("*.bib filter=upper\n", "utf-8")
    (bib / "refs.bib").write_text(entries(ONE) + "% more\n", "utf-8")
    git(bib, "add", ".")
    git(bib, "commit", "-qm", "y")
    git(outer, "add", "bib")
    assert check(outer, environ, warm) == (0, "")
    git(bib, "config", "filter.upper.clean", f"touch {outer.parent}/PWNED; cat")
    (bib / "refs.bib").write_text(entries(ONE) + "% other\n", "utf-8")
    assert check(outer, environ, warm)[0] == 1
    assert not (outer.parent / "PWNED").exists()


@pytest.mark.parametrize("where", ["main", pytest.param("linked", marks=pytest.mark.slow)])
def test_a_commit_waits_for_the_library_in_a_submodule(outer: Path, environ: dict[str, str], where: str) -> None:
    put_hook(outer / ".git", CHECK)
    top = outer
    if where == "linked":
        git(outer, "worktree", "add", "-q", "../linked", "-b", "other")
        top = outer.parent / "linked"
        git(top, *LOCAL, "submodule", "update", "--init", "-q")
    (top / "p.tex").write_text(tex(ONE, bib="bib/refs") + "More.\n", "utf-8")
    (top / "bib/refs.bib").write_text(entries(ONE) + "% more\n", "utf-8")
    code, said = commit(top, environ)
    assert (code, "bib/refs.bib: untracked-library" in said) == (1, True), said
    git(top / "bib", "commit", "-qam", "y")
    assert commit(top, environ) == (0, "")  # `-a` adds the submodule, too


def test_a_repository_that_is_no_submodule_keeps_its_library_itself(
    outer: Path, environ: dict[str, str], warm: WarmProcess
) -> None:
    other = outer / "other"
    other.mkdir()
    init(other)
    (other / "refs.bib").write_text(entries(ONE), "utf-8")
    (outer / "p.tex").write_text(tex(ONE, bib="other/refs"), "utf-8")
    assert check(outer, environ, warm)[0] == 0


NOTE = "{0}: skipped: the sources in this submodule are not read: if the paper reads them, run bibtools sync . {0}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "is_known", "code"),
    [
        ({"c1.md": f"arXiv:{TWO}"}, True, 1),
        ({"notes/a.md": "Words."}, True, 0),
        ({"README.md": f"arXiv:{TWO}", "x.sty": ""}, False, 0),  # the project's own paper
    ],
)
def test_sources_in_a_submodule_are_not_passed_over_in_silence(
    outer: Path, environ: dict[str, str], warm: WarmProcess, files: dict[str, str], is_known: bool, code: int
) -> None:
    inner = outer.parent / "chapters"
    repository(inner, files)
    git(outer, *LOCAL, "submodule", "add", "-q", str(inner), "chapters")
    git(outer, "commit", "-qm", "y")
    note = NOTE.format("chapters") if is_known else ""
    for program, *arguments in [
        ("bibtools-check",), ("bibtools-check",), ("bibtools", "check"), ("bibtools", "sync", "--check")
    ]:  # fmt: skip
        done = warm.run(tuple(arguments), outer, environ, "", program)
        assert (done.code, note in done.err.decode()) == (0, True), program
        assert done.err.decode().count("skipped") == bool(note)
    done = warm.run(("sync", "--check", ".", "chapters"), outer, environ, "", "bibtools")
    assert (done.code, "skipped" in done.err.decode()) == (code, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_that_git_refuses_is_known_and_its_ignored_files_are_not_the_paper(
    paper: Path, environ: dict[str, str], warm: WarmProcess
) -> None:
    files = {
        "p.tex": tex(ONE),
        "refs.bib": entries(ONE),
        ".gitignore": "build/\n/top.tex\n!kept.tex\n",
        "sub/.gitignore": "*.tex\n!good.tex\n# words\n",
        "build/b.tex": tex(TWO),
        "sub/draft.tex": tex(TWO),
        "top.tex": tex(TWO),
        "sub/good.tex": "",
    }
    init(paper)
    for name, text in files.items():
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).write_text(text, "utf-8")
    for path in (paper, *paper.rglob("*")):
        os.chown(path, 1234, 1234)
    remedy = f"git config --global --add safe.directory {paper}"
    for program, *arguments in [("bibtools-check",), ("bibtools-check",), ("bibtools", "check")]:
        done = warm.run(tuple(arguments), paper, environ, "", program)
        assert (done.code, done.out) == (0, b"")
        assert done.err.decode().count(remedy) == 1
    (paper / "sub/good.tex").write_text(tex(TWO), "utf-8")
    done = warm.run((), paper, environ, "", "bibtools-check")
    assert (done.code, done.out.decode().count("missing-paper")) == (1, 1)
    assert done.err.decode().count(remedy) == 1


@pytest.mark.slow
def test_without_a_git_program_every_command_tells_it_and_reads_no_ignored_file(
    paper: Path, environ: dict[str, str], warm: WarmProcess, tmp_path: Path
) -> None:
    init(paper)
    files = {"p.tex": tex(ONE), "refs.bib": entries(ONE), ".gitignore": "notes/\n", "notes/n.md": f"arXiv:{TWO}\n"}
    for name, text in files.items():
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).write_text(text, "utf-8")
    bare = environ | {"PATH": str(tmp_path)}
    programs = [("bibtools", "sync"), ("bibtools", "sync", "--check"), ("bibtools", "check"), ("bibtools-sync",)]
    for program, *arguments in [*programs, ("bibtools-check",), ("bibtools-check",)]:
        done = warm.run(tuple(arguments), paper, bare, "", program)
        assert (done.code, done.err.decode().count("there is no program git")) == (0, 1), program
        assert TWO not in done.out.decode()
    assert (paper / "refs.bib").read_text("utf-8") == files["refs.bib"]
