"""Data rows: separated values, and objects of JSON, each rewritten as a row or an item of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.identifiers.identifier import Identifier
from bibtools.identifiers.spelling import read
from bibtools.sources.list_parts import is_label
from bibtools.sources.relaid_text import RelaidText, Rewrite

_SEPARATORS = "\t,;"
_MOST_IN_ROWS = 0.9  # of the lines of such a file have as many cells as the first
_LONGEST_NAME = 40  # characters of a column's name
_DEEPEST = 40  # values inside of values

_CELLS = {
    each: lazy_pattern(rf"[ ]*\"(?P<quoted>(?:[^\"]|\"\")*)\"[ ]*(?=[{each}\r\n]|\Z)|(?P<plain>[^{each}\r\n]*)")
    for each in _SEPARATORS
}
_LINE = lazy_pattern(r"[^\r\n]*")
_LINE_END = lazy_pattern(r"\r?\n|\r")
_MARKED = lazy_pattern(r"\s*(?:[-*+#|>•]|\d+[.)]\s|\{|\[|@)")
_BROKEN = lazy_pattern(r"[|\r\n]+")
_TOKEN = lazy_pattern(
    r"\s*(?:(?P<sign>[{}\[\],:])|\"(?P<text>(?:[^\"\\\n]|\\.)*)\""
    r"|(?P<word>-?\d[\d.eE+-]*|true|false|null|NaN|-?Infinity)\b)"
)
_ITEM = "- entry "  # not only a label, for the item before
_FLAG = lazy_pattern(r"(?:is_?)?(?:official|by_?authors?|own)(?:_?(?:code|repo|implementation))?", re.IGNORECASE)
_NAMES = frozenset("name type label title text kind rel key".split())
_ADDRESSES = frozenset("url link href uri address".split())


def with_rows(laid: RelaidText) -> RelaidText:
    """Return a text in which rows of separated values, or objects, are rows or items of Markdown."""
    text = laid.text.lstrip("\ufeff")
    if text.lstrip()[:1] in {"{", "["} and '":' in text.replace('" :', '":'):
        return laid.rewritten(_items(laid.text))
    return laid.rewritten(_rows(laid.text))


def _rows(text: str) -> Iterator[Rewrite]:
    """Yield the rewrite of a text that is separated values from its first line to its last."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0].rstrip("\r")
    for separator in _SEPARATORS:
        if separator in first and not _MARKED.match(first):
            rows = _alike(text, separator)
            if rows and len(rows) > 1 and len(rows[0]) > 1:
                yield Rewrite(Span(0, len(text)), tuple(as_table(text, rows)))
                return


def _alike(text: str, separator: str) -> list[list[Span]]:
    """Return the rows of separated values if nearly all have as many cells as the first, else none."""
    rows: list[list[Span]] = []
    unlike = 0
    most_unlike = (1 - _MOST_IN_ROWS) * (1 + text.count("\n") + text.count("\r"))  # more are not even looked at
    for row in separated(text, separator):
        rows.append(row)
        unlike += len(row) != len(rows[0])
        if unlike > most_unlike:
            return []
    return rows if len(rows) - unlike >= _MOST_IN_ROWS * len(rows) else []


def separated(text: str, separator: str) -> Iterator[list[Span]]:
    """Yield the rows of separated values that are not empty, each as the spans of its cells."""
    at = len(text) - len(text.lstrip("\ufeff"))
    while at <= len(text):
        line = _LINE.match(text, at)
        end = line.end() if line else len(text)
        row, at = _plain(text, at, end, separator) if '"' not in text[at:end] else _quoted(text, at, separator)
        if len(row) > 1 or row[0].start < row[0].end:
            yield row
        line_end = _LINE_END.match(text, at)
        at = line_end.end() if line_end else len(text) + 1


def _plain(text: str, at: int, end: int, separator: str) -> tuple[list[Span], int]:
    """Return the cells of a line in which nothing is quoted, and its end."""
    row = []
    for cell in text[at:end].split(separator):
        row.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    return row, end


def _quoted(text: str, at: int, separator: str) -> tuple[list[Span], int]:
    """Return the cells of a row, which may go on in further lines, and where it ends."""
    cell, row = _CELLS[separator], list[Span]()
    while match := cell.match(text, at):
        row.append(Span(*match.span("quoted" if match["quoted"] is not None else "plain")))
        at = match.end()
        if text[at : at + 1] != separator:
            break
        at += 1
    return row, at


def as_table(text: str, rows: Sequence[Sequence[Span]]) -> Iterator[str | Span]:
    """Yield the parts of a table of Markdown with some rows, the first of which may name the columns."""
    for number, row in enumerate(rows):
        yield "| "
        for cell in row:
            yield from one_line(text, cell)
            yield " | "
        yield "\n"
        if number == 0 and _is_head(text, row):
            yield "|" + "---|" * len(row) + "\n"
    yield "\n"


def one_line(text: str, span: Span) -> Iterator[str | Span]:
    """Yield the parts of a cell without what would end it, or its row."""
    at = span.start
    for match in _BROKEN.finditer(text, *span):
        yield from (Span(at, match.start()), " ")
        at = match.end()
    yield Span(at, span.end)


