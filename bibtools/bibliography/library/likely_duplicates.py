"""Likely duplicates: the entries that may share a work with another one, found without understanding all of them.

A check reads libraries of ten thousand entries at every change. What `duplicates` compares is costly (a title without
its commands, accents and braces), so only those entries are compared that have something in common with another one:
an id's digits, a DOI, or a title, as they are written. A test holds that nothing is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from bibtools.bibliography.library.blocks import ENTRY, Library
from bibtools.bibliography.library.delimiters import closing, closing_quote

if TYPE_CHECKING:
    from bibtools.bibliography.library.identity import Known

# A title, as most are: what stands in it is compared without blanks and punctuation.
_PLAIN = r"[^{}\\&$~\"%#]*+"
_TITLE = re.compile(
    rf"[tT](?<![A-Za-z]t)(?<![A-Za-z]T)[iI][tT][lL][eE]\s*+=\s*+(?:\{{+({_PLAIN})\}}|\"({_PLAIN})\"|([{{\"]))"
)
_PLAIN_TITLE = re.compile(r"[^\\&$~\"%#]*", re.ASCII)
# An id of the new form with any mark in it, one of the old form, and those of bibcodes (2021arXiv210600134C).
_NEW = re.compile(r"[._:-](?<=[0-9]{4}[._:-])([0-9]{4,5})(?![0-9])")
_OLD = re.compile(r"[/{\"](?=([0-9]{7})(?![0-9]))")
_BIBCODE = re.compile(r"arXiv([0-9]{8,9})")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s{},\"]+")
_NO_LETTER = {code: None for code in range(128) if not chr(code).isalnum()}
_LONGEST = 2_000  # characters of a title


def likely_duplicates(library: Library, today: date) -> list[Known]:
    """Return the entries that `duplicates.doubts` may have something to say of, in order."""
    marks = list(marks_of(library.text))
    repeated = {mark for mark, number in Counter(mark for _, mark in marks).items() if number > 1}
    if not repeated:
        return []
    blocks = [block for block in library.blocks if block.kind == ENTRY and not block.disputed]
    ends = [block.span.end for block in blocks]  # what stands above an entry may speak of it
    firsts: dict[str, int] = {}
    shared: set[int] = set()
    for at, mark in marks:
        if mark not in repeated:
            continue
        number = bisect_right(ends, at)
        first = firsts.setdefault(mark, number)
        if first != number:
            shared |= {first, number}
    if not shared:
        return []
    from bibtools.bibliography.library.identity import identify, spans_above  # few libraries that are checked need it

    return [
        identify(library.text, block, library.text[slice(*above)], today)
        for number, (block, above) in enumerate(spans_above(library))
        if number in shared
    ]


def marks_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield what entries may share with others of the same work, and where."""
    for match in _NEW.finditer(text):
        at = match.start()
        yield at, f"{text[at - 4 : at]}.{match[1].lstrip('0')}"
    for match in _BIBCODE.finditer(text):
        yield match.start(), f"{match[1][:4]}.{match[1][4:].lstrip('0')}"
    for match in _OLD.finditer(text):
        yield match.start(), match[1]
    for match in _DOI.finditer(text):
        yield match.start(), match[0].lower()
    for match in _TITLE.finditer(text):
        title = match[1] or match[2] or (_whole(text, match.start(3)) if match[3] else "")
        if title.isascii() and (match[3] is None or _PLAIN_TITLE.fullmatch(title)):
            yield match.start(), title.lower().translate(_NO_LETTER)
        else:
            from bibtools.bibliography.library.identity import compact_title  # the same

            yield match.start(), compact_title(title)


def _whole(text: str, opening: int) -> str:
    end = min(len(text), opening + _LONGEST)
    stop = (closing if text[opening] == "{" else closing_quote)(text, opening, end)
    return text[opening + 1 : stop - 1] if stop else ""
