"""Likely duplicates: the entries that may share a work with another one, found without understanding all of them.

A check reads libraries of ten thousand entries at every change. What `duplicates` compares is costly (a title without
its commands, accents and braces), so only those entries are compared that have something in common with another one:
an id's digits, a DOI, or a title, as they are written. A test holds that nothing is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
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
_NEW = re.compile(r"[._:-](?<=([0-9]{4})[._:-])([0-9]{4,5})(?![0-9])")
_OLD = re.compile(r"[/{\"](?=([0-9]{7})(?![0-9]))")
_BIBCODE = re.compile(r"arXiv([0-9]{4})([0-9]{4,5})")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s{},\"]+")
_BETWEEN = "&"  # titles, since no plain one holds it
_NO_LETTER = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) != _BETWEEN}
_LONGEST = 2_000  # characters of a title


def likely_duplicates(library: Library, today: date) -> list[Known]:
    """Return the entries that `duplicates.doubts` may have something to say of, in order."""
    text = library.text
    repeated = [each for each in (_ids(text), _old_ids(text), _dois(text), _titles(text)) if each]
    if not any(repeated):
        return []
    blocks = [block for block in library.blocks if block.kind == ENTRY and not block.disputed]
    ends = [block.span.end for block in blocks]  # what stands above an entry may speak of it
    shared: set[int] = set()
    for places in repeated:
        firsts: dict[str, int] = {}
        for at, mark in places:
            number = bisect_right(ends, at)
            first = firsts.setdefault(mark, number)
            if first != number:
                shared |= {first, number}
    if not shared:
        return []
    from bibtools.bibliography.library.directives import spans_above
    from bibtools.bibliography.library.identity import identify  # few libraries that are checked need it

    return [
        identify(text, block, text[slice(*above)], today)
        for number, (block, above) in enumerate(spans_above(library))
        if number in shared
    ]


# What entries may share with others of the same work: what is there twice or more, with its places. Nearly all of it is
# there once, so that it is read in bulk, and its places are looked for only then.
_Places = list[tuple[int, str]]


def _ids(text: str) -> _Places:
    """Return the repeated ids of the new form, in every spelling of their digits."""
    marks = [f"{month}.{number.lstrip('0')}" for month, number in (*_NEW.findall(text), *_BIBCODE.findall(text))]
    return _repeated(marks, (match for pattern in (_NEW, _BIBCODE) for match in pattern.finditer(text)))


def _old_ids(text: str) -> _Places:
    return _repeated(_OLD.findall(text), _OLD.finditer(text))


def _dois(text: str) -> _Places:
    return _repeated([each.lower() for each in _DOI.findall(text)], _DOI.finditer(text))


def _titles(text: str) -> _Places:
    """Return the repeated titles, folded: plain ones all at once, others as their comparison reads them."""
    matches = list(_TITLE.finditer(text))
    titles = [_whole(text, match.start(3)) if match[3] else match[1] or match[2] or "" for match in matches]
    is_plain = [title.isascii() and _PLAIN_TITLE.fullmatch(title) is not None for title in titles]
    plain = [title for title, plainly in zip(titles, is_plain, strict=True) if plainly]
    folded = iter(_BETWEEN.join(plain).lower().translate(_NO_LETTER).split(_BETWEEN))
    marks = [next(folded) if plainly else _compact(title) for title, plainly in zip(titles, is_plain, strict=True)]
    return _repeated(marks, matches)


def _compact(title: str) -> str:
    from bibtools.bibliography.library.identity import compact_title  # the same

    return compact_title(title)


def _repeated(marks: Sequence[str], matches: Iterable[re.Match[str]]) -> _Places:
    """Return the marks that are there more than once, with the places of what they were read from."""
    if len(set(marks)) == len(marks):
        return []
    count = Counter(marks)
    return [(match.start(), mark) for match, mark in zip(matches, marks, strict=True) if count[mark] > 1]


def _whole(text: str, opening: int) -> str:
    end = min(len(text), opening + _LONGEST)
    stop = (closing if text[opening] == "{" else closing_quote)(text, opening, end)
    return text[opening + 1 : stop - 1] if stop else ""
