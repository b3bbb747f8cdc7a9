"""Databases of others: nothing that they bring is run, deleted or waited for."""

from __future__ import annotations

import os
import sqlite3
import struct
from contextlib import closing, suppress
from pathlib import Path

import pytest
from conftest import Cli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_lines import made, many
from row_tables import rarely

from bibtools.core.errors import CannotError
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.information import info
from bibtools.index.lookup import Index
from bibtools.index.schema import CREATE
from bibtools.records.link_status import ALIVE, LinkStatus
from bibtools.records.record import Record
from bibtools.storage.answers import Cache
from bibtools.storage.sqlite import RefusedFile, Strange, foreign, own, verify
from bibtools.storage.tables.store import Tables, fill
from bibtools.storage.tables.table import TABLES, TableLink
from bibtools.storage.visits import Visits
from bibtools.tex.names import Name

ONE = Identifier(ARXIV, "2101.00001")
NOW = 1_800_000_000.0
MAGIC = bytes.fromhex("d9d505f920a163d7")
PAGE, SECTOR = 4096, 512


def journal(canary: Path, pages: int) -> bytes:
    """Return a hot journal that holds no page and names a super-journal (https://sqlite.org/fileformat2.html, 3)."""
    header = MAGIC + struct.pack(">5I", 0, 1, pages, SECTOR, PAGE)
    name = os.fsencode(canary)
    checksum = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    super_journal = struct.pack(">I", 0x40000000 // PAGE + 1) + name + struct.pack(">2I", len(name), checksum) + MAGIC
    return header.ljust(SECTOR, b"\0") + super_journal


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    made(folder, many(60)).close()
    return (folder / "index.sqlite3").read_bytes()


def lay(path: Path, content: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """Lay down a file that somebody wants to be deleted."""
    return lay(tmp_path / "canary.txt", b"precious")


def hot(path: Path, canary: Path, name: str = "-journal") -> Path:
    """Lay a journal beside a database that names the canary."""
    beside = path.with_name(f"{path.name}{name}")
    beside.write_bytes(journal(canary, path.stat().st_size // PAGE))
    return beside


def test_the_journal_is_one_that_sqlite_obeys(tmp_path: Path, whole: bytes, canary: Path) -> None:
    hot(lay(tmp_path / "x", whole), canary)
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        connection.execute("PRAGMA user_version").fetchone()
    assert not canary.exists()


COMMANDS = [
    ("get", ONE.value, "--offline"),
    ("sync", "--bib", "refs.bib", "p.txt"),
    ("find", "On the Matter of 2101.00001"),
    ("index", "info"),
    ("doctor", "--offline"),
    ("corpus", ".", "--out", "out", "--find", "--scheduler", "plain"),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
def test_an_index_that_a_repository_names_deletes_nothing(
    paper: Path, cli: Cli, whole: bytes, canary: Path, command: tuple[str, ...]
) -> None:
    lay(paper / "idx.sqlite3", whole)
    hot(paper / "idx.sqlite3", canary)
    (paper / ".bibtools.toml").write_text('index = "idx.sqlite3"\n')
    (paper / "p.txt").write_text("arXiv:2101.00001 arXiv:1706.03762\n")
    before = {path.name: path.read_bytes() for path in paper.glob("idx*")}
    run = cli(*command)
    assert canary.read_bytes() == b"precious"
    assert {path.name: path.read_bytes() for path in paper.glob("idx*")} == before, "nothing is recovered"
    assert "Traceback" not in run.err


@pytest.mark.parametrize("command", [("build", "s"), ("update",)], ids=lambda each: each[0])
def test_writing_an_index_deletes_nothing_that_its_journal_names(
    paper: Path, cli: Cli, whole: bytes, canary: Path, command: tuple[str, ...]
) -> None:
    (paper / "s").write_text("".join(f"{each}\n" for each in many(60)))
    lay(paper / "idx.sqlite3", whole)
    hot(paper / "idx.sqlite3", canary)
    run = cli(
        "index", *command, BIBTOOLS_INDEX="idx.sqlite3", BIBTOOLS_OFFLINE="0", BIBTOOLS_OAI_URL="http://127.0.0.1:9"
    )
    assert (canary.read_bytes(), run.code, "Traceback" in run.err) == (b"precious", 3 * (command[0] == "update"), False)
    if command[0] == "update":
        assert "has a journal next to it that bibtools did not write" in run.err


STORES = ("records-4.sqlite3", "visits-3.sqlite3", "tables-1.sqlite3", "index.sqlite3")


@pytest.mark.parametrize("name", STORES)
def test_a_cache_deletes_nothing_that_a_journal_names(tmp_path: Path, canary: Path, name: str) -> None:
    """The variable of the cache may lead into a repository that brings one: `BIBTOOLS_CACHE_DIR=.cache`."""
    folder = tmp_path / "cache"
    use(folder)
    hot(lay(folder / name, (folder / name).read_bytes() if (folder / name).exists() else b"x" * PAGE), canary)
    notes = use(folder)
    assert (canary.read_bytes(), len(notes)) == (b"precious", 1), notes


def use(folder: Path) -> list[str]:
    """Use everything that the cache keeps, and return what is noted."""
    notes: list[str] = []
    cache = Cache(folder, lambda: NOW, notes.append)
    cache.keep("arxiv", [Record(identifier=ONE, title="T", authors=(Name("A"),), provider="arxiv")], [])
    cache.recall("arxiv", [ONE])
    cache.holdings()
    cache.close()
    visits = Visits(folder, lambda: NOW, notes.append)
    visits.keep("https://x.org", LinkStatus(ALIVE))
    visits.recall("https://x.org")
    visits.close()
    tables = Tables(folder, notes.append)
    tables.links([ONE])
    tables.close()
    index = Index(folder / "index.sqlite3", notes.append, is_own=True)
    index.records([ONE])
    index.worded(["matter"], 10)
    index.close()
    return notes


def test_nothing_beside_a_foreign_file_is_opened(tmp_path: Path, whole: bytes) -> None:
    """A pipe would wait for ever, and a log would change what is read."""
    path = lay(tmp_path / "x", whole)
    for ending in ("-journal", "-wal", "-shm"):
        os.mkfifo(f"{path}{ending}")
    with closing(foreign(path)) as connection:
        verify(connection, CREATE)
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (60,)


def test_a_log_beside_a_foreign_file_changes_nothing(tmp_path: Path, whole: bytes) -> None:
    path = lay(tmp_path / "x", whole)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("DELETE FROM papers")
        writer.commit()
        log = Path(f"{path}-wal").read_bytes()
        content = path.read_bytes()
    lay(tmp_path / "y", content)
    lay(tmp_path / "y-wal", log)
    with closing(foreign(tmp_path / "y")) as connection:
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (60,)
    assert {each.name for each in tmp_path.glob("y*")} == {"y", "y-wal"}
    notes: list[str] = []
    assert Index(tmp_path / "y", notes.append).records([ONE]) == {}
    assert [("-wal beside it" in note) for note in notes] == [True]


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
PACKED = "CREATE TABLE papers (number INTEGER PRIMARY KEY, packed AS (hex(zeroblob(1000000000))))"
KEYS = "CREATE TABLE keys (key INTEGER {}, paper INTEGER)"
FACTS = "CREATE TABLE facts (name TEXT PRIMARY KEY COLLATE NOCASE, value TEXT) WITHOUT ROWID"
FALSE_SCHEMAS = {
    "a view without an end": ["DROP TABLE papers", f"CREATE VIEW papers AS {ENDLESS} x AS number, '' AS packed FROM n"],
    "a view of facts": ["DROP TABLE facts", f"CREATE VIEW facts AS {ENDLESS} 'papers' AS name, x AS value FROM n"],
    "a view besides": [f"CREATE VIEW more AS {ENDLESS} x FROM n"],
    "a trigger": ["CREATE TRIGGER t AFTER INSERT ON papers BEGIN DELETE FROM keys; END"],
    "a generated column": ["DROP TABLE papers", PACKED],
    "an index on an expression": ["CREATE INDEX i ON papers (hex(packed))"],
    "a partial index": ["CREATE INDEX i ON papers (number) WHERE packed LIKE '%a%'"],
    "a check": ["DROP TABLE keys", KEYS.format("CHECK (hex(key))")],
    "a default": ["DROP TABLE keys", KEYS.format("DEFAULT (hex(zeroblob(9)))")],
    "a virtual table": ["DROP TABLE marks", "CREATE VIRTUAL TABLE marks USING fts5(bucket, papers)"],
    "another module": ["CREATE VIRTUAL TABLE m USING rtree(a, b, c)"],
    "another tokenizer": ["DROP TABLE words", "CREATE VIRTUAL TABLE words USING fts5(title, tokenize='trigram')"],
    "a table too few": ["DROP TABLE marks"],
    "a table too many": ["CREATE TABLE words_content (a)"],
    "another collation": ["DROP TABLE facts", FACTS],
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("statements", FALSE_SCHEMAS.values(), ids=FALSE_SCHEMAS)
def test_a_schema_that_is_not_ours_is_not_used(tmp_path: Path, whole: bytes, statements: list[str]) -> None:
    path = lay(tmp_path / "x", whole)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    for is_own in (False, True):
        notes: list[str] = []
        index = Index(path, notes.append, is_own=is_own)
        assert index.records([ONE]) == {}
        assert index.worded(["matter"], 10) == []
        index.close()
        assert [note.endswith("bibtools index build replaces it") for note in notes] == [True], notes
        told = info(path, is_own=is_own)
        assert told is not None
        assert told.problem.startswith("is damaged (it ")


def test_a_schema_with_control_characters_does_not_reach_a_terminal(tmp_path: Path, whole: bytes) -> None:
    path = lay(tmp_path / "x", whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "\x1b[2J\x1b]0;owned\x07" (a)')
    notes: list[str] = []
    Index(path, notes.append).records([ONE])
    assert [note.isprintable() for note in notes] == [True]


@pytest.mark.parametrize("kind", ["answers", "visits", "links"])
def test_a_cache_whose_table_is_a_view_begins_anew(tmp_path: Path, kind: str) -> None:
    use(tmp_path)
    fill(tmp_path, TABLES["paperswithcode"], [TableLink(ONE.value, "https://github.com/a/b", 1)], NOW)
    columns = (
        "1 AS provider, 1 AS scheme, x AS value, 1 AS url, 1 AS id, 1 AS origin, 1 AS rank, 1 AS seen, 1 AS expires"
    )
    name = {"answers": STORES[0], "visits": STORES[1], "links": STORES[2]}[kind]
    with closing(sqlite3.connect(tmp_path / name)) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {kind}")
        connection.execute(f"CREATE VIEW {kind} AS {ENDLESS} {columns} FROM n")
        connection.commit()
    notes = use(tmp_path)
    assert [name in note for note in notes] == [True], notes
    fill(tmp_path, TABLES["paperswithcode"], [TableLink(ONE.value, "https://github.com/a/b", 1)], NOW)
    assert use(tmp_path) == []


def test_a_statement_that_does_not_end_is_ended(tmp_path: Path, whole: bytes) -> None:
    with closing(foreign(lay(tmp_path / "x", whole))) as connection:
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(f"{ENDLESS} count(*) FROM n").fetchone()
        assert connection.execute("SELECT count(*) FROM papers").fetchone() == (60,), "the next has its own budget"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM papers",
        "PRAGMA user_version = 7",
        "ATTACH ':memory:' AS other",
        "SELECT load_extension('x')",
        "SELECT zeroblob(1000000000)",
        f"SELECT {'(' * 200}1{')' * 200}",
        f"SELECT '{'x' * 100_000}'",
        f"SELECT {','.join('?' * 2000)}",
        "CREATE TEMP TABLE t (a)",
    ],
)
def test_a_reader_can_do_nothing_but_read(tmp_path: Path, whole: bytes, statement: str) -> None:
    path = lay(tmp_path / "x", whole)
    with closing(foreign(path)) as connection, pytest.raises(sqlite3.Error):
        connection.execute(statement, [1] * statement.count("?")).fetchall()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device"])
@pytest.mark.parametrize("name", STORES[:3])
def test_what_is_no_file_is_not_opened_as_ours(tmp_path: Path, canary: Path, kind: str, name: str) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    with closing(sqlite3.connect(tmp_path / "diary")) as connection:
        connection.execute("CREATE TABLE diary (day TEXT)")
    before = (tmp_path / "diary").read_bytes()
    match kind:
        case "pipe":
            os.mkfifo(folder / name)
        case "folder":
            (folder / name).mkdir()
        case _:
            (folder / name).symlink_to({"link": tmp_path / "diary", "device": Path("/dev/zero")}[kind])
    notes = use(folder)
    assert [name in note for note in notes] == [True], notes
    assert ((tmp_path / "diary").read_bytes(), canary.read_bytes()) == (before, b"precious")


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_link_in_the_place_of_a_log_is_not_followed(tmp_path: Path, canary: Path, ending: str) -> None:
    folder = tmp_path / "cache"
    use(folder)
    for name in STORES[:2]:
        Path(f"{folder / name}{ending}").unlink(missing_ok=True)
        Path(f"{folder / name}{ending}").symlink_to(canary)
    notes = use(folder)
    assert (canary.read_bytes(), len(notes)) == (b"precious", 2), notes


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("what", ["folder", "file", "journal"])
def test_what_belongs_to_another_user_is_not_opened_as_ours(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "cache"
    use(folder)
    path = folder / STORES[0]
    given_away = {"folder": folder, "file": path, "journal": Path(f"{path}-journal")}[what]
    given_away.touch()
    os.chown(given_away, 65534, 65534)
    with pytest.raises(RefusedFile, match="another user"):
        own(path)


def test_a_folder_that_everybody_may_write_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    use(folder)
    folder.chmod(0o777)
    with pytest.raises(RefusedFile, match="everybody may write"):
        own(folder / STORES[0])
    folder.chmod(0o1777)
    own(folder / STORES[0]).close()


def test_a_cache_is_made_for_its_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        use(tmp_path / "cache")
    finally:
        os.umask(before)
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_verifying_tells_what_is_strange(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        create = ("CREATE TABLE IF NOT EXISTS a (\n  b TEXT PRIMARY KEY\n)",)
        connection.execute(create[0])
        verify(connection, create)
        with pytest.raises(Strange, match="it holds the table a"):
            verify(connection, ("CREATE TABLE a (b TEXT)",))
        with pytest.raises(Strange, match="it lacks a table"):
            verify(connection, (*create, "CREATE TABLE c (d)"))


DAMAGES = st.one_of(
    st.tuples(st.just("cut"), st.integers(0, 200_000), st.just(b"")),
    st.tuples(st.just("write"), st.integers(0, 200_000), st.binary(min_size=1, max_size=40)),
    st.tuples(st.just("write"), st.integers(16, 120), st.binary(min_size=1, max_size=4)),  # the header: page size, …
    st.tuples(st.just("flip"), st.integers(0, 8 * 200_000), st.just(b"")),
    st.tuples(st.just("flip"), st.integers(0, 8 * 100), st.just(b"")),
    st.tuples(st.just("zeros"), st.integers(0, 200_000), st.just(b"")),
)


def damaged(content: bytes, damages: list[tuple[str, int, bytes]]) -> bytes:
    made = bytearray(content)
    for kind, at, data in damages:
        if kind == "flip" and made:
            made[at // 8 % len(made)] ^= 1 << at % 8
            continue
        where = at % (len(made) + 1)
        if kind == "cut":
            del made[where:]
        else:
            made[where : where + (len(data) or PAGE)] = data or bytes(PAGE)
    return bytes(made)


@given(st.lists(DAMAGES, min_size=1, max_size=4), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_of_an_index_is_raised(
    tmp_path: Path, whole: bytes, damages: list[tuple[str, int, bytes]], is_own: bool
) -> None:
    path = lay(tmp_path / "index", damaged(whole, damages))
    notes: list[str] = []
    index = Index(path, notes.append, is_own=is_own)
    index.records([Identifier(ARXIV, f"2101.{each:05}") for each in range(1, 61)])
    index.titled(range(50))
    index.marked(range(0, 1 << 32, 1 << 26))
    index.worded(["matter"], 10)
    index.nearly_worded(["matter", "the", "of", "on"], 10)
    index.close()
    assert (len(notes) <= 1, all(note.isprintable() for note in notes)) == (True, True)
    assert info(path, is_own=is_own) is not None


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("kept")
    use(folder)
    fill(
        folder, TABLES["paperswithcode"], [TableLink(ONE.value, f"https://github.com/a/b{n}", 1) for n in range(9)], NOW
    )
    return {name: (folder / name).read_bytes() for name in STORES[:3]}


@given(st.lists(DAMAGES, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_of_a_cache_is_raised(
    tmp_path: Path, kept: dict[str, bytes], damages: list[tuple[str, int, bytes]]
) -> None:
    for path in tmp_path.glob("*.sqlite3*"):
        path.unlink()
    for name, content in kept.items():
        lay(tmp_path / name, damaged(content, damages))
    notes = use(tmp_path)
    with suppress(CannotError):
        Tables(tmp_path, notes.append).held()
    assert all(note.isprintable() for note in notes)


# Where the header of a database says what (https://sqlite.org/fileformat2.html, 1.3): offset and length.
HEADER_FIELDS = [(0, 16), (16, 2), (18, 1), (19, 1), (20, 1), (21, 1), (22, 1), (23, 1), (24, 4), (28, 4), (32, 4),
                 (36, 4), (40, 4), (44, 4), (48, 4), (52, 4), (56, 4), (60, 4), (64, 4), (68, 4), (72, 20), (92, 4),
                 (96, 4), (100, 1), (101, 2), (103, 2), (105, 2)]  # fmt: skip


FILLINGS = [b"\0", b"\1", b"\2", b"\x7f", b"\xff"]
# Every field in every run, and every value for some of them; all for all is for the slow tests.
HEADERS = [
    (*field, filling) if (row + column) % len(FILLINGS) < 2 else rarely(*field, filling)
    for row, field in enumerate(HEADER_FIELDS)
    for column, filling in enumerate(FILLINGS)
]


@pytest.mark.slow
@pytest.mark.parametrize(("at", "length", "filling"), HEADERS)
def test_a_header_of_any_kind_is_no_harm(tmp_path: Path, whole: bytes, at: int, length: int, filling: bytes) -> None:
    path = lay(tmp_path / "x", whole[:at] + filling * length + whole[at + length :])
    before = path.read_bytes()
    for is_own in (False, True):
        notes: list[str] = []
        with closing(Index(path, notes.append, is_own=is_own)) as index:
            assert index.records([ONE]).keys() <= {ONE}
            index.worded(["matter"], 10)
        assert len(notes) <= 1
        if not is_own:
            assert path.read_bytes() == before
            assert [each.name for each in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("size", [512, 1024, 65536])
def test_a_database_of_any_page_size_is_read(tmp_path: Path, whole: bytes, size: int) -> None:
    path = lay(tmp_path / "x", whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")
    with closing(Index(path, print)) as index:
        assert index.records([ONE]).keys() == {ONE}


def test_pages_that_lead_in_a_circle_end(tmp_path: Path, whole: bytes) -> None:
    """Every pointer to a page leads to the first one, or to the page that it stands in."""
    for target in (1, 2, 3):
        pages = [bytearray(whole[at : at + PAGE]) for at in range(0, len(whole), PAGE)]
        for page in pages[1:]:
            if page[0] in {2, 5}:  # an interior page: its right-most child
                page[8:12] = target.to_bytes(4, "big")
            page[-4:] = target.to_bytes(4, "big")
        path = lay(tmp_path / f"x{target}", b"".join(pages))
        notes: list[str] = []
        with closing(Index(path, notes.append)) as index:
            index.records([ONE])
            index.worded(["matter"], 10)
            index.titled([1, 2, 3])
        assert len(notes) <= 1
