"""Finds arXiv ids in running text and weighs what stands around them.

The search is anchored on literals (a dot before four digits, a slash before seven); everything else is looked at
only around such a hit. There is no right word boundary: in pasted lists the next abstract is often glued to the id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from bibtools.identifier import ARXIV, Identifier, Impossible, evidence
from bibtools.identifier.arxiv import (
    OLD_ARCHIVES,
    new_style,
    old_style,
    parse,
    prefix_end,
    sequence_length,
    version_number,
)
from bibtools.identifier.evidence import STRONG, WEAK
from bibtools.identifier.folding import fold
from bibtools.text import Span, overlaps


class Sighting(NamedTuple):
    """One place in a text that looks like an arXiv id.

    `identifier` is what it says, or why it cannot be one. `repaired` tells that a zero or a hyphen was put right.
    """

    span: Span
    identifier: Identifier | Impossible
    evidence: str
    repaired: bool = False

    def moved(self, by: int) -> Sighting:
        """Return the same, sighted in a text in which this one begins at an offset."""
        return self._replace(span=Span(self.span.start + by, self.span.end + by))


class _Candidate(NamedTuple):
    span: Span
    value: str | Impossible
    version: int | None
    weight: str
    repaired: bool = False


_POSSIBLE = re.compile(r"[./%\u2024\uff0e]|rXiv|abs-")
_CLAIM = re.compile(r"(?<![A-Za-z])arXiv:([A-Za-z0-9-]+[./-][A-Za-z0-9]+)(?![./-]?[A-Za-z0-9])", re.IGNORECASE)
_DIGITS_OF_A_SLIP = 6
_DIGITS = re.compile(r"[0-9]+")
_BROKEN = re.compile(r"\s*([0-9]+)")
_GLUED = re.compile(r"-?[^\W\d_]")  # 3D, 3-D
_VERSION = re.compile(r"(?:v|V(?![0-9]+[A-Za-z]))([0-9]{1,3})(?![0-9])")


def find(text: str, today: date) -> list[Sighting]:
    """Return every place in a text that names an arXiv id or looks like doing so, in order.

    Numbers that nothing but their form makes an id come with weak evidence; impossible ids are reported only where
    something claims that they are ids.
    """
    if not _POSSIBLE.search(text):
        return []
    folded, offsets = fold(text)
    candidates = _enumerated(folded, list(_candidates(folded, today)))
    candidates = sorted([*candidates, *_malformed(folded, candidates)], key=lambda each: each.span)
    return [_sighting(candidate, offsets) for candidate in candidates]


def read_key(key: str, start: int, today: date) -> Sighting | None:
    """Read a citation key that begins at an offset and is an id, or holds one ("DBLP:journals/corr/abs-1706-03762")."""
    identifier = parse(key, today)
    if identifier is not None:
        return Sighting(Span(start + prefix_end(key), start + len(key)), identifier, STRONG)
    return next((found.moved(start) for found in find(key, today) if found.evidence == STRONG), None)


def _sighting(candidate: _Candidate, offsets: list[int] | None) -> Sighting:
    span, value, version, weight, repaired = candidate
    if offsets is not None:
        span = Span(offsets[span.start], offsets[span.end - 1] + 1)
    return Sighting(span, Identifier(ARXIV, value, version) if isinstance(value, str) else value, weight, repaired)


def _candidates(text: str, today: date) -> Iterator[_Candidate]:
    hits = [
        (hit.end(), number)
        for number, (needle, pattern, _) in enumerate(_ANCHORS)
        if needle in text
        for hit in pattern.finditer(text)
    ]
    end = 0
    for at, number in sorted(hits):
        candidate = _ANCHORS[number][2](text, at, end, today) if at > end else None
        if candidate:
            end = candidate.span.end
            yield candidate


def _read_new(text: str, at: int, floor: int, today: date) -> _Candidate | None:
    start = at - 5
    yymm = text[start : at - 1]
    if start < floor or not (yymm.isascii() and yymm.isdigit()) or (start > floor and text[start - 1].isdigit()):
        return None
    digits = _BROKEN.match(text, at)
    if digits is None:
        return None
    before = evidence.lead(text, start, floor)
    weight = evidence.weigh(before, text[start : start + 12])
    broken = digits.start(1) != at
    if weight is None or (broken and (weight is WEAK or before[-1:] not in {":", ".", "/"})):
        return None
    sequence, end = _cut(text, digits[1], digits.end(), yymm)
    version, end, versioned = _read_version(text, end)
    if weight is WEAK:
        if not evidence.ends_well(text, end):
            return None
        weight = STRONG if versioned or evidence.confirmed(text, start, end) else WEAK
    value = new_style(yymm, sequence, today)
    repaired = False
    if isinstance(value, Impossible) and weight is STRONG and not broken:
        mended = new_style(yymm, sequence, today, repair=True)
        repaired, value = isinstance(mended, str), mended
    if isinstance(value, Impossible) and not evidence.is_claimed(before):
        return None
    return _Candidate(Span(start, end), value, version, weight, repaired)


def _malformed(text: str, candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """Yield what stands behind `arXiv:` and is nearly an id ("arXiv:2106.134"): a slip of the pen."""
    spans = sorted(candidate.span for candidate in candidates)
    for claim in _CLAIM.finditer(text):
        span = Span(*claim.span(1))
        if not overlaps(span, spans) and sum(char.isdigit() for char in claim[1]) >= _DIGITS_OF_A_SLIP:
            yield _Candidate(span, Impossible("this has not the form of an id"), None, STRONG)


def _cut(text: str, digits: str, end: int, yymm: str) -> tuple[str, int]:
    """Separate a sequence number from digits that begin the next word ("2106.001343D" is 2106.00134 and 3D)."""
    extra = len(digits) - sequence_length(yymm)
    if 1 <= extra <= 2 and digits[-extra] != "0" and _GLUED.match(text, end) and not _VERSION.match(text, end):
        return digits[:-extra], end - extra
    return digits, end


def _read_old(text: str, at: int, floor: int, today: date) -> _Candidate | None:
    before = evidence.lead(text, at - 1, floor)
    archive = evidence.archive(before)
    digits = _DIGITS.match(text, at)
    if archive is None or digits is None:
        return None
    start = at - 1 - len(before) + archive.start()
    before = before[: archive.start()]
    weight = evidence.weigh(before, text[start : start + 12]) or evidence.weigh_archive(archive[1], before)
    if weight is None:
        return None
    value = old_style(archive[1], digits[0], today, repair=weight is STRONG)
    known = archive[1].lower() in OLD_ARCHIVES
    if not known and (weight is WEAK or isinstance(value, Impossible)):
        return None
    if weight is WEAK and isinstance(value, Impossible) and "-" not in archive[1]:
        return None
    version, end, _ = _read_version(text, digits.end())
    return _Candidate(Span(start, end), value, version, STRONG, repaired=not known)


def _read_bibcode(text: str, at: int, floor: int, today: date) -> _Candidate | None:
    """Read an ADS bibcode (`2017arXiv170603762V`): the id without its dot, after year and `arXiv`."""
    if not text[max(floor, at - 9) : at - 5].isdigit():
        return None
    digits = _DIGITS.match(text, at)
    if digits is None or not text[digits.end() : digits.end() + 1].isalpha():
        return None
    value = new_style(digits[0][:4], digits[0][4:], today)
    return _Candidate(Span(at, digits.end()), value, None, STRONG)


def _read_dashed(text: str, at: int, floor: int, today: date) -> _Candidate | None:
    """Read DBLP's spelling in keys and addresses (`journals/corr/abs-1706-03762`)."""
    del floor
    digits = _DIGITS.match(text, at + 5)
    if digits is None or text[at - 5 : at - 4].isalpha():
        return None
    value = new_style(text[at : at + 4], digits[0], today)
    return _Candidate(Span(at, digits.end()), value, None, STRONG) if isinstance(value, str) else None


