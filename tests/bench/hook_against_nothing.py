"""What the check before a commit costs beside a console script that does nothing, in the same environment.

Needs the project to be installed. Papers of made-up text lie in git repositories; the size is the number of entries.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.contract import Measured, Stand, compared
from bench.material import entry, number, text
from bench.programs import BIBTOOLS, ROOT, Program, best_in_turn, cache, cost

CHECK = BIBTOOLS.with_name("bibtools-check")
NOTHING = "nothing"
SETTLED = 2.5  # seconds after which a file's times show every change


class Paper(NamedTuple):
    """What a paper consists of."""

    sources: int
    size: int  # bytes of all sources


USUAL, BIG = Paper(40, 1_000_000), Paper(200, 2_000_000)


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what the check costs where nothing, one source, the one that names the library, or all is new."""
    script = Program([_nothing(stand.folder)], stand.folder)
    usual = make(stand.folder / "usual" / "paper", USUAL, stand.size)
    edited = make(stand.folder / "edited" / "paper", USUAL, stand.size)
    new = make(stand.folder / "new" / "paper", BIG, stand.size)
    trees = [ROOT, stand.older] if stand.older else [ROOT]
    for _ in range(2):
        for tree in trees:
            for paper in (usual, edited):
                cost(Program([CHECK], paper), tree)
        time.sleep(SETTLED)  # as it is when somebody commits again
    cases: dict[str, tuple[Path, Callable[[], object]]] = {
        "up to date, 41 files": (usual, lambda: None),
        "one source changed": (edited, lambda: _append(edited / "part007.tex", "\\cite{doe7}")),
        "the source that names the library": (edited, lambda: _append(edited / "main.tex", "")),
        "everything new, 201 files": (new, lambda: _forget(new, trees)),
    }
    programs = {name: Program([CHECK], folder, prepare, ours=True) for name, (folder, prepare) in cases.items()}
    found = best_in_turn({NOTHING: script, **programs}, stand)
    for name in found:
        yield compared(name, stand.size, found, "" if name == NOTHING else NOTHING)


def make(folder: Path, paper: Paper, entries: int) -> Path:
    """Write a paper that cites many of the entries in its library, in a git repository."""
    rng = random.Random(paper.sources)  # noqa: S311 - texts, not secrets
    folder.mkdir(parents=True)
    for index in range(paper.sources):
        held = [(index * 7 + more) % entries for more in range(8)]
        named = "".join(f"See arXiv:{number(each)}.\n" for each in held)
        cited = "".join(f"It is known \\cite{{doe{each}}}.\n" for each in held)
        body = text(rng, paper.size // paper.sources)
        (folder / f"part{index:03}.tex").write_text(f"{cited}{body}{named}", "utf-8")
    parts = "".join(f"\\input{{part{index:03}}}\n" for index in range(paper.sources))
    (folder / "main.tex").write_text(f"\\documentclass{{article}}\n{parts}\\bibliography{{refs}}\n", "utf-8")
    (folder / "refs.bib").write_text("".join(map(entry, range(entries))), "utf-8")
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def _nothing(folder: Path) -> Path:
    """Return a console script that does nothing: the installer's own, with another module behind it."""
    (folder / "nothing.py").write_text("def check():\n    return 0\n", "utf-8")
    script = folder / "nothing"
    script.write_text(CHECK.read_text("utf-8").replace("bibtools.hook.start", "nothing"), "utf-8")
    script.chmod(0o755)
    return script


def _append(path: Path, cited: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{text(random.Random(1), 400)}And one more line of words {cited}.\n")  # noqa: S311 - text


def _forget(folder: Path, trees: list[Path]) -> None:
    for tree in trees:
        shutil.rmtree(cache(folder, tree), ignore_errors=True)
