"""The facts of a work that a citation key is made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.tex import latex, names
from bibtools.tex.names import OTHERS, Name

_READ = 20  # names of a list: no key uses more of them, and lists of thousands are many


class Work(NamedTuple):
    """Authors in their order (`names.OTHERS` for an "et al."), year, title, type of the entry, and identifier."""

    authors: tuple[Name, ...] = ()
    year: int | None = None
    title: str = ""
    type: str = "misc"
    identifier: Identifier | None = None


@lru_cache(maxsize=1 << 10)  # the same entries show the pattern of a library again and again
def of_entry(authors: str, year: int | None, title: str, entry_type: str, identifier: Identifier | None = None) -> Work:
    """Return the facts of an existing entry; authors and title as in its fields."""
    return Work(tuple(_names(authors)), year, title, entry_type.lower(), identifier)


def _names(authors: str) -> Iterator[Name]:
    """Yield the first names of a BibTeX author list, as many as a key can show; the rest is OTHERS."""
    for number, text in enumerate(names.each_of(latex.decode(authors).replace("~", " "))):
        if number == _READ:
            yield OTHERS
            return
        if name := names.first_of(text):
            yield name
