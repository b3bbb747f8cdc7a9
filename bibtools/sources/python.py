"""Python sources: strings, docstrings and comments are text; numbers in the code between them are ignored."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from io import StringIO

from bibtools.core.text import Source, Span, spaces
from bibtools.identifiers.candidates import clusters, places
from bibtools.identifiers.detection import Sighting, find
from bibtools.identifiers.identifier import STRONG, WEAK
from bibtools.sources.mention import Scan, report

# The language reference, 2.4.1 (string literals) and 2.1.3 (comments). A string that does not close ends with its line.
# Every alternative begins with its literal, for speed. What repeats gives nothing back: to be able to,
# a lazy `*?` keeps a hundred bytes for every character of a docstring.
_TEXT = re.compile(
    r"""
      \#[^\r\n]*
    | \"{3}((?:[^\\"]++|\\.|\"(?!\"\"))*+)(?:\"{3}|\\?\Z)
    | '{3}((?:[^\\']++|\\.|'(?!''))*+)(?:'{3}|\\?\Z)
    | \"((?:[^\\\r\n"]|\\.)*+)(?:"|(?=[\r\n])|\\?\Z)
    | '((?:[^\\\r\n']|\\.)*+)(?:'|(?=[\r\n])|\\?\Z)
    """,
    re.VERBOSE | re.DOTALL,
)


_NUMBER = re.compile(
    r"(?:float|complex|decimal|version\w*|__version__)[\"']?\]?\s*(?:\(|[=!<>:]=?|,)\s*[rbuf]?[\"']+\Z", re.IGNORECASE
)
_NUMBER_REACH = 40
_PIECE = 1 << 16  # characters that are blanked at once: a short line takes a hundred bytes meanwhile


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Python module, or any text that is nearly one."""
    near = places(source.text)
    if not near:
        return Scan()
    live, literals = _texts(source.text, near)
    return report(
        source,
        (
            sighting._replace(evidence=STRONG) if _is_literal(source.text, sighting, literals) else sighting
            for sighting in find(live, today, near)
        ),
    )


def _texts(text: str, near: Sequence[int]) -> tuple[str, set[tuple[int, int]]]:
    """Return a module with spaces instead of its code, and the spans of literals, as far as both matter for places.

    Only one match is held at a time: a module may consist of millions of strings. What no place is near counts as code.
    """
    parts = [part for part, _ in clusters(len(text), near)]
    live, literals = StringIO(), set()
    done = at = 0
    for match in _TEXT.finditer(text):
        start, end = match.span()
        while at < len(parts) and parts[at].end <= start:
            at += 1
        if at == len(parts):
            break
        if end > parts[at].start:
            _write_spaces(live, text, Span(done, start))
            live.write(match[0])
            done = end
            if match.lastindex and _holds_one(match.span(match.lastindex), near):
                literals.add(match.span(match.lastindex))
    _write_spaces(live, text, Span(done, len(text)))
    return live.getvalue(), literals


def _write_spaces(live: StringIO, text: str, span: Span) -> None:
    live.writelines(spaces(text[start : min(start + _PIECE, span.end)]) for start in range(*span, _PIECE))


def _holds_one(span: tuple[int, int], near: Sequence[int]) -> bool:
    at = bisect_left(near, span[0])
    return at < len(near) and near[at] < span[1]


def _is_literal(text: str, sighting: Sighting, literals: set[tuple[int, int]]) -> bool:
    """Return whether a bare id is a whole string literal, unless the code uses it as a number."""
    start = sighting.span.start
    return (
        sighting.evidence == WEAK
        and sighting.span in literals
        and not _NUMBER.search(text[max(0, start - _NUMBER_REACH) : start])
    )
