"""Snapshots: the lines of arXiv's public metadata, from a file that may be compressed, or from standard input."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, cast

from bibtools.errors import ReadError, UsageError

STANDARD_INPUT = "-"
_GZIP, _ZIP, _PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
_BATCH = 2000  # lines that one process reads at a time
_LONGEST = 1 << 22  # bytes of a line; the longest list of authors takes a tenth of that
_BROKEN = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, OSError)


def batches(path: str, told: Callable[[float], None]) -> Iterator[list[bytes]]:
    """Yield the lines of a snapshot in batches; `told` learns which part of the file has been read.

    Raises ReadError where the file ends before it should, or is none of the forms.
    """
    if path != STANDARD_INPUT and _magic(path) == _PARQUET:
        yield from _of_parquet(path, told)
        return
    with _opened(path) as (stream, position):
        try:
            while batch := list(islice(iter(lambda: stream.readline(_LONGEST), b""), _BATCH)):
                yield batch
                told(position())
        except _BROKEN as error:
            raise ReadError(f"{path}: the snapshot ends before it should, or is damaged: {error}") from None


def _magic(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4)
    except OSError as error:
        raise ReadError(f"{path}: cannot read it: {(error.strerror or str(error)).lower()}") from None


@contextmanager
def _opened(path: str) -> Iterator[tuple[IO[bytes], Callable[[], float]]]:
    """Open a snapshot, and tell which part of it has been read, from 0 to 1; of standard input nobody knows."""
    with sys.stdin.buffer if path == STANDARD_INPUT else Path(path).open("rb") as raw:
        size = Path(path).stat().st_size if path != STANDARD_INPUT else 0
        peeked = raw if path != STANDARD_INPUT else cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", raw)))
        magic = peeked.peek(4)[:4] if isinstance(peeked, io.BufferedReader) else b""
        position = (lambda: raw.tell() / size) if size else (lambda: 0.0)
        if magic.startswith(_GZIP):
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=peeked)), position
        elif magic == _ZIP:
            with _member(path, peeked) as stream:
                yield stream, position
        else:
            yield peeked, position


@contextmanager
def _member(path: str, raw: IO[bytes]) -> Iterator[IO[bytes]]:
    """Open the largest file in an archive."""
    if path == STANDARD_INPUT:
        raise UsageError("a zip archive cannot be read from standard input: name the file")
    try:
        with zipfile.ZipFile(raw) as archive:
            largest = max(archive.infolist(), key=lambda each: each.file_size)
            with archive.open(largest) as stream:
                yield stream
    except zipfile.BadZipFile as error:
        raise ReadError(f"{path}: the archive is damaged: {error}") from None


def _of_parquet(path: str, told: Callable[[float], None]) -> Iterator[list[bytes]]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError:
        advice = "install bibtools with its extra `tables` (pip install '.[tables]')"
        raise UsageError(f"{path}: this is a Parquet file, for which pyarrow is needed: {advice}") from None
    try:
        opened = parquet.ParquetFile(path)
        done = 0
        for batch in opened.iter_batches(_BATCH):
            rows = batch.to_pylist()
            done += len(rows)
            yield [json.dumps(row, default=str).encode() for row in rows]
            told(done / opened.metadata.num_rows)
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        raise ReadError(f"{path}: it is a broken Parquet file ({error})") from None
