"""Letters without their marks: for comparing texts, and for ASCII."""

from __future__ import annotations

import unicodedata

# Letters that are no base letter with a mark, as far as Unicode is concerned.
_BEYOND_MARKS = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ȷ": "j", "ŋ": "ng", "Ŋ": "NG",
})  # fmt: skip


def unaccented(text: str) -> str:
    """Return a text without marks on its letters; other alphabets stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_BEYOND_MARKS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def to_ascii(text: str) -> str:
    """Return a text in ASCII letters as far as they are Latin ones; the rest is dropped."""
    return unaccented(text).encode("ascii", "ignore").decode("ascii")
