r"""Indirect citations: lists whose every key goes to a cite command, commands by their names, and text within listings.

`\forcsvlist{\cite}{a,b}` and `\docsvlist{a,b}` are etoolbox's; `\csname cite\endcsname{a}` is `\cite{a}`; and listings,
minted and fancyvrb typeset what stands between the marks that a document chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, blank_around
from bibtools.sources import cite_commands
from bibtools.sources.citation import CITED, DEFINED, PERHAPS, Citation
from bibtools.sources.cite_macros import CiteMacro

_CITES = r"[a-zA-Z]{0,12}[cC]ite[a-zA-Z]{0,12}"
_KEY = lazy_pattern(r"[^,\s\\{}#]+(?:[ \t]+[^,\s\\{}#]+)*")
_LOOP = lazy_pattern(
    r"\\(?:forcsvlist|docsvlist(?=(?P<do>)))(?![A-Za-z@])\s*+(?(do)|\{?\s*\\(?P<name>[A-Za-z@]++)\s*\}?\s*+)"
    r"\{(?P<keys>[^{}#]*+)\}"
)
_NAMED = lazy_pattern(
    rf"\\(?:csname\s*+{_CITES}\*?\s*\\endcsname|@nameuse\s*\{{{_CITES}\*?\}})\s*(?:\[[^\[\]]*\]\s*)*\{{(?P<keys>[^{{}}#]*+)\}}"
)
_CITING = lazy_pattern(_CITES)
_ESCAPES = lazy_pattern(
    r"\b(?:escapeinside|escapechar|escapebegin|mathescape|texcl|texcomments|commandchars)\b|\{alltt\}"
)
_LISTING = lazy_pattern(r"\\begin\s*\{(?:lstlisting|minted|tcblisting|alltt|[BL]?Verbatim)\*?\}")


def citations(live: str, macros: Mapping[str, CiteMacro]) -> Iterator[Citation]:
    """Yield the keys that a text without comments gives to cite commands one by one, or to one by its name."""
    if "csvlist" in live:
        for match in _LOOP.finditer(live):
            if _cites(match["name"] or "do", macros):
                yield from _keys(live, Span(*match.span("keys")))
    if "\\csname" in live or "@nameuse" in live:
        for match in _NAMED.finditer(live):
            yield from _keys(live, Span(*match.span("keys")))


def in_listings(text: str, verbatim: list[Span]) -> Iterator[Citation]:
    """Yield what the verbatim parts of a text may cite, where something in it lets commands through."""
    if not verbatim or not _ESCAPES.search(text):
        return
    listings = [each for each in verbatim if _LISTING.match(text, each.start)]
    for each in cite_commands.citations(blank_around(text, listings)) if listings else ():
        if each.kind != DEFINED and each.key != "*":
            yield each._replace(kind=PERHAPS)


def _cites(name: str, macros: Mapping[str, CiteMacro]) -> bool:
    macro = macros.get(name)
    return bool(macro.keys) if macro else _CITING.fullmatch(name) is not None


def _keys(live: str, span: Span) -> Iterator[Citation]:
    return (Citation(match[0], Span(*match.span()), CITED) for match in _KEY.finditer(live, *span))
