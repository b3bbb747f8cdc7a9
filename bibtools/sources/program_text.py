"""Program text: strings, docstrings and comments are words; numbers in the code between them are ignored.

A language is a pattern of its comments and strings. Every alternative should begin with its literal, for speed; the
last group that took part holds what a string says, and one named `code` is a literal without prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import StringIO

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank, blank_around, spaces
from bibtools.identifiers.candidates import clusters, holds_place, places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG, WEAK
from bibtools.identifiers.sighting import Sighting
from bibtools.sources.citation import Citation, apart
from bibtools.sources.citation_keys import read_cited
from bibtools.sources.mention import Scan, report

Citations = Callable[[str, Sequence[int] | None], Iterable[Citation]]

_NUMBER = lazy_pattern(
    r"(?:float|complex|decimal|version\w*|__version__)[\"']?\]?\s*(?:\(|[=!<>:]=?|<-|,)\s*[rbuf]?[\"']+\Z|\bv\"\Z",
    re.IGNORECASE,
)
_NUMBER_REACH = 40
_CODE = "code"


def scan_program(source: Source, today: date, words: re.Pattern[str], citations: Citations | None = None) -> Scan:
    """Return the scan of a program, or any text that is nearly one, given its language's pattern of words."""
    near = places(source.text)
    if not near:
        return Scan()
    live, literals = _texts(source.text, words, near)
    keys = list(read_cited(apart(citations(live, near)), today)) if citations else []
    live = blank(live, [key.sighting.span for key in keys]) if keys else live
    return report(
        source,
        (
            sighting._replace(evidence=STRONG) if _is_literal(source.text, sighting, literals) else sighting
            for sighting in find(live, today, near)
        ),
        keys,
    )


def citations_in_program(text: str, words: re.Pattern[str], citations: Citations) -> list[Citation]:
    """Return the citations in the words of a program, all of them."""
    spoken = [Span(*match.span()) for match in words.finditer(text) if match.lastgroup != _CODE]
    return apart(citations(blank_around(text, spoken), None))


def _texts(text: str, words: re.Pattern[str], near: Sequence[int]) -> tuple[str, set[tuple[int, int]]]:
    """Return a program with spaces instead of its code, and the spans of literals, as far as both matter for places.

    Only one match is held at a time: a program may consist of millions of strings. What is near no place counts as
    code.
    """
    parts = [part for part, _ in clusters(len(text), near)]
    live, literals = StringIO(), set()
    done = at = 0
    for match in words.finditer(text):
        start, end = match.span()
        while at < len(parts) and parts[at].end <= start:
            at += 1
        if at == len(parts):
            break
        if end > parts[at].start and match.lastgroup != _CODE:
            live.write(spaces(text[done:start]))
            live.write(match[0])
            done = end
            if match.lastindex and holds_place(match.span(match.lastindex), near):
                literals.add(match.span(match.lastindex))
    live.write(spaces(text[done:]))
    return live.getvalue(), literals


def _is_literal(text: str, sighting: Sighting, literals: set[tuple[int, int]]) -> bool:
    """Return whether a bare id is a whole string literal, unless the code uses it as a number."""
    start = sighting.span.start
    return (
        sighting.evidence == WEAK
        and sighting.span in literals
        and not _NUMBER.search(text[max(0, start - _NUMBER_REACH) : start])
    )
