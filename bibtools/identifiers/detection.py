"""Detection of identifiers in running text, with evidence from their context; of DOIs in `doi_detection`.

The search is anchored on literals (a dot before digits, a slash before seven); everything else is examined only around
such a hit. There is no right word boundary: in pasted lists the next abstract is often glued to the id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, overlaps
from bibtools.identifiers import candidates, doi_detection, evidence
from bibtools.identifiers.arxiv import (
    OLD_ARCHIVES,
    new_style,
    old_style,
    parse,
    prefix_end,
    sequence_length,
    suggest,
    version_number,
)
from bibtools.identifiers.identifier import ARXIV, STRONG, WEAK, Identifier, Impossible
from bibtools.identifiers.limits import require_few
from bibtools.identifiers.normalization import fold
from bibtools.identifiers.sighting import Sighting

_SUFFIX = lazy_pattern(
    r"(?!(?:fig|tbl?|tab|eqn?|sec|lst|alg|thm|lem|cor|def|app|ch|chap)[:_|-])"  # what authors label so is no paper
    r"[A-Za-z][A-Za-z0-9+-]*[:_|-](?P<yymm>[0-9]{4})\.(?P<sequence>[0-9]{4,5})(?:v(?P<version>[0-9]{1,3}))?"
)
_DIGITS_OF_A_SLIP = 6
_OLD_DIGITS = 7
_SHORTEST = 4  # digits of a sequence number
_DIGITS = lazy_pattern(r"[0-9]+")
_BROKEN = lazy_pattern(r"\s*([0-9]+)")
_PLAIN = lazy_pattern(r"\.([0-9]{4,5})(?:v([0-9]{1,3}))?(?![0-9A-Za-z])")
_GLUED = lazy_pattern(r"-?[^\W\d_]")  # 3D, 3-D
_VERSION = lazy_pattern(r"(?:v|V(?![0-9]+[A-Za-z]))([0-9]{1,3})(?![0-9])")


def find(text: str, today: date, near: Sequence[int] | None = None) -> list[Sighting]:
    """Return every place in a text that names an arXiv id or a DOI, or seems to, in order."""
    places = candidates.places(text) if near is None else near
    sightings = find_arxiv(text, today, places)
    dois = doi_detection.find(text, places, [each.span for each in sightings])
    return sorted([*sightings, *dois], key=lambda sighting: sighting.span) if dois else sightings


def find_arxiv(text: str, today: date, near: Sequence[int] | None = None) -> list[Sighting]:
    """Return every place in a text that names an arXiv id or seems to, in order.

    Numbers that nothing but their form makes an id come with weak evidence; impossible ids are reported only where
    something claims that they are ids. `near` holds the text's `candidates.arxiv_places`, if they are known.
    """
    sightings: list[Sighting] = []
    places = candidates.arxiv_places(text) if near is None else near
    for (start, end), within in candidates.clusters(len(text), places):
        folded, offsets = fold(text[start:end])
        if offsets is None:
            sightings += _seen(text, within, start, today)
        else:
            seen = _seen(folded, candidates.arxiv_places(folded), 0, today)
            sightings += [_unfolded(sighting, offsets, start) for sighting in seen]
    return sightings


def read_key(key: str, start: int, today: date) -> Sighting | None:
    """Return the id that a citation key at an offset is, or holds ("DBLP:journals/corr/abs-1706-03762")."""
    identifier = parse(key, today)
    if identifier is not None:
        return Sighting(Span(start + prefix_end(key), start + len(key)), identifier, STRONG)
    strong = (found.moved(start) for found in find_arxiv(key, today) if found.evidence == STRONG)
    return next(strong, None) or _read_suffix(key, start, today)


def _read_suffix(key: str, start: int, today: date) -> Sighting | None:
    """Return the sighting of a key that ends in an id after a word and a mark ("vaswani:1706.03762"), unless a DOI."""
    match = _SUFFIX.fullmatch(key)
    value = new_style(match["yymm"], match["sequence"], today) if match else None
    if match is None or not isinstance(value, str):
        return None
    span = Span(start + match.start("yymm"), start + len(key))
    return Sighting(span, Identifier(ARXIV, value, version_number(match["version"])), STRONG)


def _seen(text: str, near: Sequence[int], floor: int, today: date) -> list[Sighting]:
    sightings: list[Sighting] = []
    claims = []
    for place in near:
        if text[place] == ":":
            claims.append(place)
        candidate, reader = _READERS.get(text[place], _NOBODY)
        sighting = reader(text, place, floor, today) if place >= floor and candidate.match(text, place) else None
        if sighting:
            floor = sighting.span.end
            sightings.append(sighting)
            require_few(len(sightings))
    if len(sightings) > 1:
        sightings = _enumerated(text, sightings)
    slips = list(_malformed(text, claims, sightings, today)) if claims else []
    return sorted([*sightings, *slips], key=lambda sighting: sighting.span) if slips else sightings


def _unfolded(sighting: Sighting, offsets: list[int], by: int) -> Sighting:
    start, end = sighting.span
    return sighting._replace(span=Span(by + offsets[start], by + offsets[end - 1] + 1))


def _read_new(text: str, dot: int, floor: int, today: date) -> Sighting | None:
    start = dot - 4
    yymm = text[max(start, floor) : dot]
    plain = _PLAIN.match(text, dot)
    if plain and evidence.is_plain(text, start, floor):
        value = new_style(yymm, plain[1], today)
        if isinstance(value, str):
            return Sighting(Span(start, plain.end()), Identifier(ARXIV, value, version_number(plain[2])), STRONG)
    digits = _BROKEN.match(text, dot + 1)
    if digits is None or len(digits[1]) < _SHORTEST:
        return None
    if len(yymm) < 4 or not yymm.isdigit() or (start > floor and text[start - 1].isdigit()):
        return None
    return _weighed(text, start, floor, digits, today)


def _weighed(text: str, start: int, floor: int, digits: re.Match[str], today: date) -> Sighting | None:
    """Read an id whose four digits and dot begin at an offset, and whose other digits are matched."""
    yymm = text[start : start + 4]
    before = evidence.lead(text, start, floor)
    weight = evidence.weigh(before, text[start : start + 12])
    if weight is None and before in evidence.JOINTS and text[floor - 1 : floor].isdigit():
        weight = WEAK
    broken = digits.start(1) != start + 5
    if weight is None or (broken and (weight == WEAK or before[-1:] not in {":", ".", "/"})):
        return None
    sequence, end = _cut(text, digits[1], digits.end(), sequence_length(yymm))
    version, end, versioned = _read_version(text, end)
    if weight == WEAK:
        if not evidence.ends_well(text, end):
            return None
        weight = STRONG if versioned or evidence.confirmed(text, end) else WEAK
    value = new_style(yymm, sequence, today)
    repaired = isinstance(value, Impossible) and not broken and evidence.is_repairable(before)
    if repaired:
        value = new_style(yymm, sequence, today, repair=True)
    if isinstance(value, str):
        return Sighting(Span(start, end), Identifier(ARXIV, value, version), weight, repaired)
    return Sighting(Span(start, end), value, weight) if evidence.is_claimed(before) else None


def _cut(text: str, digits: str, end: int, length: int) -> tuple[str, int]:
    """Separate a number of a certain length from what begins the next word ("2106.001343D" is 2106.00134 and 3D)."""
    extra = len(digits) - length
    if 1 <= extra <= 2 and digits[-extra] != "0" and _GLUED.match(text, end) and not _VERSION.match(text, end):
        return digits[:-extra], end - extra
    return digits, end


def _read_old(text: str, slash: int, floor: int, today: date) -> Sighting | None:
    digits = _BROKEN.match(text, slash + 1)
    if digits is None or len(digits[1]) < _OLD_DIGITS:
        return None
    before = evidence.lead(text, slash, floor)
    archive = evidence.archive(before)
    if archive is None:
        return None
    start = slash - len(before) + archive.start()
    before = before[: archive.start()]
    weight = evidence.weigh(before, text[start : start + 12]) or evidence.weigh_archive(archive[1], before)
    if weight is None:
        return None
    number, end = _cut(text, digits[1], digits.end(), _OLD_DIGITS)
    value = old_style(archive[1].replace("--", "-"), number, today, repair=weight == STRONG)
    known = archive[1].lower().replace("--", "-") in OLD_ARCHIVES
    if not known and (weight == WEAK or isinstance(value, Impossible)):
        return None
    version, end, _ = _read_version(text, end)
    if isinstance(value, str):
        return Sighting(Span(start, end), Identifier(ARXIV, value, version), STRONG, repaired=not known)
    return None if weight == WEAK and "-" not in archive[1] else Sighting(Span(start, end), value, STRONG)


def _read_bibcode(text: str, at: int, floor: int, today: date) -> Sighting | None:
    """Read an ADS bibcode (`2017arXiv170603762V`): the id without its dot, after year and `arXiv`."""
    if not text[max(floor, at - 6) : at - 2].isdigit():
        return None
    digits = _DIGITS.match(text, at + 3)
    if digits is None or not text[digits.end() : digits.end() + 1].isalpha():
        return None
    return _undotted(Span(*digits.span()), new_style(digits[0][:4], digits[0][4:], today))


def _read_dashed(text: str, at: int, floor: int, today: date) -> Sighting | None:
    """Read DBLP's spelling in keys and addresses (`journals/corr/abs-1706-03762`)."""
    start = at + 1
    digits = _DIGITS.match(text, start + 5)
    if digits is None or text[max(floor, at - 4) : max(floor, at - 3)].isalpha():
        return None
    value = new_style(text[start : start + 4], digits[0], today)
    return _undotted(Span(start, digits.end()), value) if isinstance(value, str) else None


