"""An index of retractions: built from a source's file, asked by the DOIs of works."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bibtools.index import retraction, retraction_watch
from bibtools.index.building import BuildMonitor, Built, Held, IndexBuild, rebuilt
from bibtools.index.index_file import IndexFile
from bibtools.index.published_schema import identifier_key
from bibtools.index.retraction import RetractionNotice
from bibtools.index.retraction_schema import RETRACTIONS
from bibtools.index.snapshot import pieces

_AT_ONCE = 2000  # notices between two words of progress
_OF_KEY = "SELECT packed FROM keys JOIN notices ON notices.number = keys.notice WHERE key = ? LIMIT 100"


class RetractionIndex(IndexFile):
    """An index of retractions, read only."""

    schema = RETRACTIONS

    def retraction_of(self, doi: str) -> RetractionNotice | None:
        """Return the retraction that a work stands under, by its DOI; None where none is known."""
        return self.retractions_of([doi]).get(doi)

    def retractions_of(self, wanted: Iterable[str]) -> dict[str, RetractionNotice]:
        """Return the retractions that some works stand under, by their DOIs."""
        found = {doi: retraction.standing(notices) for doi, notices in self.notices_of(wanted).items()}
        return {doi: notice for doi, notice in found.items() if notice}

    def notices_of(self, wanted: Iterable[str]) -> dict[str, list[RetractionNotice]]:
        """Return all notices that speak of some works: retractions, doubts, corrections, reinstatements."""
        listed = list(dict.fromkeys(wanted))
        rows: list[list[tuple[str]]] = self.fetched_each(_OF_KEY, [(identifier_key("doi", doi),) for doi in listed])
        found: dict[str, list[RetractionNotice]] = {}
        for doi, some in zip(listed, rows, strict=False):  # nothing where there is no index
            for (packed,) in some:
                with suppress(ValueError, AttributeError):  # a row that is broken is as good as none
                    notice = retraction.unpacked(packed)
                    if notice.doi == doi.lower():
                        found.setdefault(doi, []).append(notice)
        return found


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
