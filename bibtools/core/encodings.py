"""Encodings wider than a byte: UTF-16 and UTF-32, recognised by a byte order mark or by the NULs in a text.

Everything else is taken for UTF-8, which `core.text` decodes so that other bytes are kept.
"""

from __future__ import annotations

import codecs

UTF8 = "utf-8"
# UTF-32 is tried first, since its mark begins with the one of UTF-16.
_MARKS = (
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_BEGINNING = 8000  # bytes that are examined, a multiple of every width
_LAYOUT = "\t\n\v\f\r\x1a\ufeff"  # characters of a text that are not printable


def encoding_of(data: bytes) -> str:
    """Return the encoding that a byte order mark names, UTF-8 without one.

    A text has line ends, spaces or commands, so that its wide encoding has NULs; without any, the mark is two letters
    of a one-byte encoding. What the encoding does not allow is not in it.
    """
    if not is_marked(data):
        return UTF8
    found = (name for name, mark in _MARKS if data.startswith(mark) and _is_valid(data, name))
    return next(found, UTF8) if b"\0" in data or data in dict(_MARKS).values() else UTF8


def is_marked(data: bytes) -> bool:
    """Return whether bytes begin with the mark of a wide encoding, whatever follows."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def unmarked(data: bytes) -> str:
    """Return the wide encoding of a text that has no byte order mark, or an empty text for other bytes."""
    beginning = data[:_BEGINNING]
    if b"\0" not in beginning:
        return ""
    return next((name for name, _ in _MARKS if _is_text(beginning, name, is_whole=len(data) <= _BEGINNING)), "")


def in_utf8(data: bytes) -> bytes:
    """Return a text in UTF-8, whatever its mark says; one without a mark of a wide encoding stays as it is."""
    name = encoding_of(data)
    return data if name == UTF8 else data.decode(name).encode()


def _is_valid(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(beginning: bytes, name: str, *, is_whole: bool) -> bool:
    """Return whether bytes are a text in an encoding: all printable, with letters or digits as every language has."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(beginning, final=is_whole)
    except UnicodeDecodeError:
        return False
    has_ascii = any(char.isascii() and char.isprintable() for char in text)
    return has_ascii and all(char.isprintable() or char in _LAYOUT for char in text)
