"""The start: what a command costs that has next to nothing to do, beside the least that it needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.contract import Measured, Program, best_in_turn

BIBTOOLS = Path(sys.executable).with_name("bibtools")
# What is measured, its peer, and how many times as much as that it may cost.
COMMANDS: dict[str, tuple[list[str | Path], str, float | None]] = {
    "bare Python": ([sys.executable, "-c", "pass"], "", None),
    "import click": ([sys.executable, "-c", "import click"], "", None),
    "--version": ([BIBTOOLS, "--version"], "import click", None),
    "--help": ([BIBTOOLS, "--help"], "--version", 1.5),
    "get --offline": ([BIBTOOLS, "get", "--offline", "1706.03762"], "import click", 2.2),
    "check of one line": ([BIBTOOLS, "check"], "import click", None),
}


def measure(folder: Path, quick: bool) -> Iterator[Measured]:
    """Yield what each command costs."""
    place = folder / "empty"
    place.mkdir()
    (place / "notes.md").write_text("Nothing is named here.\n", "utf-8")
    found = best_in_turn(
        {name: Program(command, place) for name, (command, _, _) in COMMANDS.items()}, 1 if quick else 15
    )
    for name, (_, peer, goal) in COMMANDS.items():
        ratio = found[name].seconds / found[peer].seconds if peer else None
        yield Measured(name, 1, found[name], peer, ratio, goal)
