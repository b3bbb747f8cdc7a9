"""Partitions: sources that are worked on together, and whose rows stand in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

SOURCES = 1000  # in a partition
_BYTES = 64_000_000  # in a partition: its sources may be in memory at once


class Listed(NamedTuple):
    """A source as a listing tells of it; `stamp` is another one when it has changed."""

    path: str
    size: int  # bytes
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Partition:
    """Some sources in order; `fingerprint` tells them, their sizes and stamps.

    No tuple: Dask looks into every item of those that it is given.
    """

    number: int
    paths: tuple[str, ...]
    sizes: tuple[int, ...]
    fingerprint: str

    @property
    def name(self) -> str:
        """What the file of its rows is called, without the ending."""
        return f"part-{self.number:05}"


def plan(listed: Iterable[Listed], most: int = SOURCES, most_bytes: int = _BYTES) -> list[Partition]:
    """Divide sources into partitions, the same for the same sources in any order; one named twice counts once."""
    by_path = {each.path: each for each in listed}
    ordered = [by_path[path] for path in sorted(by_path)]
    return [_partition(number, some) for number, some in enumerate(_cut(ordered, most, most_bytes))]


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
