"""Prefilter: patterns in bytes, at least one of which occurs wherever there is an arXiv id or a DOI in any spelling.

A file that holds none of them is not even decoded. This module loads nothing but `re`, since the hook's fast path looks
at what has changed with it.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import AnyStr

# Characters that no eye sees, and look-alikes from typesetting and PDF copies: what they stand for.
SEEN = {
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

# Every pattern begins with one literal character, since `re` looks for one as fast as memory is read; a pattern
# that begins with digits is ten times slower.
#
# Four digits, a dot and digits, possibly after a line end; digits, most letters and other dots before them make a
# longer number or a name ("arXiv2106.00134", "arXiv.2106.00134" and "arXiv%3A2106.00134" are ids).
DOT = (
    r"\.(?<=[0-9]{4}\.)(?<![0-9BCDG-UW-Zbcdg-uw-z][0-9]{4}\.)(?<![^vV]\.[0-9]{4}\.)"
    r"(?=[0-9]{3}|[0-9]{1,2}-\r?\n[ \t]*[0-9]|[-%]?[ \t]*\r?\n[ \t]*[0-9]{4,5}(?![0-9]))"
)
SLASH = r"/(?<=[A-Za-z/]/)(?=[0-9]{7}|[0-9]{0,4}-?[ \t]*\r?\n[ \t]*[0-9]{3,7}(?![0-9]))"
BIBCODE = r"X(?<=arX)(?=iv[0-9]{8})"  # ADS: 2017arXiv170603762V
DASHED = r"-(?<=abs-)(?=[0-9]{4}-[0-9]{4})"  # DBLP: journals/corr/abs-1706-03762
CLAIM = (
    r":(?<=(?i:arxiv):)(?<![A-Za-z](?i:arxiv):)"
    r"(?:([A-Za-z-]+(?:\.[A-Za-z]{2})?[ .]?[0-9]{7}(?![0-9])|[A-Za-z0-9-]+[./-][A-Za-z0-9]+(?![./-]?[A-Za-z0-9]))"
    r"|(?=[0-9]{1,3}-\r?\n))"  # nearly an id, or hyphenated
)
ESCAPED = r"%(?=2(?:[fF][0-9]{7}|[eE][0-9]{3}))"  # a percent-encoded slash or dot
# A DOI's slash, encoded or not, or escaped for TeX; in front of it the number of whoever has registered it.
_REGISTRANT = "|".join(rf"(?<=10\.[0-9]{{{length}}}<SIGN>)" for length in range(4, 10))
DOI = rf"/(?<=[0-9]/)(?:{_REGISTRANT.replace('<SIGN>', '/')})(?=[^\s/])"
ENCODED_DOI = rf"%(?<=[0-9]%)(?:{_REGISTRANT.replace('<SIGN>', '%')})(?=2[fF][^\s])"
# The character that each begins with.
SIGNS = {DOT: ".", SLASH: "/", CLAIM: ":", BIBCODE: "X", DASHED: "-", ESCAPED: "%", DOI: "/", ENCODED_DOI: "%"}
PATTERNS = tuple(SIGNS)
# What bytes hold wherever a pattern occurs: memory is searched for it at once, and a pattern costs time to compile.
_LITERALS = {DOT: b".", SLASH: b"/", CLAIM: b":", BIBCODE: b"arXiv", DASHED: b"abs-", ESCAPED: b"%2", DOI: b"10."}
_LITERALS[ENCODED_DOI] = b"%2"

# The same where not all of an id is ASCII: hidden characters and other digits near its dot or slash, other dots and
# slashes. In bytes, other characters are accepted, too: `candidates` looks closer.
WIDE_DOT = (
    r"\.(?:(?<=<OTHER>\.)|(?<=<OTHER>[0-9]\.)|(?<=<OTHER>[0-9]{2}\.)|(?<=<OTHER>[0-9]{3}\.)"
    r"|(?<=[0-9]{4}\.)(?=[0-9]{0,2}<NEXT>))(?=[0-9]|<NEXT>)"
)
WIDE_SLASH = r"/(?:(?<=[A-Za-z/]/)(?=[0-9]{0,6}<NEXT>)|(?<=<OTHER>/)(?=[0-9]|<NEXT>))"
_FIRST_BYTES = "(?:[\\xc2\\xe1\\xe2\\xea\\xef]|\\xe3\\x80\\x80)"  # of such characters in UTF-8
_RARE = 1000  # characters for one sign, at least
_compiled: dict[str, re.Pattern[bytes]] = {}


def wide(pattern: str, other: str, following: str) -> str:
    """Return one of the wide patterns, given what may stand for other characters before and after a sign."""
    return pattern.replace("<OTHER>", other).replace("<NEXT>", following)


def occurrences(pattern: re.Pattern[AnyStr], sign: AnyStr, text: AnyStr) -> Iterator[int]:
    """Yield where a pattern occurs that begins with a sign: one character, literally.

    A rare sign is looked for thirty times as fast as `re` does.
    """
    at, patience = text.find(sign), len(text) // _RARE + 4
    while at >= 0 and patience:
        match = pattern.match(text, at)
        if match:
            yield at
        at = text.find(sign, match.end() if match else at + 1)
        patience -= 1
    if at >= 0:
        yield from (match.start() for match in pattern.finditer(text, at))


def in_bytes(data: bytes) -> Iterator[tuple[str, re.Pattern[bytes]]]:
    """Yield the patterns that may occur in some bytes, each with what it is compiled from."""
    for source, literal in _LITERALS.items():
        if SIGNS[source].encode() in data and literal in data:  # to look for more than one byte takes longer
            yield source, _pattern(source)
    if not data.isascii():
        for source in (WIDE_DOT, WIDE_SLASH):
            yield source, _pattern(wide(source, r"[\x80-\xbf]", _FIRST_BYTES))
        for source in (r"\xe2(?=\x80\xa4|\x81\x84)", r"\xef(?=\xbc[\x8e\x8f])"):  # other dots and slashes
            yield source, _pattern(source)


def _pattern(source: str) -> re.Pattern[bytes]:
    if source not in _compiled:
        _compiled[source] = re.compile(source.encode())
    return _compiled[source]


def may_hold(data: bytes) -> bool:
    """Return False only if bytes cannot hold an id."""
    return any(pattern.search(data) for _, pattern in in_bytes(data))
