"""Opening: an index to read, or why it is not usable, and what to do then."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from stat import S_ISREG

from bibtools.index.replacement import recover_beside
from bibtools.index.schema import FORM, HEADER, MAGIC, is_ours

_BUSY = 10.0  # seconds to wait for an update that writes a page
_MADE_ANEW = "bibtools index build makes it anew"
_FOREIGN = "is no index of bibtools; name the index's own file (index = …, or BIBTOOLS_INDEX), or take this one away"
_HOT = frozenset({
    sqlite3.SQLITE_READONLY_ROLLBACK,
    sqlite3.SQLITE_READONLY_RECOVERY,
    sqlite3.SQLITE_READONLY_CANTINIT,
})  # fmt: skip
_WRITTEN = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_UNREADABLE = frozenset({
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
})  # fmt: skip


class Unusable(Exception):  # noqa: N818 - it says what holds, like `Unreadable`
    """An index that is there cannot be used; the text goes on after its path, and says what to do."""


def opened(path: Path) -> sqlite3.Connection | None:
    """Open an index to read it, None where there is none; raises Unusable."""
    header = _header(path)
    if header is None:
        return None
    if not header:
        raise Unusable(f"is empty; {_MADE_ANEW}")
    if not header.startswith(MAGIC):
        raise Unusable(_FOREIGN)
    connection = _connected(path)
    form = _form(connection)
    if isinstance(form, sqlite3.Error) and is_hot(form):
        connection.close()
        recover_beside(path)
        connection = _connected(path)
        form = _form(connection)
    if form == FORM:
        return connection
    connection.close()
    if isinstance(form, sqlite3.Error):
        raise Unusable(why(form))
    raise Unusable(f"is of another version of bibtools; {_MADE_ANEW}" if is_ours(header) else _FOREIGN)


def is_hot(error: Exception) -> bool:
    """Return whether an index cannot be read before the update is taken back in whose middle somebody was killed."""
    return getattr(error, "sqlite_errorcode", 0) in _HOT


def why(error: Exception) -> str:
    """Return why an index cannot be used, and what to do, as it goes on after its path."""
    if is_hot(error):
        return (
            "cannot be used: an update was killed, and what it left cannot be taken back from here; "
            "bibtools index update does, where the index may be written"
        )
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _WRITTEN:
        return "is being written by another process; try again when that is done"
    if code in _UNREADABLE:
        return f"cannot be used: {error}; see to the rights of the file and its folder, and to the disk"
    return f"is damaged ({error}); {_MADE_ANEW}"


def _header(path: Path) -> bytes | None:
    """Return how a file begins, None where there is none; raises Unusable where it is none, or cannot be read."""
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            raise Unusable("is no file; name one for the index (index = …, or BIBTOOLS_INDEX)")
        with path.open("rb") as stream:
            return stream.read(HEADER)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unusable(f"cannot be read: {(error.strerror or str(error)).lower()}; see to its rights") from None


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=_BUSY, uri=True)
    except sqlite3.Error as error:
        raise Unusable(why(error)) from None


def _form(connection: sqlite3.Connection) -> int | sqlite3.Error:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        return error
