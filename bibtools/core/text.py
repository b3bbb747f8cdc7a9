"""Exact text: any bytes in, the same bytes out; positions in it, and edits to it."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bibtools.core.encodings import UTF8, encoding_of
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

BOM = "\ufeff"
_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_LINES_AND_TABS = lazy_pattern(r"([\n\t])")
_AT_ONCE = 1 << 13  # characters that are blanked at once: a short line takes a hundred bytes meanwhile
_NOT_LINE_END = lazy_pattern(r"[^\r\n]+")
_REST_OF_LINE = lazy_pattern(r"[^\r\n]*")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span overlaps one of others, which are sorted and disjoint."""
    before = bisect_left(others, (span.end,))  # compared as tuples: ten times as fast as with a key
    return before > 0 and others[before - 1].end > span.start


class Edit(NamedTuple):
    """Replace the text in a span (an empty span: insert there)."""

    span: Span
    text: str


class Position(NamedTuple):
    """A position for people: line and column, both from 1, columns in code points."""

    line: int
    column: int


class Source(NamedTuple):
    """A text and the path it came from, as the user gave it, with the encoding that it has there."""

    path: str
    text: str
    encoding: str = UTF8


class Lines:
    """Converts offsets of one text to positions; a byte order mark has no column of its own.

    Lines are counted from the previous offset, so ascending offsets cost one pass in all.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._returns = "\r" in text
        self._bom = text.startswith(BOM)
        self._line, self._start = 1, 0  # of the place that was asked for last,
        self._at = 0  # and that place

    def position(self, offset: int) -> Position:
        """Return the position of an offset between 0 and the length of the text."""
        if offset < self._at:
            self._line, self._start, self._at = 1, 0, 0
        if self._returns:
            self._count_any(offset)
        elif breaks := self._text.count("\n", self._at, offset):
            self._line += breaks
            self._start = self._text.rfind("\n", self._at, offset) + 1
        self._at = offset
        column = offset - self._start + 1
        return Position(self._line, max(1, column - 1) if self._bom and self._line == 1 else column)

    def _count_any(self, offset: int) -> None:
        splits = self._text[max(0, self._at - 1) : self._at + 1] == "\r\n"
        for match in _LINE_END.finditer(self._text, self._at - splits, offset + 1):
            if match.end() > offset:
                break
            self._line += 1
            self._start = match.end()


def end_of(start: Position, text: str) -> Position:
    """Return the position where a text ends that begins at another one."""
    breaks = list(_LINE_END.finditer(text))
    if not breaks:
        return Position(start.line, start.column + len(text))
    return Position(start.line + len(breaks), len(text) - breaks[-1].end() + 1)


def decode(data: bytes) -> str:
    """Decode bytes so that `encode` gives exactly the same bytes back.

    The encoding is UTF-8, or the one that a byte order mark names. Bytes that are not UTF-8 become lone surrogates
    (PEP 383). Line ends and a byte order mark stay.
    """
    encoding = encoding_of(data)
    return data.decode(encoding, "surrogateescape" if encoding == UTF8 else "strict")


def encode(text: str, encoding: str = UTF8) -> bytes:
    """Encode a text made by `decode`, edited or not, to bytes in the encoding that it had."""
    return text.encode(encoding, "surrogateescape" if encoding == UTF8 else "strict")


def is_binary(data: bytes) -> bool:
    """Return whether bytes are binary by git's rule: a NUL among the first 8000."""
    return b"\0" in data[:8000]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits applied; edits at the same place keep their order.

    Raises ValueError if two edits overlap or one lies outside the text.
    """
    pieces = []
    done = 0
    for span, new in sorted(edits, key=lambda edit: edit.span):
        if not done <= span.start <= span.end <= len(text):
            raise ValueError(f"edit {span.start}-{span.end} overlaps another one or lies outside the text")
        pieces += [text[done : span.start], new]
        done = span.end
    return "".join([*pieces, text[done:]])


def blank(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spaces in the spans (line ends stay); spans may touch and overlap."""
    pieces = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += [text[done:start], spaces(text[max(start, done) : end])]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def spaces(text: str) -> str:
    """Return as many spaces as a text is long; line ends stay."""
    if len(text) > _AT_ONCE:
        return "".join([spaces(text[start : start + _AT_ONCE]) for start in range(0, len(text), _AT_ONCE)])
    if "\r" in text:
        return _NOT_LINE_END.sub(lambda line: " " * len(line[0]), text)
    return "\n".join([" " * len(line) for line in text.split("\n")])


def blank_around(text: str, spans: Iterable[Span]) -> str:
    """Return the text with spaces everywhere but in the spans, which are sorted and disjoint."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return blank(text, (Span(start, end) for start, end in list(pairwise(edges))[::2]))


def line_start(text: str, offset: int, floor: int = 0) -> int:
    """Return the start of the line that an offset is on, but never before `floor`."""
    offset, start = max(0, offset), max(0, floor)
    # A text without returns would be looked through up to its beginning for each line.
    start = max(start, text.rfind("\n", start, offset) + 1)
    return max(start, text.rfind("\r", start, offset) + 1)


def line_end(text: str, offset: int, limit: int = sys.maxsize) -> int:
    """Return the end of the line that an offset is on, without its line break, but never beyond `limit`."""
    rest = _REST_OF_LINE.match(text, offset, limit)
    return rest.end() if rest else offset


def newline_of(text: str) -> str:
    """Return the most frequent line break of a text, LF if it has none."""
    crlf = text.count("\r\n")
    lf = text.count("\n") - crlf
    cr = text.count("\r") - crlf
    return max((lf, "\n"), (crlf, "\r\n"), (cr, "\r"), key=lambda pair: pair[0])[1]


def with_newlines(text: str, newline: str) -> str:
    """Return a text with one kind of line break throughout."""
    return _LINE_END.sub(newline, text)


def printable(text: str) -> str:
    """Return text from outside, safe for a terminal: control and bidi characters become visible escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def printable_lines(text: str) -> str:
    """Return the same of several lines, with their ends and tabs."""
    return (
        text
        if text.isprintable()
        else "".join(each if each in {"\n", "\t"} else printable(each) for each in _LINES_AND_TABS.split(text))
    )
