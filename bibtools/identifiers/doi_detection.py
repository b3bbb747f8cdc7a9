"""Detection of DOIs in running text: after `doi:`, in the addresses of resolvers and publishers, and bare.

A DOI ends at the next blank, quotation mark or angle bracket, without the punctuation behind it and the brackets that
were opened before it. Where a DOI is glued to a word, its end cannot be determined. What follows other letters,
digits and signs is a part of something else, and so is what another address holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, overlaps
from bibtools.identifiers import doi
from bibtools.identifiers.identifier import STRONG, WEAK, Evidence, Identifier
from bibtools.identifiers.sighting import Sighting

_NUMBER = lazy_pattern(r"10\.[1-9][0-9]{3,8}\Z")
_LONGEST = 400  # characters of a DOI, or of the address in front of it
_WORD = lazy_pattern(r"[^\s\"'`<>|\u00ab\u00bb\u2018-\u201f\u3000-\u303f\uff00-\uffef]+")
# SICIs hold angle brackets: 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2
_SICI = lazy_pattern(r"[^\s\"'`<>|]*<[0-9]+:[^\s<>\"]*>[0-9][^\s\"'`<>|]*")
_END = ".,;:!?*_\u2026\u3002\uff0c"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ADDRESS = lazy_pattern(r"https?://[^\s\"'`<>|{}]*\Z", re.IGNORECASE)
_RESOLVER = lazy_pattern(r"(?<![\w/.-])(?:www\.|dx\.)?doi\.org/\Z", re.IGNORECASE)
_LABEL = lazy_pattern(
    r"(?<![A-Za-z0-9])(?:urn:|info:)?doi(?:\s*\}?\s*[:=]\s*|\s*\\?[{\[(]\s*|\s+|\]\(|/)[\"'{<\[(]{0,2}\s*\Z",
    re.IGNORECASE,
)
_REACH = 60  # characters before a DOI in which a label begins
_BEFORE_BARE = lazy_pattern(r"(?:^|[\s(\[{\"'`;|<>)\]},\u2018-\u201f\u2014\u00ab\u00bb]|(?<![\w/.-])@)\Z")


def find(text: str, near: Sequence[int], taken: Sequence[Span]) -> list[Sighting]:
    """Return every place in a text that names a DOI which is no arXiv id's, beside what is `taken` already."""
    found: list[Sighting] = []
    floor = 0
    for place in near:
        if place < floor or text[place] not in "/%":
            continue
        number = _NUMBER.search(text, max(0, place - 12), place)
        sighting = _read(text, number.start()) if number else None
        if sighting and not overlaps(sighting.span, taken):
            found.append(sighting)
            floor = sighting.span.end
    return found


def read_key(key: str, start: int) -> Sighting | None:
    """Return the DOI that a citation key at an offset is."""
    named = doi.parse(key) if "10." in key else None
    if named is None or doi.is_of_preprint(named):
        return None
    return Sighting(Span(start + max(0, key.find("10.")), start + len(key)), named, STRONG)


def _read(text: str, start: int) -> Sighting | None:
    before = text[max(0, start - _LONGEST) : start]
    address = _ADDRESS.search(before)
    whole = _whole(text, start, address is not None)
    if address:
        named = doi.parse(address[0] + whole)
        weight: Evidence = STRONG
    else:
        weight = STRONG if _RESOLVER.search(before) or _LABEL.search(before[-_REACH:]) else WEAK
        named = doi.parse(whole) if weight == STRONG or _BEFORE_BARE.search(before[-1:] and before[-2:]) else None
    if named is None or doi.is_of_preprint(named):
        return None
    return Sighting(Span(start, start + _length(whole, named)), named, weight)


def _whole(text: str, start: int, in_address: bool) -> str:  # noqa: FBT001 - the two ways in which one ends
    """Return the DOI that begins at an offset, as it is written, without what closes the text around it."""
    end = min(len(text), start + _LONGEST)
    match = (None if in_address else _SICI.match(text, start, end)) or _WORD.match(text, start, end)
    whole = match[0] if match else ""
    while whole:
        last = whole[-1]
        opening = _BRACKETS.get(last)
        if last in _END or (opening and whole.count(last) > whole.count(opening)) or whole.endswith("\\"):
            whole = whole[:-1]
            continue
        cut = next(_cuts(whole), None)
        if cut is None:
            return whole
        whole = whole[:cut]
    return whole


def _cuts(whole: str) -> Iterator[int]:
    """Yield where a bracket closes that was opened before the DOI, so that the DOI ends there: `](`, `}{`."""
    depth = dict.fromkeys(_BRACKETS.values(), 0)
    for at, char in enumerate(whole):
        if char in depth:
            depth[char] += 1
        elif (opening := _BRACKETS.get(char)) is not None:
            depth[opening] -= 1
            if depth[opening] < 0:
                yield at


def _length(whole: str, named: Identifier) -> int:
    """Return how much of a text is the DOI, without what pages append to a plainly written one."""
    return len(named.value) if whole.lower().startswith(named.value) else len(whole)
