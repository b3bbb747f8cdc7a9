"""A scan of texts of many types beside `grep -rE` with patterns for the same ids, and beside ripgrep where that is.

The texts are made up, or copies of those below the folder of `--real`; the size is in megabytes.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.contract import Measured, Stand, compared
from bench.copied_texts import PATTERNS, copy
from bench.material import text
from bench.programs import BIBTOOLS, Program, best_in_turn

SUFFIXES = (".tex", ".md", ".rst", ".txt", ".html", ".py", ".org")
PEERS = ("grep", "rg")
SIZE = 100_000  # bytes of a text
LARGE = 100  # megabytes from which on one run is enough
GOAL = 3.0
PLAIN = {"LC_ALL": "C"}  # with which grep is fastest


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what a scan and each of its peers cost."""
    place = stand.folder / "texts"
    if stand.real:
        copy(stand.real, place, stand.size)
    else:
        _make_up(place, stand.size)
    programs = {"scan": Program([BIBTOOLS, "scan", "."], place, ours=True, workers=True)}
    for name, pattern in PATTERNS.items():
        programs[f"grep -rE, {name}"] = Program(["grep", "-rEon", pattern, "."], place, environ=PLAIN)
    peer = next(each for each in programs if each != "scan")
    if found := shutil.which("rg"):
        programs["ripgrep"] = Program([found, "-on", PATTERNS["known archives"], "."], place)
    spent = best_in_turn(programs, stand.at_most(1) if stand.size > LARGE else stand)
    for name in spent:
        goal = GOAL if name == "scan" and stand.size > LARGE else None
        yield compared(name, stand.size, spent, "" if name == peer else peer, goal)


def _make_up(place: Path, megabytes: int) -> None:
    place.mkdir()
    for number in range(megabytes * 1_000_000 // SIZE):
        words = text(random.Random(number), SIZE)  # noqa: S311 - texts, not secrets
        named = "".join(f"See arXiv:2106.{number % 9_000 + 1:05}.\n" for _ in range(10))
        lines = f"{words}{named}"
        shown = f'"""{lines}"""\n' if (suffix := SUFFIXES[number % len(SUFFIXES)]) == ".py" else lines
        (place / f"{number}{suffix}").write_text(shown, "utf-8")
