"""Citations: the keys that a source cites, each with its place and kind, and how a text is searched for them.

A syntax is a pattern and a way to split the list of keys that it finds. Scanners search near the places of a text that
may hold an id; who wants every key searches all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.sources.source_limits import MOST_CITED, few

CITED = "cited"
NOCITED = "nocited"  # named for the bibliography alone: \nocite
SPACED = "spaced"  # cited with a blank behind it, which LaTeX takes for a part of the key
DEFINED = "defined"  # an entry of its own: \bibitem
EVERYTHING = "everything"  # no key, but all entries: \nocite{*}
UNCLEAR = "unclear"  # a key known only at run time: \cite{\this}
PERHAPS = "perhaps"  # `@name` in running text: it may be a user, a package or a label

_REACH = 4000  # characters from a place in which the list of keys around it begins and ends
_KEY = lazy_pattern(r"[^\s,;&]+")


class Citation(NamedTuple):
    """A citation key, where it stands, and what citing it there means."""

    key: str
    span: Span
    kind: str = CITED
    cell: int | None = None  # of a notebook, from 1


Splitter = Callable[[str, int, int], Iterable[Span]]


def by_marks(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a list that commas, semicolons or blanks separate."""
    return (Span(*match.span()) for match in _KEY.finditer(text, start, end))


def whole(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the one key that a list is."""
    del text
    yield Span(start, end)


def up_to_notes(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a list of Sphinx's: text in braces may stand around each (`{see}key{p. 3},other`)."""
    bare = re.sub(r"\{[^{}]*\}", lambda note: " " * len(note[0]), text[start:end])
    return (Span(start + first, start + last) for first, last in (each.span() for each in _KEY.finditer(bare)))


class Syntax(NamedTuple):
    """A way to cite: a pattern whose group `keys` is a list of keys.

    The pattern should begin with a literal character, for speed; what lacks the marker, which is a part of every match,
    is not searched.
    """

    pattern: re.Pattern[str]
    marker: str
    split: Splitter = by_marks
    kind: str = CITED


def citations(text: str, near: Sequence[int] | None, syntaxes: Iterable[Syntax]) -> Iterator[Citation]:
    """Yield the citations in a text: those whose lists of keys hold one of the places, or all (None)."""
    parts = [Span(0, len(text))] if near is None else list(_parts(len(text), near))
    is_there: dict[str, bool] = {}
    for syntax in syntaxes:
        marker = syntax.marker
        if marker not in is_there:
            is_there[marker] = any(text.find(marker, *part) >= 0 for part in parts)
        if is_there[marker]:
            for part in parts:
                for match in syntax.pattern.finditer(text, *part):
                    if near is None or _holds(near, *match.span("keys")):
                        yield from cited(text, syntax.split(text, *match.span("keys")), syntax.kind)


def cited(text: str, spans: Iterable[Span], kind: str = CITED) -> Iterator[Citation]:
    """Yield the citations whose keys stand in some spans of a text."""
    return (Citation(text[slice(*span)], span, kind) for span in spans if span.start < span.end)


def apart(found: Iterable[Citation]) -> list[Citation]:
    """Return citations in order, except those that begin within another one; raises TooMuch.

    Several keys may stand in one place: a macro that cites them.
    """
    kept: list[Citation] = []
    here: set[str] = set()  # keys in the last place
    listed = few(found, MOST_CITED, "cites keys in {} places")
    for each in sorted(listed, key=lambda each: (each.span.start, -each.span.end, each.kind != NOCITED)):
        is_behind = not kept or each.span.start >= kept[-1].span.end
        if is_behind or (each.span == kept[-1].span and each.key not in here):
            here = {each.key} if is_behind else {*here, each.key}
            kept.append(each)
    return kept


def _holds(near: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(near, start)
    return at < len(near) and near[at] <= end


def _parts(length: int, near: Sequence[int]) -> Iterator[Span]:
    """Yield the parts of a text in which lists around places can be; they are sorted and disjoint."""
    start, end = 0, -1
    for place in near:
        if place - _REACH > end:
            if end >= 0:
                yield Span(start, end)
            start = max(0, place - _REACH)
        end = min(length, place + _REACH)
    if end >= 0:
        yield Span(start, end)
