"""What the index costs: its build beside bare JSON, look-ups beside bare SQLite, and a `sync` that asks nobody.

    python tests/bench/build_and_search_index.py PAPERS|SNAPSHOT [SYNCED]

Made-up papers, so many, or a snapshot of real ones are built into an index; papers of it are then looked up by id, by
title and by abstract, and `sync` is run for a list of so many ids (10,000). Nothing here decides anything.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.lookup import Index
from bibtools.index.numbering import number
from bibtools.matching import abstracts, references

SAMPLE = 500
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(papers: int) -> Iterator[str]:
    """Yield lines of the snapshot whose words are as frequent as those of a language."""
    rng = random.Random(1)  # noqa: S311 - texts, not secrets
    words = ["".join(rng.choices(LETTERS, k=rng.randint(3, 11))) for _ in range(60_000)]
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(words))))
    names = ["".join(rng.choices(LETTERS, k=6)).title() for _ in range(20_000)]
    months = [f"{year:02}{month:02}" for year in range(15, 26) for month in range(1, 13)]
    each_month = papers // len(months) + 1
    for count, (month, place) in enumerate(itertools.product(months, range(1, each_month + 1))):
        if count == papers:
            return
        chosen = rng.choices(words, cum_weights=weights, k=120)
        authors = rng.choices(names, k=3)
        facts = {
            "id": f"{month}.{place:05}",
            "submitter": authors[0],
            "authors": ", ".join(authors),
            "title": " ".join(chosen[110:]).capitalize(),
            "comments": "12 pages, 3 figures",
            "journal-ref": None,
            "doi": f"10.1000/{count}",
            "report-no": None,
            "categories": "cs.LG stat.ML",
            "license": None,
            "abstract": f"  {' '.join(chosen[:110])}\n",
            "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
            "update_date": "2020-01-01",
            "authors_parsed": [[author, "J.", ""] for author in authors],
        }
        yield json.dumps(facts)


def memory(root: int) -> int:
    """Return the bytes that a process and its children hold, what they share counted once."""
    held, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        try:
            told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            held += next(int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:"))
            waiting += map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split())
        except (OSError, StopIteration):
            continue
    return held


def watched(command: Sequence[str], environ: dict[str, str], folder: Path) -> tuple[float, int]:
    """Return the seconds that a command takes, and the most memory that it and its children held."""
    begin, most = time.perf_counter(), 0
    process = subprocess.Popen(command, env=environ, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - begin
    _, said = process.communicate()
    if process.returncode:
        sys.exit(f"{' '.join(command)}: {said.decode()}")
    return seconds, most


def median(work: Callable[[int], object], numbers: Sequence[int]) -> float:
    """Return the median of the seconds that some work takes."""
    times = []
    for each in numbers:
        begin = time.perf_counter()
        work(each)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def compare_build(snapshot: Path, path: Path, environ: dict[str, str]) -> None:
    begin = time.perf_counter()
    with snapshot.open("rb") as stream:
        papers = sum(1 for line in stream if json.loads(line))
    floor = time.perf_counter() - begin
    seconds, most = watched([sys.executable, "-m", "bibtools", "index", "build", str(snapshot)], environ, path.parent)
    print(f"{papers} papers: JSON alone on one core {floor:.0f} s, the build {seconds:.0f} s: ", end="")
    print(f"{seconds / floor:.1f} times as long; {most / 1e6:.0f} MB of memory, a file of", end=" ")
    print(f"{path.stat().st_size / 1e6:.0f} MB, {path.stat().st_size / papers:.0f} bytes a paper")


def sampled(snapshot: Path) -> list[dict[str, str]]:
    """Return some papers of a snapshot, from everywhere in it."""
    rng = random.Random(2)  # noqa: S311 - a sample, not a secret
    size = snapshot.stat().st_size
    found: list[dict[str, str]] = []
    with snapshot.open("rb") as stream:
        while len(found) < SAMPLE:
            stream.seek(rng.randrange(size * 9 // 10))
            stream.readline()
            found.append(json.loads(stream.readline()))
    return found


def compare_look_ups(snapshot: Path, path: Path) -> None:
    index = Index(path, print)
    papers = sampled(snapshot)
    asks = [Identifier(ARXIV, each["id"]) for each in papers]
    told = [f"{each['authors'].split(', ')[0]}. {each['title']}" for each in papers]
    reader = references.Reader(index.titled, index.worded, index.nearly_worded, index.packed)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    select = "SELECT packed FROM papers WHERE number = ?"
    of_all = range(SAMPLE)
    floor = median(lambda at: bare.execute(select, [number(asks[at].value)]).fetchone(), of_all)
    rows: list[tuple[str, Callable[[int], object]]] = [
        ("id", lambda at: index.records([asks[at]])),
        ("title", lambda at: references.find(told[at], reader)),
    ]
    if all(len(each["abstract"]) > 100 for each in papers):
        rows.append(("abstract", lambda at: abstracts.find(papers[at]["abstract"], index.marked, index.packed)))
    for name, work in rows:
        took = median(work, of_all)
        print(f"by {name}: {took * 1e3:.3f} ms in the median, {took / floor:.0f} times a bare row")
    bare.close()
    index.close()


def compare_sync(snapshot: Path, folder: Path, environ: dict[str, str], number_of_ids: int) -> None:
    with snapshot.open("rb") as stream:
        ids = [json.loads(line)["id"] for line in itertools.islice(stream, number_of_ids)]
    (folder / "list.txt").write_text("\n".join(ids), "utf-8")
    (folder / "none.txt").write_text("", "utf-8")
    seconds = {}
    for source in ("none.txt", "list.txt"):
        bib = folder / f"{source}.bib"
        command = [sys.executable, "-m", "bibtools", "sync", "--offline", "--bib", str(bib), source]
        seconds[source], _ = watched(command, environ, folder)
    entries = (folder / "list.txt.bib").read_text("utf-8").count("\n@") + 1
    print(f"sync of {len(ids)} ids, {entries} entries: {seconds['list.txt']:.1f} s, ", end="")
    print(f"{seconds['list.txt'] / seconds['none.txt']:.0f} times as long as of none")


def main(source: str, synced: int) -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as at any user's
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        snapshot = folder / "snapshot.jsonl" if source.isdecimal() else Path(source).absolute()
        if source.isdecimal():
            with snapshot.open("w", encoding="utf-8") as stream:
                stream.writelines(f"{line}\n" for line in made_up(int(source)))
        path = folder / "index.sqlite3"
        environ = os.environ | {"BIBTOOLS_INDEX": str(path), "BIBTOOLS_CACHE_DIR": str(folder / "cache")}
        compare_build(snapshot, path, environ)
        compare_look_ups(snapshot, path)
        compare_sync(snapshot, folder, environ, synced)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
