"""Visits: what links led to when last checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from bibtools.records.link_status import ALIVE, GONE, LinkStatus, of_json
from bibtools.storage.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

_FORM = 3
_TABLE = """
    CREATE TABLE visits (
        address TEXT NOT NULL, url BLOB NOT NULL, seen REAL NOT NULL, expires REAL NOT NULL, verdict TEXT NOT NULL,
        PRIMARY KEY (address, url)
    ) WITHOUT ROWID
"""
_DAY = 86400.0
_LIFETIME = 14 * _DAY
_LIFETIME_GONE = 1 * _DAY  # what is missing today may be there tomorrow


class Visits:
    """Caches link statuses in a folder; `note` receives once why it cannot be used; `now` is seconds since the epoch.

    `address` is the base URL of the service for repositories: those of another one do not count.
    """

    def __init__(self, folder: Path, now: Callable[[], float], note: Callable[[str], None], address: str = "") -> None:
        self._now = now
        self._address = address
        self._lock = RLock()  # hosts are asked side by side
        self._database = Database(folder / f"visits-{_FORM}.sqlite3", _FORM, (_TABLE,), note)

    def recall(self, url: str, *, expired: bool = False) -> LinkStatus | None:
        """Return the cached status of a link, if it is recent enough or age does not matter."""

        def read(connection: Connection) -> tuple[float, float, str] | None:
            row: tuple[float, float, str] | None = connection.execute(
                "SELECT seen, expires, verdict FROM visits WHERE address = ? AND url = ?", (self._address, _key(url))
            ).fetchone()
            return row

        with self._lock:
            row = self._database.read(read, None)
        if row is None or list(map(type, row)) != [float, float, str]:
            return None
        # What comes from the future comes from a clock that was wrong.
        if row[0] > self._now() + _DAY or not (expired or row[1] > self._now()):
            return None
        return of_json(row[2])

    def keep(self, url: str, link_status: LinkStatus) -> LinkStatus:
        """Store a status, and return it with the time since when its link is gone; a failed check is not stored."""
        if link_status.status not in {ALIVE, GONE}:
            return link_status
        if link_status.status == GONE:
            earlier = self.recall(url, expired=True)
            is_known = earlier is not None and earlier.status == GONE and earlier.since is not None
            link_status = link_status._replace(since=earlier.since if earlier and is_known else self._now())
        lifetime = _LIFETIME_GONE if link_status.status == GONE else _LIFETIME

        def write(connection: Connection) -> None:
            row = (self._address, _key(url), self._now(), self._now() + lifetime, json.dumps(link_status))
            connection.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?)", row)
            connection.commit()

        with self._lock:
            self._database.write(write)
        return link_status

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _key(url: str) -> bytes:
    """Return a link as bytes: one from a library in another encoding may be no text."""
    return url.encode("utf-8", "surrogateescape")
