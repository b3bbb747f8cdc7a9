"""How many places of a source may name papers: what people write has fewer, and each takes a kilobyte of memory."""

from __future__ import annotations

from bibtools.core.errors import TooMuch

MOST = 100_000
MOST_OF_LIBRARY = 1_000_000  # in a `.bib` that is a source: one of a hundred thousand entries has three in each


def require_few(number: int, most: int = MOST) -> None:
    """Raise TooMuch if that many places are more than a source may have."""
    if number > most:
        raise TooMuch(f"it names papers in more than {most:,} places")
