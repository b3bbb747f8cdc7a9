"""Building: a snapshot to an index, beside the old one, which stays until the new one is whole."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, Self

from bibtools.errors import CannotError, ReadError, WriteError
from bibtools.garbage import no_collection
from bibtools.index.facts import Row, is_day, row
from bibtools.index.lookup import info
from bibtools.index.numbering import LATEST
from bibtools.index.schema import APPLICATION, BUCKET, CREATE, ENTRY, FORM, tell
from bibtools.index.snapshot import batches
from bibtools.index.writing import INDEX, KEYS, MARKS, alone, put_in_place, recover, refuse_others, target, workshop
from bibtools.parallel import stream

_SHRUNK = 0.9  # of the papers must be there again: a snapshot that was cut off has fewer
_BAD = 0.01  # of the lines may be broken at most
_NONE = 10_000  # lines that are no records, and twice as many as the records: then nothing better will come
_REST = bytes(code & (1 << BUCKET - 8) - 1 for code in range(256))  # of the first byte that is kept of a mark
# What odd values make Python raise.
_ODD = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


class Batch(NamedTuple):
    """What a process makes of some lines."""

    rows: list[tuple[int, bytes]]
    titles: list[tuple[int, str]]
    keys: list[tuple[int, int]]
    marks: array[int]  # each with its paper, in 64 bits
    newest: str
    empty: int
    broken: int


class Built(NamedTuple):
    """An index that was built."""

    papers: int
    broken: int  # lines that could not be read


class Watch(NamedTuple):
    """Who is told how far a build is: papers, and which part of the snapshot has been read."""

    told: Callable[[int, float], None]
    now: Callable[[], str]  # the time, as the index tells when it was built


def read(lines: Sequence[bytes], today: date = LATEST) -> Batch:
    """Read some lines of a snapshot, as they may be on a day."""
    found: list[Row] = []
    newest, latest, empty, broken = "", today.isoformat(), 0, 0
    with no_collection():
        for line in lines:
            try:
                facts = json.loads(line)
                made = row(facts, today)
            except _ODD:
                is_empty = line.isspace()
                empty, broken = empty + is_empty, broken + (not is_empty)
                continue
            if made is None:
                broken += 1
                continue
            found.append(made)
            day = facts.get("update_date")
            if isinstance(day, str) and newest < day <= latest and is_day(day):
                newest = day
    return Batch(
        [(each.number, each.packed) for each in found],
        [(each.number, each.title) for each in found],
        [(key, each.number) for each in found for key in each.keys],
        array("Q", [mark << 32 | each.number for each in found for mark in each.marks]),
        newest,
        empty,
        broken,
    )


def build(path: Path, source: str, watch: Watch, *, force: bool = False, today: date = LATEST) -> Built:
    """Build the index from a snapshot, and put it in the place of the old one; no paper is later than `today`.

    Raises CannotError where that is not possible or the new one is suspiciously small; the old one stays then.
    """
    path = target(path)
    refuse_others(path, source)
    with alone(path), workshop(path) as folder:
        try:
            recover(path)
            with closing(sqlite3.connect(folder / INDEX)) as connection:
                built = _filled(connection, folder, source, watch, today)
                _refuse_small(path, source, built, force=force)
            put_in_place(folder / INDEX, path)
        except BrokenProcessPool:
            raise CannotError(f"{source}: a process that read it was ended; the index is as it was") from None
        except (sqlite3.Error, OSError) as error:
            raise WriteError(f"{path}: cannot be written: {error}; the index is as it was") from None
    return built


def _filled(connection: sqlite3.Connection, folder: Path, source: str, watch: Watch, today: date) -> Built:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    for statement in CREATE:
        connection.execute(statement)
    connection.execute("ATTACH DATABASE ? AS side", (os.fsencode(folder / KEYS),))
    connection.execute("CREATE TABLE side.keys (key INTEGER, paper INTEGER)")
    seen, empty, broken, newest, done = 0, 0, 0, "", 0.0

    def heard(part: float) -> None:
        nonlocal done
        done = part

    with _Sorter(folder) as sorter:
        for batch in stream(partial(read, today=today), batches(source, heard)):
            connection.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?)", batch.rows)
            connection.executemany("INSERT INTO words (rowid, title) VALUES (?, ?)", batch.titles)
            connection.executemany("INSERT INTO side.keys VALUES (?, ?)", batch.keys)
            sorter.add(batch.marks)
            seen, newest = seen + len(batch.rows), max(newest, batch.newest)
            empty, broken = empty + batch.empty, broken + batch.broken
            if empty + broken > _NONE + 2 * seen:
                lines = f"{empty + broken} of the first {empty + broken + seen} lines"
                raise ReadError(f"{source}: {lines} are no records; the index is as it was")
            watch.told(seen, done)
        if broken > max(10, _BAD * (seen + broken)):
            raise ReadError(f"{source}: {broken} of {seen + broken} lines are no records; the index is as it was")
        connection.execute("INSERT OR IGNORE INTO main.keys SELECT key, paper FROM side.keys ORDER BY key, paper")
        connection.executemany("INSERT INTO marks VALUES (?, ?)", sorter.buckets())
    papers: int = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
    for name, value in (("papers", papers), ("newest", newest), ("built", f"{watch.now()} from {source}")):
        tell(connection, name, value)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORM}")
    connection.commit()
    connection.execute("DETACH DATABASE side")
    return Built(papers, broken)


class _Sorter:
    """Sorts marks with their papers in files, since there are too many for the memory."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / name for name in MARKS]
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self._files = [path.open("wb") for path in self._paths]
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files:
            file.close()

    def add(self, marks: array[int]) -> None:
        parts: list[array[int]] = [array("Q") for _ in MARKS]
        append = [part.append for part in parts]
        for each in marks:
            append[each >> 58](each)
        for part, file in zip(parts, self._files, strict=True):
            part.tofile(file)

    def buckets(self) -> Iterator[tuple[int, bytes]]:
        """Yield the buckets in order."""
        for path, file in zip(self._paths, self._files, strict=True):
            file.close()
            marks = array("Q")
            with path.open("rb") as sorted_file:
                marks.frombytes(sorted_file.read())
            path.unlink()
            yield from buckets(marks)


