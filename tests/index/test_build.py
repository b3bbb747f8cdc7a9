"""Building an index as a process: what may go wrong, and that the old index stays then."""

from __future__ import annotations

import fcntl
import gzip
import io
import json
import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Cli
from index_lines import line, many, provide, write
from row_tables import rarely

from bibtools.core.errors import CannotError
from bibtools.index.build import build
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info
from bibtools.index.lookup import Index
from bibtools.index.replacement import alone
from bibtools.index.schema import APPLICATION, FORM, HEADER, MAGIC

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


def beside(index: Path) -> set[str]:
    """Return what lies in the folder of the index."""
    return {path.name for path in index.parent.iterdir() if "index" in path.name}


def compressed(text: str) -> bytes:
    return gzip.compress(
        text.encode(), mtime=0
    )  # tests are called by it: they must have the same name in every process


def _member(name: str) -> zipfile.ZipInfo:
    """Name a member of an archive, at a time that is always the same."""
    return zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0))


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_member("arxiv-metadata-oai-snapshot.json"), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parquet(text: str) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as format_  # an extra

    out = io.BytesIO()
    format_.write_table(pyarrow.Table.from_pylist([json.loads(each) for each in text.splitlines()]), out)
    return out.getvalue()


def packed(method: int) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            archive.writestr(_member("LICENSE"), "CC0", method)
            archive.writestr(_member("arxiv-metadata-oai-snapshot.json"), text, method)
        return out.getvalue()

    return made


def changed(content: bytes, fields: dict[int, int]) -> bytes:
    """Change the header of each file in an archive, and what the directory says of it."""
    found = bytearray(content)
    for magic, start in ((b"PK\3\4", 0), (b"PK\1\2", 2)):
        at = found.find(magic)
        while at >= 0:
            for field, value in fields.items():
                found[at + start + field] = value
            at = found.find(magic, at + 1)
    return bytes(found)


def refusal(index: Path, source: Path) -> str:
    """Return why no index is built of a file."""
    with pytest.raises(CannotError) as caught:
        build(index, str(source), BuildMonitor(lambda _papers, _part: None, lambda: "today"))
    return str(caught.value)


