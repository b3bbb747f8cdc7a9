"""Insertion: where new entries and fields are spliced into a library, leaving everything else untouched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from bibtools.bibliography.entries.entry import Entry, Style, render, render_field
from bibtools.bibliography.library.blocks import COMMENT, ENTRY, STRING, TEXT, UNCLOSED, Block, Field, Library
from bibtools.bibliography.library.directives import first_directive, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.house_style import of_entry
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Span, line_end, line_start, newline_of

if TYPE_CHECKING:
    from bibtools.bibliography.editing.plan import Copied

_TRAILING_COMMA = lazy_pattern(r"\s*,[ \t]*(?:%[^\r\n]*|(?=[\r\n}]))")
_UNREAD = frozenset({TEXT, COMMENT})
Written: TypeAlias = "Entry | Copied"
_SORTED_FROM = 4  # entries; fewer are in order by chance too often


def of_fields(
    library: Library,
    style: Style,
    block: Block,
    written: tuple[Field, ...],
    new: Sequence[tuple[str, str]],
    beside: Container[str] = (),
) -> Edit:
    """Return the edit that inserts fields into an entry, without changing its lines where possible.

    Behind the last of the fields `beside` which they belong, else behind the last one, in the entry's own style. An
    entry on one line stays on one.
    """
    own = of_entry(library, block, style)
    # The names are spelt as they are to be, but for an entry that shouts.
    case = own.field_case if own.field_case == "upper" else "as is"
    return in_style(library, own._replace(field_case=case), block, written, new, beside)


def in_style(
    library: Library,
    style: Style,
    block: Block,
    written: tuple[Field, ...],
    new: Sequence[tuple[str, str]],
    beside: Container[str] = (),
) -> Edit:
    """Return the same edit, given the entry's own style."""
    text = library.text
    lines = [render_field(*pair, style, style.width) for pair in new]
    last = next((number for number, field in reversed([*enumerate(written)]) if field.name in beside), len(written) - 1)
    if edit := next(filter(None, (_behind_field(text, style, block, each, lines) for each in written[last:-1])), None):
        return edit
    if last < len(written) - 1 and not re.search(r"[\r\n]", text[slice(*block.span)]):
        end = written[last].value_span.end
        return Edit(Span(end, end), "".join(f", {line.strip()}" for line in lines))
    anchor = written[-1]
    start, end = anchor.name_span.start, anchor.value_span.end
    if comma := _TRAILING_COMMA.match(text, end, block.body.end):
        return Edit(Span(comma.end(), comma.end()), "".join(f"{style.newline}{field}," for field in lines))
    before = text[line_start(text, start, block.span.start) : start]
    if before.strip() == ",":  # commas stand before the fields
        return Edit(Span(end, end), "".join(f"{style.newline}{before}{field.strip()}" for field in lines))
    # Before the last or the first field, whichever begins its line.
    for place in (start, written[0].name_span.start):
        line = line_start(text, place, block.span.start)
        if not text[line:place].strip():
            return Edit(Span(line, line), "".join(f"{field},{style.newline}" for field in lines))
    return Edit(Span(start, start), "".join(f"{field.strip()}, " for field in lines))


def _behind_field(text: str, style: Style, block: Block, field: Field, lines: Sequence[str]) -> Edit | None:
    """Return the edit that inserts lines behind a field that others follow; None where it does not end its line."""
    start, end = field.name_span.start, field.value_span.end
    before = text[line_start(text, start, block.span.start) : start]
    if before.strip() == ",":  # commas stand before the fields
        return Edit(Span(end, end), "".join(f"{style.newline}{before}{line.strip()}" for line in lines))
    comma = _TRAILING_COMMA.match(text, end, block.body.end)
    return Edit(Span(comma.end(), comma.end()), "".join(f"{style.newline}{line}," for line in lines)) if comma else None


def of_entries(library: Library, style: Style, entries: Sequence[Written | str]) -> list[Edit]:
    """Return one edit per place: in order if the library is sorted by key, else after its last entry.

    A text goes with entries where the library has none (see `of_macros`).
    """
    if not entries:
        return []
    order = order_of(library)
    if order is None:
        return [at_end(library, style, entries)]
    places: dict[int, list[Written]] = {}
    keyed = [each for each in entries if not isinstance(each, str)]
    for entry in sorted(keyed, key=lambda each: each.key.casefold()):
        places.setdefault(order.place(entry.key), []).append(entry)
    edits: list[Edit] = []
    for before, group in places.items():
        if before == len(order.keys):
            edits.append(at_end(library, style, group))
        elif before == 0:
            edits.append(in_front(library, style, order.blocks[0], group))
        else:
            edits.append(_behind(library, style, order.blocks[before - 1], group))
    return edits


class Order(NamedTuple):
    """The entries of a library that is sorted by their keys."""

    keys: Sequence[str]  # casefolded
    blocks: Sequence[Block]

    def place(self, key: str) -> int:
        """Return how many entries stand before one of a key."""
        return bisect_right(self.keys, key.casefold())


def order_of(library: Library) -> Order | None:
    """Return the order of the entries, None where they are not sorted, or too few to be sure."""
    blocks = [block for block in _readable(library) if block.kind == ENTRY]
    is_sorted = len(blocks) >= _SORTED_FROM and all(one <= two for one, two in pairwise(map(_folded, blocks)))
    return Order([*map(_folded, blocks)], blocks) if is_sorted else None


