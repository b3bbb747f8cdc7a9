"""A library's text divided where entries begin: of an edited text, only what is near the edit is divided anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from bibtools.bibliography.library.reader import INDENT, line_heads
from bibtools.core.common_parts import common_end, common_start
from bibtools.core.named_tuple import NamedTuple


class Replaced(NamedTuple):
    """Which parts of a text others have replaced, by their numbers: from the first up to the end of them."""

    first: int
    end: int  # in the text before,
    new_end: int  # and in the one after


class PartedText(NamedTuple):
    """A text with the places at which its parts begin, and its end; the first part stands before all entries."""

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> PartedText:
        """Return a text divided."""
        return cls(text, [0, *line_heads(text), len(text)])

    def parts(self, first: int = 0, end: int | None = None) -> list[str]:
        """Return the parts that make up the text, or some of them."""
        starts = self.starts[first : len(self.starts) if end is None else end + 1]
        return [self.text[one:other] for one, other in pairwise(starts)]

    def edited(self, text: str) -> tuple[PartedText, Replaced]:
        """Return another state of the text divided, and what has changed.

        Whether an entry begins somewhere depends on its head, in which there is one `@`, and on what stands before it
        on its line, which is looked at for so far only.
        """
        old, starts, number = self.text, self.starts, len(self.starts) - 1
        same = common_start(old, text)
        behind, shift = common_end(old, text, min(len(old), len(text)) - same), len(text) - len(old)
        first = max(0, bisect_left(starts, same, 1, number) - 2)  # the head before the edit may have gone
        last = bisect_left(starts, len(old) - behind + INDENT + 1, first + 1, number)
        found = line_heads(text, starts[first], starts[last] + shift)
        found = found[1:] if first else found  # its own head
        now = [*starts[: first + 1], *found, *(each + shift for each in starts[last:])]
        return PartedText(text, now), Replaced(first, last, first + 1 + len(found))