def _is_head(text: str, row: Sequence[Span]) -> bool:
    cells = [text[slice(*cell)].strip() for cell in row]
    return all(len(cell) <= _LONGEST_NAME and not re.search(r"://|\d{4}", cell) for cell in cells) and any(cells)


class _JsonValue(NamedTuple):
    """A value of JSON: a text by its span, or the named or numbered values in it."""

    span: Span
    inner: list[tuple[Span | None, _JsonValue]] | None = None
    is_object: bool = False


def _items(text: str) -> Iterator[Rewrite]:
    values = _values(text)
    if values:
        parts = [part for value in values for part in _written(text, value, 0, is_item=True)]
        yield Rewrite(Span(0, len(text)), (*parts, "\n"))


def _values(text: str) -> list[_JsonValue]:
    """Return the values of a JSON text, or of lines of it; none if it is not JSON."""
    done: list[_JsonValue] = []
    open_: list[_JsonValue] = []
    key: list[Span | None] = [None]
    at = len(text) - len(text.lstrip("\ufeff"))
    while match := _TOKEN.match(text, at):
        at = match.end()
        sign = match["sign"]
        if sign in {",", ":"}:
            continue
        if sign in {"}", "]"}:
            if not open_ or open_[-1].is_object != (sign == "}"):
                return []
            closed = open_.pop()
            key.pop()
            _add(closed, open_, key, done)
        elif sign:
            if len(open_) >= _DEEPEST:
                return []
            open_.append(_JsonValue(Span(match.start("sign"), match.end()), [], sign == "{"))
            key.append(None)
        else:
            span = Span(*match.span("text" if match["text"] is not None else "word"))
            if open_ and open_[-1].is_object and key[-1] is None:
                key[-1] = span
            else:
                _add(_JsonValue(span), open_, key, done)
    return [] if open_ or text[at:].strip() else done


def _add(value: _JsonValue, open_: list[_JsonValue], key: list[Span | None], done: list[_JsonValue]) -> None:
    inner = open_[-1].inner if open_ else None
    if inner is None:
        done.append(value)
    else:
        inner.append((key[-1], value))
        key[-1] = None


def _written(text: str, value: _JsonValue, depth: int, *, is_item: bool) -> Iterator[str | Span]:
    """Yield a value as an item of a list, with what it holds below it, or as lines of the item that holds it."""
    inner = value.inner or []
    if value.inner is None:
        yield from ("\n" + "  " * depth + ("- " if is_item else ""), *one_line(text, value.span))
    elif not value.is_object:
        for _, each in inner:
            yield from _written(text, each, depth, is_item=True)
    elif label := _typed_link(text, value):
        yield from ("\n" + "  " * depth + "- ", label[0], ": ", label[1])
    elif _is_map_of_items(text, value):
        for name, each in inner:
            yield from ("\n" + "  " * depth + _ITEM, name or "", ":")
            yield from _fields(text, each if each.inner is not None else each._replace(inner=[(None, each)]), depth + 1)
    else:
        yield "\n" + "  " * depth + (_ITEM if is_item else "  ")
        yield from _fields(text, value, depth, begun=True)


def _fields(text: str, value: _JsonValue, depth: int, *, begun: bool = False) -> Iterator[str | Span]:
    whose = "unofficial " if _is_others(text, value) else ""
    for number, (name, each) in enumerate(value.inner or []):
        if number or not begun:
            yield "\n" + "  " * (depth + 1)
        yield from (whose, name or "", ": " if name else "")
        if each.inner is None:
            yield from one_line(text, each.span)
        elif all(item.inner is None for _, item in each.inner) and not each.is_object:
            for _, item in each.inner:
                yield from (*one_line(text, item.span), ", ")
        elif each.is_object and not _is_map_of_items(text, each):
            yield from _fields(text, each, depth + 1)
        else:
            yield from _written(text, each, depth + 2, is_item=True)


def _is_others(text: str, value: _JsonValue) -> bool:
    """Return whether an object says that it is not the authors': `"is_official": false`."""
    named = [(text[slice(*name)], text[slice(*each.span)]) for name, each in value.inner or [] if name]
    return any(_FLAG.fullmatch(name) and flag == "false" for name, flag in named)


def _is_map_of_items(text: str, value: _JsonValue) -> bool:
    """Return whether the values of an object are items, and its names their keys."""
    names = [text[slice(*name)] if name else "" for name, _ in value.inner or []]
    if len(names) > 1 and all(isinstance(read(name), Identifier) for name in names):
        return True
    return bool(names) and all(
        each.is_object and name and not is_label(name) for name, (_, each) in zip(names, value.inner or [], strict=True)
    )


def _typed_link(text: str, value: _JsonValue) -> tuple[Span, Span] | None:
    """Return the label and the address of an object that only holds these: `{"name": "code", "url": "…"}`."""
    named = {text[slice(*name)].lower(): each.span for name, each in value.inner or [] if name and each.inner is None}
    names, urls = set(_NAMES & named.keys()), set(_ADDRESSES & named.keys())
    if len(names) != 1 or len(urls) != 1:
        return None
    label, url = named[names.pop()], named[urls.pop()]
    return (label, url) if is_label(text[slice(*label)]) else None
