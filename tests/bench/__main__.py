"""All benches, in one table of ratios and growth exponents, in processor time.

    python tests/bench [--quick] [--json FILE] [--before COMMIT] [--size N]... [--runs N] [--real PATH] [BENCH ...]

Programs run in turn and the least of several runs counts, so that ratios hold on a busy machine, too. `--before`
measures the same commands at an older commit in the same turns. `--quick` takes small material and fails where a run
does more counted work than it may; no time ever decides anything.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from bench import older_commit, table
from bench.contract import Bench, Measured, Stand, growth
from bench.counted_work import Counted, counted
from bench.every_bench import BENCHES


def main(arguments: list[str]) -> int:
    """Run benches and print what they measure; return 1 where counted work is more than is allowed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as at any user's
    parser = _parser()
    asked = parser.parse_args(arguments)
    if unknown := set(asked.benches) - {each.name for each in BENCHES}:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    if asked.before and not older_commit.is_there(asked.before):
        parser.error(f"{asked.before}: there is no such commit")
    wanted = [each for each in BENCHES if not asked.benches or each.name in asked.benches]
    with tempfile.TemporaryDirectory() as name, older_commit.tree(asked.before, Path(name)) as older:
        work = list(counted(Path(name)))
        print("\n".join(map(table.of_work, work)))
        print(table.head(beside_older=bool(older)), flush=True)
        found = {each.name: _measured(each, Path(name), older, asked) for each in wanted if _is_there(each)}
    for peer in sorted({peer for each in wanted for peer in each.peers if not _installed(peer)}):
        print(f"not there, and not compared with: {peer}")
    if asked.json:
        asked.json.write_text(json.dumps(_values(found, work), indent=1) + "\n", "utf-8")
    return 1 if asked.quick and any(each.number > each.limit for each in work) else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python tests/bench", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="small material; fail on more counted work than allowed")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures to a file")
    parser.add_argument("--before", metavar="COMMIT", default="", help="measure an older commit in the same turns")
    parser.add_argument("--size", metavar="N", type=int, action="append", help="in the place of the usual sizes")
    parser.add_argument("--runs", metavar="N", type=int, help="how often each program runs, the least counts")
    parser.add_argument("--real", metavar="PATH", type=Path, help="a folder of texts (scan), a snapshot (index)")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=", ".join(each.name for each in BENCHES))
    return parser


def _installed(name: str) -> bool:
    return bool(find_spec(name) if name.isidentifier() else None) or bool(shutil.which(name))


def _is_there(bench: Bench) -> bool:
    missing = [each for each in bench.needs if not _installed(each)]
    if missing:
        print(f"{bench.name:10} needs {', '.join(missing)}, and is left out")
    return not missing


def _measured(bench: Bench, folder: Path, older: Path | None, asked: Namespace) -> list[Measured]:
    rows = []
    for row in _rows(bench, folder, older, asked):
        rows.append(row)
        print(table.line(bench.name, row, beside_older=bool(older)), flush=True)
    for what, power in growth(rows).items():
        print(table.of_growth(bench.name, what, power))
    return rows


def _rows(bench: Bench, folder: Path, older: Path | None, asked: Namespace) -> Iterator[Measured]:
    runs = bench.runs if asked.runs is None else asked.runs
    for size in asked.size or (bench.quick if asked.quick else bench.sizes):
        place = folder / f"{bench.name}-{size}"
        place.mkdir()
        yield from bench.measure(
            Stand(place, size, 0 if asked.quick else runs, older, asked.real and asked.real.absolute())
        )
        shutil.rmtree(place)


def _values(found: dict[str, list[Measured]], work: list[Counted]) -> dict[str, object]:
    costs = ("cost", "before")
    return {
        "version": 2,
        "measured": [
            {"bench": name, **row._asdict(), **{each: _fields(row, each) for each in costs}}
            for name, rows in found.items()
            for row in rows
        ],
        "growth": {name: growth(rows) for name, rows in found.items()},
        "work": [each._asdict() for each in work],
    }


def _fields(row: Measured, cost: str) -> dict[str, float] | None:
    found = getattr(row, cost)
    return None if found is None else dict(found._asdict())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
