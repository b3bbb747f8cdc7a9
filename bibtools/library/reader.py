"""The lossless reader of `.bib` files: where every block, entry and field begins and ends.

It follows what `bibtex` reads (Oren Patashnik, "BibTeXing", and bibtex.web), not what a grammar would like: a
backslash escapes nothing, a percent sign is no comment, and any text between the blocks is ignored. An entry that does
not close ends at the next `@word{` at the beginning of a line, so that it never takes its neighbours with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from bibtools.library import COMMENT, ENTRY, PREAMBLE, STRING, TEXT, Block, Field, Library
from bibtools.text import Source, Span

_NAME = r"[^\s\"#%'(),={}@\\]+"
_HEAD = re.compile(rf"@\s*({_NAME})\s*([{{(])")
_LINE_HEAD = re.compile(rf"^[ \t]*@[ \t]*{_NAME}\s*[{{(]", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}]*)\s*(,?)")
_KINDS = {"string": STRING, "preamble": PREAMBLE, "comment": COMMENT}
_EXTENSION = 100_000  # how far a value that holds a line like `@word{` may go on; abstracts are far shorter

_FIELD = re.compile(rf"(?:[\s,]|%[^\r\n]*)*+({_NAME})\s*=\s*")
_REST = re.compile(r"(?:[\s,]|%[^\r\n]*)*+")
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(_NAME)
_BRACE = re.compile(r"[{}]")
_QUOTE_TOKEN = re.compile(r"[{}\"]")
_PAREN_TOKEN = re.compile(r"[{}\"()]")


def _nested(depth: int) -> str:
    inner = r"[^{}]*+"
    for _ in range(depth):
        inner = rf"[^{{}}]*+(?:\{{{inner}\}}[^{{}}]*+)*+"
    return inner


# Balanced braces to a depth that real entries do not exceed; what is deeper is counted brace by brace.
_BALANCED = re.compile(rf"\{{{_nested(5)}\}}")


def read(source: Source) -> Library:
    """Read a library; any text is one."""
    return Library(source, tuple(_with_gaps(source.text, _blocks(source.text))))


def _with_gaps(text: str, blocks: Iterator[Block]) -> Iterator[Block]:
    done = 0
    for block in blocks:
        if block.span.start > done:
            yield Block(TEXT, Span(done, block.span.start))
        yield block
        done = max(done, block.span.end)
    if done < len(text):
        yield Block(TEXT, Span(done, len(text)))


def _blocks(text: str) -> Iterator[Block]:
    line_heads = [match.start() + match[0].index("@") for match in _LINE_HEAD.finditer(text)]
    at = 0
    while head := _HEAD.search(text, at):
        following = bisect_right(line_heads, head.start())
        limit = line_heads[following] if following < len(line_heads) else len(text)
        block = _block(text, head, limit, at)
        if block is None:
            at = head.end()
            continue
        yield block
        at = block.span.end


def _block(text: str, head: re.Match[str], limit: int, previous_end: int) -> Block | None:
    kind = _KINDS.get(head[1].lower(), ENTRY)
    disputed = not _begins_line(text, head.start(), previous_end)
    opening = head.end() - 1
    end = _closing(text, opening, limit)
    if kind == COMMENT:
        return None if disputed else _comment(text, head, end, limit)
    if end is None:
        if disputed or kind != ENTRY:
            return (
                None
                if disputed
                else Block(kind, Span(head.start(), _line_end(text, opening, limit)), problem="it does not close")
            )
        return _entry(text, head, limit, limit, problem="its braces do not close", disputed=disputed)
    if kind == ENTRY:
        return _entry(text, head, end, end - 1, problem=None, disputed=disputed)
    return Block(kind, Span(head.start(), end), head[1], body=Span(head.end(), end - 1), disputed=disputed)


def _entry(text: str, head: re.Match[str], end: int, body_end: int, *, problem: str | None, disputed: bool) -> Block:
    key = cast("re.Match[str]", _KEY.match(text, head.end(), body_end))  # every part of the pattern may be empty
    if problem is None and not key[2] and key.end() != body_end:
        problem = "no comma follows its key"
    if problem is not None:
        end = head.end() + len(text[head.end() : end].rstrip()) if end == body_end else end
    return Block(
        ENTRY,
        Span(head.start(), end),
        head[1],
        key[1],
        Span(*key.span(1)),
        Span(key.end(), max(key.end(), min(body_end, end))),
        problem,
        disputed,
    )


def _comment(text: str, head: re.Match[str], end: int | None, limit: int) -> Block:
    """Take a whole `@comment{…}`; one that does not close is as long as its line."""
    return Block(COMMENT, Span(head.start(), end or _line_end(text, head.end(), limit)), head[1])


def _begins_line(text: str, start: int, previous_end: int) -> bool:
    """Tell whether only blanks precede on the line, or a block that ends on it."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return not text[max(line, previous_end) : start].strip(" \t\ufeff\f\v")


