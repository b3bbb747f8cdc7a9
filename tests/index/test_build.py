"""Building an index as a process: what may go wrong, and that the old index stays then."""

from __future__ import annotations

import fcntl
import gzip
import io
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import Cli
from index_lines import line, many, write

ONE = "2101.00001"
LINES = many(30)


@pytest.fixture
def index(environ: dict[str, str]) -> Path:
    return Path(environ["BIBTOOLS_CACHE_DIR"], "index.sqlite3")


def held(cli: Cli) -> int:
    """Return how many papers the index has; a paper is looked up, too."""
    papers: int = cli("index", "info", "--format", "json").json["index"]["papers"]
    assert (cli("get", ONE, "--offline", "--format", "json").code == 0) == (papers > 0)
    return papers


def compressed(text: str) -> bytes:
    return gzip.compress(text.encode())


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("arxiv-metadata-oai-snapshot.json", text)
    return out.getvalue()


def parquet(text: str) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    import json  # noqa: PLC0415 - of this form

    from pyarrow import parquet as format_  # noqa: PLC0415 - an extra

    out = io.BytesIO()
    format_.write_table(pyarrow.Table.from_pylist([json.loads(each) for each in text.splitlines()]), out)
    return out.getvalue()


@pytest.mark.parametrize("form", [str.encode, compressed, zipped, parquet], ids=lambda form: form.__name__)
def test_a_snapshot_may_be_compressed(paper: Path, cli: Cli, form: object) -> None:
    assert callable(form)
    (paper / "snapshot").write_bytes(form("".join(f"{each}\n" for each in LINES)))
    run = cli("index", "build", "snapshot")
    assert (run.code, "30 papers" in run.out) == (0, True), run.err
    assert held(cli) == 30


def test_a_snapshot_may_come_from_standard_input(cli: Cli) -> None:
    run = cli("index", "build", "-", stdin="".join(f"{each}\n" for each in LINES))
    assert (run.code, held(cli)) == (0, 30), run.err


def test_a_second_build_takes_the_place_of_the_first(paper: Path, cli: Cli) -> None:
    for number in (30, 40, 38):
        assert cli("index", "build", str(write(paper / "s", many(number)))).code == 0
        assert held(cli) == number


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file or directory"),
        (b"", "it holds no records"),
        (b"<html>no</html>\n" * 20, "are no records"),
        (b"{}\n" * 20, "are no records"),
        (compressed("".join(f"{each}\n" for each in LINES))[:-50], "ends before it should"),
        (zipped("".join(f"{each}\n" for each in LINES))[:-50], "is damaged"),
        (b"\x1f\x8bnonsense", "ends before it should, or is damaged"),
        (b"PAR1nonsense", "broken Parquet file"),
        ("".join(f"{each}\n" for each in LINES[:20]).encode(), "it has 20 papers where there were 30"),
        ("".join(f"{each}\n" for each in [*LINES, *["{"] * 20]).encode(), "20 of 50 lines are no records"),
    ],
)
def test_what_is_no_snapshot_leaves_the_index_as_it_was(
    paper: Path, cli: Cli, index: Path, content: bytes | None, said: str
) -> None:
    if content and content.startswith(b"PAR1"):
        pytest.importorskip("pyarrow")
    assert cli("index", "build", str(write(paper / "good", LINES))).code == 0
    before = index.read_bytes()
    if content is not None:
        (paper / "bad").write_bytes(content)
    run = cli("index", "build", "bad")
    assert (run.code, said in run.err) == (3, True), run.err
    assert index.read_bytes() == before
    assert {path.name for path in index.parent.glob("index.*")} == {"index.sqlite3", "index.lock"}


def test_fewer_papers_are_taken_if_that_is_wanted(paper: Path, cli: Cli) -> None:
    write(paper / "many", LINES)
    write(paper / "few", LINES[:10])
    assert [cli("index", "build", *arguments).code for arguments in (["many"], ["few"], ["few", "--force"])] == [
        0,
        3,
        0,
    ]
    assert held(cli) == 10


