"""How much a source may cite, and how many files it may name: what people write has far fewer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from bibtools.core.errors import TooMuch

MOST_CITED = 200_000  # places that cite a key
MOST_READ = 10_000  # files that a source reads, and libraries that it names
MOST_FOLDERS = 100  # in each of which every file is looked for
Found = TypeVar("Found")


def few(found: Iterable[Found], most: int, what: str) -> list[Found]:
    """Return all that is found; raises TooMuch as soon as that is more than a source may have."""
    taken = list(islice(found, most + 1))
    require_few(len(taken), most, what)
    return taken


def require_few(number: int, most: int, what: str) -> None:
    """Raise TooMuch where so many are more than a source may have."""
    if number > most:
        raise TooMuch(f"it {what.format(f'more than {most:,}')}")


def require_few_files(number: int) -> None:
    """Raise TooMuch where a source names so many files."""
    require_few(number, MOST_READ, "names {} files to read")
