"""Macros of copied entries: which definitions are copied with them, and where a value is written out instead.

A definition is copied unchanged if its name is free: neither defined nor used by anything in the paper's library,
whose own entries would change their meaning otherwise. Where the name means something else there, the copied entry gets
the text in place of the name: it says the same as before, and every other entry does, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.bibliography.library.blocks import Block, Field
from bibtools.bibliography.library.macros import MacroDefinition, Macros, names_in
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span, apply_edits, with_newlines


class _Held(NamedTuple):
    """A definition that is copied: its text, and what it says."""

    text: str
    meaning: str | None


class MacroCopies:
    """The definitions that come with copied entries, in the order in which they are needed."""

    def __init__(self, own: Macros, newline: str) -> None:
        self._own, self._newline = own, newline
        self._copied: dict[str, _Held] = {}

    @property
    def definitions(self) -> tuple[str, ...]:
        """The definitions that are copied, each once."""
        return tuple(dict.fromkeys(each.text for each in self._copied.values()))

    def state(self) -> dict[str, _Held]:
        """Return what is copied so far, for `restore`."""
        return dict(self._copied)

    def restore(self, state: dict[str, _Held]) -> None:
        """Forget what was copied since then."""
        self._copied = dict(state)

    def copied(self, macros: Macros, block: Block, found: Iterable[Field], reach: int) -> str:
        """Return the text of an entry, with those macros written out that mean something else in the paper's library.

        The copy stands behind the offset `reach` in that library.
        """
        text, start = macros.text, block.span.start
        edits = []
        for field in found:
            for span in names_in(text, field.value_span):
                defined = macros.in_force(text[slice(*span)], start)
                if defined and not self._is_usable(macros, defined, reach):
                    written = macros.text_of(span, start) or ""
                    edits.append(Edit(Span(span.start - start, span.end - start), written))
        return apply_edits(text[slice(*block.span)], edits)

    def _is_usable(self, macros: Macros, defined: MacroDefinition, reach: int) -> bool:
        """Return whether a name means the same in the paper's library, if need be with a copy of its definition."""
        meaning = macros.value_of(defined)
        if held := self._copied.get(defined.name):
            return held.meaning == meaning
        if own := self._own.definitions.get(defined.name):
            counts = self._own.in_force(defined.name, reach)
            return counts == own[-1] and self._own.value_of(own[-1]) == meaning
        before = self.state()
        if self._copy(macros, defined):
            return True
        self.restore(before)
        return False

    def _copy(self, macros: Macros, defined: MacroDefinition) -> bool:
        """Copy a definition with those that it uses, and return whether all of these names are free."""
        together = macros.of_block(defined.block)
        names = {each.name for each in together}
        if len(names) < len(together) or not all(self._is_free(name) for name in names):
            return False
        for each in together:
            for span in names_in(macros.text, each.value):
                inner = macros.in_force(macros.text[slice(*span)], each.value.start)
                if inner and inner.block != defined.block and not self._is_usable(macros, inner, 0):
                    return False
        if not names.isdisjoint(self._copied):
            return False  # by an earlier definition of the same name, which this one uses
        text = with_newlines(macros.text[slice(*defined.block.span)], self._newline)
        self._copied |= {each.name: _Held(text, macros.value_of(each)) for each in together}
        return True

    def _is_free(self, name: str) -> bool:
        return name not in self._own.definitions and name not in self._own.used and name not in self._copied
