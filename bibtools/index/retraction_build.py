"""Building an index of retractions: a source's file becomes an index beside those of other sources."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bibtools.index import retraction_watch
from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.published_schema import identifier_key
from bibtools.index.retraction_schema import RETRACTIONS
from bibtools.index.snapshot import pieces

_AT_ONCE = 2000  # notices between two words of progress


def build_retractions(path: Path, source: str, watch: BuildMonitor, *, force: bool = False) -> Built:
    """Build an index of retractions from a CSV, and replace the old one with it; raises CannotError."""

    def fill(connection: sqlite3.Connection, folder: Path) -> Held:
        del folder  # it needs none
        return _filled(connection, source, watch)

    return rebuilt(IndexBuild(path, source, RETRACTIONS, "notice"), fill, watch.now, force=force)


def _filled(connection: sqlite3.Connection, source: str, watch: BuildMonitor) -> Held:
    done, number, broken, newest = 0.0, 0, 0, ""

    def heard(part: float) -> None:
        nonlocal done
        done = part

    for each in retraction_watch.notices(pieces(source, heard), source):
        if each is None:
            broken += 1
            continue
        connection.execute("INSERT INTO notices VALUES (?, ?)", (number, each.pack()))
        connection.execute("INSERT INTO side.keys VALUES (?, ?)", (identifier_key("doi", each.doi), number))
        number, newest = number + 1, max(newest, each.day)
        if number % _AT_ONCE == 0:
            watch.progress(number, done)
    watch.progress(number, done)
    return Held(number, newest, broken)
