"""Building an index of rows that one process reads: matches and retractions, beside the indexes of other kinds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.snapshot import pieces

Row = TypeVar("Row")


def build_rows(
    made: IndexBuild,
    parse: Callable[[Iterable[bytes], str], Iterator[Row | None]],
    insert: Callable[[sqlite3.Connection, int, Row], str],
    watch: BuildMonitor,
    at_once: int,
    *,
    force: bool,
) -> Built:
    """Build an index of what `parse` yields, None for a broken row, and replace the old one; raises CannotError.

    `insert` writes a row under its number and returns its day, empty where it has none. `at_once` rows lie between two
    words of progress.
    """

    def fill(connection: sqlite3.Connection, folder: Path) -> Held:
        del folder  # it needs none
        done, number, broken, newest = 0.0, 0, 0, ""

        def heard(part: float) -> None:
            nonlocal done
            done = part

        for each in parse(pieces(made.source, heard), made.source):
            if each is None:
                broken += 1
                continue
            newest = max(newest, insert(connection, number, each))
            number += 1
            if number % at_once == 0:
                watch.progress(number, done)
        watch.progress(number, done)
        return Held(number, newest, broken)

    return rebuilt(made, fill, watch.now, force=force)
