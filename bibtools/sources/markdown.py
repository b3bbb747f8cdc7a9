"""Markdown: citations of pandoc and others, links, front matter; comments and bare numbers in code are ignored.

Others are MyST, Jekyll, Distill, notebooks and Documenter.jl: which program reads a text is not known from its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank_around, line_start
from bibtools.sources import cite_commands, indented_code, liquid, markup, myst
from bibtools.sources.chunk_captions import captions
from bibtools.sources.citation import (
    CITED,
    DEFINED,
    EVERYTHING,
    NOCITED,
    PERHAPS,
    Citation,
    Syntax,
    apart,
    cited,
    whole,
)
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.documenter import LINKS
from bibtools.sources.fence_ends import end_of_comment, end_of_fence
from bibtools.sources.html_citations import ELEMENTS
from bibtools.sources.lexer import Beginning, Lexicon, Token, tokens
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Structure

# https://spec.commonmark.org/0.31.2/#fenced-code-blocks, #code-spans, #html-comment. Comments are dead, and what looks
# like one inside code is code: whichever begins first wins. A code span ends with its paragraph.
_CONTAINER = r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*"  # quotations and items that a block is in
_LEXICON = Lexicon(
    far=(
        Beginning("\n", lazy_pattern(rf"\n(?={_CONTAINER}(?:```|~~~))"), "`~"),
        Beginning("<", lazy_pattern(r"<(?=!--)")),
        liquid.BEGIN,
    ),
    near=(lazy_pattern(r"`"), lazy_pattern(r"\{(?=\{[<%])")),
    token=lazy_pattern(
        rf"""
          (?:\n|\A\ufeff?){_CONTAINER}(?:`{{3,}}(?=[^`\r\n]*$)|~{{3,}})[^\n]*(?:\n|\Z)(?P<code>)
        | <!--(?:-?>(?P<comment1>)|(?P<comment3>))
        | {liquid.COMMENT}(?P<comment2>)
        | {liquid.CODE}(?P<code3>)
        | \{{\{{(?P<shortcode>[<%])[^\r\n]{{1,300}}?\}}\}}(?P<code4>)   # of Quarto and Hugo
        | (?<![`\\])(?P<tick>`{{1,9}})(?!`)(?:(?!\r?\n[ \t]*\r?\n).){{1,3000}}?(?<!`)(?P=tick)(?!`)(?P<code2>)
        """,
        re.DOTALL | re.MULTILINE | re.VERBOSE,
    ),
    ends={"code": end_of_fence, "comment3": end_of_comment},
)

# https://pandoc.org/MANUAL.html#citation-syntax
_BEFORE = r"@(?<![\w.@/\\]@)"
_PANDOC = Syntax(
    lazy_pattern(
        rf"{_BEFORE}(?P<brace>\{{)?(?P<keys>(?(brace)[^{{}}\s]{{1,200}}|\w++(?:[:.#$%&\-+?<>~/]\w++)*+))"
        r"(?(brace)\}|(?!\{))"
    ),
    "@",
    whole,
)
# References to figures and the like, of Quarto, pandoc-crossref and bookdown.
# Source: https://quarto.org/docs/authoring/cross-references.html
_LABEL = lazy_pattern(
    r"(?:fig|tbl|tab|lst|eq|sec|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|app"
    r"|supp?fig|supp?tbl)[-:]|ref\(",
    re.IGNORECASE,
)
_PACKAGE = lazy_pattern(r"[a-z][a-z0-9._-]*/[a-z]")  # of npm: @scope/name
_EXAMPLE = lazy_pattern(
    r"^[ \t]*\(@([\w-]+)\)[ \t]", re.MULTILINE
)  # https://pandoc.org/MANUAL.html#numbered-example-lists
_BRACKET = lazy_pattern(r"\[[^\[\]@]*(?:@[^\[\]@]*)*\](?!\()")
_BRACKET_REACH = 1000
_SIGNS = ("cite", "bib", "\\", "{%")  # of all syntaxes but pandoc's
_OTHERS = (*liquid.TAGS, *LINKS, myst.EVERYTHING_PRINTED)

_FRONT_MATTER = lazy_pattern(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_BIBLIOGRAPHY = lazy_pattern(
    r"^bibliography:[ \t]*(?P<value>[^\r\n]*)(?P<items>(?:\r?\n[ \t]*-[ \t]+[^\r\n]+)*)", re.MULTILINE
)


_NOCITE = lazy_pattern(r"^nocite:[^\n]*(?:\n(?:[ \t-][^\n]*|\r?(?=\n)))*", re.MULTILINE)
# Of Documenter.jl: a list of keys with a star has all entries.
_DOCUMENTED = lazy_pattern(r"^```@bibliography[^\n]*(?:\n(?!```)[^\n]*){0,50}?\n(\*)[ \t\r]*$", re.MULTILINE)
_NOCITED = lazy_pattern(r"@\{?(\*|[\w:.#$%&+?<>~/-]*\w)")
# Labels: of MyST (before a part, or an option of a directive), and attributes of pandoc.
_TARGETS = (
    (")=", lazy_pattern(r"^\(([^()\s]+)\)=", re.MULTILINE)),
    ("name:", lazy_pattern(r"name:[ \t]*(\S+)")),
    ("label:", lazy_pattern(r"label:[ \t]*(\S+)")),
    ("{#", lazy_pattern(r"\{#([^\s{}]+)")),
)
_LEADING = frozenset({"name:", "label:"})  # of their lines
_POINTING = frozenset({CITED, PERHAPS})


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Markdown text (CommonMark and pandoc's citations)."""
    return scan_markup(source, today, _MARKDOWN)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    examples = frozenset(_EXAMPLE.findall(prose)) if "(@" in prose else frozenset()
    for each in citations_in(prose, near, (_PANDOC,)):
        at = each.span.start
        is_example = each.key in examples and prose.endswith("(@", 0, at)
        if not (is_example or _LABEL.match(prose, at) or prose.endswith("](@", 0, at)):
            is_defined = prose.startswith("]:", each.span.end) and prose.endswith("[@", 0, at)
            kind = DEFINED if is_defined else each.kind if _is_bracketed(prose, at) else PERHAPS
            if kind != PERHAPS or not _PACKAGE.match(prose, at):
                yield each._replace(kind=kind)
    if near is not None or "cite" in prose:
        for each in citations_in(prose, near, (myst.ROLE, *ELEMENTS)):
            if not myst.is_commented(prose, each.span.start):
                yield each
    yield from citations_in(prose, near, _OTHERS)
    yield from cite_commands.citations(prose, near)


def _is_bracketed(prose: str, at: int) -> bool:
    """Return whether a key stands in brackets that are no link: nothing but a citation can be meant."""
    start = prose.rfind("[", max(0, at - _BRACKET_REACH), at)
    match = _BRACKET.match(prose, start, at + _BRACKET_REACH) if start >= 0 else None
    return match is not None and match.end() > at


def indented(text: str, near: Sequence[int]) -> list[Span]:
    """Return the code of a text that its indentation makes, if there may be some at one of the places."""
    if not indented_code.may_hold(text, near):
        return []
    return indented_code.indented_code(text, tokens(myst.opened(text), _LEXICON, markup.everywhere(text)))


_MARKDOWN = Markup(_LEXICON, _citations, myst.opened, captions, indented)


def citations(text: str) -> list[Citation]:
    """Return the citations in a text, all of them; references to labels of this text do not count."""
    if not _may_cite(text):
        return []
    found = [*markup.citations(text, _MARKDOWN), *_nocited(text)]
    labels = _labels(text) if found else frozenset()
    return apart(each for each in found if each.key not in labels or each.kind not in _POINTING)


def _labels(text: str) -> frozenset[str]:
    """Return the labels of a text. A pattern is searched only where its mark is: few texts have labels."""
    marked = [(mark, pattern) for mark, pattern in _TARGETS if mark in text]
    found = ((mark, match) for mark, pattern in marked for match in pattern.finditer(text))
    return frozenset(match[1] for mark, match in found if mark not in _LEADING or _leads(text, match.start()))


def _leads(text: str, at: int) -> bool:
    return not text[line_start(text, at) : at].strip(" \t:")


def _may_cite(text: str) -> bool:
    """Return False only if nothing is cited in a text: most signs for it are in addresses of mail."""
    return any(each in text for each in _SIGNS) or _PANDOC.pattern.search(text) is not None


def _nocited(text: str) -> Iterator[Citation]:
    """Yield the keys that `nocite:` in front matter names."""
    front = _FRONT_MATTER.match(text) if "nocite:" in text else None
    for span in _NOCITE.finditer(text, *front.span(1)) if front else ():
        keys = (Span(*match.span(1)) for match in _NOCITED.finditer(text, *span.span()))
        yield from cited(text, keys, NOCITED)
    for match in _DOCUMENTED.finditer(text) if "@bibliography" in text else ():
        yield Citation(match[1], Span(*match.span(1)), EVERYTHING)


def citations_in_captions(code: str) -> list[Citation]:
    """Return the citations in the captions of a chunk of code."""
    prose = list(captions(code, [Span(0, len(code))]))
    return apart(_citations(blank_around(code, prose), None)) if prose else []


def constructs(text: str, near: Sequence[int]) -> list[Token]:
    """Return comments and code near certain places."""
    return tokens(text, _LEXICON, near)


def structure(text: str) -> Structure:
    """Return the structure of a text's document."""
    from bibtools.sources import markdown_structure  # which uses this module

    return markdown_structure.structure(text)


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(myst.opened(text), _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that `bibliography:` names in YAML front matter: one name, or a list in either form."""
    front = _FRONT_MATTER.match(text)
    match = _BIBLIOGRAPHY.search(front[1]) if front else None
    if match is None:
        return []
    names = match["value"].strip().removeprefix("[").removesuffix("]").split(",")
    names += re.findall(r"-[ \t]+([^\r\n]+)", match["items"])
    return [bare for name in names if (bare := name.split(" #")[0].strip().strip("\"'")).endswith(".bib")]
