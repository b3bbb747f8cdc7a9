"""Rows of a Parquet file, read with pyarrow, an extra.

A page may repeat one value a million times in a few bytes: so texts stay in their dictionaries until it is known
how long they are, and nothing larger than any table is accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from bibtools.storage.parquet_file import opening

_AT_ONCE = 4096  # rows
_LONGEST = 1 << 16  # bytes of a text
_LARGEST = 1 << 29  # bytes of a column in a group of rows, unpacked
_MOST_COLUMNS = 1000


def rows(path: Path, wanted: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file, with some of its columns; raises ReadError, or UsageError without pyarrow."""
    with opening(path) as opened:
        with opened() as looked:
            columns, texts = _columns(looked, wanted)
            _refuse_large(looked.metadata, set(columns))
        with opened(read_dictionary=texts) as file:
            for batch in file.iter_batches(_AT_ONCE, columns=columns):
                _refuse_long(batch)
                yield from batch.to_pylist()


def _columns(opened: Any, wanted: Collection[str]) -> tuple[list[str], list[str]]:  # noqa: ANN401 - pyarrow has no types
    """Return the columns to read, and which of them are texts; nested columns are never ours."""
    from pyarrow import types

    schema = opened.schema_arrow
    if len(schema.names) > _MOST_COLUMNS:
        raise ValueError(f"it has {len(schema.names)} columns")
    fields = [schema.field(number) for number, name in enumerate(schema.names) if name in wanted]
    flat = [each for each in fields if not types.is_nested(each.type)]
    wide = [each.type for each in flat if types.is_fixed_size_binary(each.type) and each.type.byte_width > _LONGEST]
    if wide:
        raise ValueError(f"it holds texts of {wide[0].byte_width} bytes")
    long = [each.name for each in flat if _is_long(each.type)]
    return [each.name for each in flat], long


def _is_long(kind: Any) -> bool:  # noqa: ANN401 - the same
    from pyarrow import types

    checks = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    return any(check(kind) for check in checks)


def _refuse_large(metadata: Any, columns: set[str]) -> None:  # noqa: ANN401 - the same
    for group in range(metadata.num_row_groups):
        chunks = metadata.row_group(group)
        for number in range(chunks.num_columns):
            chunk = chunks.column(number)
            if chunk.path_in_schema in columns and chunk.total_uncompressed_size > _LARGEST:
                size = chunk.total_uncompressed_size >> 20
                raise ValueError(f"its column {chunk.path_in_schema[:80]} has {size} MiB in one group of rows")


def _refuse_long(batch: Any) -> None:  # noqa: ANN401 - the same
    """Raise ValueError if a text of a batch is longer than any table's."""
    from pyarrow import compute, types

    for column in batch.columns:
        values = column.dictionary if types.is_dictionary(column.type) else column
        if _is_long(values.type) and (compute.max(compute.binary_length(values)).as_py() or 0) > _LONGEST:
            raise ValueError(f"it holds a text of more than {_LONGEST} bytes")
