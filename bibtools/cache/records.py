"""The cache: what services said of works, by provider and identifier, in one SQLite file.

Only facts are kept: records, and that a provider knows no such work. A cache that is missing, broken or cannot be
written is a note and never a failure. All processes of a user share it (write-ahead log).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bibtools.identifier import Identifier
from bibtools.record import Record, of_json, to_json

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

# Raise this with every change of a record's form or of the way in which answers are read. It is part of the name: an
# older bibtools that runs at the same time has a file of its own.
_SCHEMA = 1
_NAME = f"records-{_SCHEMA}.sqlite3"
_ALL = "records-*.sqlite3*"  # of every form, with what lies beside them
_TABLE = """
    CREATE TABLE IF NOT EXISTS answers (
        provider TEXT NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
        fetched REAL NOT NULL, expires REAL NOT NULL, record TEXT,
        PRIMARY KEY (provider, scheme, value, version)
    ) WITHOUT ROWID
"""
_BUSY = 5.0  # seconds to wait for another process's write
_CLOSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN")  # names of errors: the place cannot be written

_DAY = 86400.0
_LIFETIME = 30 * _DAY
_LIFETIME_NEW = 7 * _DAY  # of a record less than a year old, so that its publication is noticed
_LIFETIME_ABSENT = 1 * _DAY


class Remembered(NamedTuple):
    """What a provider said: a record, or None where it knows no such work."""

    record: Record | None


class Holding(NamedTuple):
    """How much a cache holds of one provider."""

    provider: str
    records: int
    absent: int
    expired: int
    oldest: float  # when the oldest answer came, as seconds since the epoch
    newest: float


class Contents(NamedTuple):
    """What a cache holds, or why it cannot be used."""

    path: str
    size: int  # bytes
    holdings: tuple[Holding, ...]
    problem: str = ""


def contents(folder: Path, now: Callable[[], float]) -> Contents:
    """Look at a cache without changing it."""
    problems: list[str] = []
    cache = Cache(folder, now, problems.append, repair=False)
    try:
        holdings = cache.holdings()
        cache.close()  # what it has beside the file while it is open does not count
        return Contents(str(cache.path), cache.size(), tuple(holdings), "; ".join(problems))
    except OSError as error:
        return Contents(str(cache.path), 0, (), str(error))


class Cache:
    """Keeps answers in a folder; `note` is told once why it cannot be used, and `now` is seconds since the epoch.

    A file that is no database begins anew, unless it may not be repaired.
    """

    def __init__(
        self, folder: Path, now: Callable[[], float], note: Callable[[str], None], *, repair: bool = True
    ) -> None:
        self.path = folder / _NAME
        self._now = now
        self._note = note
        self._connection: Connection | None = None
        self._usable = True
        self._writable = True
        self._repair = repair

    def recall(
        self, provider: str, identifiers: Sequence[Identifier], *, expired: bool = False
    ) -> dict[Identifier, Remembered]:
        """Return what a provider said of some works; with `expired`, records at any age and nothing of absence."""
        select = "SELECT record FROM answers WHERE provider = ? AND scheme = ? AND value = ? AND version = ?"
        limit = 0.0 if expired else self._now()
        # What comes from the future comes from a clock that was wrong.
        newest = self._now() + _DAY

        def read(connection: Connection) -> dict[Identifier, Remembered]:
            rows = (
                (
                    each,
                    connection.execute(
                        f"{select} AND expires > ? AND fetched < ?", (provider, *_key(each), limit, newest)
                    ).fetchone(),
                )
                for each in identifiers
            )
            found = (
                (each, _remembered(each, row[0])) for each, row in rows if row and not (expired and row[0] is None)
            )
            return {each: remembered for each, remembered in found if remembered}

        return self._use(read, {}, create=False)

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        """Keep what a provider said, at once: an interrupted run loses nothing."""
        now = self._now()
        rows: list[tuple[object, ...]] = [
            (provider, *_key(each.identifier), now, now + _lifetime(each, now), json.dumps(to_json(each)))
            for each in records
        ]
        # A paper of this month may be announced tomorrow.
        this_month = f"{datetime.fromtimestamp(now, UTC):%y%m}."
        gone = [each for each in absent if not each.value.startswith(this_month)]
        rows += [(provider, *_key(each), now, now + _LIFETIME_ABSENT, None) for each in gone]

        def write(connection: Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.commit()

        if rows and self._writable:
            self._use(write, None, create=True)

    def holdings(self) -> list[Holding]:
        """Return how much there is, provider by provider."""
        select = """
            SELECT provider, COUNT(record), SUM(record IS NULL), SUM(expires <= ?), MIN(fetched), MAX(fetched)
            FROM answers GROUP BY provider ORDER BY provider
        """

        def read(connection: Connection) -> list[Holding]:
            return [Holding(*row) for row in connection.execute(select, (self._now(),))]

        return self._use(read, [], create=False)

    def size(self) -> int:
        """Return how many bytes the cache takes."""
        return sum(path.stat().st_size for path in self._files())

    def clear(self) -> int:
        """Remove the cache and return how many bytes it took; raises OSError."""
        size = self.size()
        self.close()
        for path in self._files():
            path.unlink(missing_ok=True)
        return size

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _files(self) -> list[Path]:
        return sorted(self.path.parent.glob(_ALL))

    def _use(self, work: Callable[[Connection], T], otherwise: T, *, create: bool) -> T:
        """Do some work with the database; where there is none to be had, that is a note."""
        import sqlite3  # noqa: PLC0415 - runs that resolve nothing do not need it

        if not self._usable or not (create or self._connection or self.path.exists()):
            return otherwise
        try:
            try:
                return work(self._connected())
            except sqlite3.OperationalError:
                raise  # locked, a full disk: the file itself may be sound
            except sqlite3.DatabaseError as error:
                if not self._repair:
                    raise
                self._note(f"the cache {self.path} was broken ({error}); it begins anew")
                self._repair = False
                self.clear()
                return work(self._connected())
        except (sqlite3.Error, OSError) as error:
            self._usable = False
            self._note(f"the cache {self.path} is not used ({error})")
            return otherwise

    def _connected(self) -> Connection:
        import sqlite3  # noqa: PLC0415 - the same

        if self._connection is None:
            try:
                self._connection = self._prepared()
            except sqlite3.OperationalError as error:
                if not (error.sqlite_errorname.startswith(_CLOSED) and self.path.is_file()):
                    raise
                self._connection = self._read_only()
        return self._connection

    def _read_only(self) -> Connection:
        """Open a file in a place where nothing can be written: the log beside it cannot be made either."""
        import sqlite3  # noqa: PLC0415 - the same

        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?immutable=1", uri=True)
        if connection.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
            connection.close()
            raise sqlite3.OperationalError("it is of another form, and cannot be written")
        self._writable = False
        self._note(f"the cache {self.path} cannot be written and is only read")
        return connection

    def _prepared(self) -> Connection:
        import sqlite3  # noqa: PLC0415 - the same

        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_BUSY)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
                self._create(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _create(self, connection: Connection) -> None:
        """Make the table, in one transaction: other processes may be about to do the same."""
        import sqlite3  # noqa: PLC0415 - the same

        with suppress(sqlite3.OperationalError):  # this change of mode does not wait, and another process may make it
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
            connection.execute("DROP TABLE IF EXISTS answers")
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        connection.commit()


def _key(identifier: Identifier) -> tuple[str, str, int]:
    return identifier.scheme, identifier.value, identifier.version or 0


def _remembered(identifier: Identifier, text: str | None) -> Remembered | None:
    """Read a row; another program may have written there, and what is no record of the work is not remembered."""
    if text is None:
        return Remembered(None)
    try:
        record = of_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Remembered(record) if record.identifier == identifier else None


def _lifetime(record: Record, now: float) -> float:
    today = datetime.fromtimestamp(now, UTC).date()
    is_new = record.date is None or (today - record.date).days < 365
    return _LIFETIME_NEW if is_new else _LIFETIME
