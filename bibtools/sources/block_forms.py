"""Block forms: how light markup writes items, rows and headings, each rewritten as Markdown's.

Grid tables and tables of separated values of reStructuredText, tables of AsciiDoc and Typst, tables of Markdown without
pipes at their edges, and items of YAML that no dash begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, line_start
from bibtools.sources.data_rows import as_table, separated
from bibtools.sources.list_parts import is_label
from bibtools.sources.relaid_text import RelaidText, Rewrite

_LONGEST = 200_000  # characters of a table

_GRID_RULE = lazy_pattern(r"^(?P<indent>[ \t]*)\+(?:[-=]+\+)+[ \t]*\r?\n", re.MULTILINE)
_CSV_TABLE = lazy_pattern(r"^(?P<indent>[ \t]*)\.\. csv-table::[^\n]*\n", re.MULTILINE)
_LIST_TABLE = lazy_pattern(r"^(?P<indent>[ \t]*)\.\. list-table::[^\n]*\n", re.MULTILINE)
_CELL = lazy_pattern(
    r"^(?P<indent>[ \t]*)(?P<begins>\*[ \t]+)?-(?:[ \t]+|(?=\n))"
    r"(?P<cell>[^\n]*(?:\n(?P=indent)[ \t]++(?![*-][ \t\n])[^\n]+)*)",
    re.MULTILINE,
)
_OPTION = lazy_pattern(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)\n|[ \t]*\n")
_PIPELESS_RULE = lazy_pattern(r"^[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\r?$", re.MULTILINE)
_LINE_WITH_PIPE = lazy_pattern(r"(?P<line>[^|\r\n]*\|[^\r\n]*)(?:\r?\n|\Z)")
_ADOC_TABLE = lazy_pattern(
    r"^(?:\[(?P<options>[^\]\n]*)\]\r?\n)?\|===\r?\n(?P<body>.*?)^\|===[ \t]*\r?$", re.MULTILINE | re.DOTALL
)
_ADOC_HEADING = lazy_pattern(r"^(={1,6})(?= \S)", re.MULTILINE)
_TERM = lazy_pattern(r"^(?P<term>[^\s:|#*-][^:\n]{0,200}?)(?P<colons>:::?:?)(?=[ \t]|\r?$)", re.MULTILINE)
_TYPST_TABLE = lazy_pattern(r"#?\btable\(")
_TYPST_ITEM = lazy_pattern(r"^([ \t]*)\+(?=[ \t]+\S)", re.MULTILINE)
_COLUMNS = lazy_pattern(r"columns:\s*(?:(?P<number>\d+)|\((?P<list>[^()]*(?:\([^()]*\)[^()]*)*)\))")
_KEY_LINE = lazy_pattern(
    r"^(?P<key>[\w.:/-]{1,100}|\"[^\"\n]{1,100}\"|'[^'\n]{1,100}'):[ \t]*\r?\n(?=[ \t]+[\w\"'-]+:)", re.MULTILINE
)
_LONE_DASH = lazy_pattern(r"^([ \t]*-)[ \t]*\r?\n[ \t]+(?=[\w\"'-]+:)", re.MULTILINE)
_NAMED = r"(?:name|type|label|title|text|kind|icon): *"
_LEADS = r"(?:url|link|href): *"
_FLOW_LINK = lazy_pattern(
    rf"\{{[ \t]*{_NAMED}[\"']?(?P<label>[^,{{}}\"'\n]{{1,80}})[\"']?,[ \t]*"
    rf"{_LEADS}[\"']?(?P<url>[^\s,{{}}\"']+)[\"']?[ \t]*\}}"
)
_TYPED = lazy_pattern(
    rf"^(?P<dash>[ \t]*- )(?:{_NAMED}(?P<label>[^\n]*?)\r?\n[ \t]+{_LEADS}(?P<url>\S+)"
    rf"|{_LEADS}(?P<url2>\S+)\r?\n[ \t]+{_NAMED}(?P<label2>[^\n]*?))[ \t]*\r?$",
    re.MULTILINE,
)


def with_markdown_blocks(laid: RelaidText) -> RelaidText:
    """Return a text in which the blocks of other markup are those of Markdown."""
    forms: tuple[tuple[str, Callable[[str], Iterator[Rewrite]]], ...] = (
        ("\n+-", _grids),
        ("csv-table::", _csv_tables),
        ("list-table::", _list_tables),
        ("|===", _adoc_tables),
        ("table(", _typst_tables),
        ("\n+ ", _typst_items),
        ("\n==", _adoc_headings),
        (":: ", _terms),
        ("---", _pipeless),
        ("-|", _pipeless),
        ("-\n", _lone_dashes),
        (":\n", _maps),
        ("- ", _typed_links),
        ("{", _flow_links),
    )
    for hint, rewrites in forms:
        if hint in laid.text or laid.text.startswith(hint.lstrip("\n")):
            laid = laid.rewritten(rewrites(laid.text))
    return laid


def _grids(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of grid tables: each row one line, and a rule below the head."""
    rule = _GRID_RULE.search(text)
    while rule:
        start, edges = rule.start(), [match.start() - rule.start() for match in re.finditer(r"\+", rule[0])]
        at, parts, row = rule.end(), list[str | Span](), list[Span]()
        while at < len(text):
            end = text.find("\n", at) + 1 or len(text)
            if _GRID_RULE.match(text, at) or re.match(r"[ \t]*\+[-=+]+\+?\s*\Z", text[at:end]):
                parts += _joined(text, row, edges)
                if row and "=" in text[at:end]:
                    parts.append("|" + "---|" * (len(edges) - 1) + "\n")
                row = []
            elif text[at:end].lstrip().startswith("|"):
                row.append(Span(at, end))
            else:
                break
            at = end
        yield Rewrite(Span(start, at), (*parts, *_joined(text, row, edges), "\n"))
        rule = _GRID_RULE.search(text, at)


