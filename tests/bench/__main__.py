"""All benches, in one table of ratios and growth exponents, in processor time.

    python tests/bench [--quick] [--json FILE] [BENCH ...]

Programs run in turn and the least of several runs counts, so that ratios hold on a busy machine, too. `--quick` takes
small material and fails where a run does more counted work than it may; no time ever decides anything.
"""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import large_libraries, scan_texts, start
from bench.contract import Bench, Measured, growth
from bench.counted_work import Counted, counted

BENCHES = (
    Bench("start", start.measure),
    Bench("libraries", large_libraries.measure),
    Bench("scan", scan_texts.measure),
)


def main(arguments: list[str]) -> int:
    """Run benches and print what they measure; return 1 where counted work is more than is allowed."""
    parser = ArgumentParser("python tests/bench", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="small material; fail on more counted work than allowed")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures to a file")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=", ".join(each.name for each in BENCHES))
    asked = parser.parse_args(arguments)
    if unknown := set(asked.benches) - {each.name for each in BENCHES}:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    wanted = [each for each in BENCHES if not asked.benches or each.name in asked.benches]
    with tempfile.TemporaryDirectory() as name:
        work = list(counted(Path(name)))
        print("\n".join(map(_of_work, work)), flush=True)
        found = {each.name: _measured(each, Path(name), quick=asked.quick) for each in wanted}
    for peer in (*large_libraries.absent(), *scan_texts.absent()):
        print(f"not there, and not compared with: {peer}")
    if asked.json:
        asked.json.write_text(json.dumps(_values(found, work), indent=1) + "\n", "utf-8")
    over = [each for each in work if each.number > each.limit]
    return 1 if asked.quick and over else 0


def _measured(bench: Bench, folder: Path, *, quick: bool) -> list[Measured]:
    rows = []
    for row in bench.measure(folder, quick):
        rows.append(row)
        print(_of_row(bench.name, row), flush=True)
    for what, power in growth(rows).items():
        print(f"{bench.name:10} {what:24} grows by the power {power:.2f} of the size")
    return rows


def _of_row(bench: str, row: Measured) -> str:
    compared = f"{row.ratio:6.2f} times {row.peer}" if row.ratio is not None else ""
    goal = "" if row.goal is None else f" (at most {row.goal:g})"
    return (
        f"{bench:10} {row.what:24} {row.size:7} {row.cost.seconds:8.3f} s {row.cost.megabytes:6.0f} MB {compared}{goal}"
    )


def _of_work(each: Counted) -> str:
    shown = f"work       {each.case:24} {each.number:7} {each.kind}, at most {each.limit}"
    return f"{shown}: MORE THAN ALLOWED" if each.number > each.limit else shown


def _values(found: dict[str, list[Measured]], work: list[Counted]) -> dict[str, object]:
    return {
        "version": 1,
        "measured": [
            {"bench": name, **row._asdict(), "cost": row.cost._asdict()} for name, rows in found.items() for row in rows
        ],
        "growth": {name: growth(rows) for name, rows in found.items()},
        "work": [each._asdict() for each in work],
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
