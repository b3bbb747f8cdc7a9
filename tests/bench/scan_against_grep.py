"""How long `bibtools scan` takes beside `grep` with a pattern for the same ids, on copies of real texts.

    python tests/bench/scan_against_grep.py FOLDER [MEGABYTES ...]

FOLDER holds texts in any number of folders; they are copied until there are enough of them (by default 50, 100, 200 and
400 MB, at least 25 files a megabyte), leaving out what would bring more than 200 hits a megabyte. Both programs
write into a pipe; each figure is the best of three runs, after one that nobody counts. Nothing here decides anything:
it prints ratios.
"""

from __future__ import annotations

import itertools
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bibtools.identifiers.arxiv import OLD_ARCHIVES
from bibtools.sources.filetypes import LIBRARY, WALKED

NEW = r"[0-9]{4}\.[0-9]{4,5}(v[0-9]+)?"
PATTERNS = {
    "known archives": rf"{NEW}|({'|'.join(sorted(OLD_ARCHIVES))})(\.[A-Za-z-]+)?/[0-9]{{7}}(v[0-9]+)?",
    "any word as archive": rf"{NEW}|[a-z-]+(\.[A-Za-z-]+)?/[0-9]{{7}}(v[0-9]+)?",
}
HITS = re.compile(PATTERNS["any word as archive"].encode())
MOST_HITS = 200  # a megabyte
FEWEST_FILES = 25  # a megabyte
LARGEST = 150_000  # bytes of a file, since many files are wanted
RUNS = 3


class Text(NamedTuple):
    """One of the texts that are copied."""

    path: Path
    size: int
    hits: int


class Corpus(NamedTuple):
    """What was copied."""

    files: int
    size: int
    hits: int


def texts(folder: Path) -> list[Text]:
    """Return the texts below a folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in WALKED | {LIBRARY, ".tsv", ".csv", ".jsonl"} and path.is_file():
            data = path.read_bytes()
            if 0 < len(data) <= LARGEST:
                found.append(Text(path, len(data), len(HITS.findall(data))))
    return found


def build(folder: Path, found: list[Text], megabytes: int) -> Corpus:
    """Fill a folder with copies, round after round, so that there are never too many hits for the size."""
    files = size = hits = 0
    for number in itertools.count():
        before = files
        target = folder / f"round{number:03}"
        target.mkdir(parents=True)
        for text in found:
            if size >= megabytes * 1e6 and files >= megabytes * FEWEST_FILES:
                return Corpus(files, size, hits)
            if hits + text.hits <= MOST_HITS * (size + text.size) / 1e6:
                shutil.copyfile(text.path, target / f"{files}{text.path.suffix}")
                files, size, hits = files + 1, size + text.size, hits + text.hits
        if files == before:
            sys.exit("these texts have too many hits for their size")
    raise AssertionError


def best(command: list[str]) -> tuple[float, int]:
    """Return the shortest wall time of several runs in seconds, and the lines that the last one wrote."""
    times, lines = [], 0
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
            assert run.stdout is not None
            lines = sum(1 for _ in run.stdout)
        times.append(time.perf_counter() - begin)
    return min(times[1:]), lines


def measure(folder: Path, corpus: Corpus) -> None:
    scan, found = best([sys.executable, "-m", "bibtools", "scan", str(folder)])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(
        f"{corpus.size / 1e6:4.0f} MB in {corpus.files} files, {corpus.hits / corpus.size * 1e6:.0f} hits a MB: "
        f"bibtools scan {scan:.2f} s ({corpus.size / 1e6 / scan:.0f} MB/s, {found} mentions, "
        f"the largest process has {memory:.0f} MB)"
    )
    for name, pattern in PATTERNS.items():
        grep, hits = best(["env", "LC_ALL=C", "grep", "-rEon", pattern, str(folder)])
        print(f"        grep, {name}: {grep:.2f} s, {hits} hits; bibtools takes {scan / grep:.2f} times as long")


def main(arguments: list[str]) -> None:
    if not arguments:
        sys.exit(__doc__)
    found = texts(Path(arguments[0]))
    print(f"{os.cpu_count()} cores; patterns, for LC_ALL=C grep -rEon PATTERN FOLDER:")
    for name, pattern in PATTERNS.items():
        print(f"  {name}: {pattern}")
    for megabytes in map(int, arguments[1:] or ["50", "100", "200", "400"]):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), build(Path(folder), found, megabytes))


if __name__ == "__main__":
    main(sys.argv[1:])
