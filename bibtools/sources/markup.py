"""What markup languages share: comments and bare numbers in code are ignored, citations have keys."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, Span, blank, overlaps
from bibtools.identifiers.candidates import places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG
from bibtools.identifiers.sighting import Sighting
from bibtools.sources.citation import Citation, apart
from bibtools.sources.citation_keys import read_cited
from bibtools.sources.id_columns import ids_in_columns
from bibtools.sources.lexer import Lexicon, spans, tokens
from bibtools.sources.masking import begins_in
from bibtools.sources.mention import Scan, report
from bibtools.sources.plain import list_items

_DEAD = frozenset({"comment"})
_CODE = frozenset({"code"})
_EVERYWHERE = 100  # characters between places that are near all of a text

Citations = Callable[[str, Sequence[int] | None], Iterable[Citation]]


def _as_it_is(text: str) -> str:
    return text


def _none(text: str, code: Iterable[Span]) -> Iterable[Span]:
    del text, code
    return ()


def _nowhere(text: str, near: Sequence[int]) -> Sequence[Span]:
    del text, near
    return ()


class Markup(NamedTuple):
    """A markup language: its lexicon (`comment` and `code` count), and the finder of citations.

    The latter gets a text without comments and code, and the places to look around, or None for all of it. `opened`
    blanks marks that only look like those of code, and `prose_in` returns the spans in code that are prose. `laid_out`
    returns the code that only its place on the page makes so, if there is some at one of the places.
    """

    lexicon: Lexicon
    citations: Citations
    opened: Callable[[str], str] = _as_it_is
    prose_in: Callable[[str, Iterable[Span]], Iterable[Span]] = _none
    laid_out: Callable[[str, Sequence[int]], Sequence[Span]] = _nowhere


def scan_markup(source: Source, today: date, markup: Markup) -> Scan:
    """Return the scan of a marked-up text. In code, ids with strong evidence count, bare numbers do not."""
    near = places(source.text)
    if not near:
        return Scan()
    live, code = _parted(source.text, markup, near)
    laid_out = markup.laid_out(source.text, [place for place in near if not overlaps(Span(place, place + 1), code)])
    code = united([*code, *laid_out]) if laid_out else code
    keys = list(read_cited(apart(markup.citations(blank(live, code), near)), today))
    text = blank(live, sorted(key.sighting.span for key in keys))
    found = find(text, today, near)
    sightings = [each for each in found if each.evidence == STRONG or not begins_in(each, code)]
    shown = [each for each in found if each.evidence != STRONG and _is_all_of_code(each, code, text)]
    if shown:  # `2106.00134` where the head of a table says that these are ids
        columns = ids_in_columns(text, [*sightings, *shown])
        sightings += [each._replace(evidence=STRONG) for each in shown if each.span in columns]
        sightings.sort(key=lambda each: each.span)
    return report(source, list_items(text, sightings), keys)


def _is_all_of_code(sighting: Sighting, code: Sequence[Span], text: str) -> bool:
    """Return whether a span of code holds nothing but an id, between its marks."""
    start, end = sighting.span
    number = bisect_right(code, start, key=lambda span: span.start) - 1
    if number < 0 or end > code[number].end:
        return False
    return not (text[code[number].start : start] + text[end : code[number].end]).strip("`=~ ")


def citations(text: str, markup: Markup) -> list[Citation]:
    """Return the citations in a marked-up text, all of them, in order."""
    live, code = _parted(text, markup, everywhere(text))
    prose = blank(live, code)
    found = apart(markup.citations(prose, None))
    laid_out = markup.laid_out(text, [each.span.start for each in found])
    return apart(markup.citations(blank(prose, laid_out), None)) if laid_out else found


def _parted(text: str, markup: Markup, near: Sequence[int]) -> tuple[str, list[Span]]:
    """Return a text without its comments, and the spans of its code, as far as both matter for places."""
    found = tokens(markup.opened(text), markup.lexicon, near)
    code = spans(found, _CODE)
    prose = list(markup.prose_in(text, code))
    return blank(text, spans(found, _DEAD)), _without(code, prose) if prose else code


def _without(code: Sequence[Span], prose: Sequence[Span]) -> list[Span]:
    """Return the parts of code that are no prose."""
    edges = iter([*prose, Span(sys.maxsize, sys.maxsize)])
    inner, left = next(edges), []
    for start, end in code:
        at = start
        while inner.start < end:
            left.append(Span(at, inner.start))
            at, inner = inner.end, next(edges)
        left.append(Span(at, end))
    return [span for span in left if span.start < span.end]


def dead(text: str, lexicon: Lexicon, kinds: frozenset[str] = _DEAD | _CODE) -> list[Span]:
    """Return all comments and all code of a text."""
    return spans(tokens(text, lexicon, everywhere(text)), kinds)


def live(text: str, lexicon: Lexicon, near: Sequence[int]) -> str:
    """Return a text in which the comments and the code near certain places are blank."""
    return blank(text, spans(tokens(text, lexicon, near), _DEAD | _CODE)) if near else text


def united(code: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    united: list[Span] = []
    for start, end in sorted(code):
        if united and start < united[-1].end:
            united[-1] = Span(united[-1].start, max(end, united[-1].end))
        else:
            united.append(Span(start, end))
    return united


def everywhere(text: str) -> Sequence[int]:
    """Return places that are near all of a text."""
    return range(0, len(text) + 1, _EVERYWHERE)
