"""Snapshots: the lines of arXiv's public metadata, from a possibly compressed file or standard input."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from bibtools.core.errors import ReadError, UsageError
from bibtools.storage import parquet_file

try:
    from lzma import LZMAError
except ImportError:  # Python may be built without it, and then opens no such archive
    LZMAError = zlib.error  # type: ignore[misc,assignment]

STANDARD_INPUT = "-"
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_LINES, _BYTES = 2000, 1 << 22  # that one process reads at a time
_LONGEST = 1 << 20  # bytes of a line; the longest lists of authors take a third of that
_MOST_SKIPPED = 1 << 27  # bytes of overlong lines; with more, the file does not consist of lines
_TOO_LONG = b"{"  # what is read in the place of such a line: it is broken, too
_BUFFER = 1 << 18
_HEAD = 1 << 13
_BROKEN = (EOFError, zlib.error, LZMAError, zipfile.BadZipFile, gzip.BadGzipFile, OSError)
_CLOSED = (*_BROKEN, NotImplementedError, RuntimeError, ValueError)  # packed in another way, with a password, or empty


def batches(path: str, progress: Callable[[float], None]) -> Iterator[list[bytes]]:
    """Yield the lines of a snapshot in batches; `progress` is called with the part of the file read so far.

    Raises ReadError if the file is truncated, or has an unknown format.
    """
    if path != STANDARD_INPUT and Path(path).exists() and not Path(path).is_file():
        raise ReadError(f"{path}: not a file; - reads standard input")
    if path != STANDARD_INPUT and _magic(path) == parquet_file.MAGIC:
        yield from _batched(path, _of_parquet(path, progress))
        return
    with _opened(path) as (stream, position):
        try:
            for batch in _batched(path, iter(partial(stream.readline, _LONGEST), b"")):
                yield batch
                progress(position())
        except _BROKEN as error:
            raise ReadError(f"{path}: the snapshot is truncated or damaged: {error}") from None


def pieces(path: str, progress: Callable[[float], None]) -> Iterator[bytes]:
    """Yield the uncompressed bytes of a file in pieces, as `batches` does its lines; raises ReadError."""
    _magic(path)
    with _opened(path) as (stream, position):
        try:
            while piece := stream.read(_BUFFER):
                yield piece
                progress(position())
        except _BROKEN as error:
            raise ReadError(f"{path}: the file is truncated or damaged: {error}") from None


def head(path: str) -> bytes:
    """Return the first uncompressed bytes of a file, by which its form is recognised; nothing where it is damaged."""
    if path == STANDARD_INPUT or not Path(path).is_file() or _magic(path) == parquet_file.MAGIC:
        return b""
    try:
        with _opened(path) as (stream, _):
            return stream.read(_HEAD)
    except (*_BROKEN, ReadError):  # whoever reads it all says so
        return b""


def _batched(path: str, lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    """Yield lines in batches; lines that are too long are read in pieces and dropped."""
    batch: list[bytes] = []
    size, skipped = 0, 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(line) == _LONGEST:
            batch[-1] = _TOO_LONG
            skipped += _skip(line, lines)
            if skipped > _MOST_SKIPPED:
                raise ReadError(f"{path}: its lines are too long for records; the index was not changed")
        if size >= _BYTES or len(batch) == _LINES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _skip(piece: bytes, pieces: Iterator[bytes]) -> int:
    """Skip the rest of a line, and return its length, or a length above the limit."""
    length = len(piece)
    while len(piece) == _LONGEST and not piece.endswith(b"\n") and length <= _MOST_SKIPPED:
        piece = next(pieces, b"")
        length += len(piece)
    return length


def _magic(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4)
    except OSError as error:
        raise ReadError(f"{path}: cannot read it: {(error.strerror or str(error)).lower()}") from None


@contextmanager
def _opened(path: str) -> Iterator[tuple[IO[bytes], Callable[[], float]]]:
    """Open a snapshot, with a function that returns the fraction read so far; for standard input, always 0."""
    with sys.stdin.buffer if path == STANDARD_INPUT else Path(path).open("rb") as raw:
        size = Path(path).stat().st_size if path != STANDARD_INPUT else 0
        peeked = raw if path != STANDARD_INPUT else cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", raw)))
        magic = peeked.peek(4)[:4] if isinstance(peeked, io.BufferedReader) else b""
        position = (lambda: raw.tell() / size) if size else (lambda: 0.0)
        if magic.startswith(_GZIP):
            yield _buffered(gzip.GzipFile(fileobj=peeked)), position
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
        archive = zipfile.ZipFile(raw)
        stream = archive.open(max(archive.infolist(), key=lambda each: each.file_size))
    except _CLOSED as error:
        raise ReadError(f"{path}: the archive is damaged, or cannot be opened: {error}") from None
    with archive, stream:
        yield _buffered(stream)


def _buffered(stream: IO[bytes] | gzip.GzipFile) -> IO[bytes]:
    """Return a stream whose lines are read in C."""
    return cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", stream), _BUFFER))


def _of_parquet(path: str, progress: Callable[[float], None]) -> Iterator[bytes]:
    with parquet_file.opening(Path(path)) as opened, opened() as file:
        done = 0
        for batch in file.iter_batches(_LINES // 4):
            rows = _small(batch).to_pylist()
            done += len(rows)
            for row in rows:
                line = json.dumps(row, default=str).encode()
                yield line if len(line) < _LONGEST else _TOO_LONG
            progress(done / file.metadata.num_rows)


def _small(batch: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return some rows; raises ValueError if they exceed the limit of a line."""
    if batch.nbytes > _MOST_SKIPPED:
        raise ValueError(f"{len(batch)} of its rows have {batch.nbytes >> 20} MiB")
    return batch
