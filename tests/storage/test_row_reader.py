"""Files of tables that hold far more than they weigh, or what no table holds: reported, and never held in memory."""

from __future__ import annotations

import gzip
import json
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.errors import CannotError
from bibtools.storage.tables.row_reader import rows
from bibtools.storage.tables.table import Part

PART = Part("/x", (("id",), ("url",)))
ROW = {"id": "2101.00001", "url": "https://github.com/a/b"}
LINE = json.dumps(ROW).encode() + b"\n"
MEGA = 1 << 20


def packed(piece: bytes, times: int) -> bytes:
    """Return members of a gzip file, one after the other: it is made as fast as it is small."""
    return gzip.compress(piece, 9) * times


BOMBS = {
    "a line of gigabytes": packed(LINE, 1) + packed(b"a" * MEGA, 3000),
    "a first line of gigabytes": packed(b'{"id": "', 1) + packed(b"a" * MEGA, 3000),
    "zeros": packed(bytes(MEGA), 3000),
    "a blank line of gigabytes": packed(b" " * MEGA, 3000),
    "a text in a list": packed(b'[{"id": "', 1) + packed(b"a" * MEGA, 3000),
    "blanks in a list": packed(b"[", 1) + packed(b" " * MEGA, 3000),
    "a number in a list": packed(b"[1", 1) + packed(b"1" * MEGA, 3000),
    "lists in lists": packed(b"[" * MEGA, 3000),
    "objects in objects": packed(b'{"a":' * 200_000, 100),
    "a cell of gigabytes": packed(b"id,url\n1,2\n", 1) + packed(b"a" * MEGA, 3000),
    "a quoted cell of gigabytes": packed(b'id,url\n1,2\n"', 1) + packed(b"a\n" * (MEGA // 2), 3000),
    "a row of many lines": packed(b'id,url\n1,2\n"', 1) + packed(b'a","\n' * (MEGA // 5), 3000),
}


def taken(path: Path) -> tuple[list[object], str]:
    """Return the rows of a file up to its error, and that error."""
    found: list[object] = []
    try:
        for row in rows(path, PART):
            found.append(row)  # noqa: PERF402 - those before an error count
    except CannotError as error:
        return found, str(error)
    return found, ""


@pytest.mark.slow
@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_file_that_holds_gigabytes_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found, told = taken(path)
    assert told.startswith(f"{path}: "), told
    assert (len(found) <= 1, len(told) < 500 + len(str(path))) == (True, True), told
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"


FEWER_ROWS = 500_000  # which a test allows instead


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"\n" * MEGA, b"{}\n0\n" * (MEGA // 5)])
def test_lines_without_end_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: bytes) -> None:
    monkeypatch.setattr("bibtools.storage.tables.row_reader._MOST_ROWS", FEWER_ROWS)
    path = tmp_path / "bomb"
    path.write_bytes(packed(LINE, 1) + packed(piece, 3000))
    found, told = taken(path)
    assert ("which no table has" in told, len(found) <= FEWER_ROWS) == (True, True), told


@pytest.mark.slow(seconds=14)
def test_items_without_end_are_told(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(packed(b"[" + LINE, 1) + packed(b",0" * (MEGA // 2), 3000))
    assert taken(path) == ([ROW], f"{path}: cannot read it: it holds more than 5000000 items, which no table has")


@pytest.mark.parametrize("kind", ["pipe", "/dev/zero", "/dev/stdin", "folder", "nothing"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = Path(kind) if kind.startswith("/dev") else tmp_path / kind
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    if kind == "/dev/stdin" and path.is_file():
        pytest.skip("the standard input is a file")
    assert taken(path) == ([], f"{path}: not a file")


@pytest.mark.parametrize(
    "odd",
    ["9" * 5000, "-" + "9" * 5000, "1e400000", "NaN", "[" * 50_000, '{"a":' * 50_000, '"\\ud800"', '"\x00"', "nul"],
    ids=range(9),
)
@pytest.mark.parametrize("form", ["[{0}]", "{0}"])
def test_odd_values_are_told_or_taken(tmp_path: Path, odd: str, form: str) -> None:
    path = tmp_path / "odd"
    path.write_text(form.format(json.dumps(ROW)[:-1] + f', "more": {odd}}}'), "utf-8")
    found, told = taken(path)
    assert bool(found) != bool(told)


@given(st.lists(st.one_of(st.just(ROW), st.integers(), st.text(), st.lists(st.integers()))), st.integers(0, 2))
def test_a_list_is_read_as_json_reads_it(
    tmp_path_factory: pytest.TempPathFactory, items: list[object], indent: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "list"
    path.write_text(f" {json.dumps([ROW, *items], indent=indent or None)} \n", "utf-8")
    assert taken(path) == ([ROW, *(each for each in items if isinstance(each, dict))], "")


@pytest.mark.parametrize("text", ["[1,]", "[1 2]", "[,1]", "[1", "[", "[1]]", "[1] x", "[nul]", '["a]'])
def test_a_list_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list"
    path.write_text(text.replace("1", json.dumps(ROW)), "utf-8")
    assert taken(path)[1].startswith(f"{path}: cannot read it: ")


def test_a_list_of_long_items_is_read(tmp_path: Path) -> None:
    """Pieces end within items."""
    path = tmp_path / "list"
    path.write_text(json.dumps([{**ROW, "more": "x" * 900_000}] * 20), "utf-8")
    assert len(taken(path)[0]) == 20


@pytest.mark.slow
@pytest.mark.parametrize("bomb", ["one text a million times", "a long text", "a list of texts", "fixed width"])
def test_a_parquet_file_that_unpacks_to_gigabytes_is_told(tmp_path: Path, bomb: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # an extra

    number = 2000
    indices = pyarrow.array([0] * number, pyarrow.int32())
    urls = {
        "one text a million times": pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array(["x" * (1 << 22)])),
        "a long text": pyarrow.array(["x" * 100_000] + ["y"] * (number - 1)),
        "a list of texts": pyarrow.array([["x"]] * number),
        "fixed width": pyarrow.array([b"x" * 70_000] * 9 + [None] * (number - 9), pyarrow.binary(70_000)),
    }
    table = pyarrow.table({"id": pyarrow.array(["2101.00001"] * number), "url": urls[bomb]})
    parquet.write_table(table, tmp_path / "bomb", compression="zstd")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found, told = taken(tmp_path / "bomb")
    assert (found, bool(told)) == ([], True)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000, "kilobytes"


@pytest.mark.thinned(3)
@pytest.mark.parametrize("at", range(4, 400, 31))
def test_a_parquet_file_that_is_damaged_is_told(tmp_path: Path, at: int) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet  # an extra

    path = tmp_path / "table"
    parquet.write_table(pyarrow.table({"id": ["2101.00001"] * 50, "url": [ROW["url"]] * 50}), path)
    content = bytearray(path.read_bytes())
    content[-at] ^= 0x55
    path.write_bytes(content)
    found, told = taken(path)
    assert bool(told) or len(found) == 50
