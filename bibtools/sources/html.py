"""HTML: visible text, and attributes with URLs or words; comments and scripts are ignored.

Source: https://html.spec.whatwg.org/multipage/syntax.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank, blank_around
from bibtools.identifiers.candidates import holds_place, places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG
from bibtools.identifiers.sighting import Sighting
from bibtools.sources import liquid, markup
from bibtools.sources.citation import Citation, apart
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.citation_keys import read_cited
from bibtools.sources.html_citations import ELEMENTS
from bibtools.sources.lexer import Beginning, Lexicon, spans, tokens
from bibtools.sources.masking import begins_in
from bibtools.sources.mention import Scan, report

# What may stand in the middle of an id: a character's name, a place for a line break.
_INSIDE = (lazy_pattern(r"&(?=#?[A-Za-z0-9]{2,16};[0-9.])"), lazy_pattern(r"<(?=wbr ?/?>[0-9.])", re.IGNORECASE))
_LEXICON = Lexicon(
    far=(Beginning("<", lazy_pattern(r"<(?=!--|(?i:script|style)\b)")), liquid.BEGIN),
    near=(lazy_pattern(r"<(?=/?[A-Za-z])"),),  # but no <wbr>, which may stand within an id
    token=lazy_pattern(
        rf"""
          <!--(?:-?>|.*?(?:-->|\Z))(?P<comment1>)
        | {liquid.COMMENT}(?P<comment3>)
        | {liquid.CODE}(?P<code>)
        | <(?P<program>(?i:script|style))\b[^>]{{0,2000}}>.*?(?:</(?i:(?P=program))|\Z)(?P<comment2>)
        | <(?![wW][bB][rR]\b)/?[A-Za-z](?:[^<>"']|"[^"]{{0,4000}}"|'[^']{{0,4000}}')*+>(?P<tag>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
)
_CODE = lazy_pattern(r"<(pre|code)\b[^>]{0,2000}>.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_META = lazy_pattern(r"<meta\b[^<>]{0,2000}\bcitation_arxiv_id\b", re.IGNORECASE)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of an HTML page: its text without tags, and the ids with strong evidence in tags."""
    text = source.text
    near = sorted({*places(text), *(match.start() for pattern in _INSIDE for match in pattern.finditer(text))})
    if not near:
        return Scan()
    found = tokens(text, _LEXICON, near)
    live = blank(text, spans(found, frozenset({"comment"})))
    keys = list(read_cited(apart(_citations(blank(live, spans(found, frozenset({"code"}))), near)), today))
    tags = spans(found, frozenset({"tag"}))
    code = [Span(*match.span()) for match in _CODE.finditer(live)]
    live = blank(live, [key.sighting.span for key in keys])
    shown = [
        each for each in find(blank(live, tags), today, near) if each.evidence == STRONG or not begins_in(each, code)
    ]
    holds_one = any(holds_place(tag, near) for tag in tags)  # as every id does
    attributes = _claimed(text, tags, find(blank_around(live, tags), today, near)) if holds_one else []
    return report(source, [*shown, *attributes], keys)


def citations(text: str) -> list[Citation]:
    """Return the citations in a page, all of them."""
    return apart(_citations(blank(text, markup.dead(text, _LEXICON)), None))


def _citations(live: str, near: Sequence[int] | None) -> Iterator[Citation]:
    if "cite" in live or "{%" in live:
        code = [Span(*match.span()) for match in _CODE.finditer(live)]
        yield from citations_in(blank(live, code), near, (*ELEMENTS, *liquid.TAGS))


def dead(text: str) -> list[Span]:
    """Return the comments, scripts and code of a page."""
    found = markup.dead(text, _LEXICON)
    return sorted([*found, *(Span(*match.span()) for match in _CODE.finditer(blank(text, found)))])


def _claimed(text: str, tags: list[Span], sightings: list[Sighting]) -> list[Sighting]:
    """Return the sightings in tags with strong evidence, which includes the name of a meta element."""
    meta = [tag for tag in tags if _META.match(text, *tag)]
    return [each._replace(evidence=STRONG) for each in sightings if each.evidence == STRONG or begins_in(each, meta)]
