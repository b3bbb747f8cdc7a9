"""House style: how a library writes its entries, inferred by majority."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from itertools import islice, pairwise
from typing import TypeVar

from bibtools.entry import Style
from bibtools.library import Block, Field, Library
from bibtools.library.reader import fields
from bibtools.text import newline_of

_SAMPLE = 200  # entries; a majority among so many is the house's style
_CASE_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("lower", str.islower),
    ("title", lambda name: name == name.capitalize()),
    ("upper", str.isupper),
)
T = TypeVar("T", bound=Hashable)


def infer(library: Library) -> Style:
    """Return the style in which most of a library's entries are written, or the default of a new file."""
    text = library.text
    sample = list(islice(library.entries(), _SAMPLE))
    split = [(block, list(_on_lines_of_their_own(text, block))) for block in sample]
    written = [field for _, found in split for field in found]
    newline = newline_of(text)
    if not written:
        return Style(newline=newline)
    default = Style()
    equals = [text[field.name_span.end : field.value_span.start].partition("=") for field in written]
    columns = [_equals_column(text, found) for _, found in split if len(found) > 1]
    aligned = _majority((column is not None for column in columns), default=False)
    column, shared = (
        Counter(column for column in columns if column is not None).most_common(1)[0] if aligned else (0, 0)
    )
    return Style(
        indent=_majority((_indent(text, field.name_span.start) for field in written), default.indent),
        before_equals=" " if aligned else _majority((before for before, _, _ in equals), default.before_equals),
        after_equals=_majority((after for _, _, after in equals if "\n" not in after), default.after_equals),
        aligned=aligned,
        width=column if shared * 2 > len(columns) else 0,
        delimiters=_majority(
            (_delimiters(text, field) for field in written if text[field.value_span.start] in '{"'), "{}"
        ),
        trailing_comma=_majority((_has_trailing_comma(text, block) for block in sample), default=True),
        closing_indent=_majority((_closing_indent(text, block) for block in sample), ""),
        field_case=_case(text[slice(*field.name_span)] for field in written),
        type_case=_case(block.type for block in sample),
        between=_majority(_blank_lines(library), default.between),
        newline=newline,
    )


def _majority(values: Iterable[T], default: T) -> T:
    return max(Counter(values).items(), key=lambda item: item[1], default=(default, 0))[0]


def _on_lines_of_their_own(text: str, block: Block) -> Iterable[Field]:
    found, problem = fields(text, block)
    if problem is None:
        return (field for field in found if not _indent(text, field.name_span.start).strip())
    return ()


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _indent(text: str, offset: int) -> str:
    """Return what stands between the beginning of the line and an offset."""
    return text[_line_start(text, offset) : offset]


def _equals_column(text: str, found: list[Field]) -> int | None:
    """Return how far behind the beginning of the names all the equals signs stand, None where they are not aligned."""
    columns = {text.find("=", field.name_span.end) - field.name_span.start for field in found}
    lengths = {len(field.name) for field in found}
    return columns.pop() - 1 if len(columns) == 1 and len(lengths) > 1 else None


def _closing_indent(text: str, block: Block) -> str | None:
    indent = _indent(text, block.span.end - 1)
    return None if indent.strip() else indent


def _delimiters(text: str, field: Field) -> str:
    return '""' if text[field.value_span.start] == '"' else "{}"


def _has_trailing_comma(text: str, block: Block) -> bool:
    return text[slice(*block.body)].rstrip().endswith(",")


def _case(names: Iterable[str]) -> str:
    """Return how most names are written; a word of one case only counts once for every case it fits."""
    fitting = Counter(next((case for case, fits in _CASE_TESTS if fits(name)), "as is") for name in names)
    case = max(fitting, key=lambda each: fitting[each], default="as is")
    return case if fitting[case] > fitting["as is"] else "as is"


def _blank_lines(library: Library) -> Iterable[int]:
    for before, after in pairwise(library.entries()):
        gap = library.text[before.span.end : after.span.start]
        if not gap.strip():
            yield max(0, len(re.findall(r"\r\n|\n|\r", gap)) - 1)
