"""Documenter.jl: links that cite, as in `[key1, key2; p. 3](@citet)` and `[the paper](@cite key)`.

Source: https://juliadocs.org/DocumenterCitations.jl/stable/syntax/
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.citation import NOCITED, Syntax

_NAME = r"[cC]ite(?:t|p|alt|alp|num|author|year|)\*?(?:%[^()%\s]{1,60}%?)?"
_KEY = lazy_pattern(r"[^\s,]+")


def _before_notes(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a list; what follows a semicolon is a note."""
    note = text.find(";", start, end)
    found = _KEY.finditer(text, start, note if note >= 0 else end)
    return (Span(*match.span()) for match in found if match[0][0] != "$")  # that would be a name of Julia's


LINKS = (
    Syntax(
        lazy_pattern(rf"\[(?<!\\\[)(?P<keys>[^\[\]\n]{{1,2000}}(?:\n[^\[\]\n]{{1,500}})?)\]\(@{_NAME}\)"),
        "](@",
        _before_notes,
    ),
    Syntax(lazy_pattern(rf"\]\(@{_NAME}\s+(?P<keys>[^()]{{1,500}})\)"), "](@", _before_notes),
    Syntax(lazy_pattern(r"\[(?P<keys>[^\[\]\n]{1,2000})\]\(@nocite\)"), "](@", _before_notes, NOCITED),
)
