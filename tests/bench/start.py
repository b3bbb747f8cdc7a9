"""The start: what a command costs that has next to nothing to do, beside the least that it needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.contract import Measured, Stand, compared
from bench.programs import BIBTOOLS, Program, best_in_turn

# What is measured, its peer, and how many times as much as that it may cost.
COMMANDS: dict[str, tuple[list[str | Path], str, float | None]] = {
    "bare Python": ([sys.executable, "-c", "pass"], "", None),
    "import click": ([sys.executable, "-c", "import click"], "", None),
    "--version": ([BIBTOOLS, "--version"], "import click", None),
    "--help": ([BIBTOOLS, "--help"], "--version", 1.5),
    "get --offline": ([BIBTOOLS, "get", "--offline", "1706.03762"], "import click", 2.2),
    "check of one line": ([BIBTOOLS, "check"], "import click", None),
}


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what each command costs."""
    place = stand.folder / "empty"
    place.mkdir()
    (place / "notes.md").write_text("Nothing is named here.\n", "utf-8")
    programs = {
        name: Program(command, place, ours=command[0] == BIBTOOLS) for name, (command, _, _) in COMMANDS.items()
    }
    found = best_in_turn(programs, stand)
    for name, (_, peer, goal) in COMMANDS.items():
        yield compared(name, stand.size, found, peer, goal)
