from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Cli, Run
from loopback import FakeArxiv, Paper, Reply, serving

from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

OLD = "\n".join(  # sorted by key, so that new entries belong in front, between and behind
    f"@article{{m{number:03},\n  author = {{Author, A. {number}}},\n  title = {{Title {number}}},\n  year = 2001\n}}\n"
    for number in range(200)
)
OTHER = "@book{knuth1984texbook,\n  author = {Knuth, Donald E.},\n  title = {The {\\TeX}book},\n  year = 1984\n}\n"
SYNC = ("sync", "--bib", "refs.bib")
SOURCES = {  # whose records are bundled
    "new.txt": "1706.03762",
    "paper.tex": "Deep networks \\cite{1512.03385}.",
    "notes.md": "As [@1409.1556] says.",
    "train.py": "# arXiv:1412.6980",
}
LIMIT = "import os, resource, sys; size = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))"
EXECUTE = "os.execv(sys.argv[2], sys.argv[2:])"
# Modes do not bind root, until it gives that right away.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
SLOW = pytest.mark.slow


class Work(NamedTuple):
    """A paper's folder and the runs in it, each in an interpreter of its own."""

    folder: Path
    environ: dict[str, str]

    @property
    def bib(self) -> Path:
        return self.folder / "refs.bib"

    def text(self) -> str:
        return self.bib.read_bytes().decode()

    def names(self) -> list[str]:
        return sorted(os.listdir(self.folder))

    def leftovers(self) -> set[str]:
        return {name for name in self.names() if name.startswith(".bibtools-")}

    def start(self, *arguments: str, before: Sequence[str] = ()) -> subprocess.Popen[str]:
        command, pipe = [*before, sys.executable, "-m", "bibtools", *arguments], subprocess.PIPE
        return subprocess.Popen(command, cwd=self.folder, env=self.environ, stdout=pipe, stderr=pipe, text=True)

    def run(self, *arguments: str, before: Sequence[str] = ()) -> Run:
        return ended(self.start(*arguments, before=before))


def ended(process: subprocess.Popen[str]) -> Run:
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out, err)


def could_not(run: Run, what: str) -> bool:
    """Return whether a run failed with exit code 3, and says in one line what it could not do."""
    return (run.code, run.out, run.err.count("\n")) == (3, "", 1) and run.err.startswith(f"bibtools: error: {what}")


def entries(text: str) -> Counter[str]:
    return Counter(text[slice(*block.span)] for block in read(Source("refs.bib", text)).understood())


@pytest.fixture
def work(paper: Path, environ: dict[str, str]) -> Work:
    (paper / "refs.bib").write_text(OLD, "utf-8")
    for name, text in SOURCES.items():
        (paper / name).write_text(text, "utf-8")
    return Work(paper, environ)


class Undisturbed(NamedTuple):
    """What a run makes of the library if nothing happens, and how long that takes."""

    text: str
    seconds: float


@pytest.fixture
def undisturbed(work: Work) -> Undisturbed:
    begin = time.perf_counter()
    assert work.run(*SYNC, "new.txt").code == 0
    done = Undisturbed(work.text(), time.perf_counter() - begin)
    work.bib.write_text(OLD, "utf-8")
    assert (len(entries(done.text) - entries(OLD)), entries(OLD) - entries(done.text)) == (1, Counter())
    return done


def after_a_kill(work: Work, killed: subprocess.Popen[str], expected: str, cli: Cli) -> None:
    """Demand the old or the new text, and that the next run does not mind; then make the library the old one again."""
    ended(killed)
    left = work.leftovers()
    assert work.text() in {OLD, expected}
    assert (len(left) <= 1, all(name.startswith(f".bibtools-{killed.pid}-") for name in left)) == (True, True)
    is_new = work.text() == expected
    assert cli(*SYNC, "new.txt").code == 0
    assert (work.text(), is_new or work.leftovers()) == (expected, is_new or set())
    for name in left:
        (work.folder / name).unlink(missing_ok=True)
    work.bib.write_text(OLD, "utf-8")


@pytest.mark.slow(seconds=6)
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_text(work: Work, undisturbed: Undisturbed, cli: Cli) -> None:
    chance = random.Random(25)  # noqa: S311 - moments, not secrets
    codes = []
    for moment in range(10):
        process = work.start(*SYNC, "new.txt")
        time.sleep(moment * (0.5 + chance.random()) / 10 * undisturbed.seconds)  # the first one at once
        process.kill()
        after_a_kill(work, process, undisturbed.text, cli)
        codes.append(process.returncode)
    assert -9 in codes


