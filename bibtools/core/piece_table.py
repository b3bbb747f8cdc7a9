"""A text that is edited several times, as edits of the text that it was first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span


class _Stretch(NamedTuple):
    """A part of the first text; or a new text, behind an offset of the first one."""

    span: Span
    new: str | None = None

    @property
    def length(self) -> int:
        return self.span.end - self.span.start if self.new is None else len(self.new)

    def cut(self, start: int, end: int) -> _Stretch:
        if self.new is None:
            return _Stretch(Span(self.span.start + start, self.span.start + end))
        return _Stretch(self.span, self.new[start:end])


class PieceTable:
    """The pieces that make up an edited text."""

    def __init__(self, length: int) -> None:
        self._pieces = [_Stretch(Span(0, length))]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Edit the text as it is by now."""
        done, pieces = 0, []
        for (start, end), new in sorted(edits, key=lambda each: each.span):
            pieces += [*self._between(done, start), _Stretch(Span(0, 0), new)]
            done = end
        self._pieces = [*pieces, *self._between(done, sum(each.length for each in self._pieces))]

    def _between(self, start: int, end: int) -> Iterator[_Stretch]:
        at = 0
        for piece in self._pieces:
            first, last = max(start - at, 0), min(end - at, piece.length)
            if first < last:
                yield piece.cut(first, last)
            at += piece.length

    def edits(self, length: int) -> list[Edit]:
        """Return the edits of the first text, of that length, that make this one."""
        found, done, new = [], 0, ""
        for piece in (*self._pieces, _Stretch(Span(length, length))):
            if piece.new is not None:
                new += piece.new
                continue
            if new or piece.span.start > done:
                found.append(Edit(Span(done, piece.span.start), new))
            done, new = piece.span.end, ""
        return found
