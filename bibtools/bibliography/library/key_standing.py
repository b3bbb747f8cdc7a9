"""Whether a library has a key: as an entry's, as an alias (biblatex's `ids`), or in another case only.

BibTeX looks an entry up without regard to case and knows no aliases (bibtex.web, section 264 and following); biber,
pandoc and Typst distinguish `Foo2020` from `foo2020`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bibtools.bibliography.library.aliases import aliases, entry_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.core.named_tuple import NamedTuple

ABSENT: Final = ""
EXACT: Final = "key"
ALIAS: Final = "alias"
OTHER_CASE: Final = "case"


class KeyRules(NamedTuple):
    """How the program that reads a library compares keys."""

    folds_case: bool = False
    has_aliases: bool = True

    @property
    def accepted(self) -> frozenset[str]:
        """How a key may stand in a library that is one of it."""
        further = ((ALIAS, self.has_aliases), (OTHER_CASE, self.folds_case))
        return frozenset((EXACT, *(standing for standing, counts in further if counts)))


def standings(library: Library, keys: Iterable[str]) -> dict[str, str]:
    """Return how each of some keys stands in a library."""
    own = entry_keys(library)
    standing = {key: EXACT if key in own else ABSENT for key in keys}
    others = [key for key in standing if key not in own]
    if others:
        further = {alias.key for alias in aliases(library)}
        folded = {key.lower() for key in own}
        for key in others:
            standing[key] = ALIAS if key in further else OTHER_CASE if key.lower() in folded else ABSENT
    return standing
