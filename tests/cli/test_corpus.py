"""`bibtools corpus`: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import corpora
import pytest
from conftest import Cli
from index_lines import abstract, many, write
from row_tables import thinned

PLAIN = ("--out", "out", "--scheduler", "plain")


@pytest.fixture
def texts(paper: Path) -> Path:
    return corpora.write(paper / "texts", 9)


def test_the_parts_and_their_cost_are_told(texts: Path, cli: Cli) -> None:
    run = cli("corpus", "texts", *PLAIN, "--partition-size", "5")
    assert (run.code, run.out) == (0, "out: 9 sources in 2 parts, 3 mentions, 0 suspects\n")
    pattern = r"note: \d+\.\d s, 1 at a time: for each source \d+ µs of work and \d+ µs of overhead\n"
    assert re.fullmatch(pattern, run.err)
    again = cli("corpus", "texts", *PLAIN, "--partition-size", "5")
    assert (again.code, again.out, again.err) == (0, run.out, "note: 2 of 2 parts existed already\n")
    assert texts.exists()


def test_rows_are_those_of_scan(texts: Path, cli: Cli) -> None:
    cli("corpus", "texts", *PLAIN)
    rows = [json.loads(line) for line in (texts.parent / "out" / "part-00000.jsonl").read_bytes().splitlines()]
    told = [{"path": row["path"], **mention} for row in rows for mention in row["mentions"]]
    assert told == cli("scan", "texts", "--format", "json").json["mentions"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    thinned(
        [
            (("corpus",), 2, "missing argument"),
            (("corpus", "texts"), 2, "missing option: --out"),
            (("corpus", "texts", *PLAIN, "--format", "xml"), 2, "no such format: xml (choose from jsonl and parquet)"),
            (("corpus", "texts", *PLAIN, "--partition-size", "0"), 2, "partition-size"),
            (("corpus", "texts", "--out", "out", "--scheduler", "foo"), 2, "foo: use plain, threads, processes"),
            (("corpus", "texts", *PLAIN, "--find"), 3, "there is no index; bibtools index build creates one"),
            (("corpus", "gone", *PLAIN), 3, "some sources could not be read"),
            (("corpus", "texts", "--out", "texts/0000/000000.tex", "--scheduler", "plain"), 3, "cannot list it"),
            (("corpus", "empty", *PLAIN), 0, "note: no source was found"),
        ]
    ),
)
def test_what_goes_wrong_is_told(texts: Path, cli: Cli, arguments: tuple[str, ...], code: int, told: str) -> None:
    (texts.parent / "empty").mkdir()
    run = cli(*arguments)
    assert (run.code, told in run.err, "Traceback" in run.err) == (code, True, False), run.err


def test_another_plan_needs_a_word(texts: Path, cli: Cli) -> None:
    cli("corpus", "texts", *PLAIN)
    (texts / "more.txt").write_text("arXiv:2106.00134", "utf-8")
    refused = cli("corpus", "texts", *PLAIN)
    assert (refused.code, "its sources have changed from part-00000 on" in refused.err) == (2, True)
    assert cli("corpus", "texts", *PLAIN, "--anew").out.startswith("out: 10 sources in 1 part, 4 mentions")


def test_papers_are_found_by_their_words(paper: Path, cli: Cli) -> None:
    assert cli("index", "build", str(write(paper / "snapshot", many(20)))).code == 0
    (paper / "list.md").write_text(abstract("2101.00001"), "utf-8")
    run = cli("corpus", "list.md", *PLAIN, "--find")
    assert (run.code, run.out) == (0, "out: 1 source in 1 part, 0 mentions, 0 suspects, 1 found by their words\n")
