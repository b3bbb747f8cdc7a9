"""What an index of published works costs: its build beside a bare `iterparse`, and look-ups beside bare SQLite.

So many made-up records in the form of DBLP's monthly file, or the file that `--real` names, are built into an index;
works of it are then looked up by title, and a library of preprints, of which half were published, is upgraded.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.contract import Measured, Spent, Stand, compared
from bench.made_up_dblp import sampled, title, write
from bench.programs import Program, best, best_in_turn, median
from bench.upgrade_preprints import upgraded

from bibtools.index import titles
from bibtools.index.published_lookup import PublishedIndex

SAMPLE = 500
TAGS = ("article", "inproceedings")
FLOOR, ROW, ROWS = "iterparse, on one core", "a bare row", "bare rows"
BARE = (
    "import sys\nfrom pathlib import Path\nsys.path.insert(0, sys.argv[2])\nfrom bench.made_up_dblp import parsed\n"
    "sum(1 for _ in parsed(Path(sys.argv[1])))"
)
MODULE = (sys.executable, "-m", "bibtools")
MOST = 1_000_000  # records from which on one run is enough, since a build of so many takes a quarter of an hour
PREPRINTS = 1000


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what the build, look-ups and an upgrade cost."""
    folder = stand.folder / "published"
    folder.mkdir()
    file, path = stand.real or folder / "dblp.xml.gz", folder / "dblp.sqlite3"
    if not stand.real:
        write(file, stand.size)
    yield from _build(stand, file, path)
    yield from _look_ups(stand, file, path)
    yield from upgraded(stand, file, folder, min(PREPRINTS, stand.size // 400))


def _build(stand: Stand, file: Path, path: Path) -> Iterator[Measured]:
    of_all, environ = "index build", {"BIBTOOLS_INDEX": str(path.with_name("index.sqlite3"))}
    programs = {
        FLOOR: Program([sys.executable, "-c", BARE, file, Path(__file__).parents[1]], path.parent),
        of_all: Program([*MODULE, "index", "build", file], path.parent, ours=True, workers=True, environ=environ),
    }
    found = best_in_turn(programs, stand.at_most(0 if stand.size >= MOST else 2))
    yield compared(FLOOR, stand.size, found)
    size, on_clock = path.stat().st_size, found[of_all].now.clock / found[FLOOR].now.clock
    remark = f"{on_clock:.1f} times on the clock; {size / 1e6:.0f} MB, {size / stand.size:.0f} bytes a record"
    yield compared(of_all, stand.size, found, FLOOR, remark=remark)


def _look_ups(stand: Stand, file: Path, path: Path) -> Iterator[Measured]:
    wanted = list(map(title, sampled(file, stand.size, SAMPLE, TAGS)))
    index = PublishedIndex(path, print)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    keys = [titles.keys(each)[1][0] for each in wanted]
    select = "SELECT work FROM keys WHERE key = ?"
    numbers = [number for key in keys for (number,) in bare.execute(select, [key]).fetchmany(1)]
    held = sum(map(bool, index.titled(wanted).values()))

    def row(at: int) -> None:
        bare.execute("SELECT packed FROM works WHERE number = ?", [numbers[at]]).fetchone()

    one, together = "by title, one", f"by title, {len(wanted)} together"
    found: dict[str, Spent] = {
        ROW: median(row, len(numbers)),
        one: median(lambda at: index.titled([wanted[at]]), len(wanted)),
        ROWS: best(lambda: list(map(row, range(len(numbers)))), stand.runs),
        together: best(lambda: index.titled(wanted), stand.runs),
    }
    yield compared(ROW, stand.size, found)
    yield compared(one, stand.size, found, ROW, remark=f"{held} of {len(set(wanted))} titles are found")
    yield compared(ROWS, stand.size, found)
    yield compared(together, stand.size, found, ROWS)
    bare.close()
    index.close()
