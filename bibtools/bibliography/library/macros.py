"""Macros: what `@string` defines, where a definition is in force, and what values mean that use macros.

BibTeX and biber read a library from its beginning: a definition counts for what stands behind it, until the next one of
that name ("BibTeXing", section 2; names are the same in any case). What no `@string` defines may be the style's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from functools import cached_property

from bibtools.bibliography.library.blocks import ENTRY, STRING, Block, Field, Library
from bibtools.bibliography.library.delimiters import NAME, closing, closing_quote
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, with_newlines

LONGEST = 100_000  # characters that a value may expand to: macros of macros double with every line
_MARK = "\0"  # around the name of a macro in what a value says: no text of a library holds it
_BARE = lazy_pattern(NAME)
_JOIN = lazy_pattern(r"\s*#\s*")


class MacroDefinition(NamedTuple):
    """A macro, and the block that defines it; names are in lower case."""

    name: str
    block: Block
    value: Span


class Macros:
    """The macros of one library, in the order in which they are read."""

    def __init__(self, library: Library) -> None:
        self._library, self.text = library, library.text

    @cached_property
    def definitions(self) -> dict[str, list[MacroDefinition]]:
        """Every definition, by name, those that only BibTeX reads included."""
        found: dict[str, list[MacroDefinition]] = {}
        for block in self._library.blocks:
            for each in self.of_block(block) if block.kind == STRING else ():
                found.setdefault(each.name, []).append(each)
        return found

    @cached_property
    def used(self) -> frozenset[str]:
        """The names that entries and definitions use."""
        text = self._library.text
        readable = (block for block in self._library.blocks if block.kind in {ENTRY, STRING})
        return frozenset(
            text[slice(*span)].lower()
            for block in (*readable, *self._library.hidden)
            for field in fields(text, block)[0]
            for span in names_in(text, field.value_span)
        )

    def of_block(self, block: Block) -> list[MacroDefinition]:
        """Return what a `@string` defines."""
        return [MacroDefinition(each.name, block, each.value_span) for each in fields(self._library.text, block)[0]]

    def in_force(self, name: str, offset: int) -> MacroDefinition | None:
        """Return the definition that counts at a place; None where both readers do not agree on one."""
        known = self.definitions.get(name.lower(), [])
        before = bisect_right(known, offset, key=lambda each: each.value.end)
        found = known[before - 1] if before else None
        return None if found is None or found.block.disputed or found.block.problem else found

    def value_of(self, defined: MacroDefinition) -> str | None:
        """Return what a definition says, on lines that end in LF; None where that is too long."""
        return self._meaning(defined.value, defined.value.start, frozenset())

    def meaning(self, field: Field, offset: int, left: Container[str] = frozenset()) -> str | None:
        """Return what a field of an entry at an offset says, on lines that end in LF; None where that is too long.

        Undefined macros, and those that are `left`, stay: see `undefined`.
        """
        return self._meaning(field.value_span, offset, left)

    def text_of(self, value: Span, offset: int, left: Container[str] = frozenset()) -> str | None:
        """Return a value as it is written, with each macro that is defined here replaced by its value's text.

        None where it would be too long.
        """
        return self._joined(value, offset, left, LONGEST)

    def _meaning(self, value: Span, offset: int, left: Container[str]) -> str | None:
        written = self.text_of(value, offset, left)
        return None if written is None else with_newlines(_contents(written), "\n")

    def _joined(self, value: Span, offset: int, left: Container[str], room: int) -> str | None:
        pieces, done, text = [], value.start, self.text
        for span in names_in(text, value):
            name = text[slice(*span)].lower()
            defined = None if name in left else self.in_force(name, offset)
            if defined is None:
                continue
            inner = self._joined(defined.value, defined.value.start, left, room)
            room -= len(inner or "") + 1
            if inner is None or room < 0:
                return None
            pieces += [text[done : span.start], inner]
            done = span.end
        return "".join([*pieces, text[done : value.end]])


def undefined(meaning: str) -> frozenset[str]:
    """Return the macros that stay in what a field says, in lower case."""
    return frozenset(meaning.split(_MARK)[1::2])


def names_in(text: str, value: Span) -> Iterator[Span]:
    """Yield where a value names macros: its bare pieces that are no numbers."""
    at, end = value
    while at < end:
        if text[at] in '{"':
            stop = closing(text, at, end) if text[at] == "{" else closing_quote(text, at, end)
            if stop is None:
                return
        else:
            bare = _BARE.match(text, at, end)
            if bare is None:
                return
            stop = bare.end()
            if not bare[0].isdecimal():
                yield Span(at, stop)
        join = _JOIN.match(text, stop, end)
        if join is None:
            return
        at = join.end()


def _contents(written: str) -> str:
    """Return the meaning of a value, however its pieces are delimited; marks set unexpanded macros apart."""
    pieces: list[str] = []
    at, end = 0, len(written)
    while at < end:
        if written[at] in '{"':
            stop = (closing(written, at, end) if written[at] == "{" else closing_quote(written, at, end)) or end
            pieces.append(written[at + 1 : stop - 1])
        else:
            bare = _BARE.match(written, at, end)
            stop = bare.end() if bare else at + 1
            pieces.append(
                bare[0] if bare and bare[0].isdecimal() else f"{_MARK}{bare[0].lower()}{_MARK}" if bare else ""
            )
        join = _JOIN.match(written, stop, end)
        at = join.end() if join else end
    return "".join(pieces)
