"""Presence: which of certain papers a library has, without reading the rest of it.

The answer equals that of `identity.identities`, as a test shows. A check before every commit cannot afford to
parse ten thousand entries for the sake of ten.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from bibtools.bibliography.library.arxiv_id import OLD_NUMBER, READ_FIELDS, arxiv_id
from bibtools.bibliography.library.blocks import ENTRY, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import blocks, read
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source
from bibtools.identifiers.candidates import arxiv_places
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier

_STATED = lazy_pattern(r"bibtools:[ \t]*is\b", re.IGNORECASE)
_DECIMAL = frozenset("0123456789")
_DIGITS = lazy_pattern(r"[0-9]+")


def lookup(
    source: Source, wanted: Collection[Identifier], today: date, known: Iterable[Block] | None = None
) -> dict[Identifier, str]:
    """Return the key of the first entry for each of some works that the library has.

    `known` are all blocks of the library, if they are available.
    """
    if _STATED.search(source.text) or any(each.scheme != ARXIV for each in wanted):
        return _thoroughly(source, wanted, today)
    text = source.text
    found: dict[Identifier, str] = {}
    near = _places_of(text, [each.value for each in wanted])
    for block in (blocks(text, near) if known is None else _holding(known, near)) if near else ():
        if block.kind == ENTRY and not block.disputed:
            identifier = arxiv_id(text, block, fields(text, block, READ_FIELDS)[0], today)
            if identifier and identifier in wanted:
                found.setdefault(identifier, block.key)
    return found


def blocks_naming(library: Library, wanted: Collection[Identifier]) -> Iterator[Block]:
    """Yield the entries of a library that may be one of some works by what stands in them, in order.

    The works are arXiv papers or have DOIs.
    """
    text = library.text
    papers = [each.value for each in wanted if each.scheme == ARXIV]
    near = _places_of(text, papers) if papers else []
    prefixes = {each.value.partition("/")[0].removeprefix("10.") for each in wanted if each.scheme == DOI}
    if prefixes:
        near = sorted([*near, *_places_of_dois(text, prefixes)])
    yield from (each for each in _holding(library.blocks, near) if each.kind == ENTRY and not each.disputed)


def _places_of_dois(text: str, prefixes: Collection[str]) -> Iterator[int]:
    """Yield the offsets of what may be DOIs of some prefixes: not of those that are clearly another one's."""
    named = "|".join(map(re.escape, sorted(prefixes)))
    pattern = re.compile(rf"10\.(?:(?:{named})(?![0-9])|(?![0-9]{{4,9}}(?:\.[0-9]+)*/[^\s/]))")
    return (match.start() for match in pattern.finditer(text))


def _holding(known: Iterable[Block], near: Sequence[int]) -> Iterator[Block]:
    """Yield the blocks that contain one of some offsets."""
    following = 0
    for block in known:
        following = bisect_left(near, block.span.start, following)
        if following == len(near):
            return
        if near[following] < block.span.end:
            yield block


def _thoroughly(source: Source, wanted: Collection[Identifier], today: date) -> dict[Identifier, str]:
    from bibtools.bibliography.library.identity import identities  # for the few that state ids above their entries

    known = identities(read(source), today).by_identifier
    return {work: entry.block.key for work, entry in known.items() if work in wanted}


def _places_of(text: str, values: Collection[str]) -> list[int]:
    """Return the offsets that may name one of the ids: of their months, or of all digits of an old id."""
    numbers = [value.rpartition("/")[2] for value in values]
    months = {number[:4] for number in numbers if "." in number}
    old = {number for number in numbers if "." not in number}
    whole = frozenset(numbers)

    def names_one(place: int) -> bool:
        """Return whether the digits around a dot are those of one of the ids."""
        month, tail = text[place - 4 : place], text[place + 1 : place + 7]
        if month not in months:
            return not month.isdigit()
        if tail.isdigit() or not tail[:4].isdigit():  # a number of another length may be a slip
            return True
        if tail[:5].isdigit():
            return f"{month}.{tail[:5]}" in whole or f"{month}.{tail[1:5]}" in whole  # with a zero too many
        return f"{month}.{tail[:4]}" in whole or f"{month}.0{tail[:4]}" in whole  # with a zero too few

    def names_old(place: int) -> bool:
        """Return whether the digits behind a slash are those of one of the ids; a number before it makes it a DOI's."""
        number = text[place + 1 : place + 8]
        return number in old or not (number.isdigit() or text[place - 1] in _DECIMAL)

    tests: dict[str, Callable[[int], bool]] = {
        ".": names_one,
        "/": names_old,
        "X": lambda place: text[place + 3 : place + 7] in months,
        "-": lambda place: text[place + 1 : place + 5] in months,
        ":": lambda place: False,  # noqa: ARG005 - a typo is no id
    }
    near = [place for place in arxiv_places(text) if tests.get(text[place], _always)(place)]
    return sorted([*near, *_old_numbers(text, old)]) if old else near


def _old_numbers(text: str, old: set[str]) -> Sequence[int]:
    """Return the offsets of bare old numbers, which another field completes."""
    return [
        match.start()
        for match in OLD_NUMBER.finditer(text)
        if (digits := _DIGITS.search(text, match.end())) and digits[0][:7] in old
    ]


def _always(place: int) -> bool:
    del place
    return True
