"""Buckets: the marks of all abstracts, grouped through files, since they do not fit into memory."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from bibtools.index.replacement import MARKS
from bibtools.index.schema import BUCKET, ENTRY

_REST = bytes(code & (1 << BUCKET - 8) - 1 for code in range(256))  # of the first byte that is kept of a mark


class Sorter:
    """Sorts marks with their papers into files, and builds the buckets."""

    def __init__(self, folder: Path) -> None:
        self._paths = [folder / name for name in MARKS]
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        self._files = [path.open("wb") for path in self._paths]
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files:
            file.close()

    def add(self, marks: array[int]) -> None:
        """Add marks, each with its paper."""
        parts: list[array[int]] = [array("Q") for _ in MARKS]
        append = [part.append for part in parts]
        for each in marks:
            append[each >> 58](each)
        for part, file in zip(parts, self._files, strict=True):
            part.tofile(file)

    def buckets(self) -> Iterator[tuple[int, bytes]]:
        """Yield the buckets in order."""
        for path, file in zip(self._paths, self._files, strict=True):
            file.close()
            marks = array("Q")
            with path.open("rb") as sorted_file:
                marks.frombytes(sorted_file.read())
            path.unlink()
            yield from buckets(marks)


def buckets(marks: array[int]) -> Iterator[tuple[int, bytes]]:
    """Yield buckets in order, with each mark and paper once."""
    ordered = array("Q", sorted(set(marks)))
    entries, at = _entries(ordered), 0
    for bucket, number in Counter(map((32 + BUCKET).__rrshift__, ordered)).items():
        yield bucket, entries[at : at + number * ENTRY]
        at += number * ENTRY


def _entries(marks: array[int]) -> bytes:
    """Return the bucket entries of marks with their papers, in the form of `schema.place`."""
    ordered = marks[:]
    if sys.byteorder == "little":
        ordered.byteswap()
    made = bytearray(ordered.tobytes())
    for width in range(ordered.itemsize, ENTRY, -1):
        del made[::width]
    made[::ENTRY] = made[::ENTRY].translate(_REST)
    return bytes(made)
