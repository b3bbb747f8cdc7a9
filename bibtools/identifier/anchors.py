"""Where an arXiv id may stand: the literals without which no spelling of one occurs.

Every pattern begins with one literal character, since `re` looks for such a one as fast as memory is read; a pattern
that begins with digits is ten times slower. The same patterns serve bytes, so that a file without any is not decoded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtools.text import Span

DOT = re.compile(r"\.(?<=[0-9]{4}\.)(?=[0-9]{3}|[0-9]{1,2}-\r?\n[ \t]*[0-9]|[-%]?[ \t]*\r?\n[ \t]*[0-9]{4,5}(?![0-9]))")
SLASH = re.compile(r"/(?<=[A-Za-z/]/)(?=[0-9]{5}|[0-9]{0,4}-?[ \t]*\r?\n[ \t]*[0-9]{3,7}(?![0-9]))")
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
# slashes.
_OTHER = r"[^\x00-\x7f]"
_OTHER_OR_DIGIT = r"[^\x00-/:-\x7f]"
_WIDE_DOT = (
    rf"\.(?:(?<={_OTHER}\.)|(?<={_OTHER}[0-9]\.)|(?<={_OTHER}[0-9]{{2}}\.)|(?<={_OTHER}[0-9]{{3}}\.)"
    rf"|(?<=[0-9]{{4}}\.)(?=[0-9]{{0,2}}{_OTHER}))(?={_OTHER_OR_DIGIT})"
)
_WIDE_SLASH = rf"/(?:(?<=[A-Za-z/]/)(?=[0-9]{{0,6}}{_OTHER})|(?<={_OTHER}/)(?={_OTHER_OR_DIGIT}))"
_WIDE = (re.compile(_WIDE_DOT), re.compile(_WIDE_SLASH))
_MARKS = {mark: re.compile(rf"{mark}(?={_OTHER_OR_DIGIT})") for mark in "\u2024\uff0e\u2044\uff0f"}

_IN_BYTES = tuple(re.compile(pattern.pattern.encode()) for pattern in _PATTERNS)
_WIDE_IN_BYTES = (
    *(re.compile(pattern.encode()) for pattern in (_WIDE_DOT, _WIDE_SLASH)),
    re.compile(rb"\xe2(?=\x80\xa4|\x81\x84)"),  # the same marks in UTF-8
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
