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
from bibtools.bibliography.library.title_marks import title_marks
from bibtools.core.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from bibtools.bibliography.library.identity import Known

# An id of the new form with any mark in it, one of the old form, and those of bibcodes (2021arXiv210600134C).
_NEW = lazy_pattern(r"[._:-](?<=([0-9]{4})[._:-])([0-9]{4,5})(?![0-9])")
_OLD = lazy_pattern(r"[/{\"](?=([0-9]{7})(?![0-9]))")
_BIBCODE = lazy_pattern(r"arXiv([0-9]{4})([0-9]{4,5})")
_DOI = lazy_pattern(r"10\.[0-9]{4,9}/[^\s{},\"]+")


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
    found = title_marks(text)
    return _repeated(found.marks, found.matches)


def marks_of(text: str) -> set[str]:
    """Return all that a text may share with others of the same work, each kind apart."""
    ids = [f"id {month}.{number.lstrip('0')}" for month, number in (*_NEW.findall(text), *_BIBCODE.findall(text))]
    others = [f"old {each}" for each in _OLD.findall(text)] + [f"doi {each.lower()}" for each in _DOI.findall(text)]
    return {*ids, *others, *map(title_mark, title_marks(text).marks)}


def title_mark(title: str) -> str:
    """Return the mark of a folded title."""
    return f"title {title}"


def _repeated(marks: Sequence[str], matches: Iterable[re.Match[str]]) -> _Places:
    """Return the marks that are there more than once, with the places of what they were read from."""
    if len(set(marks)) == len(marks):
        return []
    count = Counter(marks)
    return [(match.start(), mark) for match, mark in zip(matches, marks, strict=True) if count[mark] > 1]
