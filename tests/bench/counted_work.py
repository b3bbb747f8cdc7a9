"""Counted work: what runs do, whatever time that takes. `--quick` fails where it is more than is allowed here.

Each case is a process of its own, which counts the calls of functions that stand for work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.material import library

ENTRIES = 300
COUNTER = r"""
import atexit, json, sys
counts = {"entries split": 0, "characters decoded": 0, "requests": 0, "SQL statements": 0}
def seen(frame, event, argument):
    if event == "call":
        code = frame.f_code
        if code.co_name == "fields" and code.co_filename.endswith("library/fields.py"):
            counts["entries split"] += 1
        elif code.co_name == "decode" and code.co_filename.endswith("core/text.py"):
            counts["characters decoded"] += len(frame.f_locals["data"])
        elif code.co_name == "send" and "requests" in code.co_filename:
            counts["requests"] += 1
    elif event == "c_call" and argument.__name__ in {"execute", "executemany"}:
        counts["SQL statements"] += 1
def finish():
    sys.setprofile(None)
    counts["modules"] = sum(name.startswith("bibtools") for name in sys.modules)
    sys.stderr.write("\n" + json.dumps(counts) + "\n")
atexit.register(finish)
sys.setprofile(seen)
sys.argv = ["bibtools", *sys.argv[1:]]
from bibtools.__main__ import main
main()
"""


class Case(NamedTuple):
    """A run: its arguments, what its one source names, and how much of each kind of work it may do."""

    name: str
    arguments: tuple[str, ...]
    named: str
    limits: dict[str, int]


# A limit is what a run does today, and some more: so that no step makes it do the same work twice unnoticed.
CASES = (
    Case("--version", ("--version",), "", {"modules": 21, "characters decoded": 0}),
    Case("--help", ("--help",), "", {"modules": 21, "characters decoded": 0}),
    Case(
        "get --offline",
        ("get", "--offline", "1706.03762"),
        "",
        {"modules": 160, "entries split": 0, "requests": 0, "SQL statements": 0},
    ),
    Case(
        "check",
        ("check",),
        "2101.00001",
        {"modules": 198, "entries split": 205, "characters decoded": 70_000, "requests": 0, "SQL statements": 0},
    ),
    Case(
        "sync, in step",
        ("sync", "--offline"),
        "2101.00001",
        {"modules": 250, "entries split": 205, "characters decoded": 90_000, "requests": 0, "SQL statements": 0},
    ),
    Case(
        "sync, adding one",
        ("sync", "--offline"),
        "1706.03762",
        {"modules": 330, "entries split": 420, "characters decoded": 200_000, "requests": 0, "SQL statements": 0},
    ),
)


class Counted(NamedTuple):
    """How much of one kind of work a run did, and how much it may do."""

    case: str
    kind: str
    number: int
    limit: int


def counted(folder: Path) -> Iterator[Counted]:
    """Yield the work that each case does, in an empty folder."""
    for number, case in enumerate(CASES):
        place = folder / f"case{number}"
        place.mkdir()
        (place / "refs.bib").write_text(library(ENTRIES), "utf-8")
        (place / "paper.tex").write_text(
            f"\\documentclass{{article}}\n{case.named and 'arXiv:'}{case.named}\n\\bibliography{{refs}}\n", "utf-8"
        )
        command = [sys.executable, "-c", COUNTER, *case.arguments]
        environ = {"BIBTOOLS_CACHE_DIR": str(folder / "cache"), "BIBTOOLS_OFFLINE": "1", "PATH": "/usr/bin:/bin"}
        done = subprocess.run(command, cwd=place, env=environ, capture_output=True, text=True, check=False)
        counts = json.loads(done.stderr.splitlines()[-1])
        for kind, limit in case.limits.items():
            yield Counted(case.name, kind, counts[kind], limit)
