"""How long the check before a commit takes beside a console script that does nothing, in the same environment.

    python tests/bench/hook_against_nothing.py [RUNS]

Needs the project to be installed. Papers of made-up text lie in git repositories; every run is a process, and what is
compared runs in turn. Medians are printed, and nothing here decides anything.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.material import entry, number, text

CHECK = Path(sys.executable).with_name("bibtools-check")
SETTLED = 2.5  # seconds after which a file's times show every change


def make(folder: Path, sources: int, size: int, entries: int) -> Path:
    """Write a paper of some sources and bytes that cites many of the entries in its library."""
    rng = random.Random(sources)  # noqa: S311 - texts, not secrets
    folder.mkdir(parents=True)
    for index in range(sources):
        held = [(index * 7 + more) % entries for more in range(8)]
        named = "".join(f"See arXiv:{number(each)}.\n" for each in held)
        cited = "".join(f"It is known \\cite{{doe{each}}}.\n" for each in held)
        (folder / f"part{index:03}.tex").write_text(f"{cited}{text(rng, size // sources)}{named}", "utf-8")
    parts = "".join(f"\\input{{part{index:03}}}\n" for index in range(sources))
    (folder / "main.tex").write_text(f"\\documentclass{{article}}\n{parts}\\bibliography{{refs}}\n", "utf-8")
    (folder / "refs.bib").write_text("".join(map(entry, range(entries))), "utf-8")
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def nothing(folder: Path) -> Path:
    """Return a console script that does nothing: the installer's own, with another module behind it."""
    (folder / "nothing.py").write_text("def check():\n    return 0\n", "utf-8")
    script = folder / "nothing"
    script.write_text(CHECK.read_text("utf-8").replace("bibtools.hook.start", "nothing"), "utf-8")
    script.chmod(0o755)
    return script


def seconds(command: Path, folder: Path) -> float:
    begin = time.perf_counter()
    subprocess.run([command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def compare(name: str, folder: Path, script: Path, runs: int, before: Callable[[], None] = lambda: None) -> None:
    """Print how the check compares with nothing; something may happen before each run."""
    base, ours = [], []
    for _ in range(runs):
        before()
        base.append(seconds(script, folder))
        ours.append(seconds(CHECK, folder))
    floor, median = statistics.median(base), statistics.median(ours)
    print(f"{name}: {1000 * median:.1f} ms, {median / floor:.2f} times as long as nothing ({1000 * floor:.1f} ms)")


def first_check(folder: Path, runs: int = 9) -> None:
    """Print how `bibtools check`, which remembers nothing, compares with Python's start, in processor time."""
    bare, ours = [], []
    for _ in range(runs):
        bare.append(processor_seconds([sys.executable, "-c", "pass"], folder))
        ours.append(processor_seconds([CHECK.with_name("bibtools"), "check"], folder))
    floor, median = statistics.median(bare), statistics.median(ours)
    print(f"a check of 10,000 entries: {1000 * median:.1f} ms, {median / floor:.1f} times bare Python's start")


def processor_seconds(command: list[str | Path], folder: Path) -> float:
    """Return the time that a process and its children take, whatever else the machine does."""
    before = os.times()
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


@contextmanager
def workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        os.environ["BIBTOOLS_CACHE_DIR"] = f"{name}/cache"
        yield Path(name)


def main(runs: int) -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as at any user's
    with workplace() as folder:
        script = nothing(folder)
        small = make(folder / "small", 40, 1_000_000, 300)
        large = make(folder / "large", 40, 1_000_000, 10_000)
        new = make(folder / "new", 200, 2_000_000, 10_000)
        for paper in (small, large, small, large):
            seconds(CHECK, paper)
            time.sleep(SETTLED)  # as it is when somebody commits again
        compare("up to date, 41 files, 1 MB", small, script, runs)

        def edit() -> None:
            with (large / "part007.tex").open("a", encoding="utf-8") as stream:
                stream.write(f"{text(random.Random(1), 400)}And one more line of words \\cite{{doe7}}.\n")  # noqa: S311 - text

        compare("one source changed, 10,000 entries", large, script, runs, edit)

        def name_library() -> None:
            with (large / "main.tex").open("a", encoding="utf-8") as stream:
                stream.write("And one more line of words.\n")

        compare("the source changed that names the library", large, script, runs, name_library)
        forget = lambda: shutil.rmtree(os.environ["BIBTOOLS_CACHE_DIR"], ignore_errors=True)  # noqa: E731 - once
        compare("everything new, 201 files, 10,000 entries", new, script, min(runs, 9), forget)
        first_check(large, min(runs, 9))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 25)
