"""Typst: references, cite calls, links; comments and bare numbers in raw text are ignored.

Source: https://typst.app/docs/reference/syntax/ and https://typst.app/docs/reference/model/cite/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.text import Source, Span
from bibtools.sources import markup
from bibtools.sources.citation import PERHAPS, Citation, Syntax, whole
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.lexer import Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan

_COMMENT_EDGE = re.compile(r"/\*|\*/")


def _end_of_comment(text: str, at: int) -> int:
    """Return where the comment around an offset ends; comments nest."""
    depth = 1
    for edge in _COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


_LEXICON = Lexicon(
    far=(re.compile(r"/(?=\*)"), re.compile(r"`(?=``)")),
    near=(re.compile(r"/(?=/)"), re.compile(r"`"), re.compile(r"h(?=ttps?://)")),
    token=re.compile(
        r"""
          https?://[^\s"<>]*(?P<address>)   # its slashes begin no comment
        | //[^\r\n]*(?P<comment1>)
        | /\*(?P<comment2>)
        | (?<!`)(?P<ticks>`{3,}).*?(?:(?<!`)(?P=ticks)|\Z)(?P<code1>)
        | (?<![`\\])`[^`]*`(?P<code2>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
    ends={"comment2": _end_of_comment},
)
_CITATIONS = (
    Syntax(re.compile(r"c(?<!\wc)ite\(\s*<(?P<keys>[^>\s]{1,200})>"), "cite(", whole),  # #cite(<key>)
    Syntax(re.compile(r"c(?<!\wc)ite\(\s*label\(\s*\"(?P<keys>[^\"]{1,200})\"\s*\)"), "cite(", whole),
    Syntax(re.compile(r"@(?<![\w\\]@)(?P<keys>[\w:.-]*\w)"), "@", whole, PERHAPS),  # @key, or @label
)
_LABEL = re.compile(r"<(?<!cite\(<)([\w:.-]+)>")
_BIBLIOGRAPHY = re.compile(r"//[^\r\n]*|\bbibliography\(((?:[^)b]|b(?!ibliography\())*+)\)")  # or a comment
_STRING = re.compile(r"\"([^\"]+)\"")


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Typst document."""
    return scan_markup(source, today, _TYPST)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    return citations_in(prose, near, _CITATIONS)


def citations(text: str) -> list[Citation]:
    """Return the citations in a text, all of them; what refers to a label of this text is none."""
    found = markup.citations(text, _TYPST)
    labels = set(_LABEL.findall(text))
    return [each for each in found if each.kind != PERHAPS or each.key not in labels]


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that calls to `bibliography` name."""
    calls = [match[1] for match in _BIBLIOGRAPHY.finditer(text) if match[1] is not None]
    return [name for call in calls for name in _STRING.findall(call) if name.endswith(".bib")]


_TYPST = Markup(_LEXICON, _citations)
