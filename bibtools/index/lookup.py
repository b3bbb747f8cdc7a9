"""Look-ups in the index: papers by number, title, mark or words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from bibtools.core.gc_pause import no_collection
from bibtools.identifiers.identifier import Identifier
from bibtools.index.numbering import is_number, number_of
from bibtools.index.opening import Unusable, is_hot, opened, why
from bibtools.index.row_codec import Packed, to_record, unpack
from bibtools.index.schema import BUCKET, Info, fact, papers
from bibtools.records.record import Record
from bibtools.storage.sqlite import Guarded

T = TypeVar("T")

_AT_ONCE = 500  # parameters of a statement
_WORDS = 6  # of a title that are looked for together
_PAIRS = 3  # of words of which each two are looked for
_TRIES = 3  # of a statement, where the index is written meanwhile
_NEVER = (0, 0, 0)
_SHORTEST = 1.0  # seconds, for runs that ask no service at all
_LATE = "has worked for longer than the {:g} seconds of this run, and is asked no more"
_ROW, _LARGEST = 100, 1 << 26  # bytes of a row in memory, at least, and of all that a statement may give


class Patience:
    """For how many seconds in all an index of others may work, by somebody's clock."""

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


class Index:
    """The index, read only; one that is missing, broken or of another version is empty, and `note` receives the reason.

    One that `is_own` is in the user's cache; any other is read without recovery, is not trusted, and may work for as
    long as there is `patience`.
    """

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
        """Why an existing index is not used, as noted; empty if it is used, or there is none."""
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

    @no_collection()
    def records(self, identifiers: Iterable[Identifier]) -> dict[Identifier, Record]:
        """Return the records of the papers that the index has."""
        wanted = {paper: each for each in identifiers if (paper := number_of(each)) is not None}
        found: dict[Identifier, Record] = {}
        for paper, packed in self.packed(list(wanted)).items():
            with suppress(ValueError):  # a row that is broken is as good as none
                found[wanted[paper]] = to_record(paper, packed)
        return found

    def packed(self, wanted: Sequence[int]) -> dict[int, Packed]:
        """Return the packed rows of papers, by their numbers."""
        found: dict[int, Packed] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows: list[tuple[int, bytes]] = self._ask("SELECT number, packed FROM papers WHERE number IN", some)
            for paper, data in rows:
                if is_number(paper):
                    with suppress(ValueError, TypeError):  # the same
                        found[paper] = unpack(data)
        return found

    def titled(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the papers with some title keys, by key."""
        found: dict[int, list[int]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            rows: list[tuple[int, int]] = self._ask("SELECT key, paper FROM keys WHERE key IN", some)
            for key, paper in rows:
                if isinstance(key, int) and isinstance(paper, int):
                    found.setdefault(key, []).append(paper)
        return found

    def marked(self, marks: Iterable[int]) -> dict[int, list[int]]:
        """Return the papers with some marks of abstracts, by mark."""
        by_bucket: dict[int, list[int]] = {}
        for mark in dict.fromkeys(marks):
            by_bucket.setdefault(mark >> BUCKET, []).append(mark)
        found: dict[int, list[int]] = {}
        wanted = list(by_bucket)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows: list[tuple[int, bytes]] = self._ask("SELECT bucket, papers FROM marks WHERE bucket IN", some)
            for bucket, data in rows:
                if not isinstance(data, bytes):
                    continue
                found |= {mark: held for mark in by_bucket[bucket] if (held := papers(data, mark))}
        return found

    def worded(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have all of some words, the best matches first."""
        longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:_WORDS]
        if not longest:
            return []
        query = " ".join(f'"{word}"' for word in longest if '"' not in word)
        rows: list[tuple[int]] = self._fetched("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", [query, most])
        return [paper for (paper,) in rows]

    def _ask(self, statement: str, values: Sequence[object]) -> list[T]:
        return self._fetched(f"{statement} ({','.join('?' * len(values))})", values)

    def _fetched(self, statement: str, values: Sequence[object]) -> list[T]:
        if self._patience is None:
            return self._rows(statement, values)
        self._patience.begin()
        found: list[T] = self._rows(statement, values)
        if self._is_usable and self._patience.is_over():
            self._give_up("")
        self._patience.end()
        return found

    def _rows(self, statement: str, values: Sequence[object]) -> list[T]:
        tries = _TRIES
        while (connection := self._opened()) is not None:
            try:
                found: list[T] = _within_limits(connection.execute(statement, values))
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
                self._connection = opened(self._path, is_own=self._is_own)
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

    def nearly_worded(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have all but one of some words; that one may be misspelt."""
        longest = sorted(dict.fromkeys(words), key=len, reverse=True)
        quoted = [f'"{word}"' for word in longest if '"' not in word][:_WORDS]
        # One of two halves is right, if one word is not; of three words, a pair.
        parts = [quoted[::2], quoted[1::2]] if len(quoted) > _PAIRS else list(combinations(quoted, 2))
        query = " OR ".join(f"({' '.join(part)})" for part in parts if part)
        statement = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        rows: list[tuple[int]] = self._fetched(statement, [query, most]) if query else []
        return [paper for (paper,) in rows]


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
        size += _ROW + sum(len(each) for each in row if isinstance(each, bytes | str))
        if size > _LARGEST:
            raise sqlite3.DatabaseError("it answers with more than it can hold")
        found.append(row)
    return found


def info(path: Path, *, is_own: bool = False) -> Info | None:
    """Return the description of an index, None if there is none."""
    nothing = Info(path, 0, "", "", 0)
    try:
        connection = opened(path, is_own=is_own)
        if connection is None:
            return None
        with closing(connection):
            papers = int(fact(connection, "papers") or 0)
            newest, built = fact(connection, "newest"), fact(connection, "built")
        return Info(path, papers, newest, built, path.stat().st_size)
    except Unusable as error:
        return nothing._replace(problem=str(error))
    except (sqlite3.Error, ValueError, OSError) as error:
        return nothing._replace(problem=why(error))
