"""The contract of benches: what each yields, how processor time is measured, and how ratios become growth exponents."""

from __future__ import annotations

import math
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a program costs: processor seconds, with those of its children, and the most memory that it had."""

    seconds: float
    megabytes: float


class Measured(NamedTuple):
    """One line of the table: a program on material of a size, and its peer, whose ratio counts; `goal` is the most."""

    what: str
    size: int
    cost: Cost
    peer: str = ""
    ratio: float | None = None
    goal: float | None = None


class Bench(NamedTuple):
    """A bench: its name, what it measures in an empty folder, `quick` with small material, and what it needs."""

    name: str
    measure: Callable[[Path, bool], Iterator[Measured]]


def cost(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a program once and return what it costs; raises CalledProcessError where it fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ["BIBTOOLS_CACHE_DIR"] = str(folder.parent / "cache")
    process = subprocess.Popen(
        list(map(str, command)), cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


class Program(NamedTuple):
    """A program that is measured, with what happens before each run."""

    command: Sequence[str | Path]
    folder: Path
    before: Callable[[], object] = lambda: None


def best_in_turn(programs: Mapping[str, Program], runs: int) -> dict[str, Cost]:
    """Return the least that each of some programs costs; they run in turn, since others use the machine as well."""
    seen: dict[str, list[Cost]] = {name: [] for name in programs}
    for _ in range(runs + 1):  # the first one writes compiled modules
        for name, (command, folder, before) in programs.items():
            before()
            seen[name].append(cost(command, folder))
    return {name: Cost(min(costs[1:]).seconds, max(costs).megabytes) for name, costs in seen.items()}


def growth(measured: Iterable[Measured]) -> dict[str, float]:
    """Return by which power of the size the time of each program grows, where it was measured at several sizes."""
    sizes: dict[str, list[Measured]] = {}
    for each in measured:
        sizes.setdefault(each.what, []).append(each)
    found = {}
    for what, rows in sizes.items():
        first, last = min(rows, key=lambda row: row.size), max(rows, key=lambda row: row.size)
        if first.size < last.size:
            found[what] = math.log(last.cost.seconds / first.cost.seconds) / math.log(last.size / first.size)
    return found
