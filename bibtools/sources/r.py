r"""R sources: strings and comments are text, and Rdpack's macros and knitr's Markdown cite in them.

Source: https://cran.r-project.org/doc/manuals/r-release/R-lang.html#Parser,
https://geobosh.github.io/Rdpack/articles/Inserting_bibtex_references.html (`\insertCite{key;textual}{package}`), and
https://bookdown.org/yihui/rmarkdown-cookbook/spin.html (`#' see [@key]`)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span
from bibtools.sources.citation import PERHAPS, Citation, Syntax
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.mention import Scan
from bibtools.sources.program_text import citations_in_program, scan_program

# A name in backticks may hold an apostrophe. Strings may have several lines.
_TEXT = lazy_pattern(
    r"""
      \#[^\r\n]*
    | \"(?<=[rR]\")(?P<dashes>-*)\((.*?)(?:\)(?P=dashes)\"|\Z)
    | '(?<=[rR]')(?P<dashes2>-*)\((.*?)(?:\)(?P=dashes2)'|\Z)
    | \"((?:[^\\"]|\\.)*+)(?:"|\\?\Z)
    | '((?:[^\\']|\\.)*+)(?:'|\\?\Z)
    | `[^`\r\n]{0,200}`(?P<code>)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEY = lazy_pattern(r"[^\s,;@]+")
_SIGNED = lazy_pattern(r"@(?<![\w@]@)(?:\{([^{}\s]+)\}|([\w:.#$%&+?<>~/-]*\w))")


def _keys(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a macro, whose options follow a semicolon; with a first sign it is a text with signed keys."""
    option = text.find(";", start, end)
    end = option if option >= 0 else end
    if text.startswith("@", start):
        return _signed(text, start + 1, end)
    return (Span(*match.span()) for match in _KEY.finditer(text, start, end))


def _signed(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span(match.lastindex or 0)) for match in _SIGNED.finditer(text, start, end))


_CITATIONS = (
    Syntax(lazy_pattern(r"\\insert(?:All)?(?:Ref|(?:No)?Cite[A-Za-z]*)\{(?P<keys>[^{}]{1,4000})\}"), "\\insert", _keys),
    Syntax(lazy_pattern(r"\[(?P<keys>[^\[\]\r\n@]{0,200}@[^\[\]\r\n]{1,1000})\](?!\()"), "@", _signed, PERHAPS),
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of an R script or a file of a package."""
    return scan_program(source, today, _TEXT, _citations)


def _citations(live: str, near: Sequence[int] | None) -> Iterable[Citation]:
    return citations_in(live, near, _CITATIONS)


def citations(text: str) -> list[Citation]:
    """Return the citations in comments and strings, all of them."""
    return citations_in_program(text, _TEXT, _citations)
