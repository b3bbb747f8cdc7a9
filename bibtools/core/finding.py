"""A finding: a rule, and a place where it does not hold; never an exception, and never changed by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol, Self

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


class _Finding(NamedTuple):
    rule: str
    path: str
    position: Position | None
    message: str
    cell: int | None = None  # of a notebook, from 1: then the line is one of the cell
    about: str = ""  # the arXiv id of the paper that this is about, if it has no place of its own


class Finding(_Finding):
    """What a rule found at a place; `position` is None where the whole file is meant.

    There is none of a rule that the registry lacks: KeyError is raised where one is made.
    """

    __slots__ = ()

    def __new__(
        cls,
        rule: str,
        path: str,
        position: Position | None,
        message: str,
        cell: int | None = None,
        about: str = "",
    ) -> Self:
        """Make a finding of a rule that there is."""
        if rule not in RULES:
            raise KeyError(f"{rule}: there is no such rule in core/rules.py")
        return super().__new__(cls, rule, path, position, message, cell, about)

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override] # mypy has one of each class
        """Make one of its fields in order, as `_replace` does."""
        return cls(*iterable)

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
