"""Building an index of published works: a source's file becomes an index beside those of other sources."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bibtools.core.errors import CannotError, ReadError, WriteError
from bibtools.core.gc_pause import no_collection
from bibtools.core.parallel import stream
from bibtools.index.build import BuildMonitor, Built
from bibtools.index.dblp_xml import PROCEEDINGS
from bibtools.index.information import info
from bibtools.index.published_schema import WORKS, keys_of, stream_of
from bibtools.index.published_work import INFORMAL, PublishedWork
from bibtools.index.replacement import INDEX, KEYS, alone, put_in_place, recover, refuse_others, target, workshop
from bibtools.index.schema import put_fact
from bibtools.index.snapshot import pieces
from bibtools.storage.sqlite import new

_SHRUNK = 0.9  # of the works must be there again
_MOST = 5_000  # works that one process reads at a time


# Yields a file's works in batches, given its bytes in pieces, and its name.
Reader = Callable[[Iterable[bytes], str], Iterator[list[PublishedWork]]]


class _Rows(NamedTuple):
    works: list[tuple[int, str]]
    keys: list[tuple[int, int]]
    proceedings: list[tuple[str, str]]
    venues: dict[tuple[str, str, int], int]
    newest: str


def build_published(path: Path, source: str, read: Reader, watch: BuildMonitor, *, force: bool = False) -> Built:
    """Build an index of published works from a source's file, as `read` reads it, and replace the old one with it.

    Raises CannotError if that fails or the new one is suspiciously small; then the old one stays.
    """
    path = target(path)
    refuse_others(path, source, WORKS)
    with alone(path), workshop(path) as folder:
        try:
            recover(path)
            with closing(new(folder / INDEX)) as connection:
                built = _filled(connection, folder, source, read, watch)
                _refuse_small(path, source, built, force=force)
            put_in_place(folder / INDEX, path)
        except BrokenProcessPool:
            raise CannotError(f"{source}: a process that read it was ended; the index is as it was") from None
        except (sqlite3.Error, OSError) as error:
            raise WriteError(f"{path}: cannot be written: {error}; the index is as it was") from None
    return built


def _filled(connection: sqlite3.Connection, folder: Path, source: str, read: Reader, watch: BuildMonitor) -> Built:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    for statement in WORKS.create:
        connection.execute(statement)
    connection.execute("ATTACH DATABASE ? AS side", (os.fsencode(folder / KEYS),))
    connection.execute("CREATE TABLE side.keys (key INTEGER, work INTEGER)")
    done, number, newest = 0.0, 0, ""
    venues: Counter[tuple[str, str, int]] = Counter()

    def heard(part: float) -> None:
        nonlocal done
        done = part

    for rows in stream(_rows, _numbered(read(pieces(source, heard), source))):
        connection.executemany("INSERT INTO works VALUES (?, ?)", rows.works)
        connection.executemany("INSERT OR REPLACE INTO proceedings VALUES (?, ?)", rows.proceedings)
        connection.executemany("INSERT INTO side.keys VALUES (?, ?)", rows.keys)
        venues.update(rows.venues)
        number += len(rows.works)
        newest = max(newest, rows.newest)
        watch.progress(number, done)
    connection.execute("INSERT OR IGNORE INTO main.keys SELECT key, work FROM side.keys ORDER BY key, work")
    connection.executemany("INSERT INTO venues VALUES (?, ?, ?, ?)", ((*each, many) for each, many in venues.items()))
    for name, value in (("papers", number), ("newest", newest), ("built", f"{watch.now()} from {source}")):
        put_fact(connection, name, value)
    connection.execute(f"PRAGMA application_id = {WORKS.application}")
    connection.execute(f"PRAGMA user_version = {WORKS.form}")
    connection.commit()
    connection.execute("DETACH DATABASE side")
    return Built(number, 0)


def _numbered(batches: Iterator[list[PublishedWork]]) -> Iterator[tuple[int, list[PublishedWork]]]:
    number = 0
    held: list[PublishedWork] = []
    for batch in batches:
        held += batch
        while len(held) >= _MOST:
            yield number, held[:_MOST]
            number += _MOST
            del held[:_MOST]
    yield number, held


def _rows(numbered: tuple[int, list[PublishedWork]]) -> _Rows:
    first, found = numbered
    rows = _Rows([], [], [], Counter(), "")
    newest = ""
    with no_collection():
        for number, work in enumerate(found, first):
            packed = work.pack()
            if work.kind == PROCEEDINGS:
                rows.proceedings.append((work.key, packed))
            rows.works.append((number, packed))
            rows.keys.extend((key, number) for key in keys_of(work))
            newest = max(newest, work.year)
            if work.kind not in {INFORMAL, PROCEEDINGS} and work.venue and work.year.isdigit():
                rows.venues[work.venue, stream_of(work), int(work.year)] += 1
    return rows._replace(newest=newest)


def _refuse_small(path: Path, source: str, built: Built, *, force: bool) -> None:
    if not built.papers:
        raise ReadError(f"{source}: it holds no records; the index is as it was")
    before = info(path, schema=WORKS)
    if not force and before and built.papers < _SHRUNK * before.papers:
        advice = "the index was not changed (--force replaces it nevertheless)"
        raise ReadError(f"{source}: it has {built.papers} works where there were {before.papers}: {advice}")
