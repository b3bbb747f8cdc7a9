"""Opening an index for reading, or the reason why it is unusable, with advice.

The user's own, in the cache, is rolled back to the last complete page of a killed update. Any other is read as it
is, wherever its path comes from, and not at all while a journal next to it shows that it is incomplete.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from stat import S_ISREG

from bibtools.core.text import printable
from bibtools.index.replacement import recover_beside
from bibtools.index.schema import HEADER, MAGIC, PREPRINTS, IndexSchema, is_ours
from bibtools.storage.sqlite import JOURNAL, Guarded, RefusedFile, foreign, left_beside, own, verify, why_not_own

_BUSY = 10.0  # seconds to wait for an update that writes a page
_LONGEST = 300  # characters of an error
_KILLED = (
    "cannot be used: an update was killed, or is at work, and what it left cannot be taken back from here; "
    "bibtools index update does, where the index may be written"
)
_MADE_ANEW = "bibtools index build replaces it"
_FOREIGN = "is not a bibtools index; name the index's own file (index = …, or BIBTOOLS_INDEX), or remove this one"
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
    """An existing index cannot be used; the message continues after its path, and says what to do."""


def opened(path: Path, *, is_own: bool = False, schema: IndexSchema = PREPRINTS) -> Guarded | None:
    """Return an index opened for reading, None if there is none; raises Unusable.

    One that `is_own` is in the user's cache. Any other is not trusted.
    """
    header = _header(path)
    if header is None:
        return None
    if not header:
        raise Unusable(f"is empty; {_MADE_ANEW}")
    if not header.startswith(MAGIC):
        raise Unusable(_FOREIGN)
    is_own = is_own and not why_not_own(path)
    connection = _connected(path, is_own=is_own)
    form = _form(connection, schema)
    if isinstance(form, Exception) and is_hot(form) and is_own:
        connection.close()
        recover_beside(path)
        connection = _connected(path, is_own=is_own)
        form = _form(connection, schema)
    if form == schema.form:
        return connection
    connection.close()
    if isinstance(form, Exception):
        raise Unusable(why(form))
    raise Unusable(f"is of another version of bibtools; {_MADE_ANEW}" if is_ours(header, schema) else _FOREIGN)


def is_hot(error: Exception) -> bool:
    """Return whether an index is unreadable until a killed update is rolled back."""
    return getattr(error, "sqlite_errorcode", 0) in _HOT


def why(error: Exception) -> str:
    """Return why an index cannot be used, and what to do; the text continues after its path."""
    if is_hot(error):
        return _KILLED
    if isinstance(error, RefusedFile):
        return f"{str(error).removeprefix('it ')}; {_MADE_ANEW}"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _WRITTEN:
        return "is being written by another process; try again when that is done"
    message = printable(str(error))[:_LONGEST]
    if code in _UNREADABLE:
        return f"cannot be used: {message}; check the permissions of the file and its folder, and the disk"
    if code == sqlite3.SQLITE_INTERRUPT:
        message = "it takes without end to look something up"
    return f"is damaged ({message}); {_MADE_ANEW}"


def _header(path: Path) -> bytes | None:
    """Return the header of a file, None if there is none; raises Unusable if it is unreadable or no regular file."""
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            raise Unusable("is not a file; name one for the index (index = …, or BIBTOOLS_INDEX)")
        with path.open("rb") as stream:
            return stream.read(HEADER)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unusable(f"cannot be read: {(error.strerror or str(error)).lower()}; check its permissions") from None


def _connected(path: Path, *, is_own: bool) -> Guarded:
    try:
        if is_own:
            return own(path, busy=_BUSY)
        left = left_beside(path)
        if left == JOURNAL:
            raise Unusable(_KILLED)
        if left:
            raise Unusable(f"is not read: {path}{left} beside it, which bibtools does not make, would change it")
        return foreign(path)
    except (sqlite3.Error, OSError) as error:
        raise Unusable(why(error)) from None


def _form(connection: Guarded, schema: IndexSchema) -> int | Exception:
    """Return the version of a well-formed index, or why it is unknown."""
    try:
        form = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if form == schema.form:
            verify(connection, schema.create)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the second of what a damaged schema says
        return error
    return form
