"""What markup languages share: comments and bare numbers in code are ignored, citations have keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bibtools.core.text import Source, Span, blank
from bibtools.identifiers.candidates import places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import STRONG
from bibtools.sources.citation_keys import read_keys
from bibtools.sources.lexer import Lexicon, spans, tokens
from bibtools.sources.masking import begins_in
from bibtools.sources.mention import Scan, report
from bibtools.sources.plain import list_items

_DEAD = frozenset({"comment"})
_CODE = frozenset({"code"})
_EVERYWHERE = 100  # characters between places that are near all of a text

Citations = Callable[[str, Sequence[int]], Iterable[Span]]


class Markup(NamedTuple):
    """A markup language: its lexicon (`comment` and `code` count), and the finder of citation keys.

    The latter gets a text without comments and code, and the places to look around; it returns lists
    of keys, separated by commas.
    """

    lexicon: Lexicon
    citations: Citations


def scan_markup(source: Source, today: date, markup: Markup) -> Scan:
    """Return the scan of a marked-up text. In code, ids with strong evidence count, bare numbers do not."""
    near = places(source.text)
    if not near:
        return Scan()
    found = tokens(source.text, markup.lexicon, near)
    code = spans(found, _CODE)
    live = blank(source.text, spans(found, _DEAD))
    cited = _apart(sorted(set(markup.citations(blank(live, code), near))))
    keys = [key for span in cited for key in read_keys(live, *span, today)]
    text = blank(live, sorted(key.sighting.span for key in keys))
    sightings = [
        sighting for sighting in find(text, today, near) if sighting.evidence == STRONG or not begins_in(sighting, code)
    ]
    return report(source, list_items(text, sightings), keys)


def dead(text: str, lexicon: Lexicon, kinds: frozenset[str] = _DEAD | _CODE) -> list[Span]:
    """Return all comments and all code of a text."""
    return spans(tokens(text, lexicon, range(0, len(text) + 1, _EVERYWHERE)), kinds)


def live(text: str, lexicon: Lexicon, near: Sequence[int]) -> str:
    """Return a text in which the comments and the code near certain places are blank."""
    return blank(text, spans(tokens(text, lexicon, near), _DEAD | _CODE)) if near else text


def _apart(spans: list[Span]) -> list[Span]:
    """Return the lists of keys except those that begin within another one."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
