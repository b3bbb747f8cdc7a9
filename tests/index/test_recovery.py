"""An update that was killed: whoever reads next finds the index as it was before, or as it is after a page."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from conftest import Cli
from index_lines import abstract, many, provide, write
from loopback import FakeOai, Paper

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.lookup import Index
from bibtools.index.replacement import alone

ONE = "2101.00001"
PAPERS = 60
# Writes so much that the file is changed before the end, which does not come.
KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA cache_size = 1")
connection.execute("UPDATE papers SET packed = zeroblob(9000)")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def index(paper: Path, cli: Cli, environ: dict[str, str]) -> Path:
    """An index in whose update somebody was killed."""
    path = provide(cli, write(paper / "s", many(PAPERS)), environ)
    if not _KILLED:
        kill(path)
        _KILLED.update({each.name: each.read_bytes() for each in (path, journal(path))})
    for name, content in _KILLED.items():
        path.with_name(name).write_bytes(content)
    assert is_hot(path)
    return path


_KILLED: dict[str, bytes] = {}  # the files of the index that the fixture makes


def kill(path: Path) -> None:
    before = path.read_bytes()
    assert subprocess.run([sys.executable, "-c", KILLED, path], check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() != before
    assert is_hot(path)


def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def is_hot(path: Path) -> bool:
    """Return whether there is something to take back: the journal's first byte is written after all others."""
    with suppress(FileNotFoundError), journal(path).open("rb") as stream:
        return stream.read(1) not in {b"", b"\0"}
    return False


def sound(path: Path) -> int:
    """Return how many papers an index has that is sound."""
    assert not is_hot(path)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        papers: int = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
        return papers


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("find", abstract(ONE)), 0),
        (("get", ONE, "--offline"), 0),
        (("index", "info"), 0),
        (("doctor", "--offline"), 0),
        (("index", "build", "s"), 0),
    ],
)
def test_who_comes_next_takes_it_back(cli: Cli, index: Path, command: tuple[str, ...], code: int) -> None:
    run = cli(*command)
    assert (run.code, "note: the index" in run.err) == (code, False), run.err
    assert sound(index) == PAPERS
    assert cli("get", ONE, "--offline").code == 0


def test_an_update_goes_on(cli: Cli, index: Path, loopback: dict[str, str], oai: FakeOai) -> None:
    oai.know([Paper("2111.00001", "On Engine 1")])
    assert cli("index", "update", **loopback).code == 0
    assert sound(index) == PAPERS + 1


def test_a_build_still_knows_how_many_papers_there_were(paper: Path, cli: Cli, index: Path) -> None:
    run = cli("index", "build", str(write(paper / "few", many(10))))
    assert (run.code, f"it has 10 papers where there were {PAPERS}" in run.err) == (3, True), run.err
    assert sound(index) == PAPERS


def test_a_reader_that_is_open_goes_on(index: Path) -> None:
    found = Index(index, pytest.fail, is_own=True)
    asked = [Identifier(ARXIV, ONE)]
    assert len(found.records(asked)) == 1
    kill(index)
    assert len(found.records(asked)) == 1
    found.close()
    assert sound(index) == PAPERS


def test_a_reader_that_was_open_before_a_build_leaves_the_new_index_alone(paper: Path, cli: Cli, index: Path) -> None:
    found = Index(index, pytest.fail, is_own=True)
    asked = [Identifier(ARXIV, ONE)]
    assert len(found.records(asked)) == 1
    assert cli("index", "build", str(write(paper / "s", many(PAPERS + 1)))).code == 0
    kill(index)
    assert len(found.records(asked)) == 1
    found.close()
    assert sound(index) == PAPERS + 1


def test_while_it_is_written_a_reader_takes_nothing_back(index: Path) -> None:
    left = journal(index).read_bytes()
    notes: list[str] = []
    with alone(index):
        found = Index(index, notes.append, is_own=True)
        assert found.records([Identifier(ARXIV, ONE)]) == {}
    assert (len(notes), "an update was killed" in notes[0], "bibtools index update does" in notes[0]) == (1, True, True)
    assert journal(index).read_bytes() == left


@pytest.mark.parametrize("damage", ["", "0" * 5000])
def test_what_lies_beside_an_index_that_is_no_more_does_not_touch_the_next(cli: Cli, index: Path, damage: str) -> None:
    """The journal of an index that was taken away, or that is too broken to take it back, is not the next one's."""
    index.unlink()
    if damage:
        content = journal(index).read_bytes()
        index.write_bytes(b"SQLite format 3\0".ljust(68, b"\1") + b"bibt" + damage.encode())
        journal(index).write_bytes(content)
    assert cli("index", "build", "s").code == 0
    assert sound(index) == PAPERS
    assert cli("get", ONE, "--offline").code == 0


def test_a_log_of_writes_is_a_part_of_the_index(paper: Path, cli: Cli, index: Path) -> None:
    """Nobody but the user brings it about; then the next index is not to be ruined by it."""
    assert cli("index", "info").code == 0
    code = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("DELETE FROM papers WHERE number = 210100002")
connection.commit()
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code, index], check=False)
    assert index.with_name("index.sqlite3-wal").exists()
    assert cli("index", "build", str(write(paper / "s", many(PAPERS + 5)))).code == 0
    assert sound(index) == PAPERS + 5
    assert {path.name for path in index.parent.glob("index*")} == {"index.sqlite3", "index.sqlite3.lock"}


def test_an_index_that_cannot_be_written_is_read(cli: Cli, index: Path, paper: Path) -> None:
    assert cli("index", "info").code == 0
    del paper
    index.chmod(0o400)
    index.parent.chmod(0o500)
    try:
        assert cli("get", ONE, "--offline").code == 0
    finally:
        index.parent.chmod(0o700)


@pytest.mark.slow(seconds=12)
def test_an_update_that_is_killed_at_any_moment_leaves_an_index_to_use(
    paper: Path, cli: Cli, environ: dict[str, str], loopback: dict[str, str], oai: FakeOai
) -> None:
    oai.know([Paper(f"2111.{each:05}", f"On Engine {each}", abstract=abstract(each)) for each in range(1, 1501)])
    oai.page = 300
    assert cli("index", "build", str(write(paper / "s", many(PAPERS)))).code == 0
    index = Path(environ["BIBTOOLS_CACHE_DIR"], "index.sqlite3")
    for moment in range(12):  # twelve kinds: how it writes, whether it is read then, whether it is built anew
        process = subprocess.Popen(
            [sys.executable, "-m", "bibtools", "index", "update"], cwd=paper, env={**environ, **loopback}
        )
        deadline = time.monotonic() + 60
        reached = is_hot if moment % 2 else lambda path: journal(path).exists()
        while not reached(index) and process.poll() is None and time.monotonic() < deadline:
            pass
        time.sleep(moment // 4 * 0.008)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        if moment % 3:
            run = cli("get", ONE, "--offline")
            assert (run.code, "note: the index" in run.err) == (0, False), run.err
            told = cli("index", "info", "--format", "json").json["index"]["papers"]
            assert told == sound(index) >= PAPERS
        if moment % 4 == 3:
            assert cli("index", "build", "s", "--force").code == 0
            assert sound(index) == PAPERS
    assert cli("index", "update", **loopback).code == 0
    assert sound(index) == PAPERS + 1500