# A literal without which a spelling cannot occur, where to look, and who reads on behind the match.
_ANCHORS: tuple[tuple[str, re.Pattern[str], Callable[[str, int, int, date], _Candidate | None]], ...] = (
    (".", re.compile(r"\.(?=[0-9]{4})"), _read_new),
    (".", re.compile(r"\.(?=[ \t]*\r?\n[ \t]*[0-9]{4,5}(?![0-9]))"), _read_new),
    ("/", re.compile(r"/(?=[0-9]{7})"), _read_old),
    ("arXiv", re.compile(r"arXiv(?=[0-9]{8})"), _read_bibcode),
    ("abs-", re.compile(r"abs-(?=[0-9]{4}-[0-9]{4})"), _read_dashed),
)


def _read_version(text: str, end: int) -> tuple[int | None, int, bool]:
    match = _VERSION.match(text, end)
    return (version_number(match[1]), match.end(), True) if match else (None, end, False)


def _enumerated(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Let members of an enumeration share the best evidence ("arXiv:2106.00134, 2105.07381 and 2104.08215")."""
    groups: list[list[_Candidate]] = []
    for candidate in candidates:
        if groups and evidence.enumerates(text, groups[-1][-1].span.end, candidate.span.start):
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return [member for group in groups for member in _shared(group)]


def _shared(group: list[_Candidate]) -> list[_Candidate]:
    strong = any(member.weight is STRONG for member in group)
    return [member._replace(weight=STRONG) for member in group] if strong else group
