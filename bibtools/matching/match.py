"""Matching: which papers a text names without their ids, by abstracts and by the items of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.identifiers.identifier import Identifier
from bibtools.index.lookup import Index
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import Packed
from bibtools.index.titles import normal
from bibtools.matching import abstracts, references

ABSTRACT = "abstract"
_SHORT = 60  # words of a text that may be a title or a reference, rather than an abstract
_MARKS = 3  # of an abstract that a text may hold
_FEWEST = 4  # words of a title that is searched on its own
_PROPOSED = 3  # papers for an item, equally likely
WORDS = "words of the title"
_FEW, _MOST = 12, 200  # words that are looked for in titles, and titles that have them all
_UNSURE = 0.2


class Match(NamedTuple):
    """A paper that a part of a text names: the score (up to 1), the evidence, and its title."""

    span: Span
    identifier: Identifier
    score: float
    evidence: tuple[str, ...]
    sure: bool
    title: str


def search(text: str, items: Sequence[Span], index: Index) -> list[Match]:
    """Return the papers that a text names without ids: by abstracts anywhere, and by items."""
    found = _abstracts(text, index)
    taken = [match.span for match in found if match.sure]
    for span in items:
        if not _is_in(span, taken):
            found += _best(list(_line(text[slice(*span)], span, index)))
    return sorted(found, key=lambda match: (match.span, -match.score))


def _best(matches: list[Match]) -> list[Match]:
    """Return the certain match, else the few that are worth proposing."""
    sure = [match for match in matches if match.sure]
    return sure or [match for match in matches if match.score >= max(references.LIKELY, matches[0].score)][:_PROPOSED]


def ask(text: str, index: Index) -> list[Match]:
    """Return the papers that a whole text may name, best first: as a title, a reference or an abstract."""
    found = _abstracts(text, index)
    if len(text.split()) <= _SHORT:
        found += _exact(text, list(_line(text, Span(0, len(text)), index)))
    found = found or _worded(text, index)
    return sorted(found, key=lambda match: (-match.sure, -match.score))


def _exact(text: str, matches: list[Match]) -> list[Match]:
    """Return the matches, with the only paper of exactly this title as certain, if that is long enough."""
    wanted = normal(text)
    exact = [match for match in matches if normal(match.title).replace(" ", "") == wanted.replace(" ", "")]
    if len(exact) != 1 or wanted.count(" ") < _FEWEST - 1 or any(match.sure for match in matches):
        return matches
    return [match._replace(sure=match in exact) for match in matches]


def _worded(text: str, index: Index) -> list[Match]:
    """Return the papers whose titles have all of a few words, those with the fewest others first."""
    wanted = normal(text).split()
    if len(wanted) > _FEW:
        return []
    known = index.packed(index.worded(wanted, _MOST))
    fewest = sorted(known, key=lambda paper: (len(known[paper].texts[0]), paper))
    whole = Span(0, len(text))
    return [
        Match(whole, identifier(paper), _UNSURE, (WORDS,), sure=False, title=known[paper].texts[0]) for paper in fewest
    ]


def _abstracts(text: str, index: Index) -> list[Match]:
    found = abstracts.find(text, index.marked, index.packed)
    known = index.packed([each.paper for each in (*found.sure, *found.unsure)])
    return [
        _match(Span(region.start, region.end), region.paper, known[region.paper], round(region.score, 3), sure=sure)
        for sure, regions in ((True, found.sure), (False, found.unsure))
        for region in regions
        if region.paper in known and (sure or (region.found >= _MARKS and region.score >= references.LIKELY))
    ]


def _match(span: Span, paper: int, packed: Packed, score: float, *, sure: bool) -> Match:
    return Match(
        span=span, identifier=identifier(paper), score=score, evidence=(ABSTRACT,), sure=sure, title=packed.texts[0]
    )


def _line(line: str, span: Span, index: Index) -> Iterator[Match]:
    hits = references.find(line, references.Reader(index.titled, index.worded, index.nearly_worded, index.packed))
    known = index.packed([hit.paper for hit in hits])
    for hit in hits:
        title = known[hit.paper].texts[0] if hit.paper in known else ""
        yield Match(
            span=span,
            identifier=identifier(hit.paper),
            score=hit.score,
            evidence=hit.evidence,
            sure=hit.sure,
            title=title,
        )


def _is_in(span: Span, taken: list[Span]) -> bool:
    return any(each.start < span.end and span.start < each.end for each in taken)
