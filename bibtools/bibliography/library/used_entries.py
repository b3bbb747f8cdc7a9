r"""Used entries: those that are cited, and those that these take fields of or name.

BibTeX prints what is cited, and takes fields of a `crossref`; biber prints also what is `related` or in an `entryset`.
What the value of an entry cites (`note = {See \cite{other}}`) is cited once that entry is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bibtools.bibliography.library.aliases import aliases
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.key_standing import KeyRules
from bibtools.bibliography.library.relations import parents

CitedIn = Callable[[str], Iterable[str]]  # returns the keys that a value cites

_OF_STYLES = frozenset({"control"})  # settings, which the style itself cites: REVTeX, achemso


class Entries:
    """The entries of the libraries that some documents cite from, by the keys under which these find them."""

    def __init__(self, libraries: Sequence[Library], rules: KeyRules, cited_in: CitedIn) -> None:
        self._rules, self._cited_in = rules, cited_in
        self._by_key: dict[str, list[tuple[Library, Block]]] = {}
        for library in libraries:
            for block in library.keyed():
                self._by_key.setdefault(self._name(block.key), []).append((library, block))
            for alias in aliases(library) if rules.has_aliases else ():
                self._by_key.setdefault(alias.key, []).append((library, alias.block))

    def used(self, keys: Iterable[str]) -> set[tuple[str, int]]:
        """Return the places of the entries that some keys make a document use: the path and where the entry begins."""
        found: set[tuple[str, int]] = set()
        left = list(keys)
        while left:
            for library, block in self._by_key.get(self._name(left.pop()), ()):
                if (place := _place(library, block)) not in found:
                    found.add(place)
                    left += self._named_by(library, block)
        return found

    def _name(self, key: str) -> str:
        return key.lower() if self._rules.folds_case else key

    def _named_by(self, library: Library, block: Block) -> Iterator[str]:
        found = fields(library.text, block)[0]
        yield from parents(each for each in found if self._rules.has_aliases or each.name == "crossref")
        if "cite" in library.text[slice(*block.body)]:
            yield from (key for each in found if "cite" in each.value for key in self._cited_in(each.value))


def unused(library: Library, used: set[tuple[str, int]]) -> Iterator[Block]:
    """Yield the sound entries of a library that are not among those that are used."""
    for block in library.understood():
        if block.key and block.type.lower() not in _OF_STYLES and _place(library, block) not in used:
            yield block


def _place(library: Library, block: Block) -> tuple[str, int]:
    return library.source.path, block.span.start
