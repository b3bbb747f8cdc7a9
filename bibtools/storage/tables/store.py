"""The store of tables: one SQLite file next to the cache, with the links of every table by paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.core.errors import ReadError, WriteError
from bibtools.core.locations import make_private, make_private_file
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.records.limits import is_link
from bibtools.records.record import CodeLink
from bibtools.storage.database import reason_of

if TYPE_CHECKING:
    from sqlite3 import Connection

    from bibtools.storage.tables.table import Table, TableLink  # how tables are read, which look-ups do not need

_NAME = "tables-1.sqlite3"
_CREATE = (
    """CREATE TABLE IF NOT EXISTS links (
        id TEXT NOT NULL, url TEXT NOT NULL, rank INTEGER NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (id, origin, url)
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, fetched REAL NOT NULL, links INTEGER NOT NULL)",
)
_MOST = 1000  # rows of a paper, and tables
_SHRUNK = 0.5  # of its links may be gone at most: a page for people, read as a table, holds none


class TableSize(NamedTuple):
    """The number of links in the store of a table."""

    name: str
    links: int
    fetched: float  # as seconds since the epoch


class Tables:
    """Look-ups in the store; one that is missing or broken is empty, and `note` receives once why."""

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self.path = folder / _NAME
        self._note = note
        self._connection: Connection | None = None

    def links(self, papers: Collection[Identifier]) -> dict[Identifier, list[CodeLink]]:
        """Return the links of papers that a table has."""
        if not self._is_there():
            return {}
        import sqlite3  # runs without tables do not need it

        found: dict[Identifier, list[CodeLink]] = {}
        select = "SELECT url, origin, rank FROM links WHERE id = ?"
        try:
            connection = self._opened()
            for paper in papers:
                rows = connection.execute(select, (paper.id,)).fetchmany(_MOST)
                if links := [link for link in (CodeLink(*row) for row in rows) if is_link(link)]:
                    found[paper] = links
        except (sqlite3.Error, ValueError) as error:
            self._note(
                f"the tables {self.path} are not used ({reason_of(error)}); bibtools tables download replaces them"
            )
            return {}
        return found

    def held(self) -> list[TableSize]:
        """Return the sizes of the stored tables; raises ReadError if the store cannot be read."""
        import sqlite3

        if not self._is_there():
            return []
        try:
            rows = self._opened().execute("SELECT name, links, fetched FROM tables LIMIT ?", (_MOST,)).fetchall()
        except (sqlite3.Error, ValueError) as error:
            advice = "bibtools tables clear removes it, and download creates it again"
            raise ReadError(f"{self.path}: cannot read it: {reason_of(error)}; {advice}") from None
        return [TableSize(*row) for row in rows if list(map(type, row)) == [str, int, float]]

    def _is_there(self) -> bool:
        return self.path.is_symlink() or self.path.exists()

    def clear(self) -> Path:
        """Remove the file, and return its path."""
        self.close()
        self.path.unlink(missing_ok=True)
        return self.path

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        from bibtools.storage.sqlite import own, verify

        if self._connection is None:
            self._connection = own(self.path)
            verify(self._connection, _CREATE)
        return self._connection


def fill(folder: Path, table: Table, links: Iterable[TableLink], now: float) -> int:
    """Replace the links of a table, completely or not at all; return their number.

    Raises ReadError if the new table is suspiciously small, and WriteError if it cannot be written.
    """
    import sqlite3

    try:
        make_private(str(folder))
        make_private_file(str(folder / _NAME))  # what SQLite puts next to it has the same mode
        return _filled(folder / _NAME, table, links, now)
    except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
        raise WriteError(f"{folder / _NAME}: cannot be written: {reason_of(error)}; nothing was changed") from None


def _filled(path: Path, table: Table, links: Iterable[TableLink], now: float) -> int:
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
    """Open the store; a broken one is created again, since it can be downloaded again."""
    import sqlite3

    from bibtools.storage.sqlite import BESIDE, is_damage

    try:
        return _prepared(path)
    except (sqlite3.DatabaseError, ValueError) as error:
        if not is_damage(error):  # another process writes, or the disk is full: the file itself may be sound
            raise
    for ending in ("", *BESIDE):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    return _prepared(path)


def _prepared(path: Path) -> Connection:
    import sqlite3

    from bibtools.storage.sqlite import own, verify

    connection = own(path, "rwc")
    try:
        for statement in _CREATE:
            connection.execute(statement)
        verify(connection, _CREATE)
    except (sqlite3.Error, ValueError):
        connection.close()
        raise
    return connection
