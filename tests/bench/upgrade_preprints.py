"""What `upgrade` of a library of preprints costs beside Python's start: half of them have been published.

Two indexes lie on the machine: one of the published works, one of the preprints. The size is the number of preprints.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.contract import Measured, Stand, compared
from bench.made_up_dblp import authors, sampled, title, write, year
from bench.programs import Program, best_in_turn, cost

RECORDS = 20  # of the index of published works, for each preprint
FLOOR = "bare Python"
GOAL = 40  # times Python's start, for MANY preprints
MANY = 1000
MODULE = (sys.executable, "-m", "bibtools")


class Preprint(NamedTuple):
    """One of the preprints."""

    id: str
    title: str
    authors: Sequence[str]
    year: str


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what the upgrade costs."""
    folder = stand.folder / "upgrade"
    folder.mkdir()
    file = folder / "dblp.xml.gz"
    write(file, RECORDS * stand.size)
    cost(Program([*MODULE, "index", "build", file], folder, environ=_environ(folder)))
    yield from upgraded(stand._replace(size=RECORDS * stand.size), file, folder, stand.size)


def upgraded(stand: Stand, file: Path, folder: Path, number: int) -> Iterator[Measured]:
    """Yield what the upgrade costs beside an index of the works of a file, which lies in the folder already."""
    preprints = list(_preprints(file, stand.size, number))
    snapshot, library = folder / "arxiv.jsonl", folder / "refs.bib"
    snapshot.write_text("\n".join(map(_line, preprints)), "utf-8")
    cost(Program([*MODULE, "index", "build", snapshot], folder, environ=_environ(folder)))
    entries = "".join(_entry(at, each) for at, each in enumerate(preprints))
    command = [*MODULE, "upgrade", library.name, "--offline"]
    programs = {
        FLOOR: Program([sys.executable, "-c", "pass"], folder),
        "upgrade of preprints": Program(
            command, folder, lambda: library.write_text(entries, "utf-8"), ours=True, environ=_environ(folder)
        ),
    }
    found = best_in_turn(programs, stand.at_most(4))
    text = library.read_text("utf-8")
    remark = f"{text.count('@inproceedings{') + text.count('@article{')} of {number} upgraded"
    goal = GOAL if number == MANY else None
    yield compared("upgrade of preprints", number, found, FLOOR, goal, remark)


def _environ(folder: Path) -> dict[str, str]:
    return {"BIBTOOLS_INDEX": str(folder / "index.sqlite3"), "BIBTOOLS_DATA_DIR": str(folder / "data")}


def _preprints(file: Path, size: int, number: int) -> Iterator[Preprint]:
    for at, element in enumerate(sampled(file, size, number, ("inproceedings",))):
        called = title(element) if at % 2 else f"{title(element)} of nobody"
        yield Preprint(f"20{at // 500 % 12 + 1:02}.{at % 500 + 1:05}", called, authors(element), year(element))


def _entry(at: int, preprint: Preprint) -> str:
    escaped = preprint.title.replace("&", "\\&")
    return (
        f"@misc{{k{at},\n  title = {{{escaped}}},\n  author = {{{' and '.join(preprint.authors)}}},\n"
        f"  year = {{{preprint.year}}},\n  eprint = {{{preprint.id}}},\n  archiveprefix = {{arXiv}},\n}}\n\n"
    )


def _line(preprint: Preprint) -> str:
    """Return the line of a preprint in a snapshot."""
    facts = {
        "id": preprint.id,
        "authors": ", ".join(preprint.authors),
        "title": preprint.title,
        "categories": "cs.LG",
        "abstract": "  x\n",
        "versions": [{"version": "v1", "created": f"Mon, 2 Apr {preprint.year} 19:18:42 GMT"}],
        "update_date": "2020-01-01",
        "authors_parsed": [[each.split()[-1], " ".join(each.split()[:-1]), ""] for each in preprint.authors],
    }
    return json.dumps(facts)
