"""What Dask costs a corpus: two worker processes beside the plain run, and the plan of the sources, before any is read.

The size is the number of small sources. Time on the clock shows what is gained where the cores are free; seconds of all
processors show what it costs in any case.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import corpora
from bench.contract import Measured, Stand, compared
from bench.programs import Program, best_in_turn

WORKERS = 2
PLAIN, ON_DASK, PLAN = "plain", "processes", "plan"
GOAL = 1.5
RUN = """
import sys
from datetime import date
from bibtools.corpus.run import run
if __name__ == "__main__":
    run(["texts"], sys.argv[1], today=date(2026, 1, 1), scheduler=sys.argv[1], workers={workers})
"""
PLANNED = """
from bibtools.corpus.listing import listing
from bibtools.corpus.partition import plan
from bibtools.files.exclusion import Exclusion
plan(listing(["texts"], Exclusion(), "out").listed)
"""


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what the runs cost, and the plan."""
    folder = stand.folder / "corpus"
    corpora.write(folder / "texts", stand.size)
    (folder / "run.py").write_text(RUN.format(workers=WORKERS), "utf-8")
    programs = {
        name: Program([sys.executable, "run.py", name], folder, _forget(folder / name), ours=True, workers=True)
        for name in (PLAIN, ON_DASK)
    }
    programs[PLAN] = Program([sys.executable, "-c", PLANNED], folder, ours=True)
    found = best_in_turn(programs, stand.at_most(2))
    same = corpora.parts(folder / PLAIN) == corpora.parts(folder / ON_DASK)
    a_source = {name: found[name].now.seconds / stand.size * 1e6 for name in found}
    on_clock = found[ON_DASK].now.clock / found[PLAIN].now.clock
    remarks = {
        PLAIN: f"{a_source[PLAIN]:.0f} µs a source",
        ON_DASK: f"{on_clock:.2f} times on the clock; {'the same' if same else 'NOT the same'}, byte for byte",
        PLAN: f"{a_source[PLAN]:.1f} µs a source",
    }
    for name in found:
        goal = GOAL if name == ON_DASK else None
        yield compared(name, stand.size, found, "" if name == PLAIN else PLAIN, goal, remarks[name])


def _forget(folder: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(folder, ignore_errors=True)
