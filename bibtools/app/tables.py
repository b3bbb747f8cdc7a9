"""`tables`: getting the tables of code links onto this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bibtools.core.errors import CannotError, ReadError
from bibtools.core.named_tuple import NamedTuple
from bibtools.network.answer import Answer
from bibtools.network.download import Downloaded
from bibtools.storage.tables.partial_download import Partial
from bibtools.storage.tables.row_reader import rows
from bibtools.storage.tables.store import fill
from bibtools.storage.tables.table import Table

# Downloads a file of a table, below the service's address; returns what its host states, or why it could not.
Fetch = Callable[[str, Partial], Downloaded | Answer]


class Filled(NamedTuple):
    """A table that is on this machine now."""

    table: Table
    links: int


def download(table: Table, folder: Path, fetch: Fetch, today: date, now: float) -> Filled:
    """Download a table and put its links into the store; raises CannotError, and then what was there stays.

    An interrupted download resumes where it stopped. A file that differs from what its host states is given up, and so
    is one that is no table.
    """
    with ExitStack() as stack:
        parts = [stack.enter_context(Partial(folder, part.path)) for part in table.parts]
        for part, partial in zip(table.parts, parts, strict=True):
            done = fetch(part.path, partial)
            if isinstance(done, Answer):
                advice = "run the same command again: it resumes where it stopped"
                raise CannotError(f"{table.name}: {done.reason}; {advice}")
            if fault := partial.fault(*done):
                partial.restart()
                raise CannotError(f"{table.name}: the file came broken: {fault}; run the same command again")
        try:
            filled = read(table, [partial.path for partial in parts], folder, today, now)
        except ReadError:
            for partial in parts:
                partial.remove()
            raise
        for partial in parts:
            partial.remove()
    return filled


def read(table: Table, paths: Sequence[Path], folder: Path, today: date, now: float) -> Filled:
    """Put the links of a table whose files are at hand into the store; raises CannotError."""
    if len(paths) != len(table.parts):
        names = " and ".join(part.path.rpartition("/")[2] for part in table.parts)
        raise CannotError(f"{table.name}: it has {len(table.parts)} files, {names}, in this order")
    found = [rows(path, part) for path, part in zip(paths, table.parts, strict=True)]
    return Filled(table, fill(folder, table, table.links(list(found), today), now))
