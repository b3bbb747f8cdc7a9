"""Citation keys for new entries: `chen2021gans`, ASCII, unique without regard to case.

Keys of another shape are made by a pattern: a configured one (`citekey.parsing`), or the one that a library's own keys
follow (`citekey.inference`). Those are modules of their own since most runs add no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product

from bibtools.bibliography.citekey.words import family, significant
from bibtools.tex.names import Name

_LETTERS = "abcdefghijklmnopqrstuvwxyz"  # `string` would compile a pattern for them


def default_key(author: Name | None, year: int | None, title: str, fallback: str) -> str:
    """Return family name, year and first significant word of the title; what has no ASCII form is left out.

    Without name and word, the key is the fallback's letters and digits.
    """
    name = "".join(family(author)).replace("-", "") if author else ""
    word = next(iter(significant(title)), "")
    if not name and not word:
        return plain(fallback)
    return f"{name}{year or ''}{word}".lower()


def plain(identifier: str) -> str:
    """Return an identifier as a key."""
    return re.sub(r"[^A-Za-z0-9.:-]", "-", identifier)


def unique(key: str, taken: set[str]) -> str:
    """Return the key, with a letter appended (`a` first) if it is taken; `taken` is casefolded."""
    return next(candidate for candidate in _candidates(key) if candidate.casefold() not in taken)


def _candidates(key: str) -> Iterator[str]:
    yield key
    for length in count(1):
        yield from (key + "".join(letters) for letters in product(_LETTERS, repeat=length))
