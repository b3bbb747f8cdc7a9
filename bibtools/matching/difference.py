"""A difference: a field in which an entry and a source say different things."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Difference(NamedTuple):
    """A field in which an entry and a source differ."""

    field: str
    entry: str
    source: str
    value: str
    severity: Severity

    @property
    def record_says(self) -> str:
        """What the source says, in words."""
        return f"{self.source} says {self.value!r}"