TEXT = "".join(f"{each}\n" for each in LINES)
ZIP = packed(zipfile.ZIP_DEFLATED)(TEXT)
FLAGS, METHOD = 6, 8  # where they stand in the header of a file


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(ZIP, {FLAGS: 1}), "password required"),
        (changed(ZIP, {METHOD: 97}), "compression method is not supported"),
        (changed(ZIP, {METHOD: zipfile.ZIP_LZMA}), "damaged"),
        (changed(ZIP, {METHOD: zipfile.ZIP_BZIP2}), "damaged"),
        (packed(zipfile.ZIP_STORED)("")[-22:], "no records"),
        (b"PK\3\4" + ZIP[-22:], "damaged"),
        (b"PK\3\4", "damaged"),
        (ZIP[: len(ZIP) // 2], "damaged"),
        (ZIP[:200] + b"\xff" * 200 + ZIP[400:], "damaged"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "s").write_bytes(content)
    assert said in refusal(tmp_path / "index.sqlite3", tmp_path / "s")


@pytest.mark.thinned(3)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_may_be_packed_in_any_way(paper: Path, cli: Cli, method: int) -> None:
    (paper / "s").write_bytes(packed(method)(TEXT))
    assert (cli("index", "build", "s").code, held(cli)) == (0, 30)


@pytest.mark.thinned(3)
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


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file or directory"),
        (b"", "it holds no records"),
        (b"<html>no</html>\n" * 20, "are no records"),
        (b"{}\n" * 20, "are no records"),
        (compressed("".join(f"{each}\n" for each in LINES))[:-50], "is truncated"),
        (zipped("".join(f"{each}\n" for each in LINES))[:-50], "is damaged"),
        (b"\x1f\x8bnonsense", "is truncated or damaged"),
        (b"PAR1nonsense", "broken Parquet file"),
        ("".join(f"{each}\n" for each in LINES[:20]).encode(), "it has 20 papers where there were 30"),
        ("".join(f"{each}\n" for each in [*LINES, *["{"] * 20]).encode(), "20 of 50 lines are no records"),
    ],
)
def test_what_is_no_snapshot_leaves_the_index_as_it_was(
    paper: Path, cli: Cli, environ: dict[str, str], index: Path, content: bytes | None, said: str
) -> None:
    if content and content.startswith(b"PAR1"):
        pytest.importorskip("pyarrow")
    provide(cli, write(paper / "good", LINES), environ)
    before = index.read_bytes()
    if content is not None:
        (paper / "bad").write_bytes(content)
    if content:
        assert said in refusal(index, paper / "bad")
    else:  # the command says the same, and ends with the code of such errors
        run = cli("index", "build", "bad")
        assert (run.code, said in run.err) == (3, True), run.err
    assert index.read_bytes() == before
    assert beside(index) == {"index.sqlite3", "index.sqlite3.lock"}


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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("junk", "times", "code", "said"),
    [
        ("\n", 9000, 0, "300 papers\n"),
        (" \t\n", 9000, 0, "300 papers\n"),
        ("x" * (1 << 22) + "\n", 1, 0, "300 papers, 1 lines were no records"),
        (
            json.dumps({"id": "2102.00001", "title": "x", "abstract": "x" * (1 << 20)}) + "\n",
            1,
            0,
            "1 lines were no records",
        ),
        (json.dumps({"id": "2102.00001", "title": "x", "abstract": "x" * 900_000}) + "\n", 1, 0, "301 papers\n"),
        ("\n", 90_000, 3, "of its first 12000 lines are no records"),
        ("{}\n", 90_000, 3, "12000 of its first 12000 lines are no records; the index was not changed"),
        ("{}\n", 5000, 3, "5000 of 5300 lines are no records; the index was not changed"),
        ("x" * (1 << 20), 1 << 8, 3, "its lines are too long for records"),
        ("\0" * (1 << 20), 1 << 8, 3, "its lines are too long for records"),
    ],
    ids=range(10),
)
def test_what_is_no_record_is_left_out_up_to_a_point(
    paper: Path, cli: Cli, junk: str, times: int, code: int, said: str
) -> None:
    (paper / "s").write_text(junk * times + "".join(f"{each}\n" for each in many(300)))
    run = cli("index", "build", "s")
    assert (run.code, said in run.out + run.err) == (code, True), run.out + run.err


def test_papers_of_months_to_come_are_told(paper: Path, cli: Cli) -> None:
    early = [line(f"9901.{each:05}") for each in range(1, 4)]
    run = cli("index", "build", str(write(paper / "s", [*LINES, *early])))
    assert (run.code, "30 papers, 3 lines were no records" in run.out) == (0, True), run.err
    assert cli("find", f"Example: On the Matter of {ONE}").code == 0
    early = [line(f"9901.{each:05}") for each in range(1, 41)]
    run = cli("index", "build", str(write(paper / "s", [*LINES, *early, "{"])))
    said = "41 of 71 lines are no records (40 papers are dated in the future: is this machine's clock right?)"
    assert (run.code, said in run.err) == (3, True), run.err


# A program that says how much memory its children took, of those who were waited for.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "bibtools", "index", "build", sys.argv[1]], stderr=subprocess.PIPE)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "times"),
    [
        (b"\0" * 1_000_000, 1000),
        (b" " * 1_000_000, 1000),
        (b"\n" * 1_000_000, 300),
        (b" " * 1_000_000 + b"\n", 300),
        (b"[" + b"{}," * 300_000 + b"{}]\n", 40),
        (b'{"id":"2101.00001","title":"x","abstract":"' + b"a" * 900_000 + b'"}\n', 250),
    ],
)
def test_no_snapshot_fills_the_memory(paper: Path, environ: dict[str, str], piece: bytes, times: int) -> None:
    (paper / "bomb.gz").write_bytes(gzip.compress(piece, 1) * times)
    command = [sys.executable, "-c", MEASURED, "bomb.gz"]
    done = subprocess.run(command, cwd=paper, env=environ, capture_output=True, check=True)
    code, most = map(int, done.stdout.split()[-2:])
    assert (code in {0, 3}, most < 200_000) == (True, True), (code, most, done.stderr)


