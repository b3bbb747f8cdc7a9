"""Building: a snapshot becomes an index next to the old one, which stays until the new one is complete."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from bibtools.core.errors import ReadError
from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.parallel import stream
from bibtools.index.buckets import Sorter
from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.numbering import LATEST, number
from bibtools.index.row_codec import Row, is_day, row
from bibtools.index.schema import PREPRINTS
from bibtools.index.snapshot import batches

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
        raise ReadError(f"{self.source}: {lines} are no records{early}; the index was not changed")


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

    def fill(connection: sqlite3.Connection, folder: Path) -> Held:
        return _filled(connection, folder, source, watch, today)

    return rebuilt(IndexBuild(path, source, PREPRINTS, "paper"), fill, watch.now, force=force)


def _filled(connection: sqlite3.Connection, folder: Path, source: str, watch: BuildMonitor, today: date) -> Held:
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
        connection.executemany("INSERT INTO marks VALUES (?, ?)", sorter.buckets())
    papers: int = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
    return Held(papers, tally.newest, tally.broken)
