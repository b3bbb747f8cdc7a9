"""A scan of made-up texts of many types beside `grep -rE`, and beside ripgrep where that is installed."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.contract import Measured, Program, best_in_turn
from bench.material import text
from bench.scan_against_grep import PATTERNS

BIBTOOLS = Path(sys.executable).with_name("bibtools")
SUFFIXES = (".tex", ".md", ".rst", ".txt", ".html", ".py", ".org")
PATTERN = PATTERNS["known archives"]
SIZE = 100_000  # bytes of a text


def measure(folder: Path, quick: bool) -> Iterator[Measured]:
    """Yield what each costs at several sizes, in megabytes."""
    for megabytes in (1, 2) if quick else (10, 50, 200):
        place = folder / f"texts{megabytes}"
        place.mkdir()
        for number in range(megabytes * 1_000_000 // SIZE):
            words = text(random.Random(number), SIZE)  # noqa: S311 - texts, not secrets
            named = "".join(f"See arXiv:2106.{number % 9_000 + 1:05}.\n" for _ in range(10))
            lines = f"{words}{named}"
            shown = f'"""{lines}"""\n' if (suffix := SUFFIXES[number % len(SUFFIXES)]) == ".py" else lines
            (place / f"{number}{suffix}").write_text(shown, "utf-8")
        programs = {
            "grep -rE": Program(["grep", "-rEon", PATTERN, "."], place),
            "scan": Program([BIBTOOLS, "scan", "."], place),
        }
        if found := shutil.which("rg"):
            programs["ripgrep"] = Program([found, "-on", PATTERN, "."], place)
        spent = best_in_turn(programs, 1 if quick or megabytes > 100 else 3)
        for name, each in spent.items():
            is_peer = name == "grep -rE"
            ratio = None if is_peer else each.seconds / spent["grep -rE"].seconds
            goal = 3.0 if name == "scan" and megabytes >= 200 else None
            yield Measured(name, megabytes, each, "" if is_peer else "grep -rE", ratio, goal)


def absent() -> list[str]:
    """Return the peers that are not installed."""
    return [] if shutil.which("rg") else ["ripgrep"]
