"""What the index costs: its build beside bare JSON, look-ups beside bare SQLite, and a `sync` that asks nobody.

Made-up papers, so many, or the snapshot of real ones that `--real` names are built into an index; papers of it are then
looked up by id, by title and by abstract, and `sync` is run for a list of ids.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.contract import Measured, Spent, Stand, compared
from bench.made_up_snapshot import snapshot_lines
from bench.programs import Program, best_in_turn, median

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.lookup import Index
from bibtools.index.numbering import number
from bibtools.matching import abstracts, references

SAMPLE = 500
SYNCED = 10_000  # ids
JSON, ROW, OF_NONE = "bare JSON, on one core", "a bare row", "sync of no ids"
BARE = "import json, sys\nwith open(sys.argv[1], 'rb') as stream: sum(1 for line in stream if json.loads(line))"
MODULE = (sys.executable, "-m", "bibtools")


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what the build, look-ups and a sync cost."""
    folder = stand.folder / "index"
    folder.mkdir()
    snapshot = stand.real or folder / "snapshot.jsonl"
    if not stand.real:
        with snapshot.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in snapshot_lines(stand.size))
    path = folder / "index.sqlite3"
    yield from _build(stand, snapshot, path)
    yield from _look_ups(stand, snapshot, path)
    yield from _sync(stand, snapshot, path)


def _build(stand: Stand, snapshot: Path, path: Path) -> Iterator[Measured]:
    environ, of_all = {"BIBTOOLS_INDEX": str(path)}, "index build"
    programs = {
        JSON: Program([sys.executable, "-c", BARE, snapshot], path.parent),
        of_all: Program([*MODULE, "index", "build", snapshot], path.parent, ours=True, workers=True, environ=environ),
    }
    found = best_in_turn(programs, stand.at_most(2))
    yield compared(JSON, stand.size, found)
    size = path.stat().st_size
    on_clock = found[of_all].now.clock / found[JSON].now.clock
    remark = f"{on_clock:.1f} times on the clock; {size / 1e6:.0f} MB, {size / stand.size:.0f} bytes a paper"
    yield compared(of_all, stand.size, found, JSON, remark=remark)


def _look_ups(stand: Stand, snapshot: Path, path: Path) -> Iterator[Measured]:
    index, papers = Index(path, print), _sampled(snapshot)
    asks = [Identifier(ARXIV, each["id"]) for each in papers]
    cited = [f"{each['authors'].split(', ')[0]}. {each['title']}" for each in papers]
    reader = references.Reader(index.titled, index.worded, index.nearly_worded, index.packed)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    select = "SELECT packed FROM papers WHERE number = ?"
    rows: dict[str, Callable[[int], object]] = {
        ROW: lambda at: bare.execute(select, [number(asks[at].value)]).fetchone(),
        "by id": lambda at: index.records([asks[at]]),
        "by title": lambda at: references.find(cited[at], reader),
    }
    if all(len(each["abstract"]) > 100 for each in papers):
        rows["by abstract"] = lambda at: abstracts.find(papers[at]["abstract"], index.marked, index.packed)
    found: dict[str, Spent] = {}
    for name, work in rows.items():
        found[name] = median(work, SAMPLE)
        yield compared(name, stand.size, found, "" if name == ROW else ROW)
    bare.close()
    index.close()


def _sampled(snapshot: Path) -> list[dict[str, str]]:
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


def _sync(stand: Stand, snapshot: Path, path: Path) -> Iterator[Measured]:
    with snapshot.open("rb") as stream:
        ids = [json.loads(line)["id"] for line in itertools.islice(stream, SYNCED)]
    programs: dict[str, Program] = {}
    of_all = f"sync of {len(ids)} ids"
    for name, listed in ((OF_NONE, ""), (of_all, "\n".join(ids))):
        source, bib = path.parent / f"{len(listed)}.txt", path.parent / f"{len(listed)}.bib"
        source.write_text(listed, "utf-8")
        command = [*MODULE, "sync", "--offline", "--bib", bib.name, source.name]
        programs[name] = Program(
            command,
            path.parent,
            lambda bib=bib: bib.unlink(missing_ok=True),  # type: ignore[misc]
            ours=True,
            environ={"BIBTOOLS_INDEX": str(path)},
        )
    found = best_in_turn(programs, stand)
    entries = bib.read_text("utf-8").count("\n@") + 1
    yield compared(OF_NONE, stand.size, found)
    yield compared(of_all, stand.size, found, OF_NONE, remark=f"{entries} entries")
