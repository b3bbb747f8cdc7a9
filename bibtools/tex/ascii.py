"""Letters without their marks: for comparing texts, and for ASCII."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Letters that are no base letter with a mark, as far as Unicode is concerned.
_BEYOND_MARKS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ȷ": "j", "ŋ": "ng", "Ŋ": "NG",
})  # fmt: skip
_MOST_MARKS = 30


def unaccented(text: str) -> str:
    """Return a text without marks on its letters; other alphabets stay."""
    return text if text.isascii() else without_marks(text).translate(_BEYOND_MARKS)


def without_marks(text: str) -> str:
    """Take letters apart (NFKD), and drop their marks.

    What are marks already is dropped first: to put many of them in order takes the square of their number.
    """
    letters = "".join(filter(_is_no_mark, text))
    return "".join(filter(_is_no_mark, unicodedata.normalize("NFKD", letters)))


def _is_no_mark(char: str) -> bool:
    return not unicodedata.combining(char)


def composed(text: str) -> str:
    """Return a text with its marks in letters where there are such letters (NFC); of a pile of marks, the lowest.

    Unicode Standard Annex 15, 13: no language puts more than thirty marks upon a letter.
    """
    marks = sum(map(bool, map(unicodedata.combining, text)))
    return unicodedata.normalize("NFC", text if marks <= _MOST_MARKS else "".join(_lowest(text)))


def _lowest(text: str) -> Iterator[str]:
    height = 0
    for char in text:
        height = 0 if _is_no_mark(char) else height + 1
        if height <= _MOST_MARKS:
            yield char


def to_ascii(text: str) -> str:
    """Return a text in ASCII letters as far as they are Latin ones; the rest is dropped."""
    return unaccented(text).encode("ascii", "ignore").decode("ascii")
