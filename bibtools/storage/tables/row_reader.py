"""Rows of a file of a table, whatever its format: Parquet (with pyarrow), JSON, JSON lines or CSV, also gzipped.

A small file may expand to gigabytes. So only one row is held at a time, and no row, text or number of rows is
accepted that is larger than any table's.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.storage import parquet_file
from bibtools.storage.tables import parquet_rows
from bibtools.storage.tables.table import Part, TableRow

_GZIP = b"\x1f\x8b"
_LONGEST = 1 << 20  # characters of a row; of the tables that there are, the longest has some thousands
_MOST_BYTES = 1 << 31  # after decompression; the largest table has a tenth of that
_MOST_ROWS = 5_000_000  # of a file, or lines; the largest has some hundred thousand
_PIECE = 1 << 16  # characters that are read at a time
_BLANKS = lazy_pattern(r"[ \t\r\n]*")
_DECODE = json.JSONDecoder().raw_decode
_BROKEN = (OSError, EOFError, ValueError, csv.Error, zlib.error, MemoryError)


class TooLargeError(ValueError):
    """A file larger than any table."""


def rows(path: Path, part: Part) -> Iterator[TableRow]:
    """Yield the rows of a file; raises ReadError if it is no such table, UsageError without pyarrow."""
    if not path.is_file():
        raise ReadError(f"{path}: not a file")
    with path.open("rb") as stream:
        magic = stream.read(4)
    found = _parquet(path, part) if magic == parquet_file.MAGIC else _texts(path, compressed=magic.startswith(_GZIP))
    first = next(found, None)
    if first is None:
        raise ReadError(f"{path}: it holds no rows")
    for names in part.columns:
        if not any(name in first for name in names):
            raise ReadError(f"{path}: not such a table: it has no column {' or '.join(names)}")
    for number, row in enumerate(chain([first], found)):
        if number == _MOST_ROWS:
            raise ReadError(f"{path}: it holds more than {_MOST_ROWS} rows, which no table has")
        yield row


def _parquet(path: Path, part: Part) -> Iterator[TableRow]:
    wanted = {name for names in part.columns for name in names} | {"is_official", "mentioned_in_github", "tier"}
    return parquet_rows.rows(path, wanted)


def _texts(path: Path, *, compressed: bool) -> Iterator[TableRow]:
    try:
        with path.open("rb") as raw:
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw) if compressed else raw)
            with io.TextIOWrapper(io.BufferedReader(_Bounded(stream)), "utf-8-sig", newline="") as text:
                yield from _json_or_csv(text)
    except RecursionError:
        raise ReadError(f"{path}: cannot read it: its values are nested too deeply") from None
    except _BROKEN as error:
        raise ReadError(f"{path}: cannot read it: {str(error)[:300] or 'out of memory'}") from None


class _Bounded(io.RawIOBase):
    """A stream that raises an error after more bytes than any table has."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = _MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - as its parent's
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError(f"it holds more than {_MOST_BYTES >> 20} MiB, unpacked")
        buffer[: len(data)] = data
        return len(data)


def _json_or_csv(text: io.TextIOWrapper) -> Iterator[TableRow]:
    lines = _lines(text)
    first = text.readline(_PIECE)  # of a list, that may be the whole
    if first.lstrip().startswith("["):
        yield from _items(first, text)
        return
    if not first.endswith(("\n", "\r")):
        first += text.readline(_LONGEST)
    if len(first) > _LONGEST:
        raise _too_long(1)
    if first.lstrip().startswith("{"):
        for line in chain([first], lines):
            row: Any = json.loads(line) if line.strip() else None
            if isinstance(row, dict):
                yield row
    else:
        yield from _csv(first, lines)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines after the first, none longer than a row may be."""
    number = 1
    while line := text.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise _too_long(number)
        if number > _MOST_ROWS:
            raise TooLargeError(f"it holds more than {_MOST_ROWS} lines, which no table has")
        yield line


def _too_long(number: int) -> TooLargeError:
    return TooLargeError(f"line {number} has more than {_LONGEST} characters, so it is not a row")


def _items(begin: str, text: io.TextIOWrapper) -> Iterator[TableRow]:
    """Yield the objects of a JSON list, one after the other, as they are read."""
    held, at = begin, begin.index("[") + 1
    for number in range(1, _MOST_ROWS + 1):
        value, end, held = _item(held, at, text, number)
        if isinstance(value, dict):
            yield value
        if held[end] == "]":
            return _refuse_more(held[end + 1 :], text)
        at = end + 1
    raise TooLargeError(f"it holds more than {_MOST_ROWS} items, which no table has")


def _item(held: str, at: int, text: io.TextIOWrapper, number: int) -> tuple[object, int, str]:
    """Return an item of a list, the offset of its comma or the list's end, and the buffered text."""
    begin = at
    while True:
        at = _behind_blanks(held, begin)
        if number == 1 and held.startswith("]", at):
            return None, at, held
        try:
            value, end = _DECODE(held, at)
            end = _behind_blanks(held, end)
        except json.JSONDecodeError:
            value, end = None, len(held)
        if held[end : end + 1] in {",", "]"}:
            return value, end, held
        # What is held is no whole value yet, or never will be.
        if len(held) - begin > _LONGEST:
            raise TooLargeError(f"item {number} has more than {_LONGEST} characters, or is invalid JSON")
        more = text.read(max(_PIECE, len(held) - begin))
        if not more:
            raise ValueError(f"item {number} is invalid JSON, or the list is truncated")
        held, begin = held[begin:] + more, 0


def _behind_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _refuse_more(rest: str, text: io.TextIOWrapper) -> None:
    if (rest + text.read(_PIECE)).strip():
        raise ValueError("there is text after the list")


def _csv(first: str, lines: Iterator[str]) -> Iterator[TableRow]:
    csv.field_size_limit(_LONGEST)
    names = next(csv.reader([first]))
    length = 0

    def counted() -> Iterator[str]:
        """Yield lines, several of which may form one row: each may end inside a quotation."""
        nonlocal length
        for line in lines:
            length += len(line)
            if length > _LONGEST:
                raise TooLargeError(f"a row has more than {_LONGEST} characters")
            yield line

    for values in csv.reader(counted()):
        length = 0
        yield {name: _value(each) for name, each in zip(names, values, strict=False)}


def _value(text: str) -> object:
    """Return the value of a CSV cell, which has no type but text."""
    return {"true": True, "false": False, "": None}.get(text.lower(), text)
