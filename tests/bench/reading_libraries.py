"""Reading a library beside `bibtexparser`'s default parse, in seconds that do not count the start of either.

Fields are split where they are asked for only, by us; the other splits all of them, so a second figure of ours does,
too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.contract import Measured, Stand, compared
from bench.large_libraries import LARGE
from bench.material import library
from bench.programs import Program, best_in_turn

PEER = "bibtexparser"
MEASURED = """
import resource, sys, time
from pathlib import Path
{imports}
text = Path("refs.bib").read_text("utf-8")
begin = time.process_time()
kept = {read}
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""
READERS = {
    "bibtools, blocks": (
        "from bibtools.bibliography.library.reader import read\nfrom bibtools.core.text import Source",
        "read(Source('refs.bib', text))",
    ),
    "bibtools, blocks and all fields": (
        "from bibtools.core import text as t; from bibtools.bibliography.library import fields as f, reader as r",
        "[f.fields(text, block) for block in r.read(t.Source('refs.bib', text)).understood()]",
    ),
    PEER: ("import bibtexparser", "bibtexparser.parse_string(text)"),
}


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what each reader costs."""
    place = stand.folder / "read"
    place.mkdir()
    (place / "refs.bib").write_text(library(stand.size), "utf-8")
    programs = {
        name: Program(
            [sys.executable, "-c", MEASURED.format(imports=imports, read=read)], place, ours=name != PEER, reports=True
        )
        for name, (imports, read) in READERS.items()
    }
    found = best_in_turn(programs, stand.at_most(2) if stand.size > LARGE else stand)
    for name in found:
        yield compared(name, stand.size, found, "" if name == PEER else PEER)
