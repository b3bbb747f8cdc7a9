"""Opening SQLite databases: our own, in the user's own folder, and foreign ones, which are only read.

Opening a database runs what it contains: views and triggers, a journal that is rolled back, and a super-journal
that is then deleted. So a foreign file is opened as immutable, without any journal next to it;
both kinds must have exactly the tables that we create.

Sources: https://sqlite.org/security.html, https://sqlite.org/uri.html (`immutable`), and
https://sqlite.org/fileformat2.html (the rollback journal, 3).
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from stat import S_ISREG, S_ISVTX, S_IWOTH
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import printable

BESIDE = ("-journal", "-wal", "-shm")  # SQLite's own files, each a part of the database while it is there
JOURNAL, WAL, _ = BESIDE
_BUSY = 5.0  # seconds to wait for another process's write
_SUPER = bytes.fromhex("d9d505f920a163d7")  # how a journal ends that names a super-journal
_LOOK = 10_000  # steps of SQLite's machine from one look at the budget to the next
# Of one statement: a part of a second, where a look-up of ours takes a few thousand, and some minutes.
_STEPS_FOREIGN, _STEPS_OWN = 4_000_000, 2_000_000_000
_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 16,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_LONGEST_OWN, _LONGEST_FOREIGN = 1 << 26, 1 << 22  # bytes of a value
_MOST_TABLES = 100
_SHADOWS = lazy_pattern(  # the tables in which the module FTS5 keeps its index (https://sqlite.org/fts5.html)
    r"CREATE TABLE '(?P<table>\w+)_(?:data'\(id INTEGER PRIMARY KEY, block BLOB\)"
    r"|idx'\(segid, term, pgno, PRIMARY KEY\(segid, term\)\) WITHOUT ROWID"
    r"|config'\(k PRIMARY KEY, v\) WITHOUT ROWID)"
)
_FULL_TEXT = lazy_pattern(r"CREATE VIRTUAL TABLE (\w+) USING fts5\b")


class RefusedFile(sqlite3.OperationalError):
    """A file that must not be opened, because of its type or a journal next to it."""


class Strange(sqlite3.DatabaseError):
    """A database with another schema than ours."""


class Guarded(sqlite3.Connection):
    """A connection that limits statements to a number of steps, whatever the machine's load."""

    budget: Budget

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as SQLite's
        """Run a statement with the whole budget."""
        self.budget.looks = 0
        return super().execute(sql, parameters)


class Budget:
    """The cost limit of a statement, and the time limit of all of a connection where there is one."""

    def __init__(self, steps: int) -> None:
        self.looks = 0
        self.is_late: Callable[[], bool] | None = None
        self._most = steps // _LOOK

    def spend(self) -> int:
        """Return 1 if a statement must end, else 0."""
        self.looks += 1
        return self.looks > self._most or (self.is_late is not None and self.is_late())


def own(path: Path, mode: str = "ro", busy: float = _BUSY, *, any_thread: bool = False) -> Guarded:
    """Open a database of ours to read (`ro`), write (`rw`), or create (`rwc`); raises sqlite3.Error."""
    if reason := why_not_own(path):
        raise RefusedFile(f"it {reason}")
    connection = _connected(path, f"mode={mode}", busy, any_thread=any_thread)
    return _guarded(connection, _STEPS_OWN, _LONGEST_OWN, is_reader=mode == "ro")


def new(path: Path) -> sqlite3.Connection:
    """Open a new database in a place where no other process is; raises sqlite3.Error."""
    return sqlite3.connect(path)


def foreign(path: Path, *, any_thread: bool = False) -> Guarded:
    """Open a foreign database to read it as it is, without its journals; raises sqlite3.Error."""
    if not S_ISREG(_status(path).st_mode):
        raise RefusedFile("not a regular file")
    connection = _connected(path, "mode=ro&immutable=1", 0.0, any_thread=any_thread)
    return _guarded(connection, _STEPS_FOREIGN, _LONGEST_FOREIGN, is_reader=True)


