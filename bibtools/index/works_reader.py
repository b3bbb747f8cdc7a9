"""What reads a source's file for an index of published works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bibtools.core.named_tuple import NamedTuple
from bibtools.index.published_work import PublishedWork


class WorksReader(NamedTuple):
    """How a source's file is read: by one process, which cuts it into records, and by all that make works of these."""

    records: Callable[[Iterable[bytes], str], Iterator[list[Any]]]  # of its bytes in pieces, and its name
    work: Callable[[Any], PublishedWork | None]  # None for a record without a work; raises ValueError for a broken one
