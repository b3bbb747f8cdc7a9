"""Building an index of matches: a list becomes an index beside those of other sources."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bibtools.index import comet
from bibtools.index.building import BuildMonitor, Built, IndexBuild
from bibtools.index.match_schema import MATCHES
from bibtools.index.published_schema import identifier_key
from bibtools.index.row_build import build_rows

_AT_ONCE = 20_000  # matches between two words of progress


def build_matches(path: Path, source: str, watch: BuildMonitor, *, force: bool = False) -> Built:
    """Build an index of matches from a list, and replace the old one with it; raises CannotError."""
    return build_rows(IndexBuild(path, source, MATCHES, "match"), comet.matches, _insert, watch, _AT_ONCE, force=force)


def _insert(connection: sqlite3.Connection, number: int, match: tuple[str, str]) -> str:
    connection.execute("INSERT INTO matches VALUES (?, ?, ?)", (number, *match))
    connection.execute("INSERT INTO side.keys VALUES (?, ?)", (identifier_key("arxiv", match[0]), number))
    return ""
