"""Databases: a file that is damaged, or made by a stranger, gives facts in their form, or a note, and nothing else.

An input is a list of changes to a sound file: two bytes of a place, one with the number of bytes, and these. What lies
behind the word JOURNAL is put beside the file as SQLite's own journal.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from index_lines import line, write

from bibtools.core.errors import ReadError
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.build import build
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info
from bibtools.index.lookup import Index
from bibtools.index.row_codec import first_author, year_of
from bibtools.index.titles import keys
from bibtools.records.link_status import ALIVE, GONE, LinkStatus
from bibtools.records.record import CodeLink, Record
from bibtools.storage.answers import Cache, contents
from bibtools.storage.tables.store import Tables, fill
from bibtools.storage.tables.table import TABLES, TableLink
from bibtools.storage.visits import Visits
from bibtools.tex.names import Name
from fuzz.promises import Target, promise
from fuzz.scratch import scratch

NOW = 1_790_000_000.0
ID = Identifier(ARXIV, "2101.00001")
LINK = "https://github.com/ada/sort"
TITLE = "On the Matter of Sorting Networks"
JOURNAL = b"JOURNAL"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")  # https://sqlite.org/fileformat2.html#the_rollback_journal


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for sound files, and for those that are changed."""
    return scratch()


@cache
def sound(make: Callable[[Path], Path]) -> bytes:
    """Return a file as it should be."""
    with scratch() as made:
        return make(Path(made)).read_bytes()


def changed(data: bytes, make: Callable[[Path], Path], name: str) -> tuple[Path, list[str]]:
    """Write a file with the changes that an input asks for; return it, and a list for what is noted of it."""
    place = Path(folder().name, "changed")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    content = bytearray(sound(make))
    changes, has_journal, journal = data.partition(JOURNAL)
    at = 0
    while at + 3 < len(changes):
        where, length = int.from_bytes(changes[at : at + 2], "big") * 3, changes[at + 2] % 32
        piece = changes[at + 3 : at + 3 + length]
        where %= len(content)
        content[where : where + len(piece)] = piece[: len(content) - where]
        at += 3 + length
    path = place / name
    path.write_bytes(content)
    if has_journal:
        path.with_name(f"{name}-journal").write_bytes(JOURNAL_MAGIC + journal)
    return path, []


def an_index(where: Path) -> Path:
    """Build an index of four papers."""
    lines = [line(f"2101.0000{number}", title=f"{TITLE}, Part {number}") for number in range(1, 5)]
    path = where / "index.sqlite3"
    build(path, str(write(where / "lines", lines)), BuildMonitor(lambda _papers, _part: None, lambda: "today"))
    return path


def check_index(data: bytes) -> None:
    """Look everything up in an index."""
    path, notes = changed(data, an_index, "index.sqlite3")
    info(path)
    index = Index(path, notes.append)
    found = index.records([ID])
    promise(
        all(isinstance(each, Record) and key == each.identifier == ID for key, each in found.items()), "another paper"
    )
    titled = index.titled(keys(f"{TITLE}, Part 1")[1])
    marked = index.marked([0, 1, 2**32 - 1])
    listed = [
        *titled.values(),
        *marked.values(),
        index.worded(["matter", "sorting"], 5),
        index.nearly_worded(TITLE.lower().split(), 5),
    ]
    numbers = [number for each in listed for number in each]
    for packed in index.packed(numbers[:20]).values():
        promise(isinstance(first_author(packed), str), "no author")
        year_of(packed)
    index.close()
    promise(len(notes) <= 1, f"more than one note: {notes}")


def a_cache(where: Path) -> Path:
    """Make a cache that knows one paper, and of another that there is none."""
    cached = Cache(where, lambda: NOW, _raise)
    record = Record(
        identifier=ID,
        title=TITLE,
        authors=(Name("Moss", "Ida"),),
        provider="arxiv",
        date=date(2021, 1, 4),
        code=(CodeLink(LINK, "abstract"),),
    )
    cached.keep("arxiv", [record], [Identifier(ARXIV, "2101.00002")])
    cached.close()
    return cached.path


