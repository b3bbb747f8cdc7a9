"""Without what only POSIX has (as on Windows), the main job and the hooks do the same.

It is hidden from programs that run here; Windows itself is not asked.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Run
from loopback import FakeArxiv
from syntax_trees import nodes, trees
from without_posix import MODULES, OF_OS, OF_SELECT, OF_SIGNAL

Runs = Callable[..., list[Run]]

PAPER = "\\documentclass{article}\r\n\\cite{1706.03762}\r\n\\bibliography{refs}\r\n"
LIBRARY = "@misc{he2016,\r\n  eprint = {1512.03385},\r\n  note = {\u00fc}\r\n}\r\n"


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    """Run commands one after the other, all in a folder."""
    command = [sys.executable, str(Path(__file__).parent / "without_posix.py")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        asks, answers = process.stdin, process.stdout
        assert asks
        assert answers

        def run(folder: Path, environ: dict[str, str], *commands: str) -> list[Run]:
            asks.write(json.dumps([str(folder), environ, [each.split() for each in commands]]) + "\n")
            asks.flush()
            return [Run(*each) for each in json.loads(answers.readline())]

        yield run


@pytest.fixture
def tracked(paper: Path, environ: dict[str, str]) -> Path:
    """A paper with Windows' line ends that git tracks."""
    (paper / "paper.tex").write_bytes(PAPER.encode())
    (paper / "refs.bib").write_bytes(LIBRARY.encode())
    for command in (["git", "init", "-q"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=paper, env=environ, check=True)
    (paper / "ignored.tex").write_text("arXiv:1409.1556", "utf-8")
    (paper / ".gitignore").write_text("ignored.tex\n", "utf-8")
    return paper


@pytest.mark.slow
def test_the_main_job_and_the_hooks(
    runs: Runs, tracked: Path, environ: dict[str, str], loopback: dict[str, str]
) -> None:
    ours = {**environ, **loopback}
    missing = "arXiv:1706.03762 is not in refs.bib"
    lacking = runs(tracked, ours, "bibtools sync --check", "bibtools check", "bibtools-check", "bibtools scan")
    assert [each.code for each in lacking] == [1, 1, 1, 0], lacking
    assert [missing in each.out + each.err for each in lacking] == [True, True, True, False]
    assert lacking[1] == lacking[2]
    assert lacking[3].out == "paper.tex:2:7: arXiv:1706.03762\nrefs.bib:2:13: arXiv:1512.03385\n"
    commands = ("bibtools sync", "bibtools-check", "bibtools-check", "bibtools-sync", "bibtools check")
    in_step = runs(tracked, ours, *commands, "bibtools get 1412.6980 --offline", "bibtools doctor")
    assert [each.code for each in in_step] == [0, 0, 0, 0, 0, 0, 3], in_step  # one service refuses connections
    assert [each.out for each in in_step[1:5]] == [""] * 4
    assert "@misc{kingma2014adam," in in_step[5].out
    after = (tracked / "refs.bib").read_bytes().decode()
    assert after.startswith(LIBRARY)
    assert "@misc{1706.03762,\r\n" in after
    assert after.count("\n") == after.count("\r\n")
    assert sorted(each.name for each in tracked.iterdir()) == [
        ".git", ".gitignore", "ignored.tex", "paper.tex", "refs.bib"
    ]  # fmt: skip


@pytest.mark.slow
def test_the_hook_that_writes(runs: Runs, tracked: Path, environ: dict[str, str], loopback: dict[str, str]) -> None:
    first, second = runs(tracked, {**environ, **loopback}, "bibtools-sync", "bibtools-sync")
    assert (first.code, "refs.bib was changed" in first.out) == (1, True), first
    assert (second.code, second.out) == (0, "")


@pytest.mark.slow
def test_what_the_network_forbids_ends_in_time(
    runs: Runs, tracked: Path, environ: dict[str, str], arxiv: FakeArxiv
) -> None:
    [done] = runs(tracked, {**environ, "BIBTOOLS_ARXIV_URL": arxiv.url, "BIBTOOLS_OFFLINE": "1"}, "bibtools sync")
    assert done.code == 0, done  # the package carries the record
    assert "1706.03762" in (tracked / "refs.bib").read_bytes().decode()


@pytest.mark.slow
def test_every_module_loads(runs: Runs, paper: Path, environ: dict[str, str]) -> None:
    assert runs(paper, environ, "") == [Run(0, "", "")]


def with_backslashes(folder: Path, environ: dict[str, str], *command: str) -> Run:
    """Run a command where paths are written as Windows writes them."""
    words = [sys.executable, str(Path(__file__).parent / "with_backslashes.py"), *command]
    without_ceiling = {name: value for name, value in environ.items() if name != "GIT_CEILING_DIRECTORIES"}
    done = subprocess.run(
        words, cwd=folder, env=without_ceiling, capture_output=True, text=True, timeout=60, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
def test_paths_with_backslashes(paper: Path, environ: dict[str, str]) -> None:
    files = {
        "paper/m.tex": "\\documentclass{article}\\input{sections/deep/b}\\bibliography{refs,more/other}",
        "paper/sections/deep/b.tex": "\\cite{1706.03762} \\cite{x} arXiv:1412.6980",
        "paper/refs.bib": "@book{x, title={A}}\n",
        "paper/more/other.bib": "@misc{y, eprint={1412.6980}}\n",
        "talk/t.md": "---\nbibliography: t.bib\n---\n@1512.03385\n",
        "talk/t.bib": "@book{t, title={A}}\n",
    }
    for name, text in files.items():
        (paper / name).parent.mkdir(parents=True, exist_ok=True)
        (paper / name).write_text(text, "utf-8")
    for command in (["git", "init", "-q"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=paper, env=environ, check=True)
    missing = [
        "paper/sections/deep/b.tex:1:7: missing-paper: arXiv:1706.03762 is not in paper/refs.bib",
        "talk/t.md:4:2: missing-paper: arXiv:1512.03385 is not in talk/t.bib",
    ]
    for asked in (["bibtools-check"], ["bibtools", "check"], ["bibtools", "check", "paper\\sections", "talk\\t.md"]):
        done = with_backslashes(paper, environ, *asked)
        assert (done.code, [line for line in missing if line in done.out]) == (1, missing), done
        assert "\\" not in done.out + done.err
    done = with_backslashes(paper, environ, "bibtools", "sync")
    assert (done.code, "paper/refs.bib: 1 entry added" in done.out) == (0, True), done
    for _ in range(2):
        assert with_backslashes(paper, environ, "bibtools-check") == Run(0, "", "")
    found = sorted(
        str(each.relative_to(paper)) for each in paper.rglob("*") if each.is_file() and ".git" not in str(each)
    )
    assert found == sorted(files)


# Where something of POSIX is named, behind a look whether it is there.
GUARDED = {
    "core/fork.py": {"register_at_fork"},
    "core/locations.py": {"fchmod", "geteuid"},
    "core/parallel.py": {"pthread_sigmask", "sched_getaffinity"},
    "core/time_limit.py": {"SIGALRM", "setitimer"},
    "files/attributes.py": {"fchmod", "fchown", "getxattr", "listxattr", "removexattr", "setxattr"},
    "files/file_lock.py": {"fcntl"},
    "files/program.py": {
        *("POSIX_SPAWN_DUP2", "WNOHANG", "killpg", "poll", "posix_spawn", "set_blocking"),
        *("POLLIN", "POLLOUT", "resource"),
    },
    "files/regular_files.py": {"poll", "POLLIN"},
    "index/replacement.py": {"fchmod"},
}


def named(tree: ast.AST) -> set[str]:
    """Return what of POSIX a module names."""
    hidden = {"os": OF_OS.split(), "signal": OF_SIGNAL.split(), "select": OF_SELECT.split()}
    found = set()
    for node in nodes(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=holder), attr=name) if name in hidden.get(holder, ()):
                found.add(name)
            case ast.ImportFrom(module=holder, names=names) if holder in hidden:
                found |= {each.name for each in names} & {*hidden[str(holder)]}
            case ast.Import(names=names):
                found |= {each.name for each in names} & {*MODULES.split()}
    return found


def test_only_certain_modules_name_what_only_posix_has() -> None:
    assert {path: names for path, tree in trees().items() if (names := named(tree))} == GUARDED


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import fcntl", {"fcntl"}),
        ("def f():\n    import pwd as users", {"pwd"}),
        ("from os import getuid", {"getuid"}),
        ("os.O_NOFOLLOW", {"O_NOFOLLOW"}),
        ("signal.SIGALRM", {"SIGALRM"}),
        ("os.path.join(a, b)\nos.O_RDONLY\nos.replace(a, b)", set()),
        ("self.fork()\nresource_tracker.ensure_running()", set()),
        ("import posixpath", set()),
    ],
)
def test_the_look_sees_what_only_posix_has(source: str, names: set[str]) -> None:
    assert named(ast.parse(source)) == names
