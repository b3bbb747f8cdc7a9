"""Parquet files, opened with pyarrow, which is an extra: within limits, and with errors that name the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bibtools.core.errors import ReadError, lacks_package

MAGIC = b"PAR1"
_METADATA = 1 << 24  # bytes of a text, and parts of a list, in a file's metadata
_LONGEST = 300  # characters of pyarrow's message about a broken file
# All of pyarrow's own errors are one of these.
_BROKEN = (OSError, ValueError, ArithmeticError, TypeError, KeyError, NotImplementedError, MemoryError)


@contextmanager
def opening(path: Path) -> Iterator[Callable[..., Any]]:
    """Give what opens a file, with the options of `pyarrow.parquet.ParquetFile`, and reads it.

    Raises UsageError without pyarrow, and ReadError for whatever goes wrong with the file.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        raise lacks_package(f"{path}: a Parquet file", "pyarrow", "tables") from None
    limits = {"thrift_string_size_limit": _METADATA, "thrift_container_size_limit": _METADATA}
    try:
        yield partial(parquet.ParquetFile, path, **limits)
    except _BROKEN as error:
        raise ReadError(f"{path}: broken Parquet file ({' '.join(str(error).split())[:_LONGEST]})") from None