def _undotted(span: Span, value: str | Impossible) -> Sighting:
    return Sighting(span, Identifier(ARXIV, value) if isinstance(value, str) else value, STRONG)


# Who reads on at a candidate, by the character that it begins with.
_Reader = tuple[re.Pattern[str], Callable[[str, int, int, date], Sighting | None]]
_READERS: dict[str, _Reader] = {
    ".": (candidates.DOT, _read_new),
    "/": (candidates.SLASH, _read_old),
    "X": (candidates.BIBCODE, _read_bibcode),
    "-": (candidates.DASHED, _read_dashed),
}
_NOBODY: _Reader = (lazy_pattern(r"(?!)"), _read_new)


def _malformed(text: str, claims: Sequence[int], sightings: list[Sighting], today: date) -> Iterator[Sighting]:
    """Yield what is after `arXiv:` and is nearly an id ("arXiv:2106.134"): a typo."""
    spans = [sighting.span for sighting in sightings]
    for place in claims:
        claim = candidates.CLAIM.match(text, place)
        if claim and claim[1] and sum(char.isdigit() for char in claim[1]) >= _DIGITS_OF_A_SLIP:
            span = Span(*claim.span(1))
            if not overlaps(span, spans):
                reason = Impossible("not a valid arXiv id", suggest(claim[1], today))
                yield Sighting(span, reason, STRONG)


def _read_version(text: str, end: int) -> tuple[int | None, int, bool]:
    match = _VERSION.match(text, end)
    return (version_number(match[1]), match.end(), True) if match else (None, end, False)


def _enumerated(text: str, sightings: list[Sighting]) -> list[Sighting]:
    """Let members of an enumeration share the best evidence ("arXiv:2106.00134, 2105.07381 and 2104.08215")."""
    groups: list[list[Sighting]] = []
    for sighting in sightings:
        if groups and evidence.enumerates(text, groups[-1][-1].span.end, sighting.span.start):
            groups[-1].append(sighting)
        else:
            groups.append([sighting])
    return [member for group in groups for member in _shared(group)]


def _shared(group: list[Sighting]) -> list[Sighting]:
    strong = any(member.evidence == STRONG for member in group)
    return (
        [member._replace(evidence=STRONG) if member.evidence == WEAK else member for member in group]
        if strong
        else group
    )