def buckets(marks: array[int]) -> Iterator[tuple[int, bytes]]:
    """Yield buckets in order, and in each what came first; sorting all marks would take most of a build's own time."""
    shift, at, entries = 32 + BUCKET, 0, _entries(marks)
    held: defaultdict[int, list[bytes]] = defaultdict(list)
    for each in marks:
        held[each >> shift].append(entries[at : at + ENTRY])
        at += ENTRY
    for bucket in sorted(held):
        yield bucket, b"".join(dict.fromkeys(held[bucket]))


def _entries(marks: array[int]) -> bytes:
    """Return what stands in the buckets for marks with their papers, as `schema.place` makes it."""
    ordered = marks[:]
    if sys.byteorder == "little":
        ordered.byteswap()
    made = bytearray(ordered.tobytes())
    for width in range(ordered.itemsize, ENTRY, -1):
        del made[::width]
    made[::ENTRY] = made[::ENTRY].translate(_REST)
    return bytes(made)


def _refuse_small(path: Path, source: str, built: Built, *, force: bool) -> None:
    if not built.papers:
        raise ReadError(f"{source}: it holds no records; the index is as it was")
    before = _papers(path)
    if not force and built.papers < _SHRUNK * before:
        advice = "the index is as it was (--force takes the new one all the same)"
        raise ReadError(f"{source}: it has {built.papers} papers where there were {before}: {advice}")


def _papers(path: Path) -> int:
    """Return how many papers the index has that is there; one that cannot be read has none."""
    found = info(path)
    return found.papers if found else 0
