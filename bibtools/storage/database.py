"""A database that may be missing, broken or unreadable: then it is empty, which gives a note but never fails.

All processes of a user share it (write-ahead log). Its version is part of its file name: an older bibtools that
runs at the same time has its own file.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bibtools.core.locations import make_private, make_private_file
from bibtools.core.text import printable

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

_CLOSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN")  # names of errors: the place cannot be written
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_LONGEST = 300  # characters of an error


class Database:
    """One SQLite file; `note` receives once why it cannot be used.

    `form` is the version of its schema, `create` the statements that make its tables. A file that is no database
    is replaced, unless it must not be repaired. `name` is what messages call it.
    """

    def __init__(
        self,
        path: Path,
        form: int,
        create: tuple[str, ...],
        note: Callable[[str], None],
        *,
        repair: bool = True,
        name: str = "cache",
    ) -> None:
        self.path = path
        self.writable = True
        self._form, self._create = form, create
        self._note = note
        self._repair = repair
        self._name = name
        self._usable = True
        self._connection: Connection | None = None

    def read(self, work: Callable[[Connection], T], otherwise: T) -> T:
        """Return the result of a read function, or `otherwise` if the database is not usable."""
        return self._use(work, otherwise) if self._connection or self._may_exist() else otherwise

    def _may_exist(self) -> bool:
        try:
            return self.path.exists()
        except OSError:  # a folder that may not be searched: using it shows why
            return True

    def write(self, work: Callable[[Connection], None]) -> None:
        """Run a write function and commit, if the database is usable."""
        if self.writable:
            self._use(work, None)

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def remove(self) -> None:
        """Remove the file and its journal files; raises OSError."""
        self.close()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def _use(self, work: Callable[[Connection], T], otherwise: T) -> T:
        import sqlite3  # runs that remember nothing do not need it

        from bibtools.storage.sqlite import is_damage

        if not self._usable:
            return otherwise
        try:
            try:
                return work(self._connected())
            except (sqlite3.DatabaseError, ValueError) as error:
                if not (self._repair and is_damage(error)):
                    raise
                self._note(f"the {self._name} {self.path} was broken ({reason_of(error)}); it was replaced")
                self._repair = False
                self.remove()
                return work(self._connected())
        except (sqlite3.Error, ValueError, OSError) as error:
            self._usable = False
            self._note(f"the {self._name} {self.path} is not used ({reason_of(error)})")
            return otherwise

    def _connected(self) -> Connection:
        import sqlite3

        if self._connection is None:
            try:
                self._connection = self._prepared()
            except sqlite3.OperationalError as error:
                name = getattr(error, "sqlite_errorname", "")
                if not (name.startswith(_CLOSED) and self.path.is_file()):
                    raise
                self._connection = self._read_only()
        return self._connection

    def _read_only(self) -> Connection:
        """Return a file opened in a read-only folder, where no log can be created next to it."""
        import sqlite3

        from bibtools.storage.sqlite import foreign, verify

        connection = foreign(self.path, any_thread=True)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != self._form:
                raise sqlite3.OperationalError("it has another version, and cannot be written")
            verify(connection, self._create)
        except (sqlite3.Error, UnicodeDecodeError):
            connection.close()
            raise
        self.writable = False
        self._note(f"the {self._name} {self.path} is read-only")
        return connection

    def _prepared(self) -> Connection:
        import sqlite3

        from bibtools.storage.sqlite import own, verify

        make_private(str(self.path.parent))
        make_private_file(str(self.path))  # what SQLite puts next to it has the same mode
        connection = own(self.path, "rwc", any_thread=True)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != self._form:
                self._make(connection)
            verify(connection, self._create)
        except (sqlite3.Error, ValueError):
            connection.close()
            raise
        return connection

    def _make(self, connection: Connection) -> None:
        """Create the tables, in one transaction: other processes may be doing the same."""
        import sqlite3

        with suppress(sqlite3.OperationalError):  # this change of mode does not wait, and another process may make it
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] != self._form:
            for (name,) in connection.execute(_TABLES).fetchall():
                quoted = str(name).replace('"', '""')
                connection.execute(f'DROP TABLE IF EXISTS "{quoted}"')
            for statement in self._create:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {self._form}")
        connection.commit()


def reason_of(error: Exception) -> str:
    """Return an error's message, safe for a terminal and shortened."""
    text = error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
    return printable(text)[:_LONGEST]
