"""Schema: the tables of the index's file, their version, and the facts about it."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from bibtools.core.named_tuple import NamedTuple

FORM = 2  # of everything below, and of numbering, shingles and titles
NAME = "index.sqlite3"
APPLICATION = 0x62696274  # "bibt": how SQLite's files are signed, so that no other is taken for an index
HEADER = 100  # bytes of an SQLite file that say what it is (https://sqlite.org/fileformat2.html#the_database_header)
MAGIC = b"SQLite format 3\0"
BUCKET = 12  # bits of a mark that its bucket does not determine
_LONGEST_FACT = 4000  # characters: a snapshot's path, or a token of the interface
ENTRY = 6  # bytes of a bucket: the rest of a mark in two, and the paper in four
CREATE = (
    # Papers by their numbers, packed.
    "CREATE TABLE papers (number INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    # Keys of titles.
    "CREATE TABLE keys (key INTEGER NOT NULL, paper INTEGER NOT NULL, PRIMARY KEY (key, paper)) WITHOUT ROWID",
    # Marks of abstracts, in buckets: the rest of a mark and the paper, in six bytes each.
    "CREATE TABLE marks (bucket INTEGER PRIMARY KEY, papers BLOB NOT NULL)",
    # Words of titles: without their columns' sizes, a look-up need not read them (https://sqlite.org/fts5.html#the_columnsize_option).
    "CREATE VIRTUAL TABLE words USING fts5(title, content='', columnsize=0, tokenize='ascii')",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


class IndexSchema(NamedTuple):
    """What distinguishes the file of one kind of index from others, and from those of other versions."""

    application: int  # how SQLite's files are signed
    form: int  # the version
    create: tuple[str, ...]  # the statements that create its tables


PREPRINTS = IndexSchema(APPLICATION, FORM, CREATE)


class Info(NamedTuple):
    """The facts about an index."""

    path: Path
    papers: int
    newest: str  # the last day on which a record changed
    built: str  # when, and from what
    size: int  # bytes
    problem: str = ""  # why it is not usable, and what to do, as it goes on after the path


def is_ours(header: bytes, schema: IndexSchema = PREPRINTS) -> bool:
    """Return whether a file is an index of bibtools, of one kind and any version, by its header."""
    return header.startswith(MAGIC) and header[68:72] == schema.application.to_bytes(4, "big")


def place(mark: int, paper: int) -> tuple[int, bytes]:
    """Return the bucket of a mark, and a paper's entry in it."""
    rest = (mark & ((1 << BUCKET) - 1)) << 32 | paper
    return mark >> BUCKET, rest.to_bytes(ENTRY, "big")


def papers(bucket: bytes, mark: int) -> list[int]:
    """Return the papers with a mark in a bucket."""
    rest = (mark & ((1 << BUCKET) - 1)).to_bytes(2, "big")
    return [
        int.from_bytes(bucket[at + 2 : at + ENTRY], "big")
        for at in range(0, len(bucket), ENTRY)
        if bucket[at : at + 2] == rest
    ]


def fact(connection: Connection, name: str) -> str:
    """Return a fact about the index, empty if unknown."""
    found = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(found[0])[:_LONGEST_FACT] if found else ""


def put_fact(connection: Connection, name: str, value: object) -> None:
    """Store a fact about the index."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, str(value)))
