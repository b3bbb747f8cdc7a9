"""Python sources: strings, docstrings and comments are text; numbers in the code between them are ignored."""

from __future__ import annotations

import re
from datetime import date

from bibtools.core.text import Source, Span, blank_around
from bibtools.identifiers.candidates import places
from bibtools.identifiers.detection import Sighting, find
from bibtools.identifiers.identifier import STRONG, WEAK
from bibtools.sources.mention import Scan, report

# The language reference, 2.4.1 (string literals) and 2.1.3 (comments). A string that does not close ends with its line.
# Every alternative begins with its literal, for speed.
_TEXT = re.compile(
    r"""
      \#[^\r\n]*
    | \"{3}((?:[^\\]|\\.)*?)(?:\"{3}|\\?\Z)
    | '{3}((?:[^\\]|\\.)*?)(?:'{3}|\\?\Z)
    | \"((?:[^\\\r\n"]|\\.)*+)(?:"|(?=[\r\n])|\\?\Z)
    | '((?:[^\\\r\n']|\\.)*+)(?:'|(?=[\r\n])|\\?\Z)
    """,
    re.VERBOSE | re.DOTALL,
)


_NUMBER = re.compile(
    r"(?:float|complex|decimal|version\w*|__version__)[\"']?\]?\s*(?:\(|[=!<>:]=?|,)\s*[rbuf]?[\"']+\Z", re.IGNORECASE
)
_NUMBER_REACH = 40


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Python module, or any text that is nearly one."""
    near = places(source.text)
    if not near:
        return Scan()
    texts = list(_TEXT.finditer(source.text))
    literals = {match.span(match.lastindex) for match in texts if match.lastindex}
    live = blank_around(source.text, (Span(*match.span()) for match in texts))
    return report(
        source,
        (
            sighting._replace(evidence=STRONG) if _is_literal(source.text, sighting, literals) else sighting
            for sighting in find(live, today, near)
        ),
    )


def _is_literal(text: str, sighting: Sighting, literals: set[tuple[int, int]]) -> bool:
    """Return whether a bare id is a whole string literal, unless the code uses it as a number."""
    start = sighting.span.start
    return (
        sighting.evidence == WEAK
        and sighting.span in literals
        and not _NUMBER.search(text[max(0, start - _NUMBER_REACH) : start])
    )
