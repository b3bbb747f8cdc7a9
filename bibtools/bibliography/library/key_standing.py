"""Whether a library has a key: as an entry's, as an alias (biblatex's `ids`), or in another case only.

BibTeX looks an entry up without regard to case and knows no aliases (bibtex.web, section 264 and following); biber,
pandoc and Typst tell `Foo2020` from `foo2020`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from bibtools.bibliography.library.aliases import entry_keys, taken_keys
from bibtools.bibliography.library.blocks import Library

ABSENT: Final = ""
EXACT: Final = "key"
ALIAS: Final = "alias"
OTHER_CASE: Final = "case"


class KeyRules(NamedTuple):
    """How whatever reads a library compares keys."""

    folds_case: bool = False
    has_aliases: bool = True

    def accept(self, standing: str) -> bool:
        """Return whether a key with such a standing in a library is one of it."""
        return (
            standing == EXACT
            or (standing == ALIAS and self.has_aliases)
            or (standing == OTHER_CASE and self.folds_case)
        )


def standings(library: Library, keys: Iterable[str]) -> dict[str, str]:
    """Return how each of some keys stands in a library."""
    own, taken = entry_keys(library), taken_keys(library)
    folded = {key.lower() for key in own}

    def standing(key: str) -> str:
        if key in own:
            return EXACT
        if key in taken:
            return ALIAS
        return OTHER_CASE if key.lower() in folded else ABSENT

    return {key: standing(key) for key in keys}
