"""Fuzz what bibtools reads: each target in a process of its own, with what it finds kept and reported.

    python tests/fuzz [--seconds N] [--jobs N] [TARGET ...]     try all targets, or some; N seconds in all
    python tests/fuzz --list                                    name the targets
    python tests/fuzz --replay FILE TARGET                      try one input, with traceback

With atheris (`pip install '.[fuzz]'`) the search is guided by what it reaches; without it, inputs are changed blindly.
The exit code is 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parent)  # instead of this folder, whose modules are those of a package

from fuzz.registry import MODULES  # noqa: E402 - the path is set above
from fuzz.worker import BEHIND_NAME, Work, replay, run  # noqa: E402 - the path is set above

PLACE = HERE.parents[1] / ".fuzz"
FINDINGS = PLACE / "findings"
_STARTING = 300  # seconds beyond its time that a process may take, at most
_DONE = re.compile(r"Done (\d+) (?:runs|in) ")
_WORDS = re.compile(r"^(?:\S*(?:Error|Exception|Interrupt)\b.*|ERROR: libFuzzer: .*)$", re.MULTILINE)


def main() -> int:
    """Run the command line, and return the exit code."""
    asked = _arguments()
    if asked.worker:
        run(Work(asked.worker, asked.seconds, PLACE / "corpus" / asked.worker, FINDINGS))
        return 0
    if asked.list:
        sys.stdout.write("".join(f"{name}\n" for name in MODULES))
        return 0
    names = asked.targets or list(MODULES)
    if unknown := set(names) - MODULES.keys():
        sys.stderr.write(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(MODULES)}\n")
        return 2
    if asked.replay:
        return max(replay(name, asked.replay) for name in names)
    return fuzz(names, max(1, asked.seconds * asked.jobs // len(names)), asked.jobs)


def fuzz(names: Sequence[str], seconds: int, jobs: int) -> int:
    """Give each target its seconds; return 1 where one breaks a promise."""
    FINDINGS.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs) as threads:
        kept = list(threads.map(lambda name: _fuzzed(name, seconds), names))
    return 0 if all(kept) else 1


def _fuzzed(name: str, seconds: int) -> bool:
    """Run a target in a process, report how that went, and return whether every promise was kept."""
    known = set(FINDINGS.iterdir())
    command = [sys.executable, str(HERE), "--worker", name, "--seconds", str(seconds)]
    log = PLACE / f"{name}.log"
    with log.open("wb") as stream:
        try:
            code = subprocess.run(
                command, stdout=stream, stderr=stream, timeout=seconds + _STARTING, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            code = -1
    said = log.read_text("utf-8", "replace")
    done = _DONE.search(said)
    if code == 0:
        _tell(f"{name:16} {int(done[1]) if done else 0:9} inputs in {seconds} s keep every promise")
        return True
    found = sorted(path for path in set(FINDINGS.iterdir()) - known if path.name.startswith(f"{name}{BEHIND_NAME}"))
    reason = _WORDS.findall(said)
    _tell(f"{name:16} FAILED (exit code {code}): {reason[-1] if reason else 'no word'}; the log is {log}")
    for path in found:
        _tell(f"    python tests/fuzz --replay {path} {name}")
    return False


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python tests/fuzz", description="Fuzz what bibtools reads.")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together (default: 600)")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (default: 1)")
    parser.add_argument("--list", action="store_true", help="name the targets")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try one input")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
