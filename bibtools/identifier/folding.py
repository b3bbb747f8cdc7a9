"""Undoes what typography and transport do to an id, and remembers where every character came from."""

from __future__ import annotations

import re

# Characters that no eye sees, and look-alikes from typesetting and PDF copies.
_SEEN = {
    **dict.fromkeys("\u00a0\u1680\u202f\u205f\u2028\u2029\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
    **dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), ""),  # directions
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    **dict.fromkeys("\u2236\ua789\ufe55\uff1a", ":"),
    **dict.fromkeys("\u2024\uff0e", "."),
    **dict.fromkeys("\u2044\uff0f", "/"),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}
_DISGUISES = "".join(_SEEN)

# TeX's discretionary hyphen, percent-encoding (RFC 3986), and whatever HTML calls such characters.
_ESCAPES = {r"\-": "", "%3a": ":", "%2f": "/", "%2e": "."}
_ESCAPE = r"\\-|%(?:3[aA]|2[fFeE])|&#?[A-Za-z0-9]{2,16};"
_ESCAPED = re.compile(_ESCAPE)
_UNFOLDED = re.compile(f"[{_DISGUISES}]|{_ESCAPE}")


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text with such characters replaced or dropped, and for each character left its place in the original.

    The second is None where nothing had to be replaced.
    """
    plain = text.isascii() and not ("%" in text or "&" in text or r"\-" in text)
    pattern = _ESCAPED if text.isascii() else _UNFOLDED
    if plain or not pattern.search(text):
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        pieces.append(text[done : match.start()])
        offsets += range(done, match.start())
        new = _seen(match[0])
        pieces.append(new)
        offsets += [match.start()] * len(new)
        done = match.end()
    pieces.append(text[done:])
    offsets += range(done, len(text))
    return "".join(pieces), offsets


def _seen(written: str) -> str:
    """Return what a reader sees of a disguised character; an entity that nobody knows stays as it is."""
    if written.startswith("&"):
        from html import unescape  # noqa: PLC0415 - few texts hold entities

        written = unescape(written)
    return _SEEN.get(written, _ESCAPES.get(written.lower(), written))
