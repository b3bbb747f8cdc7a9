"""Markdown: pandoc citations, links, front matter; HTML comments and bare numbers in code are ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.text import Source, Span
from bibtools.sources import markup
from bibtools.sources.lexer import Lexicon, Token, tokens
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Structure

# https://spec.commonmark.org/0.31.2/#fenced-code-blocks, #code-spans, #html-comment. Comments are dead, and what looks
# like one inside code is code: whichever begins first wins. A code span ends with its paragraph.
_CONTAINER = r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*"  # quotations and items that a block is in
_LEXICON = Lexicon(
    far=(re.compile(rf"\n(?={_CONTAINER}(?:```|~~~))"), re.compile(r"<(?=!--)")),
    near=(re.compile(r"`"),),
    token=re.compile(
        rf"""
          (?:\n|\A\ufeff?){_CONTAINER}(?P<fence>`{{3,}}(?=[^`\r\n]*$)|~{{3,}})[^\n]*(?:\n|\Z)
            .*?(?:(?<=\n)[ \t>]*(?P=fence)[`~]*[ \t]*\r?$|\Z)(?P<code>)
        | <!--(?:-?>|.*?(?:-->|\Z))(?P<comment>)
        | (?<![`\\])(?P<tick>`{{1,9}})(?!`)(?:(?!\r?\n[ \t]*\r?\n).){{1,3000}}?(?<!`)(?P=tick)(?!`)(?P<code2>)
        """,
        re.DOTALL | re.MULTILINE | re.VERBOSE,
    ),
)

# https://pandoc.org/MANUAL.html#citation-syntax
_CITATION = re.compile(r"(?<![\w.@/])@(?:\{(?P<braced>[^{}\s]{1,200})\}|(?P<bare>\w+(?:[:.#$%&\-+?<>~/]\w+)*))")
_LONGEST_KEY = 200

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_BIBLIOGRAPHY = re.compile(
    r"^bibliography:[ \t]*(?P<value>[^\r\n]*)(?P<items>(?:\r?\n[ \t]*-[ \t]+[^\r\n]+)*)", re.MULTILINE
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Markdown text (CommonMark and pandoc's citations)."""
    return scan_markup(source, today, _MARKDOWN)


def _citations(prose: str, near: Sequence[int]) -> Iterator[Span]:
    for place in near:
        at = prose.rfind("@", max(0, place - _LONGEST_KEY), place)
        match = _CITATION.match(prose, at) if at >= 0 else None
        if match and match.end() > place:
            yield Span(*match.span("braced" if match["braced"] else "bare"))


_MARKDOWN = Markup(_LEXICON, _citations)


def constructs(text: str, near: Sequence[int]) -> list[Token]:
    """Return comments and code near certain places."""
    return tokens(text, _LEXICON, near)


def structure(text: str) -> Structure:
    """Return what a text says of its document."""
    from bibtools.sources import markdown_structure  # which uses this module

    return markdown_structure.structure(text)


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that `bibliography:` names in YAML front matter: one name, or a list in either form."""
    front = _FRONT_MATTER.match(text)
    match = _BIBLIOGRAPHY.search(front[1]) if front else None
    if match is None:
        return []
    names = match["value"].strip().removeprefix("[").removesuffix("]").split(",")
    names += re.findall(r"-[ \t]+([^\r\n]+)", match["items"])
    return [bare for name in names if (bare := name.split(" #")[0].strip().strip("\"'")).endswith(".bib")]
