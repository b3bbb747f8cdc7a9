"""How long reading a library takes beside `bibtexparser`'s default parse, and `sync --check` beside a bare interpreter.

    python tests/bench/read_against_bibtexparser.py [ENTRIES ...]

Libraries of (by default) 1,000, 10,000 and 100,000 made-up entries are read by each in a process of its own. Fields are
split where they are asked for only, by us; the other splits all of them, so a second figure of ours does, too. The best
of three runs counts; nothing here decides anything.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
WORDS = (
    "deep learning graph networks robust optimal transport generative vision language model sparse attention".split()
)

MEASURED = """
import resource, sys, time
from pathlib import Path
{imports}
text = Path(sys.argv[1]).read_text("utf-8")
begin = time.perf_counter()
kept = {read}
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1000)
"""
READERS = {
    "bibtools, blocks": (
        "from bibtools.bibliography.library.reader import read\nfrom bibtools.core.text import Source",
        "read(Source('refs.bib', text))",
    ),
    "bibtools, blocks and all fields": (
        "from bibtools.core import text as t; from bibtools.bibliography.library import fields as f, reader as r",
        "[f.fields(text, block) for block in r.read(t.Source('refs.bib', text)).understood()]",
    ),
    "bibtexparser": ("import bibtexparser", "bibtexparser.parse_string(text)"),
}


def entry(number: int, rng: random.Random) -> str:
    title = " ".join(rng.choices(WORDS, k=7)).title()
    fields = {"title": f"{{{title}}}: {number}", "author": "Doe, Jane and Roe, Rick", "year": str(2000 + number % 24)}
    if number % 3:
        fields |= {
            "journal": "Journal of " + rng.choice(WORDS),
            "volume": str(number % 90),
            "doi": f"10.1000/x.{number}",
        }
    else:
        fields |= {"eprint": f"21{number % 12 + 1:02}.{number % 99_999 + 1:05}", "archivePrefix": "arXiv"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{'article' if number % 3 else 'misc'}{{doe{number},\n{lines}}}\n\n"


def library(entries: int) -> str:
    rng = random.Random(entries)  # noqa: S311 - the same library every time
    return "".join(entry(number, rng) for number in range(entries))


def best(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the shortest time that a process reports of itself, and its memory."""
    runs = []
    for _ in range(RUNS):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        seconds, memory = done.stdout.split()
        runs.append((float(seconds), float(memory)))
    return min(runs)


def wall(command: list[str], folder: Path) -> float:
    times = []
    for _ in range(3 * RUNS):
        begin = time.perf_counter()
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        times.append(time.perf_counter() - begin)
    return min(times)


def compare(entries: int, folder: Path) -> None:
    path = folder / "refs.bib"
    path.write_text(library(entries), "utf-8")
    size = path.stat().st_size
    print(f"{entries} entries, {size / 1e6:.1f} MB")
    figures = {}
    for name, (imports, read) in READERS.items():
        figures[name] = best([sys.executable, "-c", MEASURED.format(imports=imports, read=read), str(path)], folder)
        seconds, memory = figures[name]
        print(f"  {name}: {seconds:.3f} s, {memory / 1e6:.0f} MB in all, {memory / size:.1f} times the file")
    peer = figures["bibtexparser"][0]
    for name in list(figures)[:2]:
        print(f"  {name}: {peer / figures[name][0]:.1f} times as fast as bibtexparser")
    (folder / "paper.tex").write_text("arXiv:2106.00134", "utf-8")
    floor = wall([sys.executable, "-c", "pass"], folder)
    check = wall([sys.executable, "-m", "bibtools", "sync", "--check", "--bib", "refs.bib", "paper.tex"], folder)
    print(
        f"  sync --check: {check * 1000:.0f} ms, {check / floor:.1f} times a bare interpreter ({floor * 1000:.0f} ms)"
    )


def main(arguments: list[str]) -> None:
    for entries in map(int, arguments or ["1000", "10000", "100000"]):
        with tempfile.TemporaryDirectory() as folder:
            compare(entries, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
