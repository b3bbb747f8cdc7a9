"""A master library: one of the user's own that entries are copied from; what is not asked for is not looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.directives import directives, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Known, identify
from bibtools.bibliography.library.macros import Macros
from bibtools.bibliography.library.presence import lookup
from bibtools.bibliography.library.relations import aliases
from bibtools.core.text import Span
from bibtools.identifiers.identifier import Identifier


class Master:
    """A library that entries are copied from, and its parts by what they are asked for."""

    def __init__(self, library: Library, today: date) -> None:
        self.library, self._today = library, today
        self.macros = Macros(library)

    @property
    def path(self) -> str:
        """Its path, as reports show it."""
        return self.library.source.path

    def cited_by(self, key: str) -> list[Block]:
        """Return the entries that a citation may mean: those of this very key, else those that it is an alias of."""
        exact = [block for block in self._by_key.get(key.casefold(), ()) if block.key == key]
        return exact or self._by_alias.get(key, [])

    def named(self, key: str) -> list[Block]:
        """Return the entries of a key, in any case: for BibTeX these are the same."""
        return self._by_key.get(key.casefold(), [])

    def entry(self, block: Block) -> Known:
        """Return what is known of one of its entries."""
        above = self._above.get(block.span.start, Span(0, 0))
        return identify(self.library.text, block, self.library.text[slice(*above)], self._today)

    def directives(self, block: Block) -> list[str]:
        """Return the lines above an entry that say which work it is, and that it is to be kept."""
        above = self._above.get(block.span.start, Span(0, 0))
        return directives(self.library.text[slice(*above)])

    def keys_of(self, works: Sequence[Identifier]) -> dict[Identifier, str]:
        """Return the keys of those of some works that it has."""
        return lookup(self.library.source, set(works), self._today, self.library.blocks) if works else {}

    @cached_property
    def _by_key(self) -> dict[str, list[Block]]:
        """All entries by their casefolded keys, those that cannot be read included."""
        found: dict[str, list[Block]] = {}
        for block in self.library.keyed():
            found.setdefault(block.key.casefold(), []).append(block)
        return found

    @cached_property
    def _by_alias(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for block, alias in all_aliases(self.library):
            found.setdefault(alias, []).append(block)
        return found

    @cached_property
    def _above(self) -> dict[int, Span]:
        return {block.span.start: above for block, above in spans_above(self.library)}


def all_aliases(library: Library) -> list[tuple[Block, str]]:
    """Return the further keys of all entries, each with its entry."""
    text = library.text
    if "ids" not in text.lower():
        return []
    named = ((block, fields(text, block, frozenset({"ids"}))[0]) for block in library.understood())
    return [(block, alias) for block, found in named for alias in aliases(found)]
