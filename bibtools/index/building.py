"""What building has in common for every kind of index: a new one is made beside the old one, which stays until then."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

from bibtools.core.errors import CannotError, ReadError, WriteError
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.information import info
from bibtools.index.replacement import INDEX, KEYS, alone, put_in_place, recover, refuse_others, target, workshop
from bibtools.index.schema import IndexSchema, put_fact
from bibtools.storage.sqlite import new

_SHRUNK = 0.9  # of what was held must be there again: a source that was cut off has less


class Built(NamedTuple):
    """An index that was built."""

    papers: int
    broken: int  # lines that could not be read


class BuildMonitor(NamedTuple):
    """The callback for a build's progress (papers, and the fraction of the source read), and the clock."""

    progress: Callable[[int, float], None]
    now: Callable[[], str]  # the time, in the form in which the index says when it was built


class Held(NamedTuple):
    """What a new index holds: how many papers, the newest day or year, and the lines that could not be read."""

    papers: int
    newest: str
    broken: int = 0


class IndexBuild(NamedTuple):
    """Where an index of a kind is built, from what, and what it holds, in words."""

    path: Path
    source: str
    schema: IndexSchema
    noun: str


def rebuilt(
    made: IndexBuild, fill: Callable[[sqlite3.Connection, Path], Held], now: Callable[[], str], *, force: bool
) -> Built:
    """Build an index, and replace the old one with it; `fill` gets the database and a folder for its files.

    Its keys go into `side.keys`, a column of them and one of numbers, in any order. Raises CannotError if that fails or
    the new index is suspiciously small; then the old one stays.
    """
    source, path = made.source, target(made.path)
    made = made._replace(path=path)
    refuse_others(path, source, made.schema)
    with alone(path), workshop(path) as folder:
        try:
            recover(path)
            with closing(new(folder / INDEX)) as connection:
                _prepare(connection, folder, made.schema)
                held = fill(connection, folder)
                _finish(connection, made, held, now())
                _refuse_small(made, held.papers, force=force)
            put_in_place(folder / INDEX, path)
        except BrokenProcessPool:
            raise CannotError(f"{source}: a process that read it was ended; the index was not changed") from None
        except (sqlite3.Error, OSError) as error:
            raise WriteError(f"{path}: cannot be written: {error}; the index was not changed") from None
    return Built(held.papers, held.broken)


def _prepare(connection: sqlite3.Connection, folder: Path, schema: IndexSchema) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    for statement in schema.create:
        connection.execute(statement)
    connection.execute("ATTACH DATABASE ? AS side", (os.fsencode(folder / KEYS),))
    connection.execute("CREATE TABLE side.keys (key INTEGER, number INTEGER)")


def _finish(connection: sqlite3.Connection, made: IndexBuild, held: Held, now: str) -> None:
    connection.execute("INSERT OR IGNORE INTO main.keys SELECT key, number FROM side.keys ORDER BY key, number")
    for name, value in (("papers", held.papers), ("newest", held.newest), ("built", f"{now} from {made.source}")):
        put_fact(connection, name, value)
    connection.execute(f"PRAGMA application_id = {made.schema.application}")
    connection.execute(f"PRAGMA user_version = {made.schema.form}")
    connection.commit()
    connection.execute("DETACH DATABASE side")


def _refuse_small(made: IndexBuild, papers: int, *, force: bool) -> None:
    if not papers:
        raise ReadError(f"{made.source}: it holds no records; the index was not changed")
    found = info(made.path, schema=made.schema)
    before = found.papers if found else 0  # one that cannot be read has none
    if not force and papers < _SHRUNK * before:
        advice = "the index was not changed (--force replaces it anyway)"
        raise ReadError(f"{made.source}: it has {papers} {made.noun}s where there were {before}: {advice}")