def until_it_writes(work: Work, process: subprocess.Popen[str], seconds: float) -> None:
    """Wait for a file that a run makes, or its end; for most of the time that it takes without looking."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds / 2)
    while not work.leftovers() and process.poll() is None:
        pass


@pytest.mark.slow(seconds=6)
def test_a_kill_while_it_writes_leaves_the_old_or_the_new_text(work: Work, undisturbed: Undisturbed, cli: Cli) -> None:
    for _ in range(6):
        process = work.start(*SYNC, "new.txt")
        until_it_writes(work, process, undisturbed.seconds)
        process.kill()
        after_a_kill(work, process, undisturbed.text, cli)


MASTER = "".join(f"@misc{{copy{n:03}, title = {{Copy {n}}}, note = {{{'x' * 500}}}}}\n" for n in range(200))
COPYING = ("sync", "--bib", "refs.bib", "--from", "master.bib", "cites.tex")


@pytest.fixture
def copying(work: Work) -> Work:
    (work.folder / "master.bib").write_text(MASTER, "utf-8")
    keys = ",".join(f"copy{number:03}" for number in range(200))
    (work.folder / "cites.tex").write_text(f"\\cite{{{keys}}}", "utf-8")
    return work


@pytest.mark.slow
def test_a_kill_while_entries_are_copied_leaves_the_old_or_the_new_text(copying: Work) -> None:
    begin = time.perf_counter()
    assert copying.run(*COPYING).code == 0
    expected, seconds = copying.text(), time.perf_counter() - begin
    assert len(entries(expected) - entries(OLD)) == 200
    for _ in range(4):
        copying.bib.write_text(OLD, "utf-8")
        process = copying.start(*COPYING)
        until_it_writes(copying, process, seconds)
        process.kill()
        ended(process)
        assert copying.text() in {OLD, expected}
        assert copying.run(*COPYING).code == 0
        assert (copying.text(), (copying.folder / "master.bib").read_text("utf-8")) == (expected, MASTER)
        for name in copying.leftovers():
            (copying.folder / name).unlink()


@pytest.mark.slow
def test_a_limit_to_the_size_of_files_copies_all_or_nothing(copying: Work) -> None:
    names = copying.names()
    for size in (0, len(OLD), len(OLD) + len(MASTER) // 2):
        run = copying.run(*COPYING, before=[sys.executable, "-c", f"{LIMIT}; {EXECUTE}", str(size)])
        assert could_not(run, "refs.bib: cannot write it: file too large; nothing was changed")
        assert (copying.text(), copying.names()) == (OLD, names)


@pytest.mark.slow
def test_what_a_killed_run_has_left_is_no_source_and_in_nobodys_way(work: Work) -> None:
    (work.folder / ".bibtools-1.tmp").write_text("arXiv:1312.6114", "utf-8")
    left = ["sh", "-c", 'echo left > .bibtools-$$.tmp; exec "$@"', "sh"]  # by a run that had the same number
    assert work.run(*SYNC, ".", before=left).code == 0
    assert (entries(work.text()) > entries(OLD), "1312.6114" in work.text()) == (True, False)
    assert len(work.leftovers()) == 2  # nobody knows for sure whose they are


@pytest.mark.parametrize("size", [pytest.param(0, marks=SLOW), pytest.param(len(OLD) // 2, marks=SLOW), len(OLD)])
@SLOW
def test_a_limit_to_the_size_of_files_keeps_the_old_one(work: Work, size: int) -> None:
    names = work.names()
    run = work.run(*SYNC, "new.txt", before=[sys.executable, "-c", f"{LIMIT}; {EXECUTE}", str(size)])
    assert could_not(run, "refs.bib: cannot write it: file too large; nothing was changed")
    assert (work.text(), work.names()) == (OLD, names)


def works(*command: str) -> bool:
    return shutil.which(command[0]) is not None and subprocess.run(command, check=False).returncode == 0


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Put a file system in memory at a folder."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if not works(*command):
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("options", "remounted", "reason"),
    [
        (f"size={len(OLD) * 3 // 2}", "", "no space left on device"),
        pytest.param("nr_inodes=3", "", "no space left on device", marks=SLOW),  # the folder and its two files
        pytest.param("size=1m", "ro", "", marks=SLOW),
    ],
)
@SLOW
def test_a_full_disk_and_one_that_is_read_only_keep_the_old_file(
    paper: Path, environ: dict[str, str], options: str, remounted: str, reason: str
) -> None:
    with mounted(paper, options):
        work = Work(paper, environ)
        work.bib.write_text(OLD, "utf-8")
        (paper / "new.txt").write_text(SOURCES["new.txt"], "utf-8")
        if remounted:
            subprocess.run(["mount", "-o", f"remount,{remounted}", str(paper)], check=True)
        run = work.run(*SYNC, "new.txt")
        assert could_not(run, f"refs.bib: cannot write it: {reason}")
        assert (work.text(), work.names()) == (OLD, ["new.txt", "refs.bib"])


@contextmanager
def closed_by_mode(path: Path) -> Iterator[list[str]]:
    """Close a file or folder to writers; the runs that heed that begin with the words returned."""
    if BOUND and not works(*BOUND, "true"):
        pytest.skip("modes do not bind root")
    path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield BOUND
    finally:
        path.chmod(0o755)


@contextmanager
def closed_by_attribute(path: Path) -> Iterator[list[str]]:
    """The same for everybody, root included."""
    if not works("chattr", "+i", str(path)):
        pytest.skip("no file can be made immutable here")
    try:
        yield []
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


@pytest.mark.parametrize("name", ["refs.bib", "."])
@pytest.mark.parametrize("closed", [closed_by_mode, pytest.param(closed_by_attribute, marks=SLOW)])
@SLOW
def test_a_closed_file_or_folder_stays_as_it_is(
    work: Work, name: str, closed: Callable[[Path], AbstractContextManager[list[str]]]
) -> None:
    names = work.names()
    with closed(work.folder / name) as heeding:
        run = work.run(*SYNC, "new.txt", before=heeding)
    assert could_not(run, "refs.bib: cannot write it: ")
    assert (work.text(), work.names()) == (OLD, names)


def test_a_folder_that_is_gone_is_told_and_not_made_again(work: Work, cli: Cli) -> None:
    (work.folder / "lib").mkdir()
    (work.folder / "lib").rmdir()
    names = work.names()
    run = cli("sync", "--bib", "lib/refs.bib", "new.txt")
    assert could_not(run, "lib/refs.bib: cannot write it: no such file or directory; nothing was changed")
    assert work.names() == names


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["sync", "--bib", "refs.bib", "new.txt"], 3, "the current folder: "),
        pytest.param(["sync", "--bib", "{above}/refs.bib", "{above}/new.txt"], 3, "the current folder: ", marks=SLOW),
        (["sync", "--bib"], 2, "requires an argument"),
    ],
)
def test_without_a_current_folder_nothing_is_done(work: Work, arguments: list[str], code: int, says: str) -> None:
    (work.folder / "cwd").mkdir()
    names = work.names()
    gone = ["sh", "-c", 'cd cwd && rmdir "$PWD" && exec "$@"', "sh"]
    run = work.run(*(each.format(above=work.folder) for each in arguments), before=gone)
    assert (run.code, run.out, says in run.err, "Traceback" in run.err) == (code, "", True, False)
    assert (work.text(), work.names()) == (OLD, [name for name in names if name != "cwd"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("runs", "late", "old"),
    [
        (2, [0, 0, 0.02, 0.05, 0.08], OLD),
        (2, [0] * 3, ""),
        (4, [0] * 3, OLD),
    ],
)
def test_runs_at_once_add_up_to_one_run_for_all(work: Work, runs: int, late: list[float], old: str) -> None:
    first, *others = list(SOURCES)[:runs]
    work.bib.write_text(old, "utf-8")
    assert work.run(*SYNC, first, *others).code == 0
    expected, names = work.text(), work.names()
    for seconds in late:
        work.bib.write_text(old, "utf-8")
        delay = ["sh", "-c", f'sleep {seconds}; exec "$@"', "sh"] if seconds else []
        started = [work.start(*SYNC, first, before=delay), *(work.start(*SYNC, each) for each in others)]
        assert [(run.code, "1 entry added" in run.out) for run in map(ended, started)] == [(0, True)] * runs
        # Without older entries the first of the runs sets the order, and the case of the names.
        assert entries(work.text().casefold()) == entries(expected.casefold())
        assert (work.text() == expected or not old, work.names()) == (True, names)


@dataclass
class Meddled(FakeArxiv):
    """A service while whose answer something else happens: the library has been read then, and nothing written."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def reply(self, path: str) -> Reply:
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().reply(path)


