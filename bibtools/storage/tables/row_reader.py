"""Rows of a file of a table, whatever its format: Parquet (with pyarrow), JSON, JSON lines or CSV, also gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from bibtools.core.errors import ReadError, UsageError
from bibtools.storage.tables.table import Part, Row

_PARQUET = b"PAR1"
_LONGEST_CELL = 1 << 24
_GZIP = b"\x1f\x8b"


def rows(path: Path, part: Part) -> Iterator[Row]:
    """Yield the rows of a file; raises ReadError where it is no such table, UsageError where pyarrow is needed."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    found = _parquet(path, part) if magic == _PARQUET else _texts(path, compressed=magic.startswith(_GZIP))
    first = next(found, None)
    if first is None:
        raise ReadError(f"{path}: it holds no rows")
    for names in part.columns:
        if not any(name in first for name in names):
            raise ReadError(f"{path}: this is no such table: it has no column {' or '.join(names)}")
    yield first
    yield from found


def _parquet(path: Path, part: Part) -> Iterator[Row]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError:
        advice = "install bibtools with its extra `tables` (pip install '.[tables]')"
        raise UsageError(f"{path}: this is a Parquet file, for which pyarrow is needed: {advice}") from None
    try:
        opened = parquet.ParquetFile(path)
        wanted = {name for names in part.columns for name in names} | {"is_official", "mentioned_in_github", "tier"}
        columns = [name for name in opened.schema_arrow.names if name in wanted]
        for batch in opened.iter_batches(columns=columns):
            yield from batch.to_pylist()
    except (OSError, ValueError, ArithmeticError, TypeError) as error:  # pyarrow's own errors are ValueErrors
        raise ReadError(f"{path}: it is a broken Parquet file ({error})") from None


def _texts(path: Path, *, compressed: bool) -> Iterator[Row]:
    try:
        with path.open("rb") as raw:
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw) if compressed else raw)
            with io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
                yield from _json_or_csv(text)
    except (OSError, EOFError, ValueError, RecursionError, csv.Error, zlib.error) as error:
        raise ReadError(f"{path}: cannot read it: {error}") from None


def _json_or_csv(text: IO[str]) -> Iterator[Row]:
    first = text.readline()
    if first.lstrip().startswith("["):
        yield from (row for row in json.loads(first + text.read()) if isinstance(row, dict))
    elif first.lstrip().startswith("{"):
        for line in (first, *text):
            row: Any = json.loads(line) if line.strip() else None
            if isinstance(row, dict):
                yield row
    else:
        csv.field_size_limit(_LONGEST_CELL)
        names = next(csv.reader([first]))
        for values in csv.reader(text):
            yield {name: _value(each) for name, each in zip(names, values, strict=False)}


def _value(text: str) -> object:
    """Return what a cell of a CSV file means: it has no other types than text."""
    return {"true": True, "false": False, "": None}.get(text.lower(), text)
