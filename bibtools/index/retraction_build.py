"""Building an index of retractions: a source's file becomes an index beside those of other sources."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bibtools.index import retraction_watch
from bibtools.index.building import BuildMonitor, Built, IndexBuild
from bibtools.index.published_schema import identifier_key
from bibtools.index.retraction import RetractionNotice
from bibtools.index.retraction_schema import RETRACTIONS
from bibtools.index.row_build import build_rows

_AT_ONCE = 2000  # notices between two words of progress


def build_retractions(path: Path, source: str, watch: BuildMonitor, *, force: bool = False) -> Built:
    """Build an index of retractions from a CSV, and replace the old one with it; raises CannotError."""
    made = IndexBuild(path, source, RETRACTIONS, "notice")
    return build_rows(made, retraction_watch.notices, _insert, watch, _AT_ONCE, force=force)


def _insert(connection: sqlite3.Connection, number: int, notice: RetractionNotice) -> str:
    connection.execute("INSERT INTO notices VALUES (?, ?)", (number, notice.pack()))
    connection.execute("INSERT INTO side.keys VALUES (?, ?)", (identifier_key("doi", notice.doi), number))
    return notice.day
