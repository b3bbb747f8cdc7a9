"""HTML forms: the items, rows and blocks of HTML, also within Markdown, each rewritten as an item or row of Markdown.

A block is an item if it is one of several of its kind beside each other; what is in it once is a part of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.sources.relaid_text import RelaidText, Rewrite

_TAG = lazy_pattern(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CLASS = lazy_pattern(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_IN_MARKDOWN = frozenset("ul ol li table thead tbody tr td th".split())  # elements that Markdown has in its lists, too
_BLOCKS = frozenset("div article section aside main p dl dt dd figure h1 h2 h3 h4 h5 h6 details".split())
_VOID = frozenset("br hr img input meta link source wbr".split())
_CLOSES_ITSELF = {"li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}, "dt": {"dd", "dt"},
                  "dd": {"dd", "dt"}, "p": {"p"}}  # fmt: skip
_OF_TABLES = frozenset("table thead tbody tr".split())
_MARKDOWN = lazy_pattern(r"^(?:#{1,6} |[-*+] |\| )", re.MULTILINE)
_BLANKS = lazy_pattern(r"\s*")
_DEEPEST = 60


class _Element(NamedTuple):
    """An element: its kind, by its name and class, the element around it, and whether it closes."""

    span: Span  # of its first tag
    name: str
    kind: str
    above: int
    closes: Span  # of its last tag; empty where it has none


def with_items(laid: RelaidText) -> RelaidText:
    """Return a text in which elements of HTML that may be about one paper each are items or rows."""
    if "<" not in laid.text or not _TAG.search(laid.text):
        return laid
    if "<!--" in laid.text or "<s" in laid.text.lower():
        laid = laid.rewritten(Rewrite(Span(*match.span()), (" ",)) for match in _COMMENT.finditer(laid.text))
    text = laid.text
    is_page = text.lstrip("\ufeff \r\n\t").startswith("<") and not _MARKDOWN.search(text)
    names = _IN_MARKDOWN | _BLOCKS if is_page else _IN_MARKDOWN
    elements = _elements(text, names)
    return laid.rewritten(_rewrites(text, elements, is_page=is_page))


def _elements(text: str, names: frozenset[str]) -> list[_Element]:
    """Return the elements with some names, in order."""
    found: list[_Element] = []
    stack: list[int] = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name not in names or name in _VOID:
            continue
        if match["close"]:
            if any(found[each].name == name for each in stack):
                while stack:
                    number = stack.pop()
                    if found[number].name == name:
                        found[number] = found[number]._replace(closes=Span(*match.span()))
                        break
            continue
        while stack and found[stack[-1]].name in _CLOSES_ITSELF.get(name, ()):
            stack.pop()
        given = _CLASS.search(match["attributes"])
        kind = f"{name} {next(filter(None, given.groups()), '') if given else ''}"
        found.append(_Element(Span(*match.span()), name, kind, stack[-1] if stack else -1, Span(0, 0)))
        if len(stack) < _DEEPEST:
            stack.append(len(found) - 1)
    return found


def _rewrites(text: str, elements: list[_Element], *, is_page: bool) -> list[Rewrite]:
    beside = Counter((each.above, each.kind) for each in elements)
    depths: list[int] = []  # of items around, per element
    rows: set[int] = set()
    rewrites: list[Rewrite] = []
    for number, each in enumerate(elements):
        depth = depths[each.above] if each.above >= 0 else 0
        in_row = each.above in rows
        is_item = not in_row and _is_item(each, beside)
        if in_row or each.name == "tr":
            rows.add(number)
        if each.name == "tr" and not in_row:
            opening, closing = "\n", _row_end(text, each, elements, number)
        elif in_row:
            opening, closing = ("| " if each.name in {"td", "th"} and elements[each.above].name == "tr" else " "), " "
        else:
            opening, closing = (f"\n{'  ' * depth}- ", " ") if is_item else _block(each.name, depth)
        depths.append(depth + is_item)
        widened = _with_blanks if each.name in _OF_TABLES and not in_row else _as_it_is
        rewrites.append(Rewrite(widened(text, each.span), (opening,)))
        if each.closes.end:
            rewrites.append(Rewrite(widened(text, each.closes), (closing,)))
    rewrites.sort()
    return list(_with_lines(text, rewrites, elements, rows, is_page=is_page))


def _block(name: str, depth: int) -> tuple[str, str]:
    """Return what takes the place of the tags of a block that is no item, inside of so many items."""
    if name in {"thead", "tbody"}:
        return "", ""
    if name in {"ul", "ol", "table"}:
        return "\n" if depth else "\n\n", "\n"
    if depth:
        return " ", " "
    if re.fullmatch(r"h[1-6]", name):
        return f"\n\n{'#' * int(name[1])} ", "\n\n"
    return ("\n\n", "\n\n") if name == "p" else (" ", " ")


def _row_end(text: str, row: _Element, elements: list[_Element], number: int) -> str:
    """Return the end of a row, with a rule below it if it only names columns: all cells are heads without links."""
    cells = [each.name for each in elements[number + 1 : number + 100] if each.above == number]
    end = row.closes.start or row.span.end
    is_head = set(cells) == {"th"} and "://" not in text[row.span.end : end]
    return "|\n" + "|---" * len(cells) + "|" if is_head else "|"


def _as_it_is(_text: str, tag: Span) -> Span:
    return tag


def _with_blanks(text: str, tag: Span) -> Span:
    """Return a tag with the blanks behind it."""
    behind = _BLANKS.match(text, tag.end)
    return Span(tag.start, behind.end() if behind else tag.end)


def _is_item(each: _Element, beside: Counter[tuple[int, str]]) -> bool:
    """Return whether an element is an item: of a list, or one of several blocks of its kind."""
    if each.name in {"li", "dt"}:
        return True
    return each.name in {"div", "article", "section", "figure", "details"} and beside[each.above, each.kind] > 1


def _with_lines(
    text: str, rewrites: list[Rewrite], elements: list[_Element], rows: set[int], *, is_page: bool
) -> Iterator[Rewrite]:
    """Yield rewrites, with line ends made blanks where they mean nothing: on a page, and within rows."""
    if is_page:
        spaces = lazy_pattern(r"\s*\n\s*|<br\b[^<>]*>", re.IGNORECASE)
        yield from sorted([*rewrites, *(Rewrite(Span(*match.span()), (" ",)) for match in spaces.finditer(text))])
        return
    inside = [
        Span(each.span.end, each.closes.start) for n, each in enumerate(elements) if n in rows and each.closes.end
    ]
    ends = lazy_pattern(r"\s*\n\s*")
    breaks = {match.span() for span in inside for match in ends.finditer(text, *span)}
    yield from sorted([*rewrites, *(Rewrite(Span(*each), (" ",)) for each in breaks)])
