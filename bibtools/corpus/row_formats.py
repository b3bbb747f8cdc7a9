"""Row formats: rows to bytes, as JSON lines or Parquet, and back; the same rows give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bibtools.core.errors import lacks_package
from bibtools.core.named_tuple import NamedTuple
from bibtools.corpus.rows import Row
from bibtools.reports.formats import offered

if TYPE_CHECKING:
    import pyarrow as pa

JSONL, PARQUET = "jsonl", "parquet"


class RowFormat(NamedTuple):
    """How rows are written and read; reading raises ValueError for incomplete data."""

    encode: Callable[[Sequence[Row]], bytes]
    decode: Callable[[bytes], list[Row]]


def _to_lines(rows: Sequence[Row]) -> bytes:
    return "".join([f"{json.dumps(row)}\n" for row in rows]).encode("ascii")


def _from_lines(data: bytes) -> list[Row]:
    if data and not data.endswith(b"\n"):
        raise ValueError("the last line has no end")
    rows = [json.loads(line) for line in data.splitlines()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line that is no row")
    return rows


def _to_parquet(rows: Sequence[Row]) -> bytes:
    import pyarrow as pa  # an extra, for this form only
    import pyarrow.parquet

    table = pa.Table.from_pylist(list(rows), schema=_schema(searched="found" in rows[0]))
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _from_parquet(data: bytes) -> list[Row]:
    import pyarrow as pa  # an extra, for this form only
    import pyarrow.parquet

    try:
        rows: list[Row] = pyarrow.parquet.read_table(pa.BufferReader(data)).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(str(error)) from None
    return rows


def _schema(*, searched: bool) -> pa.Schema:
    import pyarrow as pa  # an extra, for this form only

    text, number = pa.string(), pa.int32()
    place = {"cell": number, "line": number, "column": number}
    mention = {"id": text, "version": number, **place, "evidence": text, "text": text}
    suspect = {"text": text, **place, "reason": text, "suggestion": text, "level": text}
    found = {"id": text, **place, "score": pa.float64(), "sure": pa.bool_()}
    found |= {"evidence": pa.list_(text), "title": text}
    columns = {
        "path": text,
        "unread": pa.struct(list({"reason": text, "level": text}.items())),
        "mentions": pa.list_(pa.struct(list(mention.items()))),
        "suspects": pa.list_(pa.struct(list(suspect.items()))),
    }
    if searched:
        columns["found"] = pa.list_(pa.struct(list(found.items())))
    return pa.schema(list(columns.items()))


_FORMS = {JSONL: RowFormat(_to_lines, _from_lines), PARQUET: RowFormat(_to_parquet, _from_parquet)}
FORMS = tuple(_FORMS)


def form_of(name: str) -> RowFormat:
    """Return a format by its name; raises UsageError if what it needs is not installed."""
    if offered(name, FORMS) == PARQUET:
        try:
            import pyarrow.parquet  # noqa: F401 - only to see whether it is there
        except ImportError:
            raise lacks_package("--format parquet", "pyarrow", "tables") from None
    return _FORMS[name]
