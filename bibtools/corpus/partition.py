"""Partitions: sources that are processed together, and whose rows go into one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from bibtools.core.named_tuple import NamedTuple

SOURCES = 1000  # in a partition
_BYTES = 64_000_000  # in a partition: its sources may be in memory at once


class Listed(NamedTuple):
    """A source in a listing; `stamp` changes with its content."""

    path: str
    size: int  # bytes
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """Some sources in order; `fingerprint` identifies them, their sizes and stamps.

    Not a tuple: Dask inspects every item of tuples.
    """

    number: int
    paths: tuple[str, ...]
    sizes: tuple[int, ...]
    fingerprint: str

    @property
    def name(self) -> str:
        """The name of its file of rows, without suffix."""
        return f"part-{self.number:05}"


def plan(listed: Iterable[Listed], most: int = SOURCES, most_bytes: int = _BYTES) -> list[Partition]:
    """Return the partitions of sources, the same for any order; duplicates count once."""
    ordered = sorted(listed, key=itemgetter(0))  # by a dictionary, a million would take a hundred megabytes
    return [_partition(number, some) for number, some in enumerate(_cut(_last_of_each(ordered), most, most_bytes))]


def _last_of_each(ordered: Iterable[Listed]) -> Iterator[Listed]:
    """Yield the last one of each path."""
    last: Listed | None = None
    for each in ordered:
        if last is not None and each.path != last.path:
            yield last
        last = each
    if last is not None:
        yield last


def _cut(ordered: Iterable[Listed], most: int, most_bytes: int) -> Iterator[list[Listed]]:
    some: list[Listed] = []
    size = 0
    for each in ordered:
        if some and (len(some) == most or size + each.size > most_bytes):
            yield some
            some, size = [], 0
        some.append(each)
        size += each.size
    if some:
        yield some


def _partition(number: int, some: list[Listed]) -> Partition:
    listing = "".join(f"{each.path}\0{each.size}\0{each.stamp}\n" for each in some)
    fingerprint = hashlib.blake2b(listing.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Partition(number, tuple([each.path for each in some]), tuple([each.size for each in some]), fingerprint)