def test_some_broken_lines_are_counted(paper: Path, cli: Cli) -> None:
    write(paper / "s", [*many(300), "{", '{"id": "x", "title": "t"}', "", line("2102.00001", title=" ")])
    run = cli("index", "build", "s")
    assert (run.code, "300 papers, 3 lines were no records" in run.out) == (0, True), run.out


def test_an_index_that_is_being_built_is_waited_for(paper: Path, cli: Cli, index: Path) -> None:
    write(paper / "s", LINES)
    index.parent.mkdir()
    with index.with_suffix(".lock").open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        run = cli("index", "build", "s")
    assert (run.code, "another bibtools builds or updates the index; wait for it" in run.err) == (3, True)
    assert cli("index", "build", "s").code == 0


def test_an_index_of_another_version_is_told_and_not_used(paper: Path, cli: Cli, index: Path) -> None:
    write(paper / "s", LINES)
    assert cli("index", "build", "s").code == 0
    with sqlite3.connect(index) as connection:
        connection.execute("PRAGMA user_version = 99")
    run = cli("get", ONE, "--offline")
    assert (run.code, run.err.count("is of another version of bibtools; bibtools index build makes it anew")) == (3, 1)
    assert cli("index", "build", "s").code == 0
    assert cli("get", ONE, "--offline").code == 0


@pytest.mark.parametrize("content", [b"", b"nonsense" * 1000, b"SQLite format 3\0" + b"x" * 5000])
def test_a_broken_index_is_a_note_and_can_be_built_anew(paper: Path, cli: Cli, index: Path, content: bytes) -> None:
    index.parent.mkdir()
    index.write_bytes(content)
    run = cli("get", "1706.03762", "--offline")
    assert (run.code, run.err.count("note: the index")) == (0, 1), run.err
    assert cli("index", "info").code in {0, 3}
    write(paper / "s", LINES)
    assert cli("index", "build", "s").code == 0
    assert held(cli) == 30


def started(paper: Path, environ: dict[str, str], *arguments: str, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bibtools", "index", *arguments]
    return subprocess.Popen(command, cwd=paper, env=environ, stderr=subprocess.PIPE, stdout=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_ended_leaves_the_index_as_it_was(
    paper: Path, cli: Cli, environ: dict[str, str], index: Path, sign: signal.Signals
) -> None:
    assert cli("index", "build", str(write(paper / "good", LINES))).code == 0
    before = index.read_bytes()
    write(paper / "large", many(20_000))
    process = started(paper, environ, "build", "large")
    deadline = time.monotonic() + 30
    while not index.with_suffix(".new").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert (process.returncode != 0, b"Traceback" in said) == (True, False), said
    assert index.read_bytes() == before
    assert held(cli) == 30
    assert cli("index", "build", "large").code == 0
    assert {path.name for path in index.parent.glob("index.*")} == {"index.sqlite3", "index.lock"}


@pytest.mark.slow
def test_a_full_disk_leaves_the_index_as_it_was(paper: Path, cli: Cli, environ: dict[str, str], index: Path) -> None:
    assert cli("index", "build", str(write(paper / "good", LINES))).code == 0
    before = index.read_bytes()
    write(paper / "large", many(5000))

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = started(paper, environ, "build", "large", preexec_fn=limited)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, b"cannot be written" in said, b"Traceback" in said) == (3, True, False), said
    assert index.read_bytes() == before
    assert {path.name for path in index.parent.glob("index.*")} == {"index.sqlite3", "index.lock"}


@pytest.mark.slow
def test_a_reader_that_is_killed_is_told(paper: Path, cli: Cli, environ: dict[str, str], index: Path) -> None:
    write(paper / "large", many(30_000))
    process = started(paper, environ, "build", "large")
    children: list[int] = []
    deadline = time.monotonic() + 30
    while not children and time.monotonic() < deadline:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("utf-8").split()
        children = [int(each) for each in found]
        time.sleep(0.05)
    time.sleep(0.3)
    for each in children:
        os.kill(each, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in said) == (3, False), said
    assert b"was ended; the index is as it was" in said
    assert not index.exists()
    del cli
