"""House style: how a library writes its entries, inferred by majority."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise, repeat
from typing import NamedTuple, TypeVar

from bibtools.bibliography.entries.entry import Style
from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import line_start, newline_of

_SAMPLE = 200  # entries; a majority among so many is the house's style
_CASE_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("lower", str.islower),
    ("title", lambda name: name == name.capitalize()),
    ("upper", str.isupper),
)
_TRAILING_COMMA = lazy_pattern(r",\s*(?:%.*)?\Z", re.DOTALL)  # on its line
_NO_FIELD = lazy_pattern(r"\s*(?:%.*)?", re.DOTALL)  # on a line
_LINE_END = lazy_pattern(r"[\r\n]")
T = TypeVar("T", bound=Hashable)


def infer(library: Library) -> Style:
    """Return the style of most entries of a library, or the default of a new file."""
    sample = tuple(islice(library.understood(), _SAMPLE))
    shown = _of_sample(library.text[: sample[-1].span.end if sample else 0], sample)
    default = Style()
    if shown is None:
        return default._replace(newline=newline_of(library.text))
    between = _majority(_blank_lines(library), default.between)
    return shown._replace(between=between, newline=newline_of(library.text))


@lru_cache(maxsize=8)  # an editor asks again and again about the same libraries
def _of_sample(text: str, sample: tuple[Block, ...]) -> Style | None:
    """Return the style of some entries, which a text ends with; None where it shows none."""
    split = [list(_on_lines_of_their_own(text, block)) for block in sample]
    written = [field for found in split for field in found]
    if not written:
        return None
    default = Style()
    equals = [text[field.name_span.end : field.value_span.start].partition("=") for field in written]
    alignments = [_alignment(text, found) for found in split if len(found) > 1]
    aligned = _majority((alignment is not None for alignment in alignments), default=False)
    alignment = _majority((each for each in alignments if each), default=_Alignment(0, " "))
    ends = [_name_end(text, found) for found in split if len(found) > 1]
    return Style(
        name_end=_majority(ends, 0),
        indent=_majority((_indent(text, field.name_span.start) for field in written), default.indent),
        before_equals=alignment.before if aligned else _majority((before for before, _, _ in equals), " "),
        after_equals=_majority((after for _, _, after in equals if "\n" not in after), default.after_equals),
        aligned=aligned,
        width=alignment.width if alignments.count(alignment) * 2 > len(alignments) else 0,
        delimiters=_majority(map(_delimiters, _quoted_or_braced(text, written)), "{}"),
        trailing_comma=_majority((_has_trailing_comma(text, block) for block in sample), default=True),
        closing_indent=_majority((_closing_indent(text, block) for block in sample), ""),
        field_case=_case(text[slice(*field.name_span)] for field in written),
        type_case=_case(block.type for block in sample),
    )


def of_entry(library: Library, block: Block, house: Style, found: Sequence[Field] | None = None) -> Style:
    """Return the style of one entry, with the fields that were found in it; what it does not show is as in the house.

    An entry whose fields cannot be read to their end shows nothing.
    """
    text, floor = library.text, block.span.start
    written = list(_on_lines_of_their_own(text, block, found))
    if not written:
        return _on_one_line(text, block, house)
    equals = [text[field.name_span.end : field.value_span.start].partition("=") for field in written]
    alignment = _alignment(text, written) if len(written) > 1 else None
    known = alignment is not None or len(written) > 1
    return house._replace(
        name_end=_name_end(text, written, floor) if known else house.name_end,
        indent=_majority((_indent(text, field.name_span.start, floor) for field in written), house.indent),
        before_equals=alignment.before if alignment else _majority((before for before, _, _ in equals), " "),
        after_equals=_majority((after for _, _, after in equals if "\n" not in after), house.after_equals),
        aligned=alignment is not None if known else house.aligned,
        width=alignment.width if alignment else 0 if known else house.width,
        delimiters=_majority(map(_delimiters, _quoted_or_braced(text, written)), house.delimiters),
        field_case=_case(text[slice(*field.name_span)] for field in written),
    )


def _on_one_line(text: str, block: Block, house: Style) -> Style:
    """Return the style of an entry whose fields have no lines of their own."""
    found = fields(text, block)[0]
    equals = [text[field.name_span.end : field.value_span.start].partition("=") for field in found]
    return house._replace(
        before_equals=_majority((before for before, _, _ in equals), house.before_equals),
        after_equals=_majority((after for _, _, after in equals if "\n" not in after), house.after_equals),
        aligned=False,
        width=0,
        name_end=0,
        delimiters=_majority(map(_delimiters, _quoted_or_braced(text, found)), house.delimiters),
    )


def _majority(values: Iterable[T], default: T) -> T:
    listed = list(values)
    if listed and listed.count(listed[0]) * 2 > len(listed):  # as in most entries; counting all takes its time
        return listed[0]
    return max(Counter(listed).items(), key=lambda item: item[1], default=(default, 0))[0]


def _on_lines_of_their_own(text: str, block: Block, known: Sequence[Field] | None = None) -> Iterable[Field]:
    found, problem = (known, None) if known is not None else fields(text, block)
    if problem is None:
        before = [block.span.start, *(field.value_span.end for field in found)]
        return (
            field
            for field, floor in zip(found, before, strict=False)
            if not _indent(text, field.name_span.start, floor).strip()
        )
    return ()


def _indent(text: str, offset: int, floor: int = 0) -> str:
    """Return the text between the start of the line, or a later floor, and an offset."""
    return text[line_start(text, offset, floor) : offset]


class _Alignment(NamedTuple):
    """Names padded to a width, and the text between them and the equals signs."""

    width: int
    before: str


def _alignment(text: str, found: list[Field]) -> _Alignment | None:
    """Return how the equals signs of an entry are aligned, None if most of them are not."""
    equals = [text.find("=", field.name_span.end) for field in found]
    columns = [place - field.name_span.start for place, field in zip(equals, found, strict=True)]
    column = _common_column(columns, found)
    if column is None:
        return None
    touches = any(
        place == field.name_span.end and each == column
        for place, each, field in zip(equals, columns, found, strict=True)
    )
    return _Alignment(column - (not touches), "" if touches else " ")


def _name_end(text: str, found: list[Field], floor: int = 0) -> int:
    """Return the column at which most names of an entry end, 0 where they do not."""
    indents = [_indent(text, field.name_span.start, floor) for field in found]
    if any(indent.strip(" ") for indent in indents):
        return 0
    columns = [len(indent) + len(field.name) for indent, field in zip(indents, found, strict=True)]
    return _common_column(columns, found) or 0


def _common_column(columns: list[int], found: list[Field]) -> int | None:
    """Return the column that most fields share, None where there is none, or that says nothing: names of one length."""
    column, number = Counter(columns).most_common(1)[0]
    lengths = {len(field.name) for field, each in zip(found, columns, strict=True) if each == column}
    return column if number * 4 >= len(columns) * 3 and len(lengths) > 1 else None


def _closing_indent(text: str, block: Block) -> str | None:
    indent = _indent(text, block.span.end - 1)
    return None if indent.strip() else indent


def _quoted_or_braced(text: str, written: list[Field]) -> Iterable[str]:
    return (mark for field in written if (mark := text[field.value_span.start]) in '{"')


def _delimiters(mark: str) -> str:
    return '""' if mark == '"' else "{}"


def _has_trailing_comma(text: str, block: Block) -> bool:
    """Return whether only blanks and comments follow the last comma."""
    for line in reversed(_LINE_END.split(text[slice(*block.body)])):
        if _TRAILING_COMMA.search(line):
            return True
        if not _NO_FIELD.fullmatch(line):
            return False
    return False


def _case(names: Iterable[str]) -> str:
    """Return the case of most names; each counts for the first case that it fits."""
    fitting = Counter(next((case for case, fits in _CASE_TESTS if fits(name)), "as is") for name in names)
    case = max(fitting, key=lambda each: fitting[each], default="as is")
    # `archivePrefix` among lower-case names is how new names are spelled, too.
    return case if fitting[case] > fitting["as is"] and not (case == "lower" and fitting["as is"]) else "as is"


def _blank_lines(library: Library) -> Iterable[int]:
    text, spans = library.text, [block.span for block in library.understood()]
    gaps = Counter([text[before[1] : after[0]] for before, after in pairwise(spans)])  # nearly all are the same
    for gap, number in gaps.items():
        if not gap.strip():
            yield from repeat(max(0, len(re.findall(r"\r\n|\n|\r", gap)) - 1), number)
