"""House style: how a library writes its entries, inferred by majority."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from typing import TypeVar

from bibtools.bibliography.entries.entry import Style, type_in_case
from bibtools.bibliography.library.blocks import Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.sample import SampledEntry, sample
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import line_start, newline_of

_CASE_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("lower", str.islower),
    ("title", lambda name: name == type_in_case(name.lower(), "title") or name == name.capitalize()),
    ("upper", str.isupper),
)
_TRAILING_COMMA = lazy_pattern(r",\s*(?:%.*)?\Z", re.DOTALL)  # on its line
_NO_FIELD = lazy_pattern(r"\s*(?:%.*)?", re.DOTALL)  # on a line
_LINE_END = lazy_pattern(r"[\r\n]")
T = TypeVar("T", bound=Hashable)
_new = tuple.__new__  # by name, making a tuple takes as long as what is in it


def infer(library: Library) -> Style:
    """Return the style of most entries of a library, or the default of a new file."""
    sampled = sample(library)
    shown = _of_sample(library.text[: sampled[-1].block.span.end if sampled else 0], sampled)
    default = Style()
    if shown is None:
        return default._replace(newline=newline_of(library.text))
    between = _majority(_blank_lines(library), default.between)
    return shown._replace(between=between, newline=newline_of(library.text))


@lru_cache(maxsize=8)  # an editor asks again and again about the same libraries
def _of_sample(text: str, sampled: tuple[SampledEntry, ...]) -> Style | None:
    """Return the style of some entries, which a text ends with; None where it shows none."""
    split = [_on_lines_of_their_own(_shape(text, *each)) for each in sampled]
    written = [field for found in split for field in found]
    if not written:
        return None
    default = Style()
    columns = [_columns(found) for found in split if len(found) > 1]
    alignments = [each.alignment for each in columns]
    aligned = _majority((alignment is not None for alignment in alignments), default=False)
    alignment = _majority((each for each in alignments if each), default=_Alignment(0, " "))
    return Style(
        name_end=_majority((each.name_end for each in columns), 0),
        indent=_majority((field.indent for field in written), default.indent),
        before_equals=alignment.before if aligned else _before_equals(written, " "),
        after_equals=_after_equals(written, default.after_equals),
        aligned=aligned,
        width=alignment.width if alignments.count(alignment) * 2 > len(alignments) else 0,
        delimiters=_delimiters(written, "{}"),
        trailing_comma=_majority((_has_trailing_comma(text, each.block) for each in sampled), default=True),
        closing_indent=_majority((_closing_indent(text, each.block) for each in sampled), ""),
        field_case=_case(field.name for field in written),
        type_case=_case(each.block.type for each in sampled),
    )


class _FieldShape(NamedTuple):
    """All that the style of a field shows in, but for its value."""

    indent: str  # the text before it on its line, after the previous field
    name: str
    equals: str  # with the blanks around
    delimiter: str  # the first character of the value


# The fields of an entry, and whether they could be read to their end. Many entries of a library have the same shape.
_Shape = tuple[tuple[_FieldShape, ...], bool]


def _shape(text: str, block: Block, found: Sequence[Field], problem: int | None = None) -> _Shape:
    shown, floor = [], block.span.start
    for _, (start, end), (value, behind), _ in found:
        before = text[floor:start].rpartition("\n")[2]
        before = before.rpartition("\r")[2] if "\r" in before else before
        shown.append(_new(_FieldShape, (before, text[start:end], text[end:value], text[value])))
        floor = behind
    return tuple(shown), problem is None


def _on_lines_of_their_own(shape: _Shape) -> tuple[_FieldShape, ...]:
    found, is_whole = shape
    return tuple([field for field in found if not field.indent.strip()]) if is_whole else ()


def of_entry(library: Library, block: Block, house: Style, found: Sequence[Field] | None = None) -> Style:
    """Return the style of one entry, with the fields that were found in it; what it does not show is as in the house.

    An entry whose fields cannot be read to their end shows nothing.
    """
    read = (found, None) if found is not None else fields(library.text, block)
    return _of_shape(_shape(library.text, block, *read), house)


@lru_cache(maxsize=256)  # entries that one program wrote have few shapes
def _of_shape(shape: _Shape, house: Style) -> Style:
    written = _on_lines_of_their_own(shape)
    if not written:
        return _of_one_line(shape[0], house)
    known = len(written) > 1
    alignment, name_end = _columns(written) if known else (None, house.name_end)
    return house._replace(
        name_end=name_end,
        indent=_majority((field.indent for field in written), house.indent),
        before_equals=alignment.before if alignment else _before_equals(written, " "),
        after_equals=_after_equals(written, house.after_equals),
        aligned=alignment is not None if known else house.aligned,
        width=alignment.width if alignment else 0 if known else house.width,
        delimiters=_delimiters(written, house.delimiters),
        field_case=_case(field.name for field in written),
    )


def _of_one_line(written: Sequence[_FieldShape], house: Style) -> Style:
    """Return the style of an entry whose fields have no lines of their own."""
    return house._replace(
        before_equals=_before_equals(written, house.before_equals),
        after_equals=_after_equals(written, house.after_equals),
        aligned=False,
        width=0,
        name_end=0,
        delimiters=_delimiters(written, house.delimiters),
    )


def _before_equals(written: Sequence[_FieldShape], default: str) -> str:
    return _majority((field.equals.partition("=")[0] for field in written), default)


def _after_equals(written: Sequence[_FieldShape], default: str) -> str:
    found = (field.equals.partition("=")[2] for field in written)
    return _majority((after for after in found if "\n" not in after), default)


def _delimiters(written: Sequence[_FieldShape], default: str) -> str:
    found = (field.delimiter for field in written)
    return _majority(('""' if mark == '"' else "{}" for mark in found if mark in '{"'), default)


def _majority(values: Iterable[T], default: T) -> T:
    listed = list(values)
    if listed and listed.count(listed[0]) * 2 > len(listed):  # as in most entries; counting all takes its time
        return listed[0]
    return max(Counter(listed).items(), key=lambda item: item[1], default=(default, 0))[0]


class _Alignment(NamedTuple):
    """Names padded to a width, and the text between them and the equals signs."""

    width: int
    before: str


class _Columns(NamedTuple):
    """Where the equals signs of an entry stand, and where its names end."""

    alignment: _Alignment | None
    name_end: int


@lru_cache(maxsize=256)  # as above
def _columns(found: tuple[_FieldShape, ...]) -> _Columns:
    return _Columns(_alignment(found), _name_end(found))


def _alignment(found: Sequence[_FieldShape]) -> _Alignment | None:
    """Return how the equals signs of an entry are aligned, None if most of them are not."""
    columns = [len(field.name) + field.equals.index("=") for field in found]
    column = _common_column(columns, found)
    if column is None:
        return None
    touches = any(len(field.name) == each == column for each, field in zip(columns, found, strict=True))
    return _Alignment(column - (not touches), "" if touches else " ")


def _name_end(found: Sequence[_FieldShape]) -> int:
    """Return the column at which most names of an entry end, 0 where they do not."""
    if any(field.indent.strip(" ") for field in found):
        return 0
    return _common_column([len(field.indent) + len(field.name) for field in found], found) or 0


def _common_column(columns: Sequence[int], found: Sequence[_FieldShape]) -> int | None:
    """Return the column that most fields share, None where there is none, or that says nothing: names of one length."""
    column, number = Counter(columns).most_common(1)[0]
    lengths = {len(field.name) for field, each in zip(found, columns, strict=True) if each == column}
    return column if number * 4 >= len(columns) * 3 and len(lengths) > 1 else None


def _closing_indent(text: str, block: Block) -> str | None:
    end = block.span.end - 1
    indent = text[line_start(text, end) : end]
    return None if indent.strip() else indent


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
