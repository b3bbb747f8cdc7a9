"""A library that is examined: with who reads it, and when."""

from __future__ import annotations

from datetime import date

from bibtools.bibliography.entries.options import Dialect
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.entry_syntax import GRAMMARS, Grammar
from bibtools.core.named_tuple import NamedTuple


class Examined(NamedTuple):
    """A library, the dialect by which it is read (None where that is not known), and the day."""

    library: Library
    dialect: Dialect | None
    today: date

    @property
    def grammars(self) -> tuple[Grammar, ...]:
        """Those of the programs that may read it: what is wrong for all of them, is wrong."""
        return (GRAMMARS[self.dialect],) if self.dialect else tuple(GRAMMARS.values())
