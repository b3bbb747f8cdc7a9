"""Earlier entries: what entries were before an upgrade, kept for the user by library and key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.core import sha256
from bibtools.core.named_tuple import NamedTuple
from bibtools.storage.database import Database

if TYPE_CHECKING:
    from sqlite3 import Connection

_FORM = 1
_TABLE = """
    CREATE TABLE entries (
        library BLOB NOT NULL, key BLOB NOT NULL, old BLOB NOT NULL, written TEXT NOT NULL, gate TEXT NOT NULL,
        source TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (library, key)
    ) WITHOUT ROWID
"""


class EarlierEntry(NamedTuple):
    """What an entry was, the hash of what was written in its place, and the evidence for that."""

    key: str
    old: str
    written: str  # the hash of the new text
    gate: str
    source: str
    day: str


class EarlierEntries:
    """Keeps earlier entries in a folder of the user's; `note` receives once why it cannot be used.

    A library is known by its real path. What cannot be kept or read counts as never kept: then an entry is rebuilt.
    """

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self._database = Database(
            folder / f"upgrades-{_FORM}.sqlite3", _FORM, (_TABLE,), note, repair=False, name="store of earlier entries"
        )

    def keep(self, library: str, entries: Iterable[EarlierEntry]) -> None:
        """Keep what entries of a library were, in place of what was kept of them before."""
        rows = [(_bytes(library), _bytes(each.key), _bytes(each.old), *each[2:]) for each in entries]

        def write(connection: Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.commit()

        if rows:
            self._database.write(write)

    def of(self, library: str, key: str) -> EarlierEntry | None:
        """Return what an entry of a library was before its last upgrade."""

        def read(connection: Connection) -> tuple[object, ...] | None:
            row: tuple[object, ...] | None = connection.execute(
                "SELECT old, written, gate, source, day FROM entries WHERE library = ? AND key = ?",
                (_bytes(library), _bytes(key)),
            ).fetchone()
            return row

        old, *others = self._database.read(read, None) or (None,)
        if not isinstance(old, bytes) or not all(isinstance(each, str) for each in others):
            return None
        return EarlierEntry(key, old.decode("utf-8", "surrogateescape"), *map(str, others))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def hash_of(text: str) -> str:
    """Return the hash by which a text is known again."""
    return sha256.hexdigest(_bytes(text))


def _bytes(text: str) -> bytes:
    """Return a text as bytes: one from a library in another encoding may be no Unicode."""
    return text.encode("utf-8", "surrogateescape")
