"""The contract of benches: what each yields, where and how it measures, and how ratios become growth exponents."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a program costs: processor seconds, with those of its children, the most memory, and time on the clock."""

    seconds: float
    megabytes: float = 0.0
    clock: float = 0.0


class Spent(NamedTuple):
    """What a program costs now, and what the same one cost at an older commit, where that is asked and ran."""

    now: Cost
    before: Cost | None = None


class Measured(NamedTuple):
    """One line of the table: a program on material of a size, and its peer, whose ratio counts; `goal` is the most."""

    what: str
    size: int
    cost: Cost
    peer: str = ""
    ratio: float | None = None
    goal: float | None = None
    before: Cost | None = None
    remark: str = ""


class Stand(NamedTuple):
    """Where and how a bench measures: an empty folder, the size, how often, and what takes the place of the usual.

    A program runs once more than `runs` says, first, since that writes compiled modules. `older` is the tree of an
    older commit, and `real` is material that takes the place of what is made up.
    """

    folder: Path
    size: int
    runs: int
    older: Path | None = None
    real: Path | None = None

    def at_most(self, runs: int) -> Stand:
        """Return the stand for programs that take so long that a few runs are enough."""
        return self._replace(runs=min(self.runs, runs))


class Bench(NamedTuple):
    """A bench: its name, how it measures one size, its sizes, small ones for `--quick`, and what it needs.

    A bench without one of the modules that it `needs` is left out; `peers` are modules and programs that join in.
    """

    name: str
    measure: Callable[[Stand], Iterator[Measured]]
    sizes: tuple[int, ...]
    quick: tuple[int, ...]
    runs: int = 5
    needs: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()


def compared(
    what: str, size: int, found: Mapping[str, Spent], peer: str = "", goal: float | None = None, remark: str = ""
) -> Measured:
    """Return the line of a program of some that were measured, with its ratio to another one, where that was."""
    spent = found[what]
    ratio = spent.now.seconds / found[peer].now.seconds if peer in found and found[peer].now.seconds else None
    return Measured(what, size, spent.now, peer if ratio is not None else "", ratio, goal, spent.before, remark)


def growth(measured: Iterable[Measured]) -> dict[str, float]:
    """Return by which power of the size the time of each program grows, where it was measured at several sizes."""
    sizes: dict[str, list[Measured]] = {}
    for each in measured:
        sizes.setdefault(each.what, []).append(each)
    found = {}
    for what, rows in sizes.items():
        first, last = min(rows, key=lambda row: row.size), max(rows, key=lambda row: row.size)
        if first.size < last.size and min(first.cost.seconds, last.cost.seconds) > 0:
            found[what] = math.log(last.cost.seconds / first.cost.seconds) / math.log(last.size / first.size)
    return found
