"""Authors: the keys by which papers are found by the first author's family name and the year of the first version.

They stand beside the keys of titles, from which their spelling sets them apart. An index that was built before they
were there finds nothing by them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.bibliography.citekey.words import ascii_of
from bibtools.index.titles import key

_MARK = "\x00author "


def author_key(name: str, year: int) -> int:
    """Return the key of a family name in lower-case ASCII letters, and a year."""
    return key(f"{_MARK}{name}\x00{year}")


def author_keys(family: str, day: str) -> tuple[int, ...]:
    """Return the keys of a paper, given its first author's family name with particles, and its first day."""
    return tuple(author_key(form, int(day[:4])) for form in forms(family)) if day[:4].isdigit() else ()


def forms(family: str) -> tuple[str, ...]:
    """Return how keys write a family name: all of it, its first and its last word, and that without particles."""
    words = ["".join(filter(str.isalpha, word)) for word in ascii_of(family).lower().replace("-", " ").split()]
    found: Iterable[str] = ("".join(words), *words[:1], *words[-1:], "".join(words[1:]))
    return tuple(dict.fromkeys(each for each in found if each))