def verify(connection: sqlite3.Connection, create: Iterable[str]) -> None:
    """Raise Strange if a database holds anything but exactly the tables that some statements create."""
    wanted = {_normal(statement) for statement in create}
    full_text = {match[1] for statement in wanted if (match := _FULL_TEXT.match(statement))}
    select = "SELECT type, name, sql FROM sqlite_master LIMIT ?"
    found = set()
    for kind, name, sql in connection.execute(select, (_MOST_TABLES,)).fetchall():
        if sql is None and kind == "index" and str(name).startswith("sqlite_autoindex_"):
            continue
        statement = _normal(str(sql))
        shadow = _SHADOWS.fullmatch(statement)
        if statement not in wanted and not (shadow and shadow["table"] in full_text):
            raise Strange(f"it holds the {printable(f'{kind} {name}')[:80]}, which is not as bibtools makes it")
        found.add(statement)
    if wanted - found:
        raise Strange("it lacks a table that bibtools makes")


def is_damage(error: Exception) -> bool:
    """Return whether an error concerns the file's content; otherwise it may be locked, or the disk full."""
    if isinstance(error, sqlite3.OperationalError):  # an undecodable text comes without a code
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return not isinstance(error, RefusedFile) and code == sqlite3.SQLITE_ERROR
    return isinstance(error, sqlite3.DatabaseError | ValueError)  # the second of a damaged schema's own words


def why_not_own(path: Path) -> str:
    """Return why a file is not opened as one of ours; empty if it is ours, or does not exist yet."""
    try:
        if path.is_symlink():
            return "is a link; only regular files are written"
        folder = _status(path.parent)
        if not _is_users(folder):
            return f"lies in a folder of another user ({path.parent})"
        if folder.st_mode & S_IWOTH and not folder.st_mode & S_ISVTX:
            return f"lies in a folder that everybody may write ({path.parent}); chmod o-w it"
        for each in (path, *(_beside(path, ending) for ending in BESIDE)):
            if reason := _why_strange(each):
                return f"is not opened, for {each} is {reason}" if each != path else f"is {reason}"
        names_another = _names_super_journal(_beside(path, JOURNAL))
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    return "has a journal next to it that bibtools did not write (-journal); remove both" if names_another else ""


def left_beside(path: Path) -> str:
    """Return the journal next to a database that opening for writing would apply; empty if there is none."""
    for ending in (JOURNAL, WAL):
        beside = _beside(path, ending)
        if beside.is_symlink() or (beside.exists() and not beside.is_file()):
            return ending
        # A journal that is done with may stay, with zeros at its begin.
        if beside.is_file() and _read(beside, 0, 1) not in {b"", b"\0"}:
            return ending
    return ""


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RefusedFile(f"it cannot be read: {(error.strerror or str(error)).lower()}") from None


def _is_users(status: os.stat_result) -> bool:
    """Return whether a file belongs to the user, or to root, who may do everything anyway."""
    user = getattr(os, "geteuid", None)  # not on Windows
    return user is None or status.st_uid in {user(), 0}


def _why_strange(path: Path) -> str:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return ""
    if not S_ISREG(status.st_mode):
        return "no regular file"
    return "" if _is_users(status) else "a file of another user"


def _names_super_journal(journal: Path) -> bool:
    """Return whether a journal names a super-journal; none of ours does, since our transactions span one file."""
    try:
        return _read(journal, -len(_SUPER), len(_SUPER)) == _SUPER
    except FileNotFoundError:
        return False


def _read(path: Path, at: int, size: int) -> bytes:
    with path.open("rb") as stream:
        if at < 0:
            at = max(0, path.stat().st_size + at)
        stream.seek(at)
        return stream.read(size)


def _connected(path: Path, how: str, busy: float, *, any_thread: bool) -> Guarded:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", timeout=busy, check_same_thread=not any_thread, factory=Guarded, uri=True
    )


def _guarded(connection: Guarded, steps: int, longest: int, *, is_reader: bool) -> Guarded:
    """Set a connection's protections before anything in the file is read."""
    connection.budget = Budget(steps)
    connection.set_progress_handler(connection.budget.spend, _LOOK)
    for limit, most in (_LIMITS | {sqlite3.SQLITE_LIMIT_LENGTH: longest}).items():
        connection.setlimit(limit, most)
    pragmas = ["trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"]
    try:
        for pragma in (*pragmas, *(["query_only = ON"] if is_reader else [])):
            connection.execute(f"PRAGMA {pragma}")
        if sys.version_info >= (3, 12):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _normal(statement: str) -> str:
    """Return a statement as SQLite stores it, without insignificant blanks."""
    words = " ".join(statement.replace("IF NOT EXISTS ", "", 1).split())
    return words.replace("( ", "(").replace(" )", ")")
