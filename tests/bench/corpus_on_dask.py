"""What Dask costs a corpus: two worker processes beside the plain run, a source.

    python tests/bench/corpus_on_dask.py [SOURCES [FOLDER]]

So many small sources (100,000) are written to a folder and gone through, plainly and by two processes, twice each. Time
on the clock shows what is gained where the cores are free; seconds of all processors show what it costs in any case.
Nothing here decides anything.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import corpora

from bibtools.corpus.run import run

WORKERS = 2


class Cost(NamedTuple):
    """Seconds of a run: on the clock, and of all processors."""

    clock: float
    processors: float


def processors() -> float:
    """Return the seconds that this process and those that have ended below it have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def cost(texts: Path, out: Path, scheduler: str) -> Cost:
    shutil.rmtree(out, ignore_errors=True)
    begin, used = time.perf_counter(), processors()
    outcome = run([str(texts)], str(out), today=date(2026, 1, 1), scheduler=scheduler, workers=WORKERS)
    taken = Cost(time.perf_counter() - begin, processors() - used)
    each = f"work {outcome.worked / outcome.sources * 1e6:.0f} µs, overhead {outcome.overhead * 1e6:.0f} µs a source"
    print(f"{scheduler}: {taken.clock:.1f} s on the clock, {taken.processors:.1f} s of processors; {each}")
    return taken


def main(sources: int, folder: Path) -> None:
    texts = corpora.write(folder / "texts", sources)
    costs: dict[str, list[Cost]] = {"plain": [], "processes": []}
    for _ in range(2):
        for scheduler, found in costs.items():
            found.append(cost(texts, folder / scheduler, scheduler))
    same = corpora.parts(folder / "plain") == corpora.parts(folder / "processes")
    print(f"{sources} sources, {'the same' if same else 'NOT the same'}, byte for byte")
    for name in Cost._fields:
        plain, dask = (min(getattr(each, name) for each in found) / sources for found in costs.values())
        print(f"{name}: plain {plain * 1e6:.1f} µs a source, Dask {dask * 1e6:.1f} µs: ", end="")
        print(f"{(dask - plain) * 1e6:+.1f} µs, {dask / plain:.2f} times as much")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(sys.argv[2] if len(sys.argv) > 2 else name))