def check_cache(data: bytes) -> None:
    """Recall what services said."""
    path, notes = changed(data, a_cache, sound_name(a_cache))
    contents(path.parent, lambda: NOW)
    cached = Cache(path.parent, lambda: NOW, notes.append)
    for key, remembered in cached.recall("arxiv", [ID, Identifier(ARXIV, "2101.00002")]).items():
        record = remembered.record
        promise(record is None or record.identifier == key, f"another paper: {record}")
        promise(record is None or _is_sound(record), f"a record of odd values: {record!r}")
    cached.close()


def _is_sound(record: Record) -> bool:
    texts = [record.title, record.provider, *record.categories, *(part for name in record.authors for part in name[:4])]
    links = [text for link in record.code for text in (link.url, link.origin)]
    return all(isinstance(text, str) for text in (*texts, *links)) and all(
        isinstance(link.rank, int) for link in record.code
    )


def a_cache_of_visits(where: Path) -> Path:
    """Make a cache that knows of one link."""
    visits = Visits(where, lambda: NOW, _raise)
    visits.keep(LINK, LinkStatus(ALIVE))
    visits.close()
    [path] = where.glob("visits-*.sqlite3")
    return path


def check_visits(data: bytes) -> None:
    """Recall what a link led to."""
    path, notes = changed(data, a_cache_of_visits, sound_name(a_cache_of_visits))
    visits = Visits(path.parent, lambda: NOW, notes.append)
    link_status = visits.recall(LINK)
    promise(link_status is None or link_status.status in {ALIVE, GONE}, f"no status: {link_status}")
    promise(link_status is None or isinstance(link_status.reason, str), f"no reason: {link_status}")
    visits.close()


def some_tables(where: Path) -> Path:
    """Make a store with one link."""
    [table, *_] = TABLES.values()
    fill(where, table, [TableLink(ID.value, LINK, 1)], NOW)
    [path] = where.glob("tables-*.sqlite3")
    return path


def check_tables(data: bytes) -> None:
    """Look up links, and what there is."""
    path, notes = changed(data, some_tables, sound_name(some_tables))
    tables = Tables(path.parent, notes.append)
    for link in tables.links([ID]).get(ID, []):
        promise(
            isinstance(link.url, str) and isinstance(link.origin, str) and isinstance(link.rank, int),
            f"no link: {link!r}",
        )
    try:
        for held in tables.held():
            promise(isinstance(held.name, str) and isinstance(held.links, int), f"odd: {held!r}")
            promise(isinstance(held.fetched, int | float), f"odd: {held!r}")
    except ReadError as error:
        promise(str(path) in str(error), "an error does not tell of its place")
    tables.close()


@cache
def sound_name(make: Callable[[Path], Path]) -> str:
    """Return how a file is called."""
    with scratch() as made:
        return make(Path(made)).name


def _raise(note: str) -> None:
    raise AssertionError(note)


def _at(place: int, piece: bytes) -> bytes:
    """Return a change at a place, which is a multiple of three."""
    return (place // 3).to_bytes(2, "big") + bytes([len(piece)]) + piece


SEEDS = (
    b"",
    _at(0, b"SQLite format 4"),
    _at(18, b"\x02\x02"),  # a write-ahead log
    _at(60, b"\0\0\0\x63"),  # another form
    _at(99, b"\x05\0\0\xff\xff"),
    _at(4095, b"\xff" * 31),
    _at(8190, b"\x80" * 31) + _at(12288, b"\0" * 31),
    JOURNAL + b"\0\0\0\x01\0\0\0\0\0\0\0\x10\0\0\x02\0\0\0\x10\0" + b"\0" * 40,
)
WORDS = (
    b"CREATE TABLE",
    b"CREATE VIEW",
    b"papers",
    b"packed",
    b"SELECT",
    b"\xff\xff\xff\xff",
    b"\x80\x80\x80\x80",
    JOURNAL,
)
TARGETS = {
    "index": Target(check_index, SEEDS, WORDS),
    "cache": Target(check_cache, SEEDS, WORDS),
    "visits": Target(check_visits, SEEDS, WORDS),
    "tables": Target(check_tables, SEEDS, WORDS),
}