def test_an_index_that_is_being_built_is_waited_for(paper: Path, cli: Cli, index: Path) -> None:
    write(paper / "s", LINES)
    index.parent.mkdir()
    with index.with_name("index.sqlite3.lock").open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        run = cli("index", "build", "s")
    assert (run.code, "another run of bibtools is building or updating the index; wait for it" in run.err) == (3, True)
    assert cli("index", "build", "s").code == 0


@pytest.mark.slow
def test_readers_that_outlive_a_build_do_not_hold_its_lock(tmp_path: Path) -> None:
    """They are stopped, as a busy machine may stop anybody for a moment. Lines of one batch would have none."""
    readers: set[int] = set()

    def stop(papers: int, part: float) -> None:
        del part
        if papers < 4500:  # what they still have to read would be waited for
            return
        readers.update(each.pid for each in multiprocessing.active_children() if each.pid)
        for reader in readers:
            os.kill(reader, signal.SIGSTOP)

    path = tmp_path / "index.sqlite3"
    try:
        build(path, str(write(tmp_path / "s", many(4500))), BuildMonitor(stop, lambda: "today"))
        assert readers
        with alone(path):
            pass
    finally:
        for reader in readers:
            os.kill(reader, signal.SIGCONT)


def test_an_index_of_another_version_is_told_and_not_used(paper: Path, cli: Cli, index: Path) -> None:
    write(paper / "s", LINES)
    assert cli("index", "build", "s").code == 0
    with sqlite3.connect(index) as connection:
        connection.execute("PRAGMA user_version = 99")
    run = cli("get", ONE, "--offline")
    assert (run.code, run.err.count("is of another version of bibtools; bibtools index build replaces it")) == (3, 1)
    assert cli("index", "build", "s").code == 0
    assert cli("get", ONE, "--offline").code == 0


def signed(form: int = FORM, *, page: bytes = b"x" * 5000) -> bytes:
    """Return a file that begins as an index does."""
    header = bytearray(MAGIC.ljust(HEADER, b"\1"))
    header[60:64], header[68:72] = form.to_bytes(4, "big"), APPLICATION.to_bytes(4, "big")
    return bytes(header) + page


OTHER = "not a bibtools index"


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("content", "said", "is_replaced"),
    [
        (b"", "is empty; bibtools index build replaces it", True),
        (signed(), "is damaged", True),
        rarely(signed(page=b""), "is damaged", True),
        (b"nonsense" * 1000, OTHER, False),
        rarely(b"x", OTHER, False),
        rarely(MAGIC, "is damaged", False),
        (MAGIC + b"x" * 5000, "is damaged", False),
    ],
)
def test_a_broken_index_is_a_note_and_is_replaced_if_it_is_one(
    paper: Path, cli: Cli, index: Path, content: bytes, said: str, is_replaced: object
) -> None:
    index.parent.mkdir()
    index.write_bytes(content)
    run = cli("get", "1706.03762", "--offline")
    assert (run.code, run.err.count("note: the index"), said in run.err) == (0, 1, True), run.err
    run = cli("index", "info")
    assert (run.code, said in run.err) == (3, True), run.err
    write(paper / "s", LINES)
    run = cli("index", "build", "s")
    assert (run.code, "is not a bibtools index, so it stays as it is: remove it" in run.err) == (
        (0, False) if is_replaced else (2, True)
    )
    if is_replaced:
        assert held(cli) == 30
    else:
        assert index.read_bytes() == content


