"""Updating: the records that changed since an index was built, page by page, each in its own transaction.

Each page is stored with the next request, so an interrupted run resumes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bibtools.core.errors import CannotError, WriteError
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.numbering import number
from bibtools.index.opening import Unusable, opened, why
from bibtools.index.packed_row import unpack
from bibtools.index.replacement import alone, recover, target
from bibtools.index.row_codec import Row, row, search_keys
from bibtools.index.schema import fact, place, put_fact
from bibtools.network.answer import FOUND, Answer
from bibtools.network.request import Request
from bibtools.providers.contract import Unreadable
from bibtools.providers.harvest import Page, first, following, page
from bibtools.storage.sqlite import own, why_not_own

_OVERLAP = timedelta(days=3)  # records change while they are listed
_TRIES = 3  # of a page: the service builds it during the request, and keeps it for the next one
_BUSY = 30.0  # seconds to wait for a reader


class IndexUpdate(NamedTuple):
    """The result of an update."""

    changed: int
    papers: int
    until: date


def update(path: Path, ask: Callable[[Request], Answer], progress: Callable[[int], None], until: date) -> IndexUpdate:
    """Update an index to a day; raises CannotError if that fails, and keeps the pages done by then."""
    path = target(path)
    if not path.exists():
        raise CannotError(f"{path}: there is no index to update: bibtools index build creates one")
    with alone(path), closing(_opened(path)) as connection:
        try:
            return _updated(connection, ask, progress, until)
        except (sqlite3.Error, ValueError) as error:
            raise WriteError(f"{path}: {why(error)}; earlier pages are kept") from None


def _opened(path: Path) -> sqlite3.Connection:
    if reason := why_not_own(path):
        raise CannotError(f"{path}: {reason}; an index that may be written is bibtools's alone")
    recover(path)
    try:
        reader = opened(path)
    except Unusable as error:
        raise CannotError(f"{path}: {error}") from None
    if reader is not None:
        reader.close()
    try:
        connection = own(path, "rw", _BUSY)
        # A page is written once it is complete, so that no reader waits long.
        connection.execute("PRAGMA cache_spill = OFF")
    except sqlite3.Error as error:
        raise CannotError(f"{path}: {why(error)}") from None
    return connection


def _updated(
    connection: sqlite3.Connection, ask: Callable[[Request], Answer], progress: Callable[[int], None], until: date
) -> IndexUpdate:
    token, last = fact(connection, "token"), fact(connection, "until")
    today, anew = until, first(_since(fact(connection, "newest"), until), until)
    request = following(token) if token else anew
    until = date.fromisoformat(last) if token and last else until
    changed, is_anew = 0, False
    tokens = {token}
    while True:
        found = _page(request, ask, changed)
        if found.lost:
            if is_anew:
                raise CannotError("arXiv's OAI interface does not know the token that it gave; try again later")
            request, is_anew, tokens = anew, True, {""}
            continue
        is_repeated = bool(found.token) and found.token in tokens
        tokens.add(found.token)
        with connection:
            for facts in found.records:
                changed += _put(connection, facts, today)
            _remove(connection, found.deleted)
            put_fact(connection, "token", "" if is_repeated else found.token)
            put_fact(connection, "until", until)
            if not found.token:
                put_fact(connection, "newest", until)
            papers: int = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
            put_fact(connection, "papers", papers)
        progress(changed)
        if is_repeated:
            raise CannotError(
                f"arXiv's OAI interface gave the same token again, so its list would not end; {changed} records are up "
                "to date, try again later"
            )
        if not found.token:
            return IndexUpdate(changed, papers, until)
        request = following(found.token)


def _since(newest: str, until: date) -> date:
    try:
        return min(date.fromisoformat(newest), until) - _OVERLAP
    except (ValueError, OverflowError):
        raise CannotError(
            "the index has no date: its snapshot had no update_date; build it from one that has"
        ) from None


def _page(request: Request, ask: Callable[[Request], Answer], changed: int) -> Page:
    reason = ""
    for _ in range(_TRIES):
        answer = ask(request)
        if answer.status != FOUND:
            reason = answer.reason
            continue
        try:
            return page(answer.body)
        except Unreadable as error:
            reason = str(error)
    raise CannotError(f"{reason}; {changed} records are up to date: run the same command to resume")


def _put(connection: sqlite3.Connection, facts: Mapping[str, Any], today: date) -> bool:
    """Store a record, and return whether it says anything new."""
    new = row(facts, today)
    if new is None:
        return False
    held = connection.execute("SELECT packed FROM papers WHERE number = ?", (new.number,)).fetchone()
    if held and held[0] == new.packed:
        return False
    if held:
        _forget_title(connection, new.number, held[0])
    connection.execute("INSERT OR REPLACE INTO papers VALUES (?, ?)", (new.number, new.packed))
    connection.execute("INSERT INTO words (rowid, title) VALUES (?, ?)", (new.number, new.title))
    connection.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(key, new.number) for key in new.keys])
    _mark(connection, new)
    return True


def _mark(connection: sqlite3.Connection, new: Row) -> None:
    for mark in new.marks:
        bucket, entry = place(mark, new.number)
        held = connection.execute("SELECT papers FROM marks WHERE bucket = ?", (bucket,)).fetchone()
        entries = bytes(held[0]) if held else b""
        if all(entries[at : at + len(entry)] != entry for at in range(0, len(entries), len(entry))):
            connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (bucket, entries + entry))


def _remove(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    for paper in filter(None, map(number, ids)):
        held = connection.execute("SELECT packed FROM papers WHERE number = ?", (paper,)).fetchone()
        if held:
            _forget_title(connection, paper, held[0])
            connection.execute("DELETE FROM papers WHERE number = ?", (paper,))


def _forget_title(connection: sqlite3.Connection, paper: int, packed: bytes) -> None:
    """Remove a title; its words are stored nowhere else, so it takes them again (https://sqlite.org/fts5.html, 6.4)."""
    try:
        words, own = search_keys(unpack(packed))
    except (ValueError, TypeError):  # a broken row says nothing
        return
    connection.execute("INSERT INTO words (words, rowid, title) VALUES ('delete', ?, ?)", (paper, words))
    connection.executemany("DELETE FROM keys WHERE key = ? AND paper = ?", [(key, paper) for key in own])
