"""Citation keys for new entries: `chen2021gans`, ASCII, unique without regard to case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase

from bibtools import latex
from bibtools.names import Name
from bibtools.transliteration import to_ascii

# The function words that citation-key generators leave out (JabRef's list, shortened to English).
_FUNCTION_WORDS = frozenset(
    """a about above across against along among an and around as at be before behind below beneath beside between beyond
    but by can do does down during except for from how in inside into is it like near of off on onto or over since so
    than that the through to toward towards under until up upon via was what when where whether which while who why will
    with within without""".split()
)
_WORD = re.compile(r"\b[A-Za-z0-9]-[A-Za-z0-9]+|[A-Za-z0-9]+")  # a single letter belongs to its word: D-brane
_FORMULA = re.compile(r"\$[^$]*\$")


def default_key(author: Name | None, year: int | None, title: str, fallback: str) -> str:
    """Return family name, year and first significant word of the title; what cannot be said in ASCII is left out.

    With neither a name nor a word the key is the fallback's letters and digits.
    """
    family = "".join(_WORD.findall(to_ascii(_key_name(author)))) if author else ""
    word = next((word for word in _title_words(title) if word not in _FUNCTION_WORDS), "")
    if not family and not word:
        return re.sub(r"[^A-Za-z0-9.:-]", "-", fallback)
    return f"{family.lower()}{year or ''}{word}"


def _key_name(author: Name) -> str:
    return author.family.split()[0] if author.corporate else author.family


def _title_words(title: str) -> Iterator[str]:
    return (
        word.lower().replace("-", "")
        for word in _WORD.findall(to_ascii(latex.decode(_FORMULA.sub(" ", title)).replace("'", "").replace("’", "")))
    )


def unique(key: str, taken: set[str]) -> str:
    """Return the key, with a letter behind it (`a` first) where it is taken already; `taken` is casefolded."""
    return next(candidate for candidate in _candidates(key) if candidate.casefold() not in taken)


def _candidates(key: str) -> Iterator[str]:
    yield key
    for length in count(1):
        yield from (key + "".join(letters) for letters in product(ascii_lowercase, repeat=length))