def _line_end(text: str, start: int, limit: int) -> int:
    ends = [place for place in (text.find("\n", start, limit), text.find("\r", start, limit)) if place >= 0]
    return min(ends, default=limit)


def _closing(text: str, opening: int, limit: int) -> int | None:
    """Return the offset behind the delimiter that closes the one at an offset, or None."""
    if text[opening] == "(":
        return _closing_parenthesis(text, opening, limit)
    if match := _BALANCED.match(text, opening, limit):
        return match.end()
    depth, brace = _depth(text, opening, limit)
    if depth == 0:
        return brace
    if depth < 2:
        return None  # the next head stands between fields, not inside a value
    depth, brace = _depth(text, limit, min(len(text), limit + _EXTENSION), depth)
    return brace if depth == 0 and _is_end_of_entry(text, brace) else None


def _depth(text: str, start: int, end: int, depth: int = 0) -> tuple[int, int]:
    """Count braces until they are closed or the range ends; return the depth there and the offset behind."""
    for brace in _BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return 0, brace.end()
    return depth, end


def _is_end_of_entry(text: str, end: int) -> bool:
    rest = text[end : end + 200].lstrip()
    return not rest or rest.startswith("@")


def _closing_parenthesis(text: str, opening: int, limit: int) -> int | None:
    depth, quoted = 0, False
    for token in _PAREN_TOKEN.finditer(text, opening + 1, limit):
        match token[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if depth == 0:
                quoted = not quoted
            case ")" if depth == 0 and not quoted:
                return token.end()
    return None


def fields(text: str, block: Block) -> tuple[list[Field], int | None]:
    """Split an entry into its fields; the second is the offset at which they could not be read further, or None."""
    found: list[Field] = []
    at, end = block.body
    while match := _FIELD.match(text, at, end):
        value = _value(text, match.end(), end)
        if value is None:
            return found, match.start(1)
        content, value_end = value
        found.append(Field(match[1].lower(), Span(*match.span(1)), Span(match.end(), value_end), content))
        at = value_end
        rest = _REST.match(text, at, end)
        if rest and rest.end() < end and "," not in rest[0]:
            return found, rest.end()
    rest = _REST.match(text, at, end)
    stop = rest.end() if rest else at
    return found, stop if stop < end else None


def _value(text: str, at: int, end: int) -> tuple[str, int] | None:
    """Read a value: pieces joined by `#`, each braced, quoted, a number or a macro's name."""
    pieces: list[str] = []
    while piece := _piece(text, at, end):
        content, at = piece
        pieces.append(content)
        join = _JOIN.match(text, at, end)
        if join is None:
            return "".join(pieces), at
        at = join.end()
    return None


def _piece(text: str, at: int, end: int) -> tuple[str, int] | None:
    if text.startswith("{", at):
        closing = _closing(text, at, end)
        return (text[at + 1 : closing - 1], closing) if closing else None
    if text.startswith('"', at):
        closing = _closing_quote(text, at, end)
        return (text[at + 1 : closing - 1], closing) if closing else None
    bare = _BARE.match(text, at, end)
    return (bare[0], bare.end()) if bare else None


def _closing_quote(text: str, opening: int, end: int) -> int | None:
    depth = 0
    for token in _QUOTE_TOKEN.finditer(text, opening + 1, end):
        if token[0] == '"' and depth == 0:
            return token.end()
        depth += {"{": 1, "}": -1, '"': 0}[token[0]]
    return None
