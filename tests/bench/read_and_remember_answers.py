"""What answers cost once they are there: a feed beside its XML, the cache beside SQLite, and runs that ask nobody.

    python tests/bench/read_and_remember_answers.py [RUNS]

A feed of 2,000 made-up papers is parsed, 1,000 of them are looked up in a cache, and `get` and `sync` are run for
these with everything in the cache, without and with a table of links to code; the floor is the same interpreter and
what both must do anyway. The best of five runs (or of as many as are named) counts; nothing here decides anything.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

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

RUNS = int(sys.argv[1]) if sys.argv[1:] else 5
FEED, LOOKED_UP, LINKS = 2000, 1000, 300_000
ABSTRACT = "We study how sparse networks learn, and prove that $\\mathcal{O}(n)$ steps are enough in every case. " * 12

ENTRY = """<entry><id>http://arxiv.org/abs/{id}v2</id><title>On the {n}th Network &amp; Its {n} Layers</title>
<updated>2024-05-06T00:00:00Z</updated><link href="https://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
<summary>{abstract}</summary><category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
<published>2021-01-02T10:00:00Z</published><arxiv:comment>12 pages, 3 figures</arxiv:comment>
<arxiv:primary_category term="cs.LG"/><author><name>Ada van den Example</name></author>
<author><name>Guy L. Sort</name></author><author><name>Zoë Mayer-Ünlü</name></author></entry>"""
NOBODY = "http://127.0.0.1:9"  # what is kept of this address is asked for there


def best(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes at its best."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def identifiers(number: int) -> list[Identifier]:
    return [Identifier(ARXIV, f"2101.{n:05}") for n in range(1, number + 1)]


def feed(asks: list[Identifier]) -> bytes:
    entries = (ENTRY.format(id=each.value, n=n, abstract=escape(ABSTRACT)) for n, each in enumerate(asks))
    namespaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<feed {namespaces}>{''.join(entries)}</feed>".encode()


def compare_feed() -> None:
    asks = identifiers(FEED)
    body = feed(asks)
    request = Request(arxiv.NAME, "/", tuple(asks))
    floor, ours = best(lambda: fromstring(body)), best(lambda: arxiv.records(request, body))  # noqa: S314 - our own text
    print(f"a feed of {FEED} entries, {len(body) / 1e6:.1f} MB: XML alone {floor * 1e3:.0f} ms, ", end="")
    print(f"records {ours * 1e3:.0f} ms: {ours / floor:.1f} times as long")


def compare_cache(folder: Path) -> None:
    asks = identifiers(LOOKED_UP)
    cache = Cache(folder, time.time, print, {"arxiv": base(NOBODY)})
    author = (Name("Example", "Ada", "van den"),)
    cache.keep(
        "arxiv",
        [
            Record(
                identifier=each,
                title="On Networks",
                authors=author * 3,
                provider="arxiv",
                date=date(2021, 1, 2),
                categories=("cs.LG",),
                abstract=ABSTRACT,
            )
            for each in asks
        ],
        [],
    )
    with sqlite3.connect(cache.path) as bare:
        select = (
            "SELECT record FROM answers WHERE provider = ? AND address = ? AND scheme = ? AND value = ? AND version = 0"
        )
        of_provider = ("arxiv", base(NOBODY), ARXIV)
        floor = best(lambda: [bare.execute(select, (*of_provider, each.value)).fetchone() for each in asks])
    bare.close()
    ours = best(lambda: cache.recall("arxiv", asks))
    cache.close()
    print(f"{LOOKED_UP} look-ups: rows alone {LOOKED_UP / floor:,.0f} a second, ", end="")
    print(f"records {LOOKED_UP / ours:,.0f} a second: {ours / floor:.1f} times as long")


def fill_tables(folder: Path) -> None:
    """Put as many links into the store of tables as the largest of them has, one in three of papers that are asked."""
    links = (
        TableLink(each.value, f"https://github.com/ada/r{each.value}", OFFICIAL) for each in identifiers(LOOKED_UP)[::3]
    )
    others = (
        TableLink(f"{1500 + n // 10_000}.{n % 10_000:05}", f"https://github.com/x/y{n}", GUESSED) for n in range(LINKS)
    )
    fill(folder, TABLES["paperswithcode"], (*links, *others), time.time())


def compare_runs(folder: Path) -> None:
    values = [each.value for each in identifiers(LOOKED_UP)]
    (folder / "list.txt").write_text("\n".join(values), "utf-8")
    nobody = {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    environ = {**os.environ, **nobody, "BIBTOOLS_CACHE_DIR": str(folder)}

    def run(*arguments: str, code: int = 0) -> None:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, check=False)
        assert done.returncode == code

    floor = best(lambda: run("-c", "pass"))
    small = best(lambda: run("-m", "bibtools", "get", values[0]))
    print(f"a bare interpreter {floor * 1e3:.0f} ms, `get` of one paper from the cache {small * 1e3:.0f} ms")
    for arguments in (["get", *values], ["sync", "--diff", "--bib", "new.bib", "list.txt"]):
        took = best(partial(run, "-m", "bibtools", *arguments, code=int(arguments[0] == "sync")))
        print(f"`{arguments[0]}` of {LOOKED_UP} papers from the cache {took * 1e3:.0f} ms: ", end="")
        print(f"{took / floor:.1f} times the interpreter, {(took - small) * 1e3:.0f} ms more than one paper")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as at any user's
    compare_feed()
    with tempfile.TemporaryDirectory() as folder:
        compare_cache(Path(folder))
        compare_runs(Path(folder))
        fill_tables(Path(folder))
        print(f"with a table of {LINKS} links to code:")
        compare_runs(Path(folder))
