"""Runs on this machine, in one process: what they write, and how they go on where they were ended."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import corpora
import pytest
from index_lines import abstract, made, many

from bibtools import __version__
from bibtools.core.errors import BibtoolsError, CannotError, ReadError, UsageError, WriteError
from bibtools.corpus import contents
from bibtools.corpus.partition import Partition
from bibtools.corpus.run import Outcome, run
from bibtools.corpus.worker import Job, finish
from bibtools.files.exclusion import Exclusion
from bibtools.sources.filetypes import LIBRARY, WALKED

TODAY = date(2026, 1, 1)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    corpora.write(tmp_path / "texts", 25)
    return tmp_path


def ran(sources: str = "texts", out: str = "out", **options: Any) -> Outcome:  # noqa: ANN401 - options of `run`
    return run([sources], out, **{"today": TODAY, "scheduler": "plain", "partition_size": 10, **options})


def rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for part in sorted(out.glob("part-*.jsonl")) for line in part.read_bytes().splitlines()]


def reused(outcome: Outcome) -> list[int]:
    return [each.number for each in outcome.done if each.reused]


def test_every_source_has_a_row_in_order(here: Path) -> None:
    outcome = ran()
    told = rows(here / "out")
    assert [row["path"] for row in told] == sorted(f"texts/{p.parent.name}/{p.name}" for p in here.rglob("00*.*"))
    assert (outcome.sources, outcome.partitions, outcome.failed, outcome.exit_code) == (25, 3, 0, 0)
    assert sorted(corpora.parts(here / "out")) == ["manifest.json", *(f"part-0000{n}.jsonl" for n in range(3))]
    assert [row["mentions"][0]["id"] for row in told if row["mentions"]] == [
        f"2106.{n + 1:05}" for n in range(0, 25, 3)
    ]
    assert sum(each.mentions for each in outcome.done) == 9
    assert outcome.overhead >= 0


def test_parquet_has_the_same_rows(here: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    ran()
    assert ran(out="tables", form="parquet").exit_code == 0
    table = [
        row for part in sorted((here / "tables").glob("*.parquet")) for row in parquet.read_table(part).to_pylist()
    ]
    for row in table:
        for each in (*row["mentions"], *row["suspects"]):
            del each["cell"]  # which lines have for notebooks only
    assert table == rows(here / "out")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("lost", "kept"), [([], [0, 1, 2]), ([1], [0, 2]), ([0, 2], [1]), ([0, 1, 2], [])])
def test_a_run_goes_on_where_it_stood(here: Path, lost: list[int], kept: list[int]) -> None:
    ran()
    whole = corpora.parts(here / "out")
    for number in lost:
        (here / "out" / f"part-{number:05}.jsonl").unlink()
    outcome = ran(today=date(2026, 6, 1))  # the day of the first run counts
    assert (reused(outcome), outcome.sources, corpora.parts(here / "out")) == (kept, 25, whole)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "content", ["", "{", "{}\n", "[]\n", '{"path": "texts/0000/000010.txt"}\n' * 10, "null\n" * 10]
)
def test_a_part_that_is_not_whole_is_made_anew(here: Path, content: str) -> None:
    ran()
    whole = corpora.parts(here / "out")
    (here / "out" / "part-00001.jsonl").write_text(content, "utf-8")
    assert (reused(ran()), corpora.parts(here / "out")) == ([0, 2], whole)


def test_what_a_dead_process_left_is_removed_and_nothing_else(here: Path) -> None:
    ran()
    whole = corpora.parts(here / "out")
    left, own = here / "out" / f".part-00001.jsonl.{'0' * 32}.tmp", here / "out" / "notes.tmp"
    left.write_bytes(whole["part-00001.jsonl"][:100])
    own.write_text("mine", "utf-8")
    ran()
    assert corpora.parts(here / "out") == {**whole, "notes.tmp": b"mine"}


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_an_interrupt_leaves_the_finished_parts(here: Path, end: type[BaseException]) -> None:
    def interrupts(done: int, _: int) -> None:
        if done == 2:
            raise end

    with pytest.raises(end):
        ran(watch=interrupts)
    assert sorted(corpora.parts(here / "out")) == ["manifest.json", "part-00000.jsonl", "part-00001.jsonl"]
    assert reused(ran()) == [0, 1]


def change(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    os.utime(path, ns=(1, 1))


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("changes", "options", "told"),
    [
        ("texts/0000/000012.tex", {}, "its sources have changed from part-00001 on (from 25 to 25)"),
        ("texts/0000/000099.txt", {}, "from part-00002 on (from 25 to 26)"),
        ("texts/0001/1.txt", {"partition_size": 5}, "the size of a partition was 10 then, and is 5 now"),
        (None, {"bare": True}, "--bare was off then, and is True now"),
        (None, {"sources": "texts/0000/000001.md"}, "from part-00000 on (from 25 to 1)"),
    ],
)
def test_parts_of_different_runs_are_not_mixed(
    here: Path, changes: str | None, options: dict[str, Any], told: str
) -> None:
    ran()
    whole = corpora.parts(here / "out")
    if changes:
        (here / changes).parent.mkdir(exist_ok=True)
        change(here / changes, "arXiv:2106.00134")
    with pytest.raises(UsageError) as error:
        ran(**options)
    assert (told in str(error.value), "--anew" in str(error.value)) == (True, True)
    assert corpora.parts(here / "out") == whole
    assert reused(ran(**options, anew=True)) == []


def test_beginning_anew_leaves_nothing_of_before_and_what_is_not_its_own(here: Path) -> None:
    ran(partition_size=5)
    change(here / "out" / "part-1.txt", "mine")
    ran(anew=True, partition_size=20)
    assert list(corpora.parts(here / "out")) == ["manifest.json", "part-00000.jsonl", "part-00001.jsonl", "part-1.txt"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"version": 2}', '{"version": 1, "today": 3}', None])
def test_parts_without_a_manifest_that_can_be_read_are_left_alone(here: Path, manifest: str | None) -> None:
    ran()
    path = here / "out" / "manifest.json"
    path.unlink() if manifest is None else path.write_text(manifest, "utf-8")
    with pytest.raises(UsageError, match=r"manifest.*--anew"):
        ran()
    assert reused(ran(anew=True)) == []


def test_bad_sources_are_rows(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "LARGEST", 1000)
    bad = here / "bad"
    bad.mkdir()
    (bad / "a.txt").write_bytes(b"\0\1\2")
    (bad / "b.txt").write_bytes(b"x" * 1001)
    (bad / "c.txt").write_bytes(b"arXiv:2106.00134")
    (bad / "d.ipynb").write_bytes(b"[" * 900)
    outcome = run(["bad", "gone.txt"], "out", today=TODAY, scheduler="plain")
    told = {row["path"]: row for row in rows(here / "out")}
    unread = {path: (row["unread"]["level"], row["unread"]["reason"]) for path, row in told.items() if row["unread"]}
    assert unread == {
        "bad/a.txt": ("note", "not a text file"),
        "bad/b.txt": ("error", "larger than 64 MB: split it"),
        "gone.txt": ("error", "no such file or directory"),
    }
    assert len(told["bad/c.txt"]["mentions"]) == 1
    assert (outcome.exit_code, outcome.failed) == (3, 2)


def test_sources_that_were_not_read_are_tried_again(here: Path) -> None:
    assert ran("later.txt").exit_code == 3
    whole = corpora.parts(here / "out")
    again = ran("later.txt")
    assert (reused(again), again.exit_code, corpora.parts(here / "out")) == ([], 3, whole)


def test_the_results_are_no_sources(here: Path) -> None:
    ran("texts", out="texts/out")
    (here / "texts" / "out" / "more.txt").write_text("arXiv:2106.00134", "utf-8")
    assert reused(ran("texts", out="texts/out")) == [0, 1, 2]


def test_a_walk_leaves_out_what_is_excluded(here: Path) -> None:
    assert ran(exclusion=Exclusion(str(here), ("*.tex", "*.py"))).sources == 12
    assert {".bib", ".tex"} <= WALKED | {LIBRARY}


def test_an_empty_corpus_is_none(here: Path) -> None:
    (here / "empty").mkdir()
    outcome = ran("empty")
    assert (outcome.partitions, outcome.exit_code, list(corpora.parts(here / "out"))) == (0, 0, ["manifest.json"])


def test_papers_are_found_in_the_index(here: Path) -> None:
    index = made(here, many(20))
    index.close()
    (here / "list.md").write_text(f"{abstract('2101.00001')}\n", "utf-8")
    path = here / "index.sqlite3"
    assert ran("list.md", index=path).done[0].found == 1
    assert [found["id"] for found in rows(here / "out")[0]["found"]] == ["2101.00001"]
    with pytest.raises(UsageError, match=r"the index that --find searches was 20 papers, newest .* and is off now"):
        ran("list.md")
    path.write_bytes(b"broken")
    with pytest.raises(ReadError, match="index build"):
        ran("list.md", index=path)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"sources": "-"}, UsageError, "bibtools scan reads it"),
        ({"sources": "pipe"}, ReadError, "pipe: not a regular file"),
        ({"form": "xml"}, UsageError, "no such format: xml"),
        ({"partition_size": 0}, UsageError, "one source at least"),
        (
            {"index": Path("none.sqlite3")},
            ReadError,
            "none.sqlite3: there is no index; bibtools index build creates one",
        ),
        ({"out": "texts/0000/000000.tex"}, CannotError, "cannot list it: not a directory"),
        ({"out": "texts/0000/000000.tex/out"}, CannotError, "cannot"),
        ({"scheduler": "foo"}, UsageError, "foo: use plain, threads, processes, or an address"),
    ],
)
def test_what_cannot_be_is_told(here: Path, options: dict[str, Any], error: type[BibtoolsError], told: str) -> None:
    os.mkfifo(here / "pipe")
    with pytest.raises(error) as raised:
        ran(**options)
    assert told in str(raised.value)


def test_a_full_folder_ends_the_run_with_a_word(here: Path) -> None:
    ran()
    (here / "out" / "part-00001.jsonl").unlink()
    (here / "out" / "part-00001.jsonl").mkdir()
    with pytest.raises(CannotError, match=r"part-00001.jsonl: cannot read it: is a directory"):
        ran()
    shutil.rmtree(here / "out" / "part-00001.jsonl")
    assert reused(ran()) == [0, 2]
    assert issubclass(WriteError, CannotError)


@pytest.mark.parametrize(
    ("missing", "options", "extra"),
    [
        ("distributed", {"scheduler": "processes"}, "corpus"),
        ("distributed", {"scheduler": "threads"}, "corpus"),
        ("distributed", {"scheduler": "tcp://127.0.0.1:1"}, "corpus"),
        ("fsspec.core", {"sources": "s3://bucket/papers"}, "corpus"),
        ("fsspec.core", {"out": "s3://bucket/rows"}, "corpus"),
        ("pyarrow", {"form": "parquet"}, "tables"),
    ],
)
def test_what_is_not_installed_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, missing: str, options: dict[str, Any], extra: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError) as error:
        ran(**options)
    assert f"from a checkout of bibtools: pip install '.[{extra}]'" in str(error.value)
    assert not list((here / "out").glob("part-*"))


def test_a_worker_of_another_version_refuses(here: Path) -> None:
    job = Job("0.0.1", str(here), str(here / "out"), "jsonl", TODAY)
    with pytest.raises(CannotError, match=r"a worker has bibtools .*, and this is 0\.0\.1"):
        finish(job, Partition(0, ("texts/0000/000000.tex",), (1,), ""))


def test_a_worker_with_another_index_refuses(here: Path) -> None:
    made(here, many(3)).close()
    job = Job(
        __version__, str(here), str(here / "out"), "jsonl", TODAY, index=str(here / "index.sqlite3"), index_is="x"
    )
    with pytest.raises(ReadError, match=r"a worker has another index there \(3 papers, .*\) than this machine \(x\)"):
        finish(job, Partition(0, ("texts/0000/000000.tex",), (1,), ""))
