"""Building an index of published works: a source's file becomes an index beside those of other sources."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.parallel import stream
from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.published_schema import WORKS, keys_of, stream_of
from bibtools.index.published_work import INFORMAL, PROCEEDINGS, PublishedWork
from bibtools.index.source_folder import pieces_of
from bibtools.index.works_reader import WorksReader

_MOST = 5_000  # works that one process reads at a time


class _Rows(NamedTuple):
    works: list[tuple[int, str | None, str]]
    keys: list[tuple[int, int]]
    proceedings: list[tuple[str, str]]
    venues: dict[tuple[str, str, int], int]
    newest: str
    broken: int


def build_published(
    path: Path,
    source: str,
    reader: WorksReader,
    watch: BuildMonitor,
    *,
    force: bool = False,
    files: Sequence[str] = (),
) -> Built:
    """Build an index of published works from a source's file, and replace the old one with it.

    Where the source is a folder, the `files` in it are read one after the other. Raises CannotError if that fails or
    the new one is suspiciously small; then the old one stays.
    """

    def fill(connection: sqlite3.Connection, folder: Path) -> Held:
        del folder  # it needs none
        with no_collection():
            return _filled(connection, list(files) or [source], reader, watch)

    return rebuilt(IndexBuild(path, source, WORKS, "work"), fill, watch.now, force=force)


def _filled(connection: sqlite3.Connection, files: list[str], reader: WorksReader, watch: BuildMonitor) -> Held:
    done, number, broken, newest = 0.0, 0, 0, ""
    venues: Counter[tuple[str, str, int]] = Counter()

    def heard(part: float) -> None:
        nonlocal done
        done = part

    batches = (batch for file, pieces in pieces_of(files, heard) for batch in reader.records(pieces, file))
    for rows in stream(partial(_rows, reader.work), _numbered(batches)):
        connection.executemany("INSERT INTO works VALUES (?, ?, ?)", rows.works)
        connection.executemany("INSERT OR REPLACE INTO proceedings VALUES (?, ?)", rows.proceedings)
        connection.executemany("INSERT INTO side.keys VALUES (?, ?)", rows.keys)
        venues.update(rows.venues)
        number, broken = number + len(rows.works), broken + rows.broken
        newest = max(newest, rows.newest)
        watch.progress(number, done)
    connection.executemany("INSERT INTO venues VALUES (?, ?, ?, ?)", ((*each, many) for each, many in venues.items()))
    return Held(number, newest, broken)


def _numbered(batches: Iterator[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the records for a process each, with the number of the first: not every record is a work."""
    number = 0
    held: list[Any] = []
    for batch in batches:
        held += batch
        while len(held) >= _MOST:
            yield number, held[:_MOST]
            number += _MOST
            del held[:_MOST]
    yield number, held


def _rows(work_of: Callable[[Any], PublishedWork | None], numbered: tuple[int, list[Any]]) -> _Rows:
    first, records = numbered
    rows = _Rows(works=[], keys=[], proceedings=[], venues=Counter(), newest="", broken=0)
    newest, broken = "", 0
    with no_collection():
        for number, record in enumerate(records, first):
            try:
                work = work_of(record)
            except ValueError:
                broken += 1
                continue
            if work is None:
                continue
            packed = work.pack()
            if work.kind == PROCEEDINGS:
                rows.proceedings.append((work.key, packed))
            rows.works.append((number, work.crossref or None, packed))
            rows.keys.extend((key, number) for key in keys_of(work))
            newest = max(newest, work.year)
            if work.kind not in {INFORMAL, PROCEEDINGS} and work.venue and work.year.isdigit():
                rows.venues[work.venue, stream_of(work), int(work.year)] += 1
    return rows._replace(newest=newest, broken=broken)
