"""The store of tables: one SQLite file beside the cache, with the links of every table by paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bibtools.core.errors import ReadError, WriteError
from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import CodeLink
from bibtools.storage.tables.table import Link, Table

if TYPE_CHECKING:
    from sqlite3 import Connection

_NAME = "tables-1.sqlite3"
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS links (id TEXT NOT NULL, url TEXT NOT NULL, rank INTEGER NOT NULL, origin TEXT NOT NULL,
        PRIMARY KEY (id, origin, url)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, fetched REAL NOT NULL, links INTEGER NOT NULL);
"""
_BUSY = 5.0  # seconds to wait for another process's write
_SHRUNK = 0.5  # of its links may be gone at most: a page for people, read as a table, holds none


class Held(NamedTuple):
    """How much the store holds of a table."""

    name: str
    links: int
    fetched: float  # as seconds since the epoch


class Tables:
    """Answers from the store; one that is missing or broken knows nothing, and `note` is told once why."""

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self.path = folder / _NAME
        self._note = note
        self._connection: Connection | None = None

    def links(self, papers: Collection[Identifier]) -> dict[Identifier, list[CodeLink]]:
        """Return the links of papers that a table has."""
        import sqlite3  # noqa: PLC0415 - runs without tables do not need it

        if not self.path.is_file():
            return {}
        found: dict[Identifier, list[CodeLink]] = {}
        select = "SELECT url, origin, rank FROM links WHERE id = ?"
        try:
            connection = self._opened()
            for paper in papers:
                if rows := connection.execute(select, (paper.value,)).fetchall():
                    found[paper] = [CodeLink(*row) for row in rows]
        except (sqlite3.Error, ValueError) as error:  # ValueError: of texts that are none
            self._note(f"the tables {self.path} are not used ({error}); bibtools tables download makes them anew")
            return {}
        return found

    def held(self) -> list[Held]:
        """Return what there is; raises ReadError where it cannot be read."""
        import sqlite3  # noqa: PLC0415 - the same

        if not self.path.is_file():
            return []
        try:
            return [Held(*row) for row in self._opened().execute("SELECT name, links, fetched FROM tables")]
        except (sqlite3.Error, ValueError) as error:
            raise ReadError(f"{self.path}: cannot read it: {error}") from None

    def clear(self) -> Path:
        """Remove the file, and return where it was."""
        self.close()
        self.path.unlink(missing_ok=True)
        return self.path

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        import sqlite3  # noqa: PLC0415 - the same

        if self._connection is None:
            self._connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        return self._connection


def fill(folder: Path, table: Table, links: Iterable[Link], now: float) -> int:
    """Replace what the store has of a table, whole or not at all; return the number of links.

    Raises ReadError where the new table is suspiciously small, and WriteError where it cannot be written.
    """
    import sqlite3  # noqa: PLC0415 - the same

    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _filled(folder / _NAME, table, links, now)
    except (sqlite3.Error, OSError) as error:
        raise WriteError(f"{folder / _NAME}: cannot be written: {error}; nothing was changed") from None


def _filled(path: Path, table: Table, links: Iterable[Link], now: float) -> int:
    with closing(_writable(path)) as connection, connection:
        before = connection.execute("SELECT links FROM tables WHERE name = ?", (table.name,)).fetchone()
        connection.execute("DELETE FROM links WHERE origin = ?", (table.name,))
        connection.executemany(
            "INSERT INTO links VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET rank = min(rank, excluded.rank)",
            ((link.id, link.url, link.rank, table.name) for link in links),
        )
        number: int = connection.execute("SELECT count(*) FROM links WHERE origin = ?", (table.name,)).fetchone()[0]
        if not number or (before and number < _SHRUNK * before[0]):
            connection.rollback()
            had = f" where there were {before[0]}" if before else ""
            raise ReadError(f"{table.name}: the file holds {number} links{had}; nothing was changed")
        connection.execute("INSERT OR REPLACE INTO tables VALUES (?, ?, ?)", (table.name, now, number))
    return number


def _writable(path: Path) -> Connection:
    """Open the store; a broken one is made anew, since it can be downloaded again."""
    import sqlite3  # noqa: PLC0415 - the same

    try:
        connection = sqlite3.connect(path, timeout=_BUSY)
        connection.executescript(_SCHEMA)
    except sqlite3.OperationalError:
        raise  # another process writes, or the disk is full: the file itself may be sound
    except (sqlite3.DatabaseError, ValueError):  # ValueError: of texts that are none
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.executescript(_SCHEMA)
    return connection
