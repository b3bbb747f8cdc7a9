"""Cached answers of services about works, by provider, base URL, and identifier.

Only facts are cached: records, and that a provider knows no such work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import arxiv
from bibtools.identifiers.identifier import Identifier
from bibtools.records import limits
from bibtools.records.record import Record, of_json, to_json
from bibtools.storage.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

# Raise this with every change of a record's form or of the way in which answers are read.
_FORM = 4
_NAME = f"records-{_FORM}.sqlite3"
# The files of the cache, in every format so far, with the files beside them; and the hooks' own cache.
_ALL = ("records-*.sqlite3*", "visits-*.sqlite3*", "hook/*")
_TABLE = """
    CREATE TABLE IF NOT EXISTS answers (
        provider TEXT NOT NULL, address TEXT NOT NULL,
        scheme TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL,
        fetched REAL NOT NULL, expires REAL NOT NULL, record TEXT,
        PRIMARY KEY (provider, address, scheme, value, version)
    ) WITHOUT ROWID
"""
_DAY = 86400.0
_LIFETIME = 30 * _DAY
_LIFETIME_NEW = 7 * _DAY  # of a record less than a year old, so that its publication is noticed
_MOST_PROVIDERS = 1000
_HELD = [str, str, int, int, int, float, float]  # the types of a holding: a file may have others
_LIFETIME_ABSENT = 1 * _DAY


class Remembered(NamedTuple):
    """A provider's answer: a record, or None if it knows no such work."""

    record: Record | None


class Holding(NamedTuple):
    """The number of answers of one provider at one base URL."""

    provider: str
    address: str
    records: int
    absent: int
    expired: int
    oldest: float  # when the oldest answer came, as seconds since the epoch
    newest: float


class Contents(NamedTuple):
    """The contents of a cache, or why it cannot be used."""

    path: str
    size: int  # bytes
    holdings: tuple[Holding, ...]
    problem: str = ""


def contents(folder: Path, now: Callable[[], float]) -> Contents:
    """Return the contents of a cache without changing it."""
    problems: list[str] = []
    cache = Cache(folder, now, problems.append, repair=False)
    try:
        holdings = cache.holdings()
        cache.close()  # what it has next to the file while it is open does not count
        return Contents(str(cache.path), cache.size(), tuple(holdings), "; ".join(problems))
    except OSError as error:
        return Contents(str(cache.path), 0, (), str(error))


class Cache:
    """Caches answers in a folder; `note` receives once why it cannot be used; `now` is seconds since the epoch.

    `addresses` are the providers' base URLs: answers of another one do not count.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], float],
        note: Callable[[str], None],
        addresses: Mapping[str, str] = MappingProxyType({}),
        *,
        repair: bool = True,
    ) -> None:
        self.path = folder / _NAME
        self._now = now
        self._addresses = addresses
        self._database = Database(self.path, _FORM, (_TABLE,), note, repair=repair)

    def recall(
        self, provider: str, identifiers: Sequence[Identifier], *, expired: bool = False
    ) -> dict[Identifier, Remembered]:
        """Return the cached answers of a provider for some works; with `expired`, only records, of any age."""
        select = "SELECT record FROM answers WHERE provider = ? AND address = ? AND scheme = ? AND value = ?"
        address = self._addresses.get(provider, "")
        limit = 0.0 if expired else self._now()
        # What comes from the future comes from a clock that was wrong.
        newest = self._now() + _DAY

        def read(connection: Connection) -> dict[Identifier, Remembered]:
            rows = (
                (
                    each,
                    connection.execute(
                        f"{select} AND version = ? AND expires > ? AND fetched < ?",
                        (provider, address, *_key(each), limit, newest),
                    ).fetchone(),
                )
                for each in identifiers
            )
            found = (
                (each, _remembered(each, row[0])) for each, row in rows if row and not (expired and row[0] is None)
            )
            return {each: remembered for each, remembered in found if remembered}

        return self._database.read(read, {})

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        """Store a provider's answers, at once: an interrupted run loses nothing."""
        import json  # where there is an answer

        now = self._now()
        address = self._addresses.get(provider, "")
        rows: list[tuple[object, ...]] = [
            (provider, address, *_key(each.identifier), now, now + _lifetime(each, now), json.dumps(to_json(each)))
            for each in records
        ]
        # A paper of this month may be announced tomorrow.
        today = datetime.fromtimestamp(now, UTC).date()
        gone = [each for each in absent if not arxiv.is_of_month(each, today)]
        rows += [(provider, address, *_key(each), now, now + _LIFETIME_ABSENT, None) for each in gone]

        def write(connection: Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            connection.commit()

        if rows:
            self._database.write(write)

    def records(self, most: int) -> list[Record]:
        """Return cached records of any provider and age, one a work, at most so many; none without a title."""
        select = "SELECT scheme, value, version, record FROM answers WHERE record IS NOT NULL LIMIT ?"

        def read(connection: Connection) -> list[Record]:
            found: dict[Identifier, Record] = {}
            for scheme, value, version, text in connection.execute(select, (most,)):
                identifier = Identifier(str(scheme), str(value), version or None)
                remembered = _remembered(identifier, text if isinstance(text, str) else None)
                if remembered and remembered.record and remembered.record.title:
                    found.setdefault(identifier.work, remembered.record)
            return list(found.values())

        return self._database.read(read, [])

    def has_records_of(self, scheme: str) -> bool:
        """Return whether there is a cached record, of any age, of a work that is named by a scheme."""
        select = "SELECT 1 FROM answers WHERE scheme = ? AND record IS NOT NULL LIMIT 1"
        return self._database.read(
            lambda connection: connection.execute(select, (scheme,)).fetchone() is not None, False
        )

    def holdings(self) -> list[Holding]:
        """Return the number of answers by provider and base URL."""
        select = """
            SELECT provider, address, COUNT(record), SUM(record IS NULL), SUM(expires <= ?), MIN(fetched), MAX(fetched)
            FROM answers GROUP BY provider, address ORDER BY provider, address
        """

        def read(connection: Connection) -> list[Holding]:
            rows = connection.execute(select, (self._now(),)).fetchmany(_MOST_PROVIDERS)
            return [Holding(*row) for row in rows if list(map(type, row)) == _HELD]

        return self._database.read(read, [])

    def size(self) -> int:
        """Return the size of the cache in bytes."""
        return sum(path.stat().st_size for path in self._files())

    def clear(self) -> int:
        """Remove the cache and return its size in bytes; raises OSError."""
        size = self.size()
        self.close()
        for path in self._files():
            path.unlink(missing_ok=True)
        return size

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _files(self) -> list[Path]:
        return sorted(path for pattern in _ALL for path in self.path.parent.glob(pattern))


def _key(identifier: Identifier) -> tuple[str, str, int]:
    return identifier.scheme, identifier.value, identifier.version or 0


def _remembered(identifier: Identifier, text: str | None) -> Remembered | None:
    """Return the answer in a row; another program may have written it, so anything invalid is ignored."""
    import json  # where there is an answer

    if text is None:
        return Remembered(None)
    try:
        record = of_json(json.loads(text))
        is_sound = record.identifier == identifier and limits.holds(record)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    return Remembered(record) if is_sound else None


def _lifetime(record: Record, now: float) -> float:
    today = datetime.fromtimestamp(now, UTC).date()
    is_new = record.date is None or (today - record.date).days < 365
    return _LIFETIME_NEW if is_new else _LIFETIME
