"""Relaid text: a text whose parts were moved, with the papers that it names, and where each character came from."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.identifiers.identifier import Identifier


class Rewrite(NamedTuple):
    """Put parts in the place of a span: new characters, and spans of the text, in any order and as often as needed."""

    span: Span
    parts: tuple[str | Span, ...]


class RelaidText(NamedTuple):
    """A text, the works that it names by their offsets, and the original offsets of its characters."""

    text: str
    named: Sequence[tuple[int, Identifier]]
    origins: array[int] | None = None  # None: as they are

    def rewritten(self, rewrites: Iterable[Rewrite]) -> RelaidText:
        """Return the text with some rewrites, which are in order; of two that overlap, the first one."""
        parts: list[str | Span] = []
        done = 0
        for span, new in rewrites:
            if span.start >= done:
                parts += [Span(done, span.start), *new]
                done = span.end
        return self._of(parts, done) if parts else self

    def _of(self, parts: list[str | Span], done: int) -> RelaidText:
        text, held = self.text, self.origins or array("q", range(len(self.text)))
        pieces: list[str] = []
        named: list[tuple[int, Identifier]] = []
        origins = array("q")
        for part in [*parts, Span(done, len(text))]:
            if isinstance(part, str):
                pieces.append(part)
                origins.extend([origins[-1] if origins else 0] * len(part))
                continue
            start, end = part
            first, last = (bisect_left(self.named, each, key=lambda name: name[0]) for each in part)
            named += [(len(origins) + at - start, work) for at, work in self.named[first:last]]
            pieces.append(text[start:end])
            origins.extend(held[start:end])
        return RelaidText("".join(pieces), named, origins)

    def original(self, span: Span) -> Span:
        """Return where a span of this text stands in the original one."""
        return span if self.origins is None else Span(self.origins[span.start], self.origins[span.end - 1] + 1)
