"""A difference: a field in which an entry and a source say different things."""

from __future__ import annotations

from typing import NamedTuple

from bibtools.core.rule import Level


class Difference(NamedTuple):
    """A field in which an entry and a source differ."""

    field: str
    entry: str
    source: str
    value: str
    severity: Level
    meant: str = ""  # what the field should be, where the source is the one that knows

    @property
    def record_says(self) -> str:
        """What the source says, in words."""
        return f"{self.source} says {self.value!r}"

    @property
    def as_values(self) -> dict[str, object]:
        """The difference as JSON has it."""
        return {name: value for name, value in self._asdict().items() if value or name != "meant"}