def test_the_database_of_another_program_stays(paper: Path, cli: Cli, index: Path) -> None:
    index.parent.mkdir()
    with sqlite3.connect(index) as connection:
        connection.execute("CREATE TABLE diary (day TEXT)")
        connection.execute(f"PRAGMA user_version = {FORM + 1}")
    before = index.read_bytes()
    write(paper / "s", LINES)
    for command in (["build", "s"], ["update"], ["info"]):
        run = cli("index", *command, BIBTOOLS_OFFLINE="0")
        assert (run.code in {2, 3}, OTHER in run.err) == (True, True), run.err
    assert index.read_bytes() == before


def test_a_snapshot_is_not_its_own_index(paper: Path, cli: Cli) -> None:
    before = write(paper / "s", LINES).read_bytes()
    (paper / "link").symlink_to("s")
    (paper / "hard").hardlink_to(paper / "s")
    for name in ("s", "link", "hard"):
        run = cli("index", "build", "s", BIBTOOLS_INDEX=name)
        assert (run.code, "is the snapshot itself; name another file" in run.err) == (2, True), run.err
    assert (paper / "s").read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        *("index.sqlite3", "x.new", "ü \udcff"),
        *map(rarely, ("a[b].sqlite3", "index.lock", "building?#%41", "x", "i*", ".i")),
    ],
)
def test_a_build_removes_nothing_but_its_own(paper: Path, cli: Cli, name: str) -> None:
    """Files that others may have beside the index, among them each with an ending that programs like to take."""
    stem = name.rpartition(".")[0] or name
    endings = ("new", "new.html", "newsletter.md", "keys", "marks00", "lock", "tmp", "bak")
    others = {f"{base}.{ending}" for base in (stem, name) for ending in endings} | {"ab.sqlite3", "index.old"}
    others = {each for each in others if each not in {name, f"{name}.lock"}}
    for each in others:
        (paper / each).write_text("mine")
    (paper / f".{name}.building").mkdir()
    (paper / f".{name}.building" / "mine.txt").write_text("mine")
    write(paper / "snapshot", LINES)
    for _ in range(2):
        run = cli("index", "build", "snapshot", BIBTOOLS_INDEX=name)
        assert run.code == 0, run.err
        assert cli("index", "info", "--format", "json", BIBTOOLS_INDEX=name).json["index"]["papers"] == 30
    assert {path.name for path in paper.iterdir()} == others | {
        "snapshot", name, f"{name}.lock", f".{name}.building"
    }  # fmt: skip
    assert {(paper / each).read_text() for each in others} == {"mine"}
    assert [path.name for path in (paper / f".{name}.building").iterdir()] == ["mine.txt"]


def test_an_index_that_is_a_link_stays_one(paper: Path, cli: Cli) -> None:
    (paper / "far").mkdir()
    (paper / "link").symlink_to("far/real")
    write(paper / "s", LINES)
    for number in (30, 40):
        write(paper / "s", many(number))
        assert cli("index", "build", "s", BIBTOOLS_INDEX="link").code == 0
        assert (paper / "link").is_symlink()
        assert cli("index", "info", "--format", "json", BIBTOOLS_INDEX="link").json["index"]["papers"] == number
        assert {path.name for path in (paper / "far").iterdir()} == {"real", "real.lock"}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("folder", "is a folder; name a file for the index"),
        ("pipe", "is not a file; name one for the index"),
        ("loop", "cannot be read: "),
        ("s/index", "cannot be read: not a directory"),
    ],
)
def test_a_place_that_is_no_file_is_told(paper: Path, cli: Cli, place: str, said: str) -> None:
    write(paper / "s", LINES)
    (paper / "folder").mkdir()
    os.mkfifo(paper / "pipe")
    (paper / "loop").symlink_to("loop")
    run = cli("index", "build", "s", BIBTOOLS_INDEX=place)
    assert (run.code, said in run.err) == (3, True), run.err
    run = cli("index", "info", BIBTOOLS_INDEX=place)
    assert (run.code, "BIBTOOLS_INDEX" in run.err + run.out or place in {"loop", "s/index"}) == (
        0 if place == "s/index" else 3,
        True,
    ), run.err
    run = cli("get", "1706.03762", BIBTOOLS_INDEX=place)
    assert (run.code, run.err.count("note: the index")) == (0, place != "s/index"), run.err


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_in_the_way_of_a_build_stays(paper: Path, cli: Cli, kind: str) -> None:
    (paper / "far").mkdir()
    (paper / "far" / "index").write_text("mine")
    way = paper / ".i.building"
    way.write_text("mine") if kind == "file" else way.symlink_to("far")
    write(paper / "s", LINES)
    run = cli("index", "build", "s", BIBTOOLS_INDEX="i")
    assert (run.code, "is in the way of a build; remove it" in run.err) == (3, True), run.err
    assert (paper / "far" / "index").read_text() == "mine"
    assert way.exists()


