"""Building: a snapshot becomes an index next to the old one, which stays until the new one is complete."""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from bibtools.core.errors import CannotError, ReadError, WriteError
from bibtools.core.gc_pause import no_collection
from bibtools.core.parallel import stream
from bibtools.index.buckets import Sorter
from bibtools.index.information import info
from bibtools.index.numbering import LATEST, number
from bibtools.index.replacement import INDEX, KEYS, alone, put_in_place, recover, refuse_others, target, workshop
from bibtools.index.row_codec import Row, is_day, row
from bibtools.index.schema import APPLICATION, CREATE, FORM, put_fact
from bibtools.index.snapshot import batches
from bibtools.storage.sqlite import new

_SHRUNK = 0.9  # of the papers must be there again: a snapshot that was cut off has fewer
_BAD = 0.01  # of the lines may be broken at most
_NONE = 10_000  # lines that are no records, and twice as many as the records: then nothing better will come
# What odd values make Python raise.
_ODD = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


class Batch(NamedTuple):
    """The rows of some lines, as a worker process makes them."""

    rows: list[tuple[int, bytes]]
    titles: list[tuple[int, str]]
    keys: list[tuple[int, int]]
    marks: array[int]  # each with its paper, in 64 bits
    newest: str
    empty: int  # lines
    broken: int
    early: int  # of the broken ones: papers of months that are still to come


class SnapshotCounts(NamedTuple):
    """The counts of a snapshot's lines so far."""

    source: str
    papers: int = 0
    empty: int = 0
    broken: int = 0
    early: int = 0
    newest: str = ""

    def plus(self, batch: Batch) -> SnapshotCounts:
        """Return the counts with a batch added; raises ReadError if hardly any lines are records."""
        papers, empty, broken = self.papers + len(batch.rows), self.empty + batch.empty, self.broken + batch.broken
        newest = max(self.newest, batch.newest)
        tally = SnapshotCounts(
            source=self.source, papers=papers, empty=empty, broken=broken, early=self.early + batch.early, newest=newest
        )
        if empty + broken > _NONE + 2 * papers:
            tally._refuse(f"{empty + broken} of its first {empty + broken + papers} lines")
        return tally

    def refuse_many(self, share: float) -> None:
        """Raise ReadError if more than ten lines, and more than a share of all, are broken."""
        if self.broken > max(10, share * (self.papers + self.broken)):
            self._refuse(f"{self.broken} of {self.papers + self.broken} lines")

    def _refuse(self, lines: str) -> NoReturn:
        early = f" ({self.early} papers are dated in the future: is this machine's clock right?)" if self.early else ""
        raise ReadError(f"{self.source}: {lines} are no records{early}; the index is as it was")


class Built(NamedTuple):
    """An index that was built."""

    papers: int
    broken: int  # lines that could not be read


class BuildMonitor(NamedTuple):
    """The callback for a build's progress (papers, and the fraction of the snapshot read), and the clock."""

    progress: Callable[[int, float], None]
    now: Callable[[], str]  # the time, as the index tells when it was built


def read(lines: Sequence[bytes], today: date = LATEST) -> Batch:
    """Return the batch of some lines of a snapshot; no paper is later than `today`."""
    found: list[Row] = []
    newest, latest, empty, broken, early = "", today.isoformat(), 0, 0, 0
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
                broken, early = broken + 1, early + _is_early(str(facts["id"]), today)
                continue
            found.append(made)
            day = facts.get("update_date")
            if isinstance(day, str) and newest < day <= latest and is_day(day[:11]):
                newest = day
    return Batch(
        rows=[(each.number, each.packed) for each in found],
        titles=[(each.number, each.title) for each in found],
        keys=[(key, each.number) for each in found for key in each.keys],
        marks=array("Q", [mark << 32 | each.number for each in found for mark in each.marks]),
        newest=newest,
        empty=empty,
        broken=broken,
        early=early,
    )


def _is_early(paper: str, today: date) -> bool:
    return number(paper, today) is None and number(paper) is not None


def build(path: Path, source: str, watch: BuildMonitor, *, force: bool = False, today: date = LATEST) -> Built:
    """Build the index from a snapshot, and replace the old one with it; no paper is later than `today`.

    Raises CannotError if that fails or the new one is suspiciously small; then the old one stays.
    """
    path = target(path)
    refuse_others(path, source)
    with alone(path), workshop(path) as folder:
        try:
            recover(path)
            with closing(new(folder / INDEX)) as connection:
                built = _filled(connection, folder, source, watch, today)
                _refuse_small(path, source, built, force=force)
            put_in_place(folder / INDEX, path)
        except BrokenProcessPool:
            raise CannotError(f"{source}: a process that read it was ended; the index is as it was") from None
        except (sqlite3.Error, OSError) as error:
            raise WriteError(f"{path}: cannot be written: {error}; the index is as it was") from None
    return built


def _filled(connection: sqlite3.Connection, folder: Path, source: str, watch: BuildMonitor, today: date) -> Built:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    for statement in CREATE:
        connection.execute(statement)
    connection.execute("ATTACH DATABASE ? AS side", (os.fsencode(folder / KEYS),))
    connection.execute("CREATE TABLE side.keys (key INTEGER, paper INTEGER)")
    done, tally = 0.0, SnapshotCounts(source)

    def heard(part: float) -> None:
        nonlocal done
        done = part

    with Sorter(folder) as sorter:
        for batch in stream(partial(read, today=today), batches(source, heard)):
            connection.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?)", batch.rows)
            connection.executemany("INSERT INTO words (rowid, title) VALUES (?, ?)", batch.titles)
            connection.executemany("INSERT INTO side.keys VALUES (?, ?)", batch.keys)
            sorter.add(batch.marks)
            tally = tally.plus(batch)
            watch.progress(tally.papers, done)
        tally.refuse_many(_BAD)
        connection.execute("INSERT OR IGNORE INTO main.keys SELECT key, paper FROM side.keys ORDER BY key, paper")
        connection.executemany("INSERT INTO marks VALUES (?, ?)", sorter.buckets())
    papers: int = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
    for name, value in (("papers", papers), ("newest", tally.newest), ("built", f"{watch.now()} from {source}")):
        put_fact(connection, name, value)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {FORM}")
    connection.commit()
    connection.execute("DETACH DATABASE side")
    return Built(papers, tally.broken)


def _refuse_small(path: Path, source: str, built: Built, *, force: bool) -> None:
    if not built.papers:
        raise ReadError(f"{source}: it holds no records; the index is as it was")
    before = _papers(path)
    if not force and built.papers < _SHRUNK * before:
        advice = "the index was not changed (--force replaces it nevertheless)"
        raise ReadError(f"{source}: it has {built.papers} papers where there were {before}: {advice}")


def _papers(path: Path) -> int:
    """Return the number of papers in the existing index; one that cannot be read has none."""
    found = info(path)
    return found.papers if found else 0
