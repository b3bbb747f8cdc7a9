"""Finds arXiv ids in running text and weighs what stands around them.

The search is anchored on literals (a dot before four digits, a slash before seven); everything else is looked at
only around such a hit. There is no right word boundary: in pasted lists the next abstract is often glued to the id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from bibtools.identifier import ARXIV, Identifier, Impossible, hosts
from bibtools.identifier.arxiv import ARCHIVES, OLD_ARCHIVES, new_style, old_style, sequence_length, version_number
from bibtools.identifier.folding import fold
from bibtools.text import Span

STRONG = "strong"
WEAK = "weak"


class Sighting(NamedTuple):
    """One place in a text that looks like an arXiv id.

    `identifier` is what it says, or why it cannot be one. `repaired` tells that a zero or a hyphen was put right.
    """

    span: Span
    identifier: Identifier | Impossible
    evidence: str
    repaired: bool = False


class _Candidate(NamedTuple):
    span: Span
    value: str | Impossible
    version: int | None
    evidence: str
    repaired: bool = False


_POSSIBLE = re.compile(r"[./%\u2024\uff0e]|rXiv|abs-")
_DIGITS = re.compile(r"[0-9]+")
_BROKEN = re.compile(r"\s*([0-9]+)")
_GLUED = re.compile(r"-?[^\W\d_]")  # 3D, 3-D
_VERSION = re.compile(r"(?:v|V(?![0-9]+[A-Za-z]))([0-9]{1,3})(?![0-9])")
_SUBJECT = r"(?:\.[A-Za-z]{2,8}(?:-[A-Za-z]{2,8})?)?"  # .LG, .mes-hall
_CLASS = re.compile(rf"\s*\[([a-z]+(?:-[a-z]+)?){_SUBJECT}\]")
_ARCHIVE = re.compile(
    rf"(?:(?<![A-Za-z.])|(?<=[vV][.]))(?!(?i:arxiv)\.)([A-Za-z]{{1,8}}(?:-[A-Za-z]{{2,4}})?){_SUBJECT}/?\Z"
)

# What may stand between the word arXiv and the number. A letter before the word makes it another server's name
# (medRxiv, PsyArXiv), unless it is spelled as arXiv spells it: then a word was glued to it ("networksarXiv:…").
_WORD = r"(?:(?:(?<![A-Za-z])(?i:arxiv)|(?<=[A-Za-z])arXiv)(?:\.org(?=\s*:))?|(?<![A-Za-z])CoRR)"
_BLANK = r"(?:[ \t~]|\\[,;!])*"  # TeX's ties and thin spaces included
_LINE_BREAK = rf"(?:\r?\n{_BLANK})?"  # one: a blank line ends every thought
_PREFIX = re.compile(
    _WORD + r"(?i:[ _]?(?:preprints?|e-?prints?|papers?|id|identifier|number|no\.?|nr\.?|version|abs)){0,2}"
    rf"(?:{_BLANK}[:.\-_/#=,({{\[`'\"}}*|\]]){{0,3}}{_BLANK}{_LINE_BREAK}(?i:(?:abs|pdf)/{_LINE_BREAK})?\Z"
)
_DIRECT_PREFIX = re.compile(_WORD + r"[:.\-_/=]?\Z")
_EPRINT = re.compile(r"\b(?i:eprint|arxiv_?id)\s*[=:]\s*[\"'{]{1,2}\Z")  # BibTeX quoted in a README
_ABS = re.compile(r"(?<![\w/.-])abs/\Z")
_DOI_LEAD = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?:[^\s\"<>{},;|]*|\s)\Z")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.\Z", re.IGNORECASE)
_BEFORE_BARE = re.compile(r"(?:^|[\s(\[{\"'`;|<>]|(?<![0-9]),|(?<![A-Za-z]):)\Z")
_AFTER_BARE = re.compile(r"(?![A-Za-z0-9_(%=^±]|[.,][0-9]|[+\-][/0-9]|\\)")
_ENUMERATION = re.compile(
    rf"{_BLANK}(?:\[[^\]\s]{{2,20}}\])?{_BLANK}(?:[,;/&+]|\b(?:and|or|und|et)\b)"
    rf"{_BLANK}{_LINE_BREAK}(?:and|or|&)?{_BLANK}"
)
_LEAD = 120  # how far back a prefix, a URL or an archive's name is looked for


def find(text: str, today: date) -> list[Sighting]:
    """Return every place in a text that names an arXiv id or looks like doing so, in order.

    Numbers that nothing but their form makes an id come with weak evidence; impossible ids are reported only where
    something claims that they are ids.
    """
    if not _POSSIBLE.search(text):
        return []
    folded, offsets = fold(text)
    candidates = _enumerated(folded, list(_candidates(folded, today)))
    return [_sighting(candidate, offsets) for candidate in candidates]


def _sighting(candidate: _Candidate, offsets: list[int] | None) -> Sighting:
    span, value, version, evidence, repaired = candidate
    if offsets is not None:
        span = Span(offsets[span.start], offsets[span.end - 1] + 1)
    return Sighting(span, Identifier(ARXIV, value, version) if isinstance(value, str) else value, evidence, repaired)


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
    evidence = _evidence(text, start, floor)
    broken = digits.start(1) != at
    if evidence is None or (broken and (evidence is not STRONG or text[start - 1 : start] not in {":", ".", "/"})):
        return None
    sequence, end = _cut(text, digits[1], digits.end(), yymm)
    version, end, versioned = _read_version(text, end)
    if evidence is WEAK:
        if not _AFTER_BARE.match(text, end):
            return None
        if versioned or _is_class(text, end) or (text[start - 1 : start] == "<" and text[end : end + 1] == ">"):
            evidence = STRONG
    value = new_style(yymm, sequence, today)
    repaired = False
    if isinstance(value, Impossible) and evidence is STRONG and not broken:
        mended = new_style(yymm, sequence, today, repair=True)
        repaired, value = isinstance(mended, str), mended
    if isinstance(value, Impossible) and not _claimed(text, start, floor):
        return None
    return _Candidate(Span(start, end), value, version, evidence, repaired)


def _cut(text: str, digits: str, end: int, yymm: str) -> tuple[str, int]:
    """Separate a sequence number from digits that begin the next word ("2106.001343D" is 2106.00134 and 3D)."""
    extra = len(digits) - sequence_length(yymm)
    if 1 <= extra <= 2 and digits[-extra] != "0" and _GLUED.match(text, end) and not _VERSION.match(text, end):
        return digits[:-extra], end - extra
    return digits, end


def _read_old(text: str, at: int, floor: int, today: date) -> _Candidate | None:
    slash = at - 1
    lead = text[max(floor, slash - _LEAD) : slash]
    archive = _ARCHIVE.search(lead)
    digits = _DIGITS.match(text, at)
    if archive is None or digits is None:
        return None
    start = slash - len(lead) + archive.start()
    evidence = _evidence(text, start, floor) or _evidence_of_archive(archive[1], lead[: archive.start()])
    if evidence is None:
        return None
    value = old_style(archive[1], digits[0], today, repair=evidence is STRONG)
    known = archive[1].lower() in OLD_ARCHIVES
    if not known and (evidence is not STRONG or isinstance(value, Impossible)):
        return None
    if evidence is WEAK and isinstance(value, Impossible) and "-" not in archive[1]:
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


def _is_class(text: str, end: int) -> bool:
    match = _CLASS.match(text, end)
    return match is not None and match[1].lower() in ARCHIVES


def _evidence(text: str, start: int, floor: int) -> str | None:
    """Weigh what stands before an id: strong, weak, or None where it is part of something else."""
    lead = text[max(floor, start - _LEAD) : start]
    url = hosts.enclosing_url(lead)
    if url is not None and not hosts.is_arxiv(url):
        return STRONG if _DIRECT_PREFIX.search(url) or _ARXIV_DOI.search(url) or _archive_in_path(text, start) else None
    if url is not None:
        return None if hosts.is_listing(url) else STRONG
    if _ARXIV_DOI.search(lead):
        return STRONG
    if _DOI_LEAD.search(lead):
        return None
    if _PREFIX.search(lead) or _ABS.search(lead) or _EPRINT.search(lead) or _archive_before(lead):
        return STRONG
    return WEAK if _BEFORE_BARE.search(lead) else None


def _claimed(text: str, start: int, floor: int) -> bool:
    lead = text[max(floor, start - _LEAD) : start]
    return hosts.enclosing_url(lead) is not None or bool(
        _PREFIX.search(lead) or _ARXIV_DOI.search(lead) or _ABS.search(lead)
    )


def _archive_before(lead: str) -> bool:
    """Tell whether an archive's name and a slash stand before a new-style id ("hep-ph/1203.1234", a mash-up)."""
    match = _ARCHIVE.search(lead) if lead.endswith("/") else None
    return match is not None and match[1].lower() in ARCHIVES


def _evidence_of_archive(archive: str, lead: str) -> str | None:
    """Trust a hyphenated archive behind any mark but a path's: no other word looks like it ("**hep-th/9711200**")."""
    in_path = re.search(r"[\w/.-]$", lead, re.ASCII) or hosts.enclosing_url(lead) or _DOI_LEAD.search(lead)
    return STRONG if archive.lower() in OLD_ARCHIVES and "-" in archive and not in_path else None


def _archive_in_path(text: str, start: int) -> bool:
    """Tell whether a hyphenated archive begins here: in foreign URLs, "cs/" and "math/" are folders."""
    return re.match(r"[a-z]+-[a-z]+/", text[start : start + 12]) is not None


def _enumerated(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Let members of an enumeration share the best evidence ("arXiv:2106.00134, 2105.07381 and 2104.08215")."""
    groups: list[list[_Candidate]] = []
    for candidate in candidates:
        if groups and _ENUMERATION.fullmatch(text, groups[-1][-1].span.end, candidate.span.start):
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return [member for group in groups for member in _shared(group)]


def _shared(group: list[_Candidate]) -> list[_Candidate]:
    strong = any(member.evidence is STRONG for member in group)
    return [member._replace(evidence=STRONG) for member in group] if strong else group
