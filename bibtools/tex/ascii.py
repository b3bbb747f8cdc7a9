"""Letters without diacritics: for comparing texts, and for ASCII."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import filterfalse

# Letters that are no base letter with a mark, as far as Unicode is concerned.
_BEYOND_MARKS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ȷ": "j", "ŋ": "ng", "Ŋ": "NG",
})  # fmt: skip
_MOST_MARKS = 30


def unaccented(text: str) -> str:
    """Return a text without diacritics; other alphabets stay."""
    return text if text.isascii() else without_marks(text).translate(_BEYOND_MARKS)


def without_marks(text: str) -> str:
    """Return a text decomposed (NFKD) and without combining marks.

    Existing marks are dropped first: ordering them takes quadratic time.
    """
    letters = "".join(filterfalse(unicodedata.combining, text))
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", letters)))


def _is_no_mark(char: str) -> bool:
    return not unicodedata.combining(char)


def composed(text: str) -> str:
    """Return a text composed (NFC); of a pile of marks, only the first few are kept.

    Unicode Standard Annex 15, 13: no language puts more than thirty marks on a letter.
    """
    # Most texts are shorter than any such pile.
    marks = len(text) if len(text) <= _MOST_MARKS else sum(map(bool, map(unicodedata.combining, text)))
    return unicodedata.normalize("NFC", text if marks <= _MOST_MARKS else "".join(_lowest(text)))


def _lowest(text: str) -> Iterator[str]:
    height = 0
    for char in text:
        height = 0 if _is_no_mark(char) else height + 1
        if height <= _MOST_MARKS:
            yield char


def to_ascii(text: str) -> str:
    """Return a text transliterated to ASCII; characters that are not Latin are dropped."""
    return unaccented(text).encode("ascii", "ignore").decode("ascii")