@pytest.fixture
def arxiv() -> Iterator[Meddled]:
    """Take the place of the usual service for the runs that are online."""
    fake = Meddled()
    fake.know([Paper("2101.00001", "On Engines")])
    with serving(fake):
        yield fake


def replace(path: Path, text: str) -> None:
    """Change a file as most editors do."""
    path.with_name("edited").write_text(text, "utf-8")
    path.with_name("edited").replace(path)


def delete_and_make_again(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("change", "others"),
    [
        (replace, f"{OLD}\n{OTHER}"),
        pytest.param(Path.write_text, f"{OTHER}\n{OLD}", marks=SLOW),
        pytest.param(replace, OLD.partition("\n\n")[2], marks=SLOW),
        pytest.param(Path.write_text, OLD.replace("{Title 151}", "{Title 051}"), marks=SLOW),
        pytest.param(delete_and_make_again, OTHER, marks=SLOW),
        pytest.param(Path.write_text, "", marks=SLOW),
    ],
    ids=["behind", "in front", "one less", "of the same size", "replaced", "emptied"],
)
def test_what_somebody_else_writes_meanwhile_is_kept(
    work: Work, online: Cli, arxiv: Meddled, change: Callable[[Path, str], object], others: str
) -> None:
    work.bib.write_text(OLD, "utf-8")
    arxiv.meanwhile.append(lambda: change(work.bib, others))
    (work.folder / "new.txt").write_text("2101.00001", "utf-8")
    assert online(*SYNC, "new.txt").code == 0
    added = entries(work.text()) - entries(others)
    assert ["{2101.00001}" in each for each in added.elements()] == [True]
    assert (entries(others) - entries(work.text()), len(arxiv.requests), work.leftovers()) == (Counter(), 1, set())


