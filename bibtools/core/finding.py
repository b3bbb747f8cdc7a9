"""A finding: a rule, and a place where it does not hold; never an exception, and never changed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from bibtools.core.rules import RULES
from bibtools.core.text import Position


class Place(Protocol):
    """A place in a source: a mention, or what looks like one."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def position(self) -> Position:
        """Line and column."""

    @property
    def cell(self) -> int | None:
        """The cell, of a notebook."""


class Finding(NamedTuple):
    """What a rule found at a place; `position` is None where the whole file is meant."""

    rule: str
    path: str
    position: Position | None
    message: str
    cell: int | None = None  # of a notebook, from 1: then the line is one of the cell
    about: str = ""  # the arXiv id of the paper that this is about, if it has no place of its own

    @property
    def level(self) -> str:
        """How much it matters: error, warning or note."""
        return RULES[self.rule].level

    def placed(self, first: Mapping[str, Place]) -> Finding:
        """Return the same where the sources first name its paper, if it has no place of its own."""
        place = first.get(self.about) if self.position is None else None
        return at_place(self.rule, place, self.message) if place else self


def at_place(rule: str, place: Place, message: str) -> Finding:
    """Return what a rule says of a place in a source."""
    return Finding(rule, place.path, place.position, message, place.cell)