def _joined(text: str, lines: Sequence[Span], edges: Sequence[int]) -> Iterator[str | Span]:
    """Yield the parts of one row of a grid, whose cells go on in further lines."""
    if not lines:
        return
    split = [_cells(text, line) for line in lines]
    yield "| "
    for number in range(max(len(edges) - 1, *map(len, split))):
        for cells in split:
            yield from (cells[number], " ") if number < len(cells) else ()
        yield "| "
    yield "\n"


def _cells(text: str, line: Span) -> list[Span]:
    bars = [match.start() for match in re.compile(r"\|").finditer(text, *line)]
    return [Span(first + 1, last) for first, last in pairwise(bars)]


def _csv_tables(text: str) -> Iterator[Rewrite]:
    for match in _CSV_TABLE.finditer(text):
        at, head, separator = match.end(), "", ","
        while option := _OPTION.match(text, at):
            head = option["value"] if option["name"] == "header" else head
            separator = "\t" if option["name"] == "delim" and option["value"].strip() == "tab" else separator
            at = option.end()
        body = re.compile(rf"(?:{match['indent']}[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)+").match(text, at)
        if body is None:
            continue
        inside = text[: body.end()]
        rows = []
        for line in re.compile(r"[^\n]+").finditer(inside, at):
            indent = len(line[0]) - len(line[0].lstrip())
            rows += [
                [Span(each.start + line.start() + indent, each.end + line.start() + indent) for each in row]
                for row in separated(line[0].strip(), separator)
            ]
        names = [head[slice(*each)] for row in separated(head, separator) for each in row]
        top = f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n" if names else ""
        yield Rewrite(Span(match.start(), body.end()), (top, *as_table(text, rows)))


def _list_tables(text: str) -> Iterator[Rewrite]:
    for match in _LIST_TABLE.finditer(text):
        body = re.compile(rf"(?:{match['indent']}[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)+").match(text, match.end())
        rows: list[list[Span]] = []
        for cell in _CELL.finditer(text, *body.span()) if body else ():
            if cell["begins"]:
                rows.append([])
            if rows:
                rows[-1].append(Span(*cell.span("cell")))
        if body and rows:
            yield Rewrite(Span(match.start(), body.end()), tuple(as_table(text, rows)))


def _adoc_tables(text: str) -> Iterator[Rewrite]:
    for match in _ADOC_TABLE.finditer(text):
        cells = [Span(*cell.span(1)) for cell in re.compile(r"\|([^|]*)").finditer(text, *match.span("body"))]
        width = _adoc_width(match["options"] or "", match["body"])
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
        if len(match["body"]) <= _LONGEST:
            yield Rewrite(Span(*match.span()), tuple(as_table(text, rows)))


