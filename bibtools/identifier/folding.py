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
    # Full-width digits and letters.
    **{chr(0xFEE0 + code): chr(code) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))},
}
_DISGUISES = "".join(_SEEN)

# Ways to write such characters, and what they stand for; no groups inside.
_SPELLINGS = (
    (r"\\-", ""),  # TeX's discretionary hyphen
    (r"(?<=ar)\{?\$?\\chi\$?\}?(?=iv)", "X"),  # what the X in arXiv is
    (r"%3[aA]", ":"),  # RFC 3986, 2.1
    (r"%2[fF]", "/"),
    (r"%2[eE]", "."),
    (r"<wbr ?/?>", ""),
    # Hyphenation at the end of a line: of numbers, of the archives' names (which own the hyphen), of arXiv itself.
    (r"(?<=[0-9.])-\r?\n[ \t]*(?=[0-9])(?![0-9]{4}\.)", ""),
    (r"(?<=[a-z])-\r?\n[ \t]*(?=[a-z]{2,4}/[0-9]{7})", "-"),
    (r"(?<=\bar)-\r?\n[ \t]*(?=Xiv)|(?<=\barX)-\r?\n[ \t]*(?=iv)", ""),
)
_ENTITY = r"&#?[A-Za-z0-9]{2,16};"
_ESCAPE = "|".join([*(f"({pattern})" for pattern, _ in _SPELLINGS), _ENTITY])
_ESCAPED = re.compile(_ESCAPE)
_UNFOLDED = re.compile(f"{_ESCAPE}|[{_DISGUISES}]")
_SIGNS = ("%", "&", "\\-", "\\chi", "<wbr", "-\n", "-\r")  # without one of these, nothing of the kind is there


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text with such characters replaced or dropped, and for each character left its place in the original.

    The second is None where nothing had to be replaced.
    """
    plain = text.isascii() and not any(sign in text for sign in _SIGNS)
    pattern = _ESCAPED if text.isascii() else _UNFOLDED
    if plain or not pattern.search(text):
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        pieces.append(text[done : match.start()])
        offsets += range(done, match.start())
        new = _seen(match)
        pieces.append(new)
        offsets += [match.start()] * len(new)
        done = match.end()
    pieces.append(text[done:])
    offsets += range(done, len(text))
    return "".join(pieces), offsets


def _seen(match: re.Match[str]) -> str:
    """Return what a reader sees of a disguised character; an entity that nobody knows stays as it is."""
    if match.lastindex:
        return _SPELLINGS[match.lastindex - 1][1]
    written = match[0]
    if written.startswith("&"):
        from html import unescape  # noqa: PLC0415 - few texts hold entities

        written = unescape(written)
    return _SEEN.get(written, written)