def _folded(block: Block) -> str:
    return block.key.casefold()


def of_macros(library: Library, style: Style, definitions: Sequence[str]) -> Edit | None:
    """Return the edit that puts definitions before all entries; None where the first entry comes with them."""
    readable = _readable(library)
    if not readable:
        return None
    entries = (block.span.start for block in (*library.blocks, *library.hidden) if block.kind == ENTRY)
    first = min(entries, default=len(library.text))
    above = [block for block in readable if block.kind == STRING and block.span.end <= first]
    if above:
        return _behind(library, style, above[-1], definitions, style.newline)
    return in_front(library, style, readable[0], [style.newline.join(definitions)])


def _readable(library: Library) -> list[Block]:
    """Return the sound blocks before the first unclosed one, which may swallow what follows."""
    text = library.text
    return [block for block in _before_unclosed(library) if block.plain or _is_readable(text, block)]


def _before_unclosed(library: Library) -> Sequence[Block]:
    blocks = library.blocks
    return blocks[: next((number for number, each in enumerate(blocks) if each.problem == UNCLOSED), len(blocks))]


def _last_readable(library: Library) -> Block | None:
    blocks = reversed(_before_unclosed(library))
    return next((block for block in blocks if _is_readable(library.text, block)), None)


def _is_readable(text: str, block: Block) -> bool:
    return block.kind not in _UNREAD and (block.plain or _is_sound(text, block))


def _is_sound(text: str, block: Block) -> bool:
    broken = block.disputed or block.problem is not None
    return not broken and (block.kind != ENTRY or fields(text, block)[1] is None)


def end_of_readable(library: Library) -> int:
    """Return the offset after which appended entries go, or the start of the first block, which they precede."""
    if last := _last_readable(library):
        return last.span.end
    return min((block.span.start for block in library.blocks if block.kind != TEXT), default=0)


def at_end(library: Library, style: Style, entries: Sequence[Written | str]) -> Edit:
    """Return the edit that appends entries after the last block, but before reference managers' metadata."""
    if last := _last_readable(library):
        return _behind(library, style, last, entries)
    if broken := next((block for block in library.blocks if block.kind == ENTRY and not block.disputed), None):
        return in_front(library, style, broken, entries)
    return _at_end(library, style, entries)


def _gap(style: Style) -> str:
    return style.newline * (style.between + 1)


def _joined(style: Style, entries: Sequence[Written | str], gap: str) -> str:
    return gap.join(_text(entry, style) for entry in entries)


def _text(entry: Written | str, style: Style) -> str:
    if isinstance(entry, str):
        return entry
    return render(entry, style) if isinstance(entry, Entry) else entry.text


def _behind(library: Library, style: Style, block: Block, entries: Sequence[Written | str], gap: str = "") -> Edit:
    """Return an edit after a block: on the next line, so that a comment after its brace stays with it."""
    text, end, gap = library.text, block.span.end, gap or _gap(style)
    rest = line_end(text, end)
    place = end if "@" in text[end:rest] else rest
    at_line_end = place == len(text) or text[place] in "\r\n"
    return Edit(Span(place, place), gap + _joined(style, entries, gap) + ("" if at_line_end else gap))


def in_front(library: Library, style: Style, block: Block, entries: Sequence[Written | str]) -> Edit:
    """Return an edit before a block and what belongs to it: comment lines directly above, directives anywhere."""
    text, start = library.text, block.span.start
    directive = next((first_directive(text, above) for each, above in spans_above(library) if each == block), None)
    line = line_start(text, start, _end_before(library, start))
    place = _outside(library, directive) if directive is not None else start if text[line:start].strip() else line
    place = _above_comments(library, place)
    gap = _gap(style)
    return Edit(Span(place, place), _joined(style, entries, gap) + gap)


def _end_before(library: Library, place: int) -> int:
    """Return where the last block before an offset ends."""
    return max(
        (block.span.end for block in library.blocks if block.kind != TEXT and block.span.end <= place), default=0
    )


def _above_comments(library: Library, place: int) -> int:
    """Return where the comment lines directly above an offset begin."""
    text, floor = library.text, _end_before(library, place)
    while floor <= (above := line_start(text, place - 1)) < place and text[above:place].lstrip().startswith("%"):
        place = above
    return place


def _at_end(library: Library, style: Style, entries: Sequence[Written | str]) -> Edit:
    """Return an edit at the end of a text without blocks (empty, or only comments); a directive stays last."""
    text = library.text
    newline = newline_of(text)
    directive = first_directive(text, Span(0, len(text)))
    if directive is not None:
        place = _above_comments(library, _outside(library, directive))
        return Edit(Span(place, place), _joined(style, entries, _gap(style)) + _gap(style))
    before = "" if not text.strip("\ufeff \t\r\n") else newline if text.endswith(("\n", "\r")) else newline * 2
    return Edit(Span(len(text), len(text)), before + _joined(style, entries, _gap(style)) + newline)


def _outside(library: Library, place: int) -> int:
    """Return an offset, or the start of the line that opens the block around it; never inside another block."""
    done = int(library.text.startswith("\ufeff"))
    for block in library.blocks:
        if block.kind == TEXT:
            continue
        if place < block.span.end:
            return max(done, line_start(library.text, block.span.start)) if block.span.start < place else place
        done = block.span.end
    return place
