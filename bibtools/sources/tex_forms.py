r"""TeX forms: the lists and tables of LaTeX, each rewritten as an item or a row of Markdown.

`\item`, also with a label, in lists inside of lists; rows of `tabular` and its kin; `\href{…}{…}` and `\url{…}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.data_rows import as_table
from bibtools.sources.relaid_text import RelaidText, Rewrite
from bibtools.sources.tex_commands import is_commented

_LONGEST = 200_000  # characters of a table
_LONGEST_LINE = 500  # characters before a place that may make it a comment
_DEEPEST = 6  # LaTeX's own limit of lists inside of lists

_HREF = lazy_pattern(r"\\href\s*\{(?P<url>[^{}\s]+)\}\s*\{(?P<label>[^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200})*)\}")
_URL = lazy_pattern(r"\\(?:url|nolinkurl|path)\s*\{(?P<url>[^{}\s]+)\}")
_LIST = lazy_pattern(
    r"\\(?P<edge>begin|end)\s*\{(?:(?=[a-z]*?(?:itemize|enumerate|description))[a-z]++|(?:list|questions|publications))\*?\}"
    r"(?:\[[^\[\]\n]*\])?[ \t]*"
    r"|\\item\b[ \t]*(?:\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,200})\])?[ \t]*"
)
_TABLE_EDGE = lazy_pattern(r"\\(?P<edge>begin|end)\s*\{(?P<name>(?:tabular[xy]?|longtable|tabulary|tabu|array)\*?)\}")
_SPECIFICATION = lazy_pattern(r"(?:\s*(?:\[[^\[\]]*\]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})){0,3}")
_ROW_END = lazy_pattern(r"\\\\(?:\[[^\[\]]*\])?\*?|\\tabularnewline\b")
_CELL_END = lazy_pattern(r"(?<!\\)&")
_RULES = lazy_pattern(
    r"\s*(?:\\(?:[hc]line|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|cmidrule|addlinespace)\b"
    r"(?:\s*(?:\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}))*\s*)+"
)


def with_tex_lists(laid: RelaidText) -> RelaidText:
    """Return a text in which the lists and tables of LaTeX are those of Markdown."""
    if "\\item" not in laid.text and "\\begin{" not in laid.text:
        return laid
    laid = laid.rewritten(_links(laid.text))
    laid = laid.rewritten(_tables(laid.text))
    return laid.rewritten(_items(laid.text))


def _links(text: str) -> Iterator[Rewrite]:
    matches = sorted([*_HREF.finditer(text), *_URL.finditer(text)], key=re.Match.start)
    for match in matches:
        url = Span(*match.span("url"))
        label = Span(*match.span("label")) if "label" in match.re.groupindex else None
        yield Rewrite(Span(*match.span()), ("[", label, "](", url, ")") if label else (" ", url, " "))


def _items(text: str) -> Iterator[Rewrite]:
    depth = 0
    for match in _LIST.finditer(text):
        if match["edge"]:
            depth = max(0, min(_DEEPEST, depth + (1 if match["edge"] == "begin" else -1)))
            yield Rewrite(Span(*match.span()), ("\n",))
        elif not is_commented(text, match.start(), match.start() - _LONGEST_LINE):
            label = Span(*match.span("label"))
            title = (label, " ") if label.start >= 0 else ()
            yield Rewrite(Span(*match.span()), ("\n" + "  " * max(0, depth - 1) + "- ", *title))


def _tables(text: str) -> Iterator[Rewrite]:
    for begin, end in _outermost(text):
        specification = _SPECIFICATION.match(text, begin.end(), end.start())
        start = specification.end() if specification else begin.end()
        rows = list(_rows(text, Span(start, end.start())))
        if rows:
            yield Rewrite(Span(begin.start(), end.end()), ("\n\n", *as_table(text, rows)))


def _outermost(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield where tables begin and end that are in no other one."""
    around: list[re.Match[str]] = []
    for edge in _TABLE_EDGE.finditer(text):
        around = [each for each in around if edge.start() - each.start() <= _LONGEST][-_DEEPEST:]
        if is_commented(text, edge.start(), edge.start() - _LONGEST_LINE):
            continue
        if edge["edge"] == "begin":
            around.append(edge)
            continue
        number = next((n for n in reversed(range(len(around))) if around[n]["name"] == edge["name"]), None)
        if number == 0:
            yield around[0], edge
        around = around[:number] if number is not None else around


def _rows(text: str, body: Span) -> Iterator[list[Span]]:
    """Yield the cells of the rows of a table that have more than one."""
    for row in _between(text, body, _ROW_END):
        rule = _RULES.match(text, *row)
        cells = list(_between(text, Span(rule.end() if rule else row.start, row.end), _CELL_END))
        if len(cells) > 1:
            yield cells


def _between(text: str, span: Span, edge: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for match in edge.finditer(text, *span):
        yield Span(at, match.start())
        at = match.end()
    yield Span(at, span.end)
