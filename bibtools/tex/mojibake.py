"""Mojibake: letters that were written in UTF-8 and read as Latin-1, as sources have them now and then."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

# "Ã¡" is "á", "Å\x82" is "ł". A capital before a closing quotation mark ("Ä»") is most likely just that.
_MISREAD = lazy_pattern(r"[\xc2\xc3][\x80-\xbf]|[\xc4\xc5](?![\xab\xbb])[\x80-\xbf]")


def remade(text: str) -> str:
    """Return a text with such letters as they were meant."""
    return text if text.isascii() else _MISREAD.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("utf-8")
