"""A finding: a rule, and a place where it does not hold; never an exception, and never changed by itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol, Self

from bibtools.core.rules import RULES
from bibtools.core.text import Lines, Position, Span, end_of

# What a program may act on, as values that JSON knows: the identifier and the key that a finding is about, and the
# replacement, which is what should stand in its span.
Data = Mapping[str, object]


class Place(Protocol):
    """A place in a source: a mention, or what looks like one."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def span(self) -> Span:
        """Where it stands in the text of the file, or of the cell."""

    @property
    def position(self) -> Position:
        """Line and column of its start."""

    @property
    def text(self) -> str:
        """What stands there, or how that begins."""

    @property
    def cell(self) -> int | None:
        """The cell, of a notebook."""


class _Finding(NamedTuple):
    rule: str
    path: str
    position: Position | None
    message: str
    cell: int | None = None  # of a notebook, from 1: then the line is one of the cell, and so is the span
    about: Hashable = None  # the identifier of the work that this is about, if it has no place of its own
    span: Span | None = None  # in code points of the file's text
    end: Position | None = None  # where the span ends: behind its last character
    data: Mapping[str, object] = {}


class Finding(_Finding):
    """What a rule found at a place; `position` is None where the whole file is meant.

    There is none of a rule that the registry lacks: KeyError is raised where one is made.
    """

    __slots__ = ()

    def __new__(  # noqa: PLR0917 - one for each field
        cls,
        rule: str,
        path: str,
        position: Position | None,
        message: str,
        cell: int | None = None,
        about: Hashable = None,
        span: Span | None = None,
        end: Position | None = None,
        data: Data = {},  # noqa: B006 - nobody changes it
    ) -> Self:
        """Make a finding of a rule that there is."""
        if rule not in RULES:
            raise KeyError(f"{rule}: there is no such rule in core/rules.py")
        return super().__new__(cls, rule, path, position, message, cell, about, span, end, data)

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override] # mypy has one of each class
        """Make one of its fields in order, as `_replace` does."""
        return cls(*iterable)

    @property
    def level(self) -> str:
        """How much it matters: error, warning or note."""
        return RULES[self.rule].level

    def placed(self, first: Mapping[Any, Place]) -> Finding:
        """Return the same where the sources first name its paper, if it has no place of its own."""
        place = first.get(self.about) if self.position is None else None
        return at_place(self.rule, place, self.message, self.data) if place else self


def at_place(rule: str, place: Place, message: str, data: Data) -> Finding:
    """Return what a rule says of a place in a source."""
    is_whole = len(place.text) == place.span.end - place.span.start
    end = end_of(place.position, place.text) if is_whole else None
    return Finding(rule, place.path, place.position, message, place.cell, None, place.span, end, data)


class Spans:
    """Turns spans of one text into what findings say of a place; spans in order of their starts are the quickest."""

    def __init__(self, text: str) -> None:
        self._starts, self._ends = Lines(text), Lines(text)

    def finding(self, rule: str, path: str, span: Span, message: str, data: Data, *, about: Hashable = None) -> Finding:
        """Return what a rule says of a span."""
        start, end = self._starts.position(span.start), self._ends.position(span.end)
        return Finding(rule, path, start, message, None, about, span, end, data)
