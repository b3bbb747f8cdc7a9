"""What answers cost once they are there: a feed beside its XML, the cache beside SQLite, and runs that ask nobody.

A feed of twice as many made-up papers as the size is parsed, so many are looked up in a cache, and `get` and `sync` are
run for these with everything in the cache, without and with a table of links to code; the floor is the same interpreter
and what both must do anyway.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from bench.contract import Measured, Stand, compared
from bench.programs import Program, best, best_in_turn

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.network.url import base
from bibtools.providers import arxiv
from bibtools.records.codelinks.ranking import GUESSED, OFFICIAL
from bibtools.records.record import Record
from bibtools.storage.answers import Cache
from bibtools.storage.tables.store import fill
from bibtools.storage.tables.table import TABLES, TableLink
from bibtools.tex.names import Name

LINKS = 300_000  # as many as the largest table has
XML, ROWS, FLOOR = "a feed's XML", "rows of SQLite", "bare Python"
ABSTRACT = "We study how sparse networks learn, and prove that $\\mathcal{O}(n)$ steps are enough in every case. " * 12

ENTRY = """<entry><id>http://arxiv.org/abs/{id}v2</id><title>On the {n}th Network &amp; Its {n} Layers</title>
<updated>2024-05-06T00:00:00Z</updated><link href="https://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
<summary>{abstract}</summary><category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
<published>2021-01-02T10:00:00Z</published><arxiv:comment>12 pages, 3 figures</arxiv:comment>
<arxiv:primary_category term="cs.LG"/><author><name>Ada van den Example</name></author>
<author><name>Guy L. Sort</name></author><author><name>Zoë Mayer-Ünlü</name></author></entry>"""
NOBODY = "http://127.0.0.1:9"  # what is kept of this address is asked for there


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what a feed, a look-up of papers and runs for them cost."""
    yield from _feed(stand)
    place = stand.folder / "runs"
    place.mkdir()
    yield from _cache(stand, place)
    (place / "list.txt").write_text("\n".join(each.value for each in identifiers(stand.size)), "utf-8")
    yield from _runs(stand, place, "")
    _fill_tables(place, stand.size)
    yield from _runs(stand, place, ", links")


def identifiers(number: int) -> list[Identifier]:
    return [Identifier(ARXIV, f"2101.{n:05}") for n in range(1, number + 1)]


def _feed(stand: Stand) -> Iterator[Measured]:
    asks = identifiers(2 * stand.size)
    entries = (ENTRY.format(id=each.value, n=n, abstract=escape(ABSTRACT)) for n, each in enumerate(asks))
    namespaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    body = f"<?xml version='1.0' encoding='UTF-8'?>\n<feed {namespaces}>{''.join(entries)}</feed>".encode()
    request = Request(arxiv.NAME, "/", tuple(asks))
    found = {
        XML: best(lambda: fromstring(body), stand.runs),  # noqa: S314 - our own text
        "records of a feed": best(lambda: arxiv.records(request, body), stand.runs),
    }
    yield compared(XML, stand.size, found)
    yield compared("records of a feed", stand.size, found, XML)


def _cache(stand: Stand, folder: Path) -> Iterator[Measured]:
    asks = identifiers(stand.size)
    cache = Cache(folder, time.time, print, {"arxiv": base(NOBODY)})
    cache.keep("arxiv", [_record(each) for each in asks], [])
    with sqlite3.connect(cache.path) as bare:
        found = {
            ROWS: best(lambda: _rows(bare, asks), stand.runs),
            "records of the cache": best(lambda: cache.recall("arxiv", asks), stand.runs),
        }
    bare.close()
    cache.close()
    yield compared(ROWS, stand.size, found)
    yield compared("records of the cache", stand.size, found, ROWS)


def _record(identifier: Identifier) -> Record:
    return Record(
        identifier=identifier,
        title="On Networks",
        authors=(Name("Example", "Ada", "van den"),) * 3,
        provider="arxiv",
        date=date(2021, 1, 2),
        categories=("cs.LG",),
        abstract=ABSTRACT,
    )


def _rows(bare: sqlite3.Connection, asks: Sequence[Identifier]) -> None:
    select = (
        "SELECT record FROM answers WHERE provider = ? AND address = ? AND scheme = ? AND value = ? AND version = 0"
    )
    for each in asks:
        bare.execute(select, ("arxiv", base(NOBODY), ARXIV, each.value)).fetchone()


def _runs(stand: Stand, folder: Path, suffix: str) -> Iterator[Measured]:
    nobody = {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    environ = nobody | {"BIBTOOLS_CACHE_DIR": str(folder)}
    values = [each.value for each in identifiers(stand.size)]
    ours = {
        "get of one": ["get", values[0]],
        "get of all": ["get", *values],
        "sync --diff of all": ["sync", "--diff", "--bib", "new.bib", "list.txt"],
    }
    programs = {FLOOR: Program([sys.executable, "-c", "pass"], folder)}
    for name, arguments in ours.items():
        programs[f"{name}{suffix}"] = Program([sys.executable, "-m", "bibtools", *arguments], folder, environ=environ)
    found = best_in_turn(programs, stand)
    for name in found:
        yield compared(name, stand.size, found, "" if name == FLOOR else FLOOR)


def _fill_tables(folder: Path, asked: int) -> None:
    """Put as many links into the store of tables as the largest of them has, one in three of papers that are asked."""
    links = (
        TableLink(each.value, f"https://github.com/ada/r{each.value}", OFFICIAL) for each in identifiers(asked)[::3]
    )
    others = (
        TableLink(f"{1500 + n // 10_000}.{n % 10_000:05}", f"https://github.com/x/y{n}", GUESSED) for n in range(LINKS)
    )
    fill(folder, TABLES["paperswithcode"], (*links, *others), time.time())
