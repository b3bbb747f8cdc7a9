"""Findings: a rule and the place that violates it. A finding is never raised, and never fixed unasked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol, Self

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rules import RULES, Level
from bibtools.core.text import Lines, Position, Span, end_of

# What a program may act on, as values that JSON knows: the identifier and the key that a finding is about, and the
# replacement, which is what should stand in its span.
Data = Mapping[str, object]


class Place(Protocol):
    """A place in a source: a mention or a suspect."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def span(self) -> Span:
        """Its span in the text of the file, or of the cell."""

    @property
    def position(self) -> Position:
        """The line and column where it starts."""

    @property
    def text(self) -> str:
        """The text there, possibly cut short."""

    @property
    def cell(self) -> int | None:
        """The number of the notebook's cell, if it is in one."""


class _Finding(NamedTuple):
    rule: str
    path: str
    position: Position | None
    message: str
    cell: int | None = None  # of a notebook, from 1: then the line is one of the cell, and so is the span
    about: Hashable = None  # the identifier of the work that this is about, if it has no place of its own
    span: Span | None = None  # in code points of the file's text
    end: Position | None = None  # where the span ends: after its last character
    data: Mapping[str, object] = {}
    brief: str = ""  # the message without its advice, where one piece of advice is for many findings
    chosen_level: Level | None = None  # overrides the rule's own level


class Finding(_Finding):
    """What a rule found at a place; `position` is None if the whole file is meant.

    Its rule is in the registry: for any other, KeyError is raised.
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
        data: Data = {},  # noqa: B006 - it is never changed
        brief: str = "",
        chosen_level: Level | None = None,
    ) -> Self:
        """Make a finding of a registered rule."""
        if rule not in RULES:
            raise KeyError(f"{rule}: there is no such rule in core/rules.py")
        return super().__new__(cls, rule, path, position, message, cell, about, span, end, data, brief, chosen_level)

    @classmethod
    def _make(cls, iterable: Iterable[Any]) -> Self:  # type: ignore[override] # mypy has one of each class
        """Make one from its fields in order, as `_replace` does."""
        return cls(*iterable)

    @property
    def level(self) -> Level:
        """Its severity."""
        return self.chosen_level or RULES[self.rule].level

    def placed(self, first: Mapping[Any, Place]) -> Finding:
        """Return this finding, placed where the sources first name its paper unless it has a place of its own."""
        place = first.get(self.about) if self.position is None else None
        return at_place(self.rule, place, self.message, self.data, self.brief) if place else self


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in order of path, then place; what concerns a whole file comes before what has a place in it.

    Each is there once: papers that share a file find the same in it.
    """
    ordered = sorted(found, key=lambda each: (each.path, each.cell or 0, each.position or (0, 0)))
    return list({(each[:5], each.span): each for each in ordered}.values())


def at_place(rule: str, place: Place, message: str, data: Data, brief: str = "") -> Finding:
    """Return the finding of a rule at a place in a source."""
    is_whole = len(place.text) == place.span.end - place.span.start
    end = end_of(place.position, place.text) if is_whole else None
    return Finding(
        rule=rule,
        path=place.path,
        position=place.position,
        message=message,
        cell=place.cell,
        about=None,
        span=place.span,
        end=end,
        data=data,
        brief=brief,
    )


class Spans:
    """Converts spans of one text to the places of findings; fastest for spans in ascending order."""

    def __init__(self, text: str) -> None:
        self._starts, self._ends = Lines(text), Lines(text)

    def line(self, offset: int) -> int:
        """Return the line of an offset, from 1."""
        return self._starts.position(offset).line

    def finding(self, rule: str, path: str, span: Span, message: str, data: Data, *, about: Hashable = None) -> Finding:
        """Return the finding of a rule at a span."""
        start, end = self._starts.position(span.start), self._ends.position(span.end)
        return Finding(
            rule=rule, path=path, position=start, message=message, cell=None, about=about, span=span, end=end, data=data
        )
