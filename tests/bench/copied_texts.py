"""Copies of real texts: as many megabytes of them as a bench wants, without too many hits for their size."""

from __future__ import annotations

import itertools
import re
import shutil
import sys
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
SUFFIXES = WALKED | {LIBRARY, ".tsv", ".csv", ".jsonl"}


class CopiedText(NamedTuple):
    """One of the texts that are copied."""

    path: Path
    size: int
    hits: int


def copy(real: Path, folder: Path, megabytes: int) -> None:
    """Fill a folder with copies of the texts below another, round after round."""
    found = _texts(real)
    files = size = hits = 0
    for at in itertools.count():
        before, target = files, folder / f"round{at:03}"
        target.mkdir(parents=True)
        for text in found:
            if size >= megabytes * 1e6 and files >= megabytes * FEWEST_FILES:
                return
            if hits + text.hits <= MOST_HITS * (size + text.size) / 1e6:
                shutil.copyfile(text.path, target / f"{files}{text.path.suffix}")
                files, size, hits = files + 1, size + text.size, hits + text.hits
        if files == before:
            sys.exit(f"{real}: there are no texts, or they have too many hits for their size")


def _texts(folder: Path) -> list[CopiedText]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            data = path.read_bytes()
            if 0 < len(data) <= LARGEST:
                found.append(CopiedText(path, len(data), len(HITS.findall(data))))
    return found
