"""Faults of syntax: where BibTeX or biber stops to read, or reads something else than was meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX
from bibtools.bibliography.library.blocks import COMMENT, ENTRY, TEXT, Block
from bibtools.bibliography.library.entry_syntax import Stop, is_plain, parse
from bibtools.bibliography.library.examined import Examined
from bibtools.bibliography.library.fault import Fault, head
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, line_end, line_start

_MARK = "\ufeff"
_LONGEST_LINE = 5_000
_COMMENT_WORD = lazy_pattern(r"@\s*comment(?![^\s\"#%'(),={}])", re.IGNORECASE)
_DEFINITION = lazy_pattern(r"@\s*(?:string|preamble)\s*[{(]", re.IGNORECASE)
_HEAD = lazy_pattern(r"@[ \t]*[A-Za-z]+[ \t]*\{[ \t]*([^\s,{}()=\"#%\\]+)[ \t]*,\s*[A-Za-z-]+\s*=\s*[{\"0-9]")
_NAME_BEHIND_MARK = lazy_pattern(rf"{_MARK}[^\s\"#%'(),={{}}]*\s*=")


def unreadable(examined: Examined) -> Iterator[Fault]:
    """Yield the entries that whoever reads the library cannot read to their end."""
    text, programs = examined.library.text, " and ".join(each.program for each in examined.grammars)
    for block in examined.library.understood():
        if block.plain and block.key:
            continue
        if examined.dialect == BIBLATEX and (problem := _without_comma(block)):
            yield Fault(head(block), "broken-entry", f"biber cannot read it: {problem}", {"key": block.key})
        elif stop := _stop(examined, block):
            what = f"entry {block.key}" if block.key else "this entry"
            message = f"{programs} cannot read {what} from here on: {stop.reason}"
            end = max(stop.offset, min(block.span.end, stop.offset + _LONGEST_LINE))
            span = Span(stop.offset, line_end(text, stop.offset, end))
            yield Fault(span, "broken-entry", message, {"key": block.key} if block.key else {})


def _without_comma(block: Block) -> str:
    if not block.key:
        return "an entry has no key"
    is_alone = block.body.start == block.key_span.end == block.span.end - 1
    return f"no comma follows the key {block.key}" if is_alone else ""


def _stop(examined: Examined, block: Block) -> Stop | None:
    """Return where the first program stops, if all of them do."""
    text = examined.library.text
    if block.plain or is_plain(text, block.body):
        return None
    stops = [parse(text, block.body, each).stop for each in examined.grammars]
    return stops[0] if all(stops) else None


def stray_ats(examined: Examined) -> Iterator[Fault]:
    """Yield what is between the entries and read as the beginning of one."""
    text, library = examined.library.text, examined.library
    signs = library.signs()
    if not signs:
        return
    hidden = sorted(block.span for block in library.hidden)
    starts = [span.start for span in hidden]
    block_starts = [block.span.start for block in library.blocks]
    for at in signs:
        block = library.blocks[bisect_right(block_starts, at) - 1]
        number = bisect_right(starts, at) - 1
        is_hidden = number >= 0 and at < hidden[number].end
        if block.kind in {TEXT, COMMENT} and not is_hidden and _is_read(examined, block, at):
            message = "this @ is outside of the entries and read as the beginning of one: remove it"
            end = line_end(text, at, min(block.span.end, at + _LONGEST_LINE))
            yield Fault(Span(at, end), "stray-at", message)


def _is_read(examined: Examined, block: Block, at: int) -> bool:
    text, dialect = examined.library.text, examined.dialect
    if dialect != BIBLATEX and _COMMENT_WORD.match(text, at, block.span.end):
        return False
    if block.kind == COMMENT and _DEFINITION.match(text, at, block.span.end):
        return False
    before = text[line_start(text, at, max(0, at - _LONGEST_LINE)) : at]
    hides = block.kind == COMMENT or "%" in before
    return dialect == BIBTEX or not hides


def swallowed(examined: Examined) -> Iterator[Fault]:
    """Yield the entries that are inside the value of another one."""
    text = examined.library.text
    signs = examined.library.signs()
    blocks = list(examined.library.understood()) if signs else []
    starts = [block.span.start for block in blocks]
    readable: dict[int, bool] = {}  # whether the blocks are read to their ends, each looked at once
    for match in filter(None, (_HEAD.match(text, at) for at in signs)):
        number = bisect_right(starts, match.start()) - 1
        block = blocks[number] if number >= 0 else None
        is_inside = block is not None and block.body.start <= match.start() < block.body.end
        if block and is_inside and number not in readable:
            readable[number] = _stop(examined, block) is None
        if block and is_inside and readable[number]:
            message = f"entry {match[1]} is inside a value of entry {block.key}: a brace is missing before it"
            data = {"key": match[1], "within": block.key}
            yield Fault(Span(match.start(), match.end(1)), "swallowed-entry", message, data)


def byte_order_marks(examined: Examined) -> Iterator[Fault]:
    """Yield the byte order marks that are in front of an entry, in a key or in the name of a field."""
    text, at = examined.library.text, examined.library.text.find(_MARK, 1)
    blocks = examined.library.blocks if at >= 0 else ()
    starts = [block.span.start for block in blocks]
    while at >= 0:
        block = blocks[bisect_right(starts, at) - 1]
        if where := _marked(text, block, at):
            message = f"there is an invisible byte order mark {where}: delete it"
            # In a key or a name, it is a part of that.
            data = {"replacement": ""} if block.kind == TEXT else {}
            yield Fault(Span(at, at + 1), "byte-order-mark", message, data)
        at = text.find(_MARK, at + 1)


def _marked(text: str, block: Block, at: int) -> str:
    if block.kind == TEXT and text[at + 1 : block.span.end + 1].lstrip().startswith("@"):
        return "in front of this entry"
    if block.kind != ENTRY:
        return ""
    if block.key_span.start <= at < block.key_span.end:
        return f"in the key {block.key.replace(_MARK, '')}"
    return "in the name of a field" if _NAME_BEHIND_MARK.match(text, at, block.span.end) else ""
