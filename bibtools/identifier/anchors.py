"""Where an arXiv id may stand: the literals without which no spelling of one occurs.

Every pattern begins with one literal character, since `re` looks for such a one as fast as memory is read; a pattern
that begins with digits is ten times slower. The same patterns serve bytes, so that a file without any is not decoded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtools.identifier.folding import DISGUISES
from bibtools.text import Span

# Four digits, a dot and digits, possibly behind a line end; digits, most letters and other dots in front of them make a
# longer number or a name ("arXiv2106.00134", "arXiv.2106.00134" and "arXiv%3A2106.00134" are ids).
DOT = re.compile(
    r"\.(?<=[0-9]{4}\.)(?<![0-9BCDG-UW-Zbcdg-uw-z][0-9]{4}\.)(?<![^vV]\.[0-9]{4}\.)"
    r"(?=[0-9]{3}|[0-9]{1,2}-\r?\n[ \t]*[0-9]|[-%]?[ \t]*\r?\n[ \t]*[0-9]{4,5}(?![0-9]))"
)
SLASH = re.compile(r"/(?<=[A-Za-z/]/)(?=[0-9]{7}|[0-9]{0,4}-?[ \t]*\r?\n[ \t]*[0-9]{3,7}(?![0-9]))")
BIBCODE = re.compile(r"X(?<=arX)(?=iv[0-9]{8})")  # ADS: 2017arXiv170603762V
DASHED = re.compile(r"-(?<=abs-)(?=[0-9]{4}-[0-9]{4})")  # DBLP: journals/corr/abs-1706-03762
CLAIM = re.compile(
    r":(?<=(?i:arxiv):)(?<![A-Za-z](?i:arxiv):)"
    r"(?:([A-Za-z-]+(?:\.[A-Za-z]{2})?[ .]?[0-9]{7}(?![0-9])|[A-Za-z0-9-]+[./-][A-Za-z0-9]+(?![./-]?[A-Za-z0-9]))"
    r"|(?=[0-9]{1,3}-\r?\n))"  # nearly an id, or hyphenated
)
_ESCAPED = re.compile(r"%(?=2(?:[fF][0-9]{7}|[eE][0-9]{3}))")  # a percent-encoded slash or dot
_PATTERNS = (DOT, SLASH, CLAIM, BIBCODE, DASHED, _ESCAPED)

# The same where not all of an id is ASCII: hidden characters and other digits near its dot or slash, other dots and
# slashes. In bytes, a character that is none of those is taken for one, too: `places` looks closer.
_WIDE_DOT = (
    r"\.(?:(?<=<OTHER>\.)|(?<=<OTHER>[0-9]\.)|(?<=<OTHER>[0-9]{2}\.)|(?<=<OTHER>[0-9]{3}\.)"
    r"|(?<=[0-9]{4}\.)(?=[0-9]{0,2}<NEXT>))(?=[0-9]|<NEXT>)"
)
_WIDE_SLASH = r"/(?:(?<=[A-Za-z/]/)(?=[0-9]{0,6}<NEXT>)|(?<=<OTHER>/)(?=[0-9]|<NEXT>))"


def _wide(pattern: str, other: str, following: str) -> str:
    return pattern.replace("<OTHER>", other).replace("<NEXT>", following)


_WIDE = tuple(re.compile(_wide(pattern, f"[{DISGUISES}]", f"[{DISGUISES}]")) for pattern in (_WIDE_DOT, _WIDE_SLASH))
_MARKS = {mark: re.compile(rf"{mark}(?=[0-9{DISGUISES}])") for mark in "\u2024\uff0e\u2044\uff0f"}

_IN_BYTES = tuple(re.compile(pattern.pattern.encode()) for pattern in _PATTERNS)
_FIRST_BYTES = "(?:[\\xc2\\xe1\\xe2\\xea\\xef]|\\xe3\\x80\\x80)"  # of such characters in UTF-8
_WIDE_IN_BYTES = (
    *(re.compile(_wide(pattern, r"[\x80-\xbf]", _FIRST_BYTES).encode()) for pattern in (_WIDE_DOT, _WIDE_SLASH)),
    re.compile(rb"\xe2(?=\x80\xa4|\x81\x84)"),  # the marks above
    re.compile(rb"\xef(?=\xbc[\x8e\x8f])"),
)

_BEFORE = 400  # characters around a place that can matter for it, disguises included
_AFTER = 120


def may_hold(data: bytes) -> bool:
    """Tell whether bytes may hold an id: False is certain, True is to be looked into."""
    patterns = _IN_BYTES if data.isascii() else (*_IN_BYTES, *_WIDE_IN_BYTES)
    return any(pattern.search(data) for pattern in patterns)


def places(text: str) -> list[int]:
    """Return the offsets near which an id may stand, in order; where there is none, there is no id."""
    patterns = list(_PATTERNS)
    if not text.isascii():
        patterns += [*_WIDE, *(pattern for mark, pattern in _MARKS.items() if mark in text)]
    return sorted([match.start() for pattern in patterns for match in pattern.finditer(text)])


def clusters(length: int, near: Sequence[int]) -> list[tuple[Span, list[int]]]:
    """Return the parts of a text of a certain length that can matter for places in it, each with those places.

    Parts are in order and apart, so that what belongs together is in one.
    """
    found: list[tuple[Span, list[int]]] = []
    start = end = -1
    members: list[int] = []
    for place in near:
        if not members or place - _BEFORE > end:
            if members:
                found.append((Span(start, end), members))
            start, members = max(0, place - _BEFORE), []
        end = min(length, place + _AFTER)
        members.append(place)
    if members:
        found.append((Span(start, end), members))
    return found
