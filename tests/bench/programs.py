"""Programs that are measured: what one costs, by turns with others, and beside itself at an older commit."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.contract import Cost, Spent, Stand

ROOT = Path(__file__).parents[2]
BIBTOOLS = Path(sys.executable).with_name("bibtools")
# It is small: a process that is begun by a large one counts as large itself (getrusage(2), ru_maxrss).
LAUNCHER = """
import os, subprocess, sys, time
begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
code, seconds = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
os.write(2, f"{code} {seconds} {used.ru_maxrss / 1000} {time.perf_counter() - begin}".encode())
os._exit(0)
"""
PAUSE = 0.05  # seconds between two looks at the memory of a program and its children


class Program(NamedTuple):
    """A program that is measured, with what happens before each run.

    One that is `ours` is measured at an older commit, too. One that `reports` prints its seconds and its megabytes
    itself, without those of its start. The `workers` of a program are its children, whose memory counts.
    """

    command: Sequence[str | Path]
    folder: Path
    prepare: Callable[[], object] = lambda: None
    ours: bool = False
    reports: bool = False
    workers: bool = False
    environ: Mapping[str, str] = {}


def cache(folder: Path, tree: Path = ROOT) -> Path:
    """Return what a program in a folder has for a cache: another one for each tree."""
    return folder.parent / ("cache" if tree == ROOT else "cache-of-older")


def cost(program: Program, tree: Path = ROOT) -> Cost:
    """Run a program once and return what it costs; raises CalledProcessError where it fails."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"BIBTOOLS_CACHE_DIR": str(cache(program.folder, tree)), "PYTHONPATH": str(tree)} | dict(program.environ)
    output = subprocess.PIPE if program.reports else subprocess.DEVNULL
    command = [sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, program.command)]
    with subprocess.Popen(command, cwd=program.folder, env=environ, stdout=output, stderr=subprocess.PIPE) as process:
        most = _most_memory(process) if program.workers else 0.0
        shown, figures = process.communicate()
    code, seconds, megabytes, clock = map(float, figures.split())
    if code not in ({0} if program.reports else {0, 1}):
        raise subprocess.CalledProcessError(int(code), command[5:])
    if program.reports:
        return Cost(*map(float, shown.split()[-2:]))
    return Cost(seconds, max(most, megabytes), clock)


def _most_memory(process: subprocess.Popen[bytes]) -> float:
    """Return the most megabytes that the children of a process hold until it ends."""
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_memory, _children(process.pid))))
        time.sleep(PAUSE)
    return most / 1e6


def _children(process: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()))
    except OSError:
        return []


def _memory(root: int) -> int:
    """Return the bytes that a process and its children hold, what they share counted once."""
    held, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            held += next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
        waiting += _children(process)
    return held


def best_in_turn(programs: Mapping[str, Program], stand: Stand) -> dict[str, Spent]:
    """Return the least that each of some programs costs; they run in turn, since others use the machine as well."""
    seen: dict[tuple[str, Path], list[Cost]] = {}
    failed = set[tuple[str, Path]]()
    for _ in range(stand.runs + 1):  # the first one writes compiled modules
        for name, program in programs.items():
            for tree in filter(None, (stand.older if program.ours else None, ROOT)):
                if (name, tree) in failed:
                    continue
                program.prepare()
                try:
                    seen.setdefault((name, tree), []).append(cost(program, tree))
                except subprocess.CalledProcessError:
                    if tree == ROOT:
                        raise
                    failed.add((name, tree))  # an older commit may lack what is measured
    least = {each: _least(costs) for each, costs in seen.items() if each not in failed}
    return {name: Spent(least[name, ROOT], least.get((name, stand.older or ROOT.parent))) for name in programs}


def _least(costs: Sequence[Cost]) -> Cost:
    counted = costs[1:] or costs
    return Cost(min(counted).seconds, max(costs, key=lambda each: each.megabytes).megabytes, min(counted).clock)


def best(work: Callable[[], object], runs: int) -> Spent:
    """Return the least that some work in this process costs."""
    found = []
    for _ in range(max(1, runs)):
        begin, used = time.perf_counter(), time.process_time()
        work()
        found.append(Cost(time.process_time() - used, 0.0, time.perf_counter() - begin))
    return Spent(min(found))


def median(work: Callable[[int], object], number: int) -> Spent:
    """Return the median of what some work in this process costs, which is done once with each number."""
    found = sorted(best(lambda at=at: work(at), 1) for at in range(number))  # type: ignore[misc]
    return found[len(found) // 2]
