"""Biber as its command runs it, in forks of one process: loading its modules is more than half of what a run costs."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

_SERVING = Path(__file__).with_suffix(".pl")
_MOST = 120  # seconds


class BiberRun(NamedTuple):
    """How a run of biber ended, and what it printed."""

    code: int
    printed: str


def run_biber(folder: Path, *arguments: str) -> BiberRun:
    """Run biber in a folder."""
    script = shutil.which("biber") or "biber"
    with tempfile.NamedTemporaryFile() as output:
        code = (_run_warm if _is_perl(script) else _run_cold)(folder, output.name, script, *arguments)
        return BiberRun(code, Path(output.name).read_text("utf-8", "replace"))


@cache
def _is_perl(script: str) -> bool:
    """Return whether it is a script; TeX Live has one file with all modules and a Perl of its own."""
    return Path(script).read_bytes()[:64].startswith((b"#!/usr/bin/perl", b"#!/usr/bin/env perl"))


def _run_cold(folder: Path, output: str, script: str, *arguments: str) -> int:
    with Path(output).open("wb") as file:
        command = [script, *arguments]
        done = subprocess.run(command, cwd=folder, stdout=file, stderr=file, timeout=_MOST, check=False)
    return done.returncode


def _run_warm(folder: Path, *asked: str) -> int:
    process = _serving()
    assert process.stdin
    assert process.stdout
    print(folder, *asked, sep="\t", file=process.stdin, flush=True)
    return int(process.stdout.readline())  # raises ValueError where the process has ended


@cache
def _serving() -> subprocess.Popen[str]:
    command = ["perl", str(_SERVING), str(_MOST)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(process.communicate, timeout=_MOST)  # it ends with its input
    return process
