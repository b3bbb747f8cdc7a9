"""A finding: a rule, and a place where it does not hold; never an exception, and never changed by itself."""

from __future__ import annotations

from typing import NamedTuple

from bibtools.text import Position


class Finding(NamedTuple):
    """What a rule found at a place; `position` is None where the whole file is meant."""

    rule: str
    path: str
    position: Position | None
    message: str
    level: str = "warning"  # or "error", "note"
    cell: int | None = None  # of a notebook, from 1: then the line is one of the cell
