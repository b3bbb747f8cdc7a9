"""Reading again: the library of an edited text, read only where the edit may have changed it.

The reader goes over a text once, from block to block. Where one ends that is sound, nothing is left of it but the
place, so reading can begin there; and it can end where it comes to a block that begins a line and stood in the same
text before. Its patience with what does not close is the same by then: it is spent on nothing else, and where anything
is not sound, everything is read. A test compares this with reading all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import repeat

from bibtools.bibliography.library.blocks import COMMENT, TEXT, Block, Library
from bibtools.bibliography.library.delimiters import BALANCED
from bibtools.bibliography.library.reader import blocks, read, with_gaps
from bibtools.core.common_parts import common_end, common_start
from bibtools.core.gc_pause import no_collection
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span

_COMMENT_HEAD = lazy_pattern(r"@\s*\w+\s*(?=\{)")
_new = tuple.__new__  # by name, the making of tuples takes most of the time
_NEAR = 2  # blocks before an edit that are read again: the text after them may extend them


def reread(before: Library, source: Source) -> Library:
    """Return the library of a text, as `read` does, given that of another state of it."""
    if before.text == source.text:
        return before._replace(source=source)
    with no_collection():
        return (_reread(before, source) if _is_sound(before.text, before.blocks) else None) or read(source)


def _reread(before: Library, source: Source) -> Library | None:
    """Return the library; None where what is new is not sound."""
    kept, old, new = before.blocks, before.text, source.text
    same = common_start(old, new)
    behind, shift = common_end(old, new, min(len(old), len(new)) - same), len(new) - len(old)
    first = max(0, bisect_left(kept, same, key=_end) - _NEAR)
    while first and kept[first - 1].kind == TEXT:  # texts between blocks are read anew
        first -= 1
    begin, found, last = kept[first - 1].span.end if first else 0, list[Block](), len(kept)
    for block in blocks(new, begin=begin):
        last = _number_of(block.span.start - shift, kept, old, len(old) - behind)
        if last < len(kept):
            break
        found.append(block)
    middle = list(with_gaps(new, found, begin, kept[last].span.start + shift if last < len(kept) else len(new)))
    if not _is_sound(new, middle):
        return None
    return Library(source, (*kept[:first], *middle, *_shifted(kept[last:], shift)))


def _end(block: Block) -> int:
    return block.span.end


def _start(block: Block) -> int:
    return block.span.start


def _number_of(start: int, kept: Sequence[Block], text: str, same_from: int) -> int:
    """Return the number of the block that begins a line at an offset after the edit, else the count of blocks."""
    if start > same_from and text[start - 1] in "\r\n":
        number = bisect_left(kept, start, key=_start)
        if number < len(kept) and kept[number].span.start == start and kept[number].kind != TEXT:
            return number
    return len(kept)


def _is_sound(text: str, found: Sequence[Block]) -> bool:
    """Return whether blocks are closed by themselves, and nothing between them looks like one."""
    if any(block.problem or block.disputed for block in found):
        return False
    if not all(_is_whole(text, block) for block in found if block.kind == COMMENT):
        return False
    gaps = [text[slice(*block.span)] for block in found if block.kind == TEXT]
    return "@" not in "".join(gaps)


def _is_whole(text: str, comment: Block) -> bool:
    """Return whether a comment ends with its braces, and holds no entry."""
    head, (start, end) = _COMMENT_HEAD.match(text, comment.span.start), comment.span
    balanced = BALANCED.match(text, head.end(), end) if head else None
    return balanced is not None and balanced.end() == end and text.count("@", start, end) == 1


def _shifted(found: Sequence[Block], by: int) -> Iterable[Block]:
    """Return blocks as they are in a text in which they stand elsewhere."""
    return found if not by else map(_moved, found, repeat(by))


def _moved(block: Block, by: int) -> Block:
    kind, (start, end), type_, key, keyed, body, problem, disputed, plain = block
    span = _new(Span, (start + by, end + by))
    if keyed[1]:
        keyed = _new(Span, (keyed[0] + by, keyed[1] + by))
    if body[1]:
        body = _new(Span, (body[0] + by, body[1] + by))
    return _new(Block, (kind, span, type_, key, keyed, body, problem, disputed, plain))
