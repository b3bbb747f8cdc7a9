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

from bench.contract import Measured, Program, best_in_turn
from bench.read_against_bibtexparser import library

BIBTOOLS = Path(sys.executable).with_name("bibtools")
PEER = "bibtexparser's reading"
OURS = {"sync, adding one": ("1706.03762", 1.6), "sync, in step": ("2101.00001", 0.6)}
OTHERS = {
    PEER: ("bibtexparser", "import bibtexparser; bibtexparser.parse_file('refs.bib')"),
    "pybtex's reading": ("pybtex", "import pybtex.database as d; d.parse_file('refs.bib')"),
}
DOCUMENT = "\\documentclass{{article}}\narXiv:{} \\cite{{doe7}}\n\\bibliography{{refs}}\n"


def measure(folder: Path, quick: bool) -> Iterator[Measured]:
    """Yield what each costs at several sizes."""
    for entries in (100, 1_000) if quick else (1_000, 10_000, 100_000):
        place = folder / f"library{entries}"
        yield from _at(place, library(entries), entries, runs=1 if quick or entries > 10_000 else 5)


def _at(place: Path, text: str, entries: int, runs: int) -> Iterator[Measured]:
    programs = {name: _ours(place / f"ours{number}", text, each[0]) for number, (name, each) in enumerate(OURS.items())}
    programs["check, the first one"] = Program([BIBTOOLS, "check"], programs["sync, in step"].folder)
    programs["bare Python"] = Program([sys.executable, "-c", "pass"], programs["sync, in step"].folder)
    there = {name: code for name, (module, code) in OTHERS.items() if find_spec(module)}
    where = programs["sync, in step"].folder
    programs |= {name: Program([sys.executable, "-c", code], where) for name, code in there.items()}
    if tidy := shutil.which("bibtex-tidy"):
        programs["bibtex-tidy"] = Program([tidy, "refs.bib", "--no-modify"], where)
    found = best_in_turn(programs, runs)
    floor = found["bare Python"]
    for name, spent in found.items():
        goal = OURS[name][1] if name in OURS else None
        if name == "check, the first one":
            yield Measured(
                name, entries, spent, "bare Python", spent.seconds / floor.seconds, 30 if entries == 10_000 else None
            )
        elif PEER in found and name not in {PEER, "bare Python"}:
            yield Measured(
                name, entries, spent, PEER, spent.seconds / found[PEER].seconds, goal if entries >= 10_000 else None
            )
        else:
            yield Measured(name, entries, spent)


def _ours(place: Path, text: str, identifier: str) -> Program:
    place.mkdir(parents=True)
    (place / "paper.tex").write_text(DOCUMENT.format(identifier), "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=place, check=True)

    def restore() -> None:
        (place / "refs.bib").write_text(text, "utf-8")

    restore()
    return Program([BIBTOOLS, "sync", "--offline"], place, restore)


def absent() -> list[str]:
    """Return the peers that are not installed."""
    missing = [module for module, _ in OTHERS.values() if not find_spec(module)]
    return [*missing, *(name for name in ("bibtex-tidy",) if not shutil.which(name))]
