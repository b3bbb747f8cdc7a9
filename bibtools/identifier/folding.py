"""Undoes what typography and transport do to an id, and remembers where every character came from."""

from __future__ import annotations

import re

# Characters that no eye sees, and look-alikes from typesetting and PDF copies.
_SEEN = {
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u3000": " ",
    "\u2024": ".", "\uff0e": ".", "\uff1a": ":", "\uff0f": "/", "\u2044": "/",
    "\u2010": "-", "\u2011": "-", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}  # fmt: skip
_UNFOLDED = re.compile("|".join([*map(re.escape, _SEEN), r"\\-", r"%3[aA]", r"%2[fFeE]"]))
_ESCAPED = {r"\-": "", "%3a": ":", "%2f": "/", "%2e": "."}


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text with such characters replaced or dropped, and for each character left its place in the original.

    The second is None where nothing had to be replaced.
    """
    if (text.isascii() and "%" not in text and "\\-" not in text) or not _UNFOLDED.search(text):
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _UNFOLDED.finditer(text):
        pieces.append(text[done : match.start()])
        offsets += range(done, match.start())
        new = _SEEN.get(match[0], _ESCAPED.get(match[0].lower(), ""))
        pieces.append(new)
        offsets += [match.start()] * len(new)
        done = match.end()
    pieces.append(text[done:])
    offsets += range(done, len(text))
    return "".join(pieces), offsets
