"""Scan a folder with a Dask cluster of two worker processes on this machine, and count the papers.

    pip install '.[corpus]'  # in a checkout of bibtools
    python examples/corpus/two_workers.py [SOURCES [FOLDER]]

SOURCES (by default the four files beside this script) may be a folder or an address like s3://bucket/papers, FOLDER is
where the rows are written. A run that was ended goes on where it stood. A cluster of many machines works the same: give
`run` the address of its scheduler.
"""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from distributed import LocalCluster

from bibtools.corpus.run import run


def main(sources: str, folder: str) -> None:
    """Scan, and print each paper with the number of its mentions."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        # Partitions of two sources, so that both workers have something to do; usually there are a thousand in one.
        outcome = run([sources], folder, today=date(2026, 1, 1), scheduler=cluster.scheduler_address, partition_size=2)
    papers: Counter[str] = Counter()
    for part in sorted(Path(folder).glob("part-*.jsonl")):
        for line in part.read_text("utf-8").splitlines():
            papers.update(mention["id"] for mention in json.loads(line)["mentions"])
    for paper, mentions in sorted(papers.items()):
        print(f"arXiv:{paper}  {mentions}")
    print(f"{outcome.sources} sources, {outcome.overhead * 1e6:.0f} µs of overhead a source", file=sys.stderr)


if __name__ == "__main__":  # the workers import this script, too
    given = sys.argv[1:3]
    main(*given, *[str(Path(__file__).parent / "papers"), "corpus-rows"][len(given) :])