@pytest.mark.slow
@pytest.mark.parametrize("there", [True, False])
def test_a_paper_that_another_run_adds_meanwhile_is_not_added_again(
    work: Work, online: Cli, arxiv: Meddled, there: bool
) -> None:
    if not there:
        work.bib.unlink()
    arxiv.know([Paper("1512.03385", "Deep Residual Learning")])
    (work.folder / "new.txt").write_text("arXiv:2101.00001, arXiv:1512.03385", "utf-8")
    others: list[str] = []
    arxiv.meanwhile += [lambda: others.append(work.text()), lambda: work.run(*SYNC, "paper.tex")]
    assert online(*SYNC, "new.txt").code == 0
    added = entries(work.text()) - entries(others[0])
    assert ("{1512.03385}" in others[0], ["{2101.00001}" in each for each in added.elements()]) == (True, [True])
    assert entries(others[0]) - entries(work.text()) == Counter()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda bib: shutil.rmtree(bib.parent), "lib/refs.bib: cannot write it: no such file or directory"),
        pytest.param(
            lambda bib: shutil.rmtree(bib.parents[1]), "the current folder: No such file or directory", marks=SLOW
        ),
        pytest.param(make_a_folder, "lib/refs.bib: cannot write it: is a directory", marks=SLOW),
        (lambda bib: bib.write_bytes(b"\0"), "lib/refs.bib: not a text file"),
    ],
    ids=["its folder gone", "the current folder gone", "a folder instead", "no text"],
)
def test_a_library_that_is_gone_meanwhile_is_told(
    work: Work, online: Cli, arxiv: Meddled, change: Callable[[Path], object], says: str
) -> None:
    bib = work.folder / "lib" / "refs.bib"
    bib.parent.mkdir()
    bib.write_text(OLD, "utf-8")
    left: list[list[Path]] = []
    arxiv.meanwhile += [lambda: left.append(sorted(work.folder.rglob("*"))), lambda: change(bib)]
    (work.folder / "new.txt").write_text("2101.00001", "utf-8")
    assert could_not(online("sync", "--bib", "lib/refs.bib", "new.txt"), says)
    assert sorted(work.folder.rglob("*")) == left[0]
