"""Parquet files are opened in one place, so the index and the tables refuse the same ones with the same words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bibtools.core.errors import ReadError, UsageError
from bibtools.index.snapshot import batches
from bibtools.storage.tables.parquet_rows import rows

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def read_snapshot(path: Path) -> None:
    for _ in batches(str(path), lambda _: None):
        pass


def read_table(path: Path) -> None:
    for _ in rows(path, {"id"}):
        pass


READERS = [read_snapshot, read_table]


def written(path: Path, metadata: bytes = b"") -> bytes:
    table = pyarrow.table({"id": ["2101.00001"], "title": ["T"]})
    parquet.write_table(table.replace_schema_metadata({b"x": metadata}), path)
    return path.read_bytes()


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:4],
        lambda data: data[:4] + b"\xff" * (len(data) - 12) + data[-8:],
        lambda data: data[:-8] + b"\xff\xff\xff\x7f" + data[-4:],
        lambda data: data[:-4] + b"PARE",  # an encrypted footer
    ],
)
def test_a_broken_file_is_told_with_its_name(
    read: Callable[[Path], None], broken: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(broken(written(path)))
    with pytest.raises(ReadError, match=r"a\.parquet: broken Parquet file \(.+\)"):
        read(path)


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("size", "is_refused"), [(1000, False), (20_000_000, True)])
def test_what_a_file_says_of_itself_has_limits(
    read: Callable[[Path], None], size: int, is_refused: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    written(path, b"x" * size)
    if not is_refused:
        return read(path)
    with pytest.raises(ReadError, match="broken Parquet file"):
        read(path)
    return None


@pytest.mark.parametrize("read", READERS)
def test_without_pyarrow_the_extra_is_named(
    read: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parquet"
    written(path)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"a\.parquet: a Parquet file needs pyarrow; .*pip install '\.\[tables\]'"):
        read(path)
