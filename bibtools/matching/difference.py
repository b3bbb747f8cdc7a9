"""A difference: a field in which an entry and a source say different things."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule import Level

# What sources say that are no record of a work.
_OTHERWISE = {
    "known bogus identifiers": "which reference managers write by mistake: it is {value}",
    "closed world": "but {value}",
    "the registry": "but no registry has it",
    "arXiv's numbering": "but arXiv never issued it: {value}",
    "the calendar": "but {value}",
    "the entry itself": "but it appeared in {value!r}",
}


class Difference(NamedTuple):
    """A field in which an entry and a source differ."""

    field: str
    entry: str
    source: str
    value: str
    severity: Level
    meant: str = ""  # what the field should be, where the source is the one that knows

    @property
    def is_of_title_changed(self) -> bool:
        """Whether it says that a preprint may have had the entry's title before."""
        return self.field == "title" and self.severity == "note"

    @property
    def in_words(self) -> str:
        """What the entry and the source say."""
        if form := _OTHERWISE.get(self.source):
            return f"{self.field} is {self.entry!r}, {form.format(value=self.value)}"
        if self.field == "author" and self.entry[:1].isdigit():
            return f"the entry has {self.entry}, but {self.source} has {self.value}; another version may have fewer"
        if self.field == "author":
            return f"author lists {self.entry!r}, but the authors of {self.source} are {self.value}"
        return f"{self.field} is {self.entry!r}, and {self.source} says {self.value!r}"

    @property
    def as_values(self) -> dict[str, object]:
        """The difference as JSON has it."""
        return {name: value for name, value in self._asdict().items() if value or name != "meant"}
