"""Building an index of matches: a list becomes an index beside those of other sources."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bibtools.index import comet
from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.match_schema import MATCHES
from bibtools.index.published_schema import identifier_key
from bibtools.index.snapshot import pieces

_AT_ONCE = 20_000  # matches between two words of progress


def build_matches(path: Path, source: str, watch: BuildMonitor, *, force: bool = False) -> Built:
    """Build an index of matches from a list, and replace the old one with it; raises CannotError."""

    def fill(connection: sqlite3.Connection, folder: Path) -> Held:
        del folder  # it needs none
        return _filled(connection, source, watch)

    return rebuilt(IndexBuild(path, source, MATCHES, "match"), fill, watch.now, force=force)


def _filled(connection: sqlite3.Connection, source: str, watch: BuildMonitor) -> Held:
    done, number, broken = 0.0, 0, 0

    def heard(part: float) -> None:
        nonlocal done
        done = part

    for each in comet.matches(pieces(source, heard), source):
        if each is None:
            broken += 1
            continue
        connection.execute("INSERT INTO matches VALUES (?, ?, ?)", (number, *each))
        connection.execute("INSERT INTO side.keys VALUES (?, ?)", (identifier_key("arxiv", each[0]), number))
        number += 1
        if number % _AT_ONCE == 0:
            watch.progress(number, done)
    watch.progress(number, done)
    return Held(number, "", broken)
