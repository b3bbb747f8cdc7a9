r"""Keys with a blank behind them: in `\cite{a , b}` LaTeX takes the blank before the comma for a part of the key.

It strips the blanks before a key, and none behind it: neither do natbib and biblatex, nor does BibTeX ("White space in
argument"). The package cite strips both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.citation import CITED, NOCITED, SPACED, Citation

_ENDS = frozenset({CITED, NOCITED})
# A comment ends without a blank, and so do the blanks of the next line.
_BEHIND = lazy_pattern(r"(?:%[^\r\n]*+(?:\r\n?+|\n)[ \t]*+)*+[ \t\r\n](?:[ \t\r\n]|%[^\r\n]*+)*+[,}]")
_LONGEST_LIST = 20_000
# The package itself, what comes with it under another name, and the packages and classes of TeX Live that load it.
_STRIPPING = lazy_pattern(
    r"\\(?:usepackage|RequirePackage(?:WithOptions)?)\s*(?:\[[^\[\]]*\]\s*)?"
    r"\{(?=[^{}]*\})(?:[^{}]*,)?\s*(?:cite|overcite|cell|opteng|imac)\s*[,}]"
    r"|\\(?:documentclass|LoadClass(?:WithOptions)?)\s*(?:\[[^\[\]]*\]\s*)?"
    r"\{\s*(?:aiaa-tc|inkpaper|jacow|jpsj2|nature|ptptex|ryersonSGSThesis|spie|ucsmonograph)\s*\}"
)


def marked(found: Iterable[Citation], text: str) -> Iterator[Citation]:
    """Yield citations of a text, those as `SPACED` whose keys a blank follows."""
    for each in found:
        is_spaced = each.kind in _ENDS and text[each.span.end : each.span.end + 1] not in {",", "}"}
        yield each._replace(kind=SPACED) if is_spaced and _is_spaced(each, text) else each


def strips_blanks(text: str) -> bool:
    """Return whether a text without comments loads what strips the blanks behind keys."""
    return _STRIPPING.search(text) is not None


def _is_spaced(citation: Citation, text: str) -> bool:
    start, end = citation.span
    if citation.key == "*" or text[start:end] != citation.key or not _BEHIND.match(text, end):
        return False
    floor = max(0, start - _LONGEST_LIST)
    return text.rfind("{", floor, start) > text.rfind("[", floor, start)
