"""The lossless reader of `.bib` files: the spans of all blocks, entries and fields.

It follows what `bibtex` reads (Oren Patashnik, "BibTeXing", and bibtex.web), not what a grammar would like: a
backslash escapes nothing, a percent sign is no comment, and any text between the blocks is ignored. An entry that does
not close ends at the next `@word{` at the beginning of a line, so that it never takes its neighbours with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import cast

from bibtools.bibliography.library.blocks import (
    COMMENT,
    ENTRY,
    PREAMBLE,
    STRING,
    TEXT,
    UNCLOSED,
    Block,
    BlockKind,
    Library,
)
from bibtools.bibliography.library.delimiters import BALANCED, CLOSING, NAME, PLAIN_FIELDS, Closings, nested
from bibtools.bibliography.library.fields import fields
from bibtools.core.gc_pause import no_collection
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, line_end, line_start

_HEAD = lazy_pattern(rf"@\s*({NAME})\s*([{{(])")
_LINE_HEAD = lazy_pattern(rf"@[ \t]*{NAME}\s*[{{(]")  # where only blanks stand before it on its line
_PARENTHESIS = lazy_pattern(rf"@[ \t]*{NAME}\s*\(")
_KEY = lazy_pattern(r"\s*([^\s,{}]*)\s*(,?)")
_KINDS: dict[str, BlockKind] = {"string": STRING, "preamble": PREAMBLE, "comment": COMMENT}

# Limits that keep the time linear, far beyond what real files hold.
EXTENSION = 50_000  # how long an entry may be whose values hold a line like `@word{`
_SAME_LINE = 5_000  # characters of a line that are examined around a head that does not begin it
INDENT = 200  # blanks before a head that begins its line
_UNCLOSED = 50  # entries that do not close and are examined beyond the next head
_LONGEST_COMMENT = 2_000_000


# What nearly every entry is. The fields of the first kind are certainly read to their ends, by us and by the programs.
_BEGINNING = rf"@({NAME})\{{\s*+([^\s,{{}}]*+)\s*+,"
_PLAIN = lazy_pattern(rf"{_BEGINNING}({PLAIN_FIELDS})\}}")
_SIMPLE = lazy_pattern(rf"{_BEGINNING}({nested(5)})\}}")
_new = tuple.__new__  # by name, the making of tuples is a fourth of what reading takes
_OF_TEXT = Block(TEXT, Span(0, 0))[2:]


def read(source: Source) -> Library:
    """Return the library of a text; every text is one."""
    with no_collection():
        found = list(blocks(source.text))
        closings = Closings(source.text)
        hidden = (inner for block in found if block.kind == COMMENT for inner in _inside(source.text, block, closings))
        return Library(source, tuple(with_gaps(source.text, found)), tuple(hidden))


def with_gaps(text: str, found: list[Block], begin: int = 0, end: int | None = None) -> Iterator[Block]:
    """Yield the blocks of a part of a text; the texts between them are blocks, too."""
    done, last = begin, len(text) if end is None else end
    for block in found:
        start, end = block.span
        if start > done:
            yield _new(Block, (TEXT, _new(Span, (done, start)), *_OF_TEXT))
        yield block
        done = end
    if done < last:
        yield Block(TEXT, Span(done, last))


def blocks(text: str, near: Sequence[int] | None = None, begin: int = 0) -> Iterator[Block]:
    """Yield the blocks that begin with `@`, in order, without the text between them.

    Given sorted offsets, blocks that contain none of them may be left out: most are then not parsed. Reading may
    `begin` where a block ends.
    """
    heads = _line_heads(text)
    starts = [start for start, _ in heads]
    openings = [end - 1 for _, end in heads]
    at = previous = begin
    following = 0
    patience, closings = _UNCLOSED, Closings(text)
    while True:
        if near is not None and (beyond := _skip(text, at, starts, near)) > at:
            at = previous = beyond
        sign = text.find("@", at)
        following = bisect_left(starts, sign, following)
        if sign >= 0 and following < len(starts) and starts[following] == sign:
            limit = starts[following + 1] if following + 1 < len(starts) else len(text)
            if block := _simple_entry(text, sign, limit):
                yield block
                at = previous = block.span.end
                continue
        head = _HEAD.search(text, sign) if sign >= 0 else None
        if head is None:
            return
        following = bisect_right(openings, head.end() - 1, following)
        limit = starts[following] if following < len(starts) else len(text)
        before = _before(text, head.start(), previous)
        block = _block(text, head, limit, before, closings, look_beyond=patience > 0)
        if block is None:
            at = head.end()
            continue
        patience -= block.problem == UNCLOSED
        yield block
        at = previous = block.span.end


def _line_heads(text: str, begin: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    return [
        (start, head.end())
        for head in _LINE_HEAD.finditer(text, begin, len(text) if end is None else end)
        if text[(start := head.start()) - 1 : start] == "\n" or _begins_line(text, start)
    ]


def line_heads(text: str, begin: int = 0, end: int | None = None) -> list[int]:
    """Return where blocks may begin in a text or part of it: at an `@word{` with only blanks before it on its line."""
    return [start for start, _ in _line_heads(text, begin, end)]


def _skip(text: str, at: int, starts: Sequence[int], near: Sequence[int]) -> int:
    """Return the last of the next line heads that can be skipped to, or the offset itself.

    What begins at a line head and has as many closing as opening braces up to the next one ends before that, so
    it can be skipped if none of the places is in it.
    """
    following = bisect_left(near, at)
    if following == len(near):
        return len(text)
    place = near[following]
    first = bisect_left(starts, at)
    if text.find("@", at, starts[first] if first < len(starts) else len(text)) >= 0:
        return at  # a block may begin in the middle of this line
    last = bisect_right(starts, place) - 1  # the head before the place
    for index in range(first, last):
        start, end = starts[index], starts[index + 1]
        if text.count("{", start, end) != text.count("}", start, end) or _PARENTHESIS.match(text, start):
            return start
    return starts[last] if last > first else at


def _begins_line(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    if before in {" ", "\t"}:
        before = text[max(0, at - INDENT) : at].rstrip(" \t")[-1:]
    return before in {"", "\n", "\r"}


def _simple_entry(text: str, start: int, limit: int) -> Block | None:
    """Return a simple entry, parsed by one pattern, as nearly all are; None if it needs a closer look."""
    match = _PLAIN.match(text, start, limit)
    is_plain = match is not None
    match = match or _SIMPLE.match(text, start, limit)
    if match is None or match[1].lower() in _KINDS:
        return None
    span = match.span
    places = _new(Span, span()), _new(Span, span(2)), _new(Span, span(3))
    return _new(Block, (ENTRY, places[0], match[1], match[2], places[1], places[2], None, False, is_plain))


def _before(text: str, start: int, previous_end: int) -> str:
    """Return the text before an offset on its line, after the previous block; only the end of a very long line."""
    return text[line_start(text, start, max(previous_end, start - _SAME_LINE)) : start].strip(" \t\ufeff\f\v")


def _block(
    text: str, head: re.Match[str], limit: int, before: str, closings: Closings, *, look_beyond: bool
) -> Block | None:
    """Return the block that a head begins, or None if it begins none.

    After other text on its line, only a fully parsed block counts: most such text is prose.
    """
    kind = _KINDS.get(head[1].lower(), ENTRY)
    opening = head.end() - 1
    if before:
        limit = min(limit, opening + _SAME_LINE)
    if kind == COMMENT:
        end = None if before else _end_of_comment(text, opening, limit, closings)
        return Block(COMMENT, Span(head.start(), end), head[1]) if end else None
    end = closings.behind(opening, limit)
    if kind == ENTRY:
        if before and end is None:
            return None
        beyond = end is None and look_beyond
        return _entry(text, head, limit, _end_beyond(text, head) if beyond else end, before)
    if end is None:
        end = line_end(text, opening, limit)
        return None if before else Block(kind, Span(head.start(), end), head[1], problem="it is not closed")
    return Block(kind, Span(head.start(), end), head[1], body=Span(head.end(), end - 1), disputed="%" in before)


def _entry(text: str, head: re.Match[str], limit: int, end: int | None, before: str) -> Block | None:
    block = _closed_entry(text, head, end) if end else _unclosed_entry(text, head, limit)
    if before and (block.problem or fields(text, block)[1] is not None):
        return None
    return block._replace(disputed="%" in before)


def _key(text: str, head: re.Match[str], end: int) -> re.Match[str]:
    return cast("re.Match[str]", _KEY.match(text, head.end(), end))  # every part of the pattern may be empty


def _closed_entry(text: str, head: re.Match[str], end: int) -> Block:
    key = _key(text, head, end - 1)
    problem = None if key[2] or key.end() == end - 1 else "no comma follows its key"
    return _keyed_block(head, key, end, Span(key.end(), end - 1), problem)


def _unclosed_entry(text: str, head: re.Match[str], limit: int) -> Block:
    """Return an unclosed entry, which ends before the next one, without blank lines and comments between."""
    end = head.end() + len(text[head.end() : limit].rstrip())
    key = _key(text, head, end)
    return _keyed_block(head, key, end, Span(key.end(), max(key.end(), end)), UNCLOSED)


def _keyed_block(head: re.Match[str], key: re.Match[str], end: int, body: Span, problem: str | None) -> Block:
    return Block(
        kind=ENTRY,
        span=Span(head.start(), end),
        type=head[1],
        key=key[1],
        key_span=Span(*key.span(1)),
        body=body,
        problem=problem,
    )


def _end_beyond(text: str, head: re.Match[str]) -> int | None:
    """Return the end of an entry whose values hold lines like `@word{`: only if it is well-formed to its very end."""
    end = min(len(text), head.end() + EXTENSION)
    key = _key(text, head, end)
    _, stop = fields(text, Block(ENTRY, Span(head.start(), end), body=Span(key.end(), end)))
    closes = key[2] and stop is not None and text[stop] == CLOSING[text[head.end() - 1]]
    return stop + 1 if stop is not None and closes else None


def _inside(text: str, comment: Block, closings: Closings) -> Iterator[Block]:
    """Yield the entries inside a comment: BibTeX skips only the word `@comment`, and reads them."""
    at = comment.span.start + 1
    while head := _HEAD.search(text, at, comment.span.end):
        end = closings.behind(head.end() - 1, comment.span.end)
        if head[1].lower() not in _KINDS and end:
            yield _closed_entry(text, head, end)._replace(disputed=True)
        at = end or head.end()


def _end_of_comment(text: str, opening: int, limit: int, closings: Closings) -> int:
    """Return the end of a comment: where its braces close, regardless of the content, else the end of its line."""
    balanced = BALANCED.match(text, opening, opening + _LONGEST_COMMENT)
    return balanced.end() if balanced else closings.behind(opening, limit) or line_end(text, opening, limit)
