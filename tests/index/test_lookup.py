"""Look-ups in an index that is damaged: it knows less, says so once, and nothing is raised."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Cli
from index_lines import abstract, made, many, write
from row_tables import rarely

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.index_file import Patience
from bibtools.index.information import info
from bibtools.index.lookup import Index
from bibtools.matching import abstracts, references
from bibtools.storage.sqlite import foreign

ONE = "2101.00001"
DAMAGED = "bibtools index build replaces it"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    made(folder, many(300)).close()
    return (folder / "index.sqlite3").read_bytes()


def use(path: Path) -> tuple[list[str], str, int]:
    """Look for papers in every way; return the notes, the trouble, and how many were found by id."""
    notes: list[str] = []
    index = Index(path, notes.append)
    found = index.records([Identifier(ARXIV, f"2101.{each:05}") for each in range(1, 301)])
    references.find(
        f"Example, On the Matter of {ONE}",
        references.Reader(index.titled, index.worded, index.nearly_worded, index.packed),
    )
    abstracts.find(abstract(ONE), index.marked, index.packed)
    index.worded(["matter"], 10)
    index.close()
    return notes, index.trouble, len(found)


def text_that_is_none(content: bytes) -> bytes:
    return content.replace(b"CREATE TABLE papers", b"CREATE \xff\xfe\xff\xfe\xff papers")


def no_table(content: bytes) -> bytes:
    return content.replace(b"CREATE TABLE papers", b"CREATE TABLE pipers")


def zeros(content: bytes) -> bytes:
    return content[:8192] + bytes(len(content) - 8192)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("damage", [text_that_is_none, no_table, zeros, cut], ids=lambda each: each.__name__)
def test_damage_is_told_once(tmp_path: Path, whole: bytes, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "index"
    path.write_bytes(damage(whole))
    notes, trouble, _ = use(path)
    assert notes == [trouble]
    assert (trouble.startswith(f"the index {path} is damaged ("), trouble.endswith(DAMAGED)) == (True, True)


def test_an_index_that_is_sound_is_no_trouble(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "index").write_bytes(whole)
    assert use(tmp_path / "index") == ([], "", 300)
    assert use(tmp_path / "none") == ([], "", 0)


@pytest.mark.thinned(2)
@pytest.mark.parametrize("seed", [*range(15), *map(rarely, range(15, 60))])
def test_no_damage_is_raised(tmp_path: Path, whole: bytes, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - damage, not secrets
    content = bytearray(whole)
    for _ in range(rng.choice((1, 10, 100))):
        at = rng.randrange(100, len(content))
        length = rng.choice((1, 4, 400))
        content[at : at + length] = rng.randbytes(length)[: len(content) - at]
    path = tmp_path / "index"
    path.write_bytes(content)
    notes, trouble, _ = use(path)
    assert len(notes) == bool(trouble)
    told = info(path)
    assert told is not None


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "value", ["x'00'", "x''", "'text'", "NULL", "7", "1.5", "x'140050'", "zeroblob(100)", "x'ffffffffff'"]
)
def test_a_row_of_another_form_is_none(tmp_path: Path, whole: bytes, value: str) -> None:
    path = tmp_path / "index"
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection:
        schema = connection.execute("SELECT sql, name FROM sqlite_master").fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE name IN ('papers', 'marks')"
        )
        connection.commit()
    with closing(sqlite3.connect(path)) as connection:
        for statement in (
            "UPDATE papers SET packed = {} WHERE number < 210100200",
            "UPDATE marks SET papers = {} WHERE bucket % 2",
        ):
            connection.execute(statement.format(value))
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany("UPDATE sqlite_master SET sql = ? WHERE name = ?", schema)
        connection.commit()
    notes, trouble, found = use(path)
    assert (notes, trouble, found) == ([], "", 101)


@pytest.mark.slow
def test_an_index_that_is_locked_is_not_called_damaged(paper: Path, cli: Cli, environ: dict[str, str]) -> None:
    assert cli("index", "build", str(write(paper / "s", many(30)))).code == 0
    with closing(sqlite3.connect(Path(environ["BIBTOOLS_CACHE_DIR"], "index.sqlite3"))) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        run = cli("index", "info")
    said = "is being written by another process; try again when that is done"
    assert (run.code, said in run.err, DAMAGED in run.err) == (3, True, False), run.err


def ticking(step: float) -> Callable[[], float]:
    """Return a clock that goes on by as much every time somebody looks at it."""
    ticks = itertools.count()
    return lambda: next(ticks) * step


@pytest.mark.parametrize(
    ("seconds", "step", "is_own", "is_late"),
    [
        (20, 0.1, False, False),
        (20, 15.0, False, True),
        (20, 15.0, True, False),  # the user's own has all the time that it needs
        (0, 0.1, False, False),  # who asks no service still asks the index
        (0, 0.9, False, True),
    ],
)
def test_an_index_of_others_works_no_longer_than_the_run_may(
    tmp_path: Path, whole: bytes, seconds: float, step: float, is_own: bool, is_late: bool
) -> None:
    path = tmp_path / "index.sqlite3"
    path.write_bytes(whole)
    path.chmod(0o600)
    notes: list[str] = []
    with closing(Index(path, notes.append, is_own=is_own, patience=Patience(seconds, ticking(step)))) as index:
        found = [bool(index.records([Identifier(ARXIV, ONE)])) for _ in range(3)]
    assert found == [True, True, not is_late]
    late = f"the index {path} has taken longer than the {max(1, seconds)} seconds of this run"
    assert [note.split(",")[0] for note in notes] == ([late] if is_late else [])


def test_a_statement_that_is_at_work_when_the_time_is_over_ends(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "index.sqlite3"
    path.write_bytes(whole)
    looks: list[int] = []
    connection = foreign(path)

    def is_late() -> bool:
        looks.append(1)
        return len(looks) == 3

    connection.budget.is_late = is_late
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        connection.execute(endless).fetchall()
    connection.close()
    assert len(looks) == 3
