"""Look-ups: what the index holds of a paper, and which papers it has under a title, a mark or some words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from bibtools.garbage import no_collection
from bibtools.identifier import Identifier
from bibtools.index.facts import Packed, to_record, unpack
from bibtools.index.numbering import number
from bibtools.index.schema import BUCKET, FORM, Info, fact, papers
from bibtools.record import Record

T = TypeVar("T")

_AT_ONCE = 500  # parameters of a statement
_WORDS = 6  # of a title that are looked for together


class Index:
    """The index, read only; one that is missing, broken or of another form knows nothing, and `note` learns why."""

    def __init__(self, path: Path, note: Callable[[str], None]) -> None:
        self._path = path
        self._note = note
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True

    @property
    def is_there(self) -> bool:
        """Whether there is an index that can be read."""
        return self._opened() is not None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @no_collection()
    def records(self, identifiers: Iterable[Identifier]) -> dict[Identifier, Record]:
        """Return the records of the papers that the index has."""
        wanted = {found: each for each in identifiers if (found := number(each.value)) is not None}
        return {wanted[paper]: to_record(paper, packed) for paper, packed in self.packed(list(wanted)).items()}

    def packed(self, wanted: Sequence[int]) -> dict[int, Packed]:
        """Return what the index holds of papers, by their numbers."""
        found: dict[int, Packed] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows: list[tuple[int, bytes]] = self._ask("SELECT number, packed FROM papers WHERE number IN", some)
            for paper, data in rows:
                with suppress(ValueError):  # a row that is broken is as good as none
                    found[paper] = unpack(data)
        return found

    def titled(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the papers under keys of titles, by key."""
        found: dict[int, list[int]] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            rows: list[tuple[int, int]] = self._ask("SELECT key, paper FROM keys WHERE key IN", some)
            for key, paper in rows:
                found.setdefault(key, []).append(paper)
        return found

    def marked(self, marks: Iterable[int]) -> dict[int, list[int]]:
        """Return the papers under marks of abstracts, by mark."""
        by_bucket: dict[int, list[int]] = {}
        for mark in dict.fromkeys(marks):
            by_bucket.setdefault(mark >> BUCKET, []).append(mark)
        found: dict[int, list[int]] = {}
        wanted = list(by_bucket)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            rows: list[tuple[int, bytes]] = self._ask("SELECT bucket, papers FROM marks WHERE bucket IN", some)
            for bucket, data in rows:
                found |= {mark: held for mark in by_bucket[bucket] if (held := papers(data, mark))}
        return found

    def worded(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have all of some words, the best matches first."""
        telling = sorted(dict.fromkeys(words), key=len, reverse=True)[:_WORDS]
        if not telling:
            return []
        query = " ".join(f'"{word}"' for word in telling if '"' not in word)
        rows: list[tuple[int]] = self._fetched("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", [query, most])
        return [paper for (paper,) in rows]

    def _ask(self, statement: str, values: Sequence[object]) -> list[T]:
        return self._fetched(f"{statement} ({','.join('?' * len(values))})", values)

    def _fetched(self, statement: str, values: Sequence[object]) -> list[T]:
        connection = self._opened()
        if connection is None:
            return []
        try:
            return connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(f"is not used ({error}); bibtools index build makes it anew")
            return []

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and self._is_usable:
            self._is_usable = self._path.is_file()
            if self._is_usable:
                self._open()
        return self._connection

    def _open(self) -> None:
        try:
            self._connection = opened(self._path)
            form = self._connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            self._give_up(f"is not used ({error}); bibtools index build makes it anew")
            return
        if form != FORM:
            self._give_up("is of another version of bibtools; bibtools index build makes it anew")

    def _give_up(self, why: str) -> None:
        self.close()
        self._is_usable = False
        self._note(f"the index {self._path} {why}")


def opened(path: Path) -> sqlite3.Connection:
    """Open an index to read it; raises sqlite3.Error."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def info(path: Path) -> Info | None:
    """Return what is told of an index, None where there is none."""
    if not path.is_file():
        return None
    nothing = Info(path, 0, "", "", path.stat().st_size)
    try:
        with closing(opened(path)) as connection:
            form = connection.execute("PRAGMA user_version").fetchone()[0]
            if form != FORM:
                return nothing._replace(problem="it is of another version of bibtools")
            papers = int(fact(connection, "papers") or 0)
            return nothing._replace(papers=papers, newest=fact(connection, "newest"), built=fact(connection, "built"))
    except (sqlite3.Error, ValueError) as error:
        return nothing._replace(problem=f"cannot read it: {error}")