def _adoc_width(options: str, body: str) -> int:
    """Return how many columns a table of AsciiDoc has, by its options or its first line."""
    columns = re.search(r"cols\s*=\s*\"?(?:(\d+)\*|([^\"\]]+))", options)
    if columns:
        return int(columns[1][:4]) or 1 if columns[1] else columns[2].count(",") + 1
    return max(1, body.lstrip("\r\n").split("\n", 1)[0].count("|"))


def _adoc_headings(text: str) -> Iterator[Rewrite]:
    for match in _ADOC_HEADING.finditer(text):
        yield Rewrite(Span(*match.span()), ("#" * len(match[0]),))


def _terms(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of terms with what they are: `Term:: text`."""
    for match in _TERM.finditer(text):
        yield Rewrite(Span(*match.span()), ("- ", Span(*match.span("term")), ":"))


def _typst_items(text: str) -> Iterator[Rewrite]:
    for match in _TYPST_ITEM.finditer(text):
        yield Rewrite(Span(*match.span()), (match[1], "1."))


def _typst_tables(text: str) -> Iterator[Rewrite]:
    end = 0
    for match in _TYPST_TABLE.finditer(text):
        if match.start() < end:
            continue
        cells, end = _bracketed(text, match.end())
        if end < 0:  # it does not close
            return
        columns = _COLUMNS.search(text, match.end(), cells[0].start if cells else end)
        if columns and cells:
            listed = columns["list"]
            width = len([each for each in listed.split(",") if each.strip()]) if listed else int(columns["number"][:4])
            rows = [cells[start : start + width] for start in range(0, len(cells), max(width, 1))] if width else []
            yield Rewrite(Span(match.start(), end), tuple(as_table(text, rows)))


def _bracketed(text: str, at: int) -> tuple[list[Span], int]:
    """Return the cells of a call of Typst, each in brackets, and where the call ends."""
    cells, depth, rounds, start = list[Span](), 0, 1, at
    for match in re.compile(r"[\[\]()]").finditer(text, at, at + _LONGEST):
        if match[0] == "[":
            start = match.end() if depth == 0 else start
            depth += 1
        elif match[0] == "]":
            depth -= 1
            if depth == 0:
                cells.append(Span(start, match.start()))
        elif depth == 0:
            rounds += 1 if match[0] == "(" else -1
            if rounds == 0:
                return cells, match.end()
    return [], -1


def _pipeless(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of tables of Markdown whose rows neither begin nor end with a pipe."""
    done = 0
    for rule in _PIPELESS_RULE.finditer(text):
        if rule.start() <= done:
            continue
        head = _LINE_WITH_PIPE.match(text, line_start(text, rule.start() - 1))
        if head is None or head["line"].lstrip().startswith("|"):
            continue
        yield Rewrite(Span(*head.span("line")), ("| ", Span(*head.span("line")), " |"))
        yield Rewrite(Span(*rule.span()), ("|", Span(*rule.span()), "|"))
        row = _LINE_WITH_PIPE.match(text, rule.end() + 1)
        while row:
            yield Rewrite(Span(*row.span("line")), ("| ", Span(*row.span("line")), " |"))
            done = row.end()
            row = _LINE_WITH_PIPE.match(text, done) if done < len(text) else None


def _lone_dashes(text: str) -> Iterator[Rewrite]:
    for match in _LONE_DASH.finditer(text):
        yield Rewrite(Span(*match.span()), (match[1], " "))


def _maps(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of keys of YAML with values below them that are items: a dash begins each."""
    keys = [match for match in _KEY_LINE.finditer(text) if not is_label(match["key"])]
    tops = re.findall(r"^[^\s#-][^\n]*", text, re.MULTILINE)
    if len(keys) > 1 and len(keys) == len(tops):
        for match in keys:
            yield Rewrite(Span(match.start(), match.start()), ("- ",))


def _flow_links(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of links with their labels on one line: `{name: code, url: "…"}`."""
    for match in _FLOW_LINK.finditer(text):
        if is_label(match["label"]) or match["label"].lower() in {"baseline", "baselines", "related"}:
            yield Rewrite(Span(*match.span()), (Span(*match.span("label")), ": ", Span(*match.span("url"))))


def _typed_links(text: str) -> Iterator[Rewrite]:
    """Yield the rewrites of links of YAML with their labels: `- name: code`, and below `url: …`."""
    for match in _TYPED.finditer(text):
        label, url = ("label", "url") if match["label"] is not None else ("label2", "url2")
        if is_label(match[label]):
            yield Rewrite(Span(*match.span()), (match["dash"], Span(*match.span(label)), ": ", Span(*match.span(url))))
