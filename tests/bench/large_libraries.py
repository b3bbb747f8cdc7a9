"""Large libraries beside other readers of them: adding one entry, a run in step, a first check.

The peers are those that install from a package index; one that is not there is left out, and named.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from bench.contract import Measured, Stand, compared
from bench.material import library
from bench.programs import BIBTOOLS, Program, best_in_turn

PEER, TIDY, FLOOR = "bibtexparser's reading", "bibtex-tidy", "bare Python"
# Those that write nothing, and how many times Python's start they may cost.
READING = {
    "check, the first one": (["check"], 30),
    "sync --check": (["sync", "--check", "--offline", "--bib", "refs.bib", "paper.tex"], None),
}
OURS = {"sync, adding one": ("1706.03762", 1.6), "sync, in step": ("2101.00001", 0.6)}
OTHERS = {
    PEER: ("bibtexparser", "import bibtexparser; bibtexparser.parse_file('refs.bib')"),
    "pybtex's reading": ("pybtex", "import pybtex.database as d; d.parse_file('refs.bib')"),
}
PEERS = (*(module for module, _ in OTHERS.values()), TIDY)
DOCUMENT = "\\documentclass{{article}}\narXiv:{} \\cite{{doe7}}\n\\bibliography{{refs}}\n"
MANY = 10_000  # entries from which on the goals hold
LARGE = 50_000  # entries from which on a few runs are enough


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what each costs."""
    text = library(stand.size)
    programs = {name: _ours(stand.folder / f"ours{at}", text, OURS[name][0]) for at, name in enumerate(OURS)}
    where = programs["sync, in step"].folder
    programs |= {name: Program([BIBTOOLS, *READING[name][0]], where, ours=True) for name in READING}
    programs[FLOOR] = Program([sys.executable, "-c", "pass"], where)
    programs |= {
        name: Program([sys.executable, "-c", code], where)
        for name, (module, code) in OTHERS.items()
        if find_spec(module)
    }
    if tidy := shutil.which(TIDY):
        programs[TIDY] = Program([tidy, "refs.bib", "--no-modify"], where)
    found = best_in_turn(programs, stand.at_most(2) if stand.size > LARGE else stand)
    for name in found:
        goal = OURS[name][1] if name in OURS and stand.size >= MANY else None
        if name in READING:
            yield compared(name, stand.size, found, FLOOR, READING[name][1] if stand.size == MANY else None)
        else:
            yield compared(name, stand.size, found, "" if name in {PEER, FLOOR} else PEER, goal)


def _ours(place: Path, text: str, identifier: str) -> Program:
    place.mkdir()
    (place / "paper.tex").write_text(DOCUMENT.format(identifier), "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=place, check=True)

    def restore() -> None:
        (place / "refs.bib").write_text(text, "utf-8")

    restore()
    return Program([BIBTOOLS, "sync", "--offline"], place, restore, ours=True)
