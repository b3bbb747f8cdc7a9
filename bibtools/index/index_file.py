"""An index's file: opened when it is first asked, read again where it was written meanwhile, given up with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bibtools.index.opening import Unusable, is_hot, opened, why
from bibtools.index.schema import PREPRINTS
from bibtools.storage.sqlite import Guarded

T = TypeVar("T")

AT_ONCE = 500  # parameters of a statement
_TRIES = 3  # of a statement, where the index is written meanwhile
_NEVER = (0, 0, 0)
_SHORTEST = 1.0  # seconds, for runs that ask no service at all
_LATE = "has taken longer than the {:g} seconds of this run, and is not used any more"
_SIZED = (str, bytes)
_ROW, _LARGEST = 100, 1 << 26  # bytes of a row in memory, at least, and of all that a statement may give


class Patience:
    """The total number of seconds that an index from elsewhere may work, on a given clock."""

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self.seconds = max(_SHORTEST, seconds)
        self._now, self._begun, self._spent = now, 0.0, 0.0

    def begin(self) -> None:
        """Note that a statement begins."""
        self._begun = self._now()

    def end(self) -> None:
        """Note that a statement has ended."""
        self._spent += self._now() - self._begun

    def is_over(self) -> bool:
        """Return whether a statement that is at work has to end."""
        return self._spent + self._now() - self._begun > self.seconds


class IndexFile:
    """An index, read only; one that is missing, broken or of another version is empty, and `note` receives the reason.

    One that `is_own` is in the user's cache; any other is read without recovery, is not trusted, and may work for as
    long as there is `patience`.
    """

    schema = PREPRINTS

    def __init__(
        self, path: Path, note: Callable[[str], None], *, is_own: bool = False, patience: Patience | None = None
    ) -> None:
        self._patience = None if is_own else patience
        self._path = path
        self._is_own = is_own
        self._note = note
        self._stamp = _NEVER
        self._connection: Guarded | None = None
        self._is_usable = True
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why an existing index is not used, as noted; empty if it is used or missing."""
        return self._trouble

    @property
    def is_there(self) -> bool:
        """Whether there is a readable index."""
        return self._opened() is not None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(self, statement: str, values: Sequence[object]) -> list[T]:
        """Return the rows of a statement that ends in `IN`, for at most 500 values."""
        return self.fetched(f"{statement} ({','.join('?' * len(values))})", values)

    def fetched(self, statement: str, values: Sequence[object]) -> list[T]:
        """Return the rows of a statement; none where the index cannot be used, which is noted once."""
        found: list[list[T]] = self.fetched_each(statement, [values])
        return found[0] if found else []

    def fetched_each(self, statement: str, values: Sequence[Sequence[object]]) -> list[list[T]]:
        """Return the rows of a statement for each of some values; nothing where the index cannot be used."""
        if self._patience is None:
            return self._rows(statement, values)
        self._patience.begin()
        found: list[list[T]] = self._rows(statement, values)
        if self._is_usable and self._patience.is_over():
            self._give_up("")
        self._patience.end()
        return found

    def _rows(self, statement: str, values: Sequence[Sequence[object]]) -> list[list[T]]:
        tries = _TRIES
        while (connection := self._opened()) is not None:
            try:
                found: list[list[T]] = [_within_limits(connection.execute(statement, each)) for each in values]
                if self._is_own or self._stamp == _stamped(self._path):
                    return found
                error: Exception | None = None  # nothing locks an index of others: it was written meanwhile
            except (sqlite3.Error, ValueError) as failed:  # a text that is damaged may be none
                error = failed
            tries -= 1
            if tries and (error is None or is_hot(error) or not (self._is_own or self._stamp == _stamped(self._path))):
                self.close()
                continue
            self._give_up(why(error) if error else "is being written by another process; try again when that is done")
        return []

    def _opened(self) -> Guarded | None:
        if self._connection is None and self._is_usable:
            try:
                self._stamp = _stamped(self._path)
                self._connection = opened(self._path, is_own=self._is_own, schema=self.schema)
                self._is_usable = self._connection is not None
                if self._connection is not None and self._patience is not None:
                    self._connection.budget.is_late = self._patience.is_over
            except Unusable as error:
                self._give_up(str(error))
        return self._connection

    def _give_up(self, reason: str) -> None:
        self.close()
        if self._patience is not None and self._patience.is_over():
            reason = _LATE.format(self._patience.seconds)
        self._is_usable = False
        self._trouble = f"the index {self._path} {reason}"
        self._note(self._trouble)


def _stamped(path: Path) -> tuple[int, int, int]:
    """Return a stamp that changes when a file is written or replaced."""
    try:
        status = path.stat()
    except OSError:
        return _NEVER
    return status.st_ino, status.st_size, status.st_mtime_ns


def _within_limits(cursor: sqlite3.Cursor) -> list[T]:
    """Return the rows of a statement; raises sqlite3.Error if there are more than any index has."""
    found, size = [], 0
    for row in cursor:
        size += _ROW
        for each in row:
            if isinstance(each, _SIZED):
                size += len(each)
        if size > _LARGEST:
            raise sqlite3.DatabaseError("it answers with more than it can hold")
        found.append(row)
    return found
