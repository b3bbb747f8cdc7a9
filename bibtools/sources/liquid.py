"""Liquid: the tags with which Jekyll pages cite, and the blocks in which none is one.

Source: https://github.com/inukshuk/jekyll-scholar#citations, and `split_arguments` in its utilities.rb
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.citation import CITED, EVERYTHING, NOCITED, Syntax
from bibtools.sources.lexer import Beginning

# What may stand in a lexicon: tags in comments are dead, and those in the others are shown as they are.
COMMENT = r"\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)"
CODE = r"\{%-?\s*(?P<liquid>raw|highlight)\b[^%\r\n]*%\}.*?(?:\{%-?\s*end(?P=liquid)\s*-?%\}|\Z)"
BEGIN = Beginning("{", lazy_pattern(r"\{(?=%-?\s*(?:comment|raw|highlight)\b)"))

_OPTION = lazy_pattern(r"\s-")
_KEY = lazy_pattern(r"[^\s,\"']+")


def _keys(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a tag, which blanks separate and quotes may surround; all else follows the first option."""
    option = _OPTION.search(text, start - 1, end)
    return (Span(*match.span()) for match in _KEY.finditer(text, start, option.start() if option else end))


def _tag(names: str, kind: str) -> Syntax:
    # A key that `{{ page.key }}` gives is not known.
    pattern = re.compile(rf"\{{%-?\s*(?:{names})\s(?P<keys>[^%{{}}]{{1,4000}}?)-?%\}}")
    return Syntax(pattern, "{%", _keys, kind)


def _all_but_cited(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield that everything is printed, unless only what is cited."""
    if "--cited" not in text[start:end]:
        yield Span(start, end)


TAGS = (
    _tag("cite|cite_details|reference|quote|bibliography_item", CITED),
    _tag("nocite", NOCITED),
    # https://github.com/inukshuk/jekyll-scholar#bibliographies
    Syntax(
        lazy_pattern(r"\{%-?\s*bibliography(?=\s|-?%)(?P<keys>[^%{}]{0,4000}?)-?%\}"), "{%", _all_but_cited, EVERYTHING
    ),
)
