"""Typst: references, cite calls, links; comments and bare numbers in raw text are ignored.

Source: https://typst.app/docs/reference/syntax/ and https://typst.app/docs/reference/model/cite/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.text import Source, Span
from bibtools.sources import markup
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
_REFERENCE = re.compile(r"(?<![\w\\])@([\w:.-]*\w)")  # @key
_CALL = re.compile(
    r"cite\(\s*(?:<([^>\s]{1,200})>|label\(\s*\"([^\"]{1,200})\"\s*\))"
)  # #cite(<key>), cite(label("key"))
_LONGEST_KEY = 200
_BIBLIOGRAPHY = re.compile(r"//[^\r\n]*|\bbibliography\(((?:[^)b]|b(?!ibliography\())*+)\)")  # or a comment
_STRING = re.compile(r"\"([^\"]+)\"")


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Typst document."""
    return scan_markup(source, today, _TYPST)


def _citations(prose: str, near: Sequence[int]) -> Iterator[Span]:
    for place in near:
        floor = max(0, place - _LONGEST_KEY)
        at, cite = prose.rfind("@", floor, place), prose.rfind("cite(", floor, place)
        for match in (
            _REFERENCE.match(prose, at) if at >= 0 else None,
            _CALL.match(prose, cite) if cite >= 0 else None,
        ):
            if match and match.lastindex and match.start(match.lastindex) <= place < match.end(match.lastindex):
                yield Span(*match.span(match.lastindex))


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that calls to `bibliography` name."""
    calls = [match[1] for match in _BIBLIOGRAPHY.finditer(text) if match[1] is not None]
    return [name for call in calls for name in _STRING.findall(call) if name.endswith(".bib")]


_TYPST = Markup(_LEXICON, _citations)