@pytest.mark.parametrize("closed", ["index.sqlite3", "."])
def test_an_index_that_may_not_be_read_is_told(paper: Path, cli: Cli, index: Path, closed: str) -> None:
    assert cli("index", "build", str(write(paper / "s", LINES))).code == 0
    path = index.parent / closed
    notes: list[str] = []
    try:
        path.chmod(0)
        with nobody(index):
            found = Index(index, notes.append)
            assert not found.is_there
            told = info(index)
    finally:
        path.chmod(0o700)
    assert told is not None
    assert [found.trouble] == notes == [f"the index {index} {told.problem}"]
    assert told.problem == "cannot be read: permission denied; check its permissions"


@contextmanager
def nobody(path: Path) -> Iterator[None]:
    """Be somebody else where this is root, who may read everything, and who is let into the folders above."""
    if os.geteuid():
        yield
        return
    above = [each for each in path.parents if each.is_relative_to("/tmp") and each != path.parent]  # noqa: S108 - pytest's folders
    modes = {each: each.stat().st_mode for each in above}
    for each in above:
        each.chmod(modes[each] | 0o011)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for each, mode in modes.items():
            each.chmod(mode & 0o7777)


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
    write(paper / "large", many(8_000))
    process = started(paper, environ, "build", "large")
    deadline = time.monotonic() + 30
    while not index.with_name(".index.sqlite3.building").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert (process.returncode != 0, b"Traceback" in said) == (True, False), said
    assert index.read_bytes() == before
    assert held(cli) == 30
    assert cli("index", "build", str(write(paper / "next", many(300)))).code == 0
    assert beside(index) == {"index.sqlite3", "index.sqlite3.lock"}


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
    assert beside(index) == {"index.sqlite3", "index.sqlite3.lock"}


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
    assert b"was ended; the index was not changed" in said
    assert not index.exists()
    del cli


@pytest.mark.parametrize("kind", ["pipe", "/dev/zero"])
def test_a_snapshot_that_is_no_file_is_not_waited_for(paper: Path, cli: Cli, kind: str) -> None:
    os.mkfifo(paper / "pipe")
    run = cli("index", "build", kind)
    assert (run.code, f"{kind}: not a file; - reads standard input" in run.err) == (3, True), run.err


@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_a_lock_that_is_no_file_is_not_waited_for(paper: Path, cli: Cli, kind: str) -> None:
    write(paper / "s", LINES)
    if kind == "pipe":
        os.mkfifo(paper / "i.lock")
    else:
        (paper / "i.lock").symlink_to("victim")
    run = cli("index", "build", "s", BIBTOOLS_INDEX="i")
    assert (run.code, "i.lock: is not a file of bibtools; remove it" in run.err) == (3, True), run.err
    assert not (paper / "victim").exists()
