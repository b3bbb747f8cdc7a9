r"""LyX documents: citation insets, commands in TeX code, running text; notes and comments are ignored.

Source: https://wiki.lyx.org/Devel/FileFormat and lib/doc/Embedded.lyx: an inset goes from `\begin_inset` to its
`\end_inset`, and its parameters are lines like `key "first,second"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank
from bibtools.sources import cite_commands, markup
from bibtools.sources.citation import DEFINED, NOCITED, Citation, Syntax
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.lexer import Beginning, Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan

_EDGE = lazy_pattern(r"^\\(begin|end)_inset\b", re.MULTILINE)


def _end_of_inset(text: str, at: int) -> int:
    """Return where the inset that begins before an offset ends; insets nest."""
    depth = 1
    for edge in _EDGE.finditer(text, at):
        depth += 1 if edge[1] == "begin" else -1
        if depth == 0:
            return edge.end()
    return len(text)


_LEXICON = Lexicon(
    far=(Beginning("\\", lazy_pattern(r"\\(?=begin_inset (?:Note|listings))")),),
    near=(),
    token=lazy_pattern(
        r"""
          \\begin_inset[ ]Note[ ](?:Note|Comment)\b(?P<comment>)
        | \\begin_inset[ ]listings\b(?P<code>)
        """,
        re.VERBOSE,
    ),
    ends={"comment": _end_of_inset, "code": _end_of_inset},
)
_LINES = r"\r?\n(?:(?!\\(?:begin|end)_inset)[^\n]*\n){0,20}?key \"(?P<keys>[^\"\r\n]{1,4000})\""
_INSET = r"\\begin_inset CommandInset "
_CITATIONS = (
    Syntax(lazy_pattern(rf"{_INSET}citation{_LINES}"), "CommandInset citation"),
    Syntax(lazy_pattern(rf"{_INSET}bibitem{_LINES}"), "CommandInset bibitem", kind=DEFINED),
)
_NOCITE = lazy_pattern(r"LatexCommand nocite\b")
_BACKSLASH = lazy_pattern(r"\\backslash\r?\n(?=[A-Za-z@])")  # how TeX code spells one
_FILES = lazy_pattern(r"^bibfiles \"([^\"\r\n]+)\"", re.MULTILINE)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a LyX document."""
    return scan_markup(source, today, _LYX)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    for each in citations_in(prose, near, _CITATIONS):
        inset = prose.rfind("CommandInset", 0, each.span.start)
        yield each._replace(kind=NOCITED) if _NOCITE.search(prose, inset, each.span.start) else each
    if "\\backslash" in prose:
        # The command's name moves to its backslash, so that every offset stays.
        yield from cite_commands.citations(_BACKSLASH.sub(lambda each: " " * (len(each[0]) - 1) + "\\", prose), near)


def citations(text: str) -> list[Citation]:
    """Return the citations in a document, all of them."""
    return markup.citations(text, _LYX)


def dead(text: str) -> list[Span]:
    """Return the notes, comments and listings of a document."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that bibliography insets name; LyX writes them without suffixes."""
    live = blank(text, dead(text))
    names = (name.strip() for match in _FILES.finditer(live) for name in match[1].split(","))
    return [name if name.endswith(".bib") else f"{name}.bib" for name in names if name]


_LYX = Markup(_LEXICON, _citations)
