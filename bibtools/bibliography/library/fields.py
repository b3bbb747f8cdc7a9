"""The fields of an entry, with the spans of their names and values."""

from __future__ import annotations

from bibtools.bibliography.library.blocks import Block, Field
from bibtools.bibliography.library.delimiters import NAME, closing, closing_quote, nested
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span

_FIELD = lazy_pattern(rf"(?:[\s,]|%[^\r\n]*)*+({NAME})\s*=\s*")
# What nearly every field is, read at once up to the comma after it.
_SIMPLE_FIELD = lazy_pattern(rf"[\s,]*+({NAME})\s*=\s*(\{{{nested(4)}\}}|\"[^\"{{}}]*\"|[0-9]+),")
_new = tuple.__new__  # by name, making the tuples of a field takes longer than finding it
_REST = lazy_pattern(r"(?:[\s,]|%[^\r\n]*)*+")
_REMARK = lazy_pattern(r"%[^\r\n]*")
_JOIN = lazy_pattern(r"\s*#\s*")
_BARE = lazy_pattern(NAME)


_SOUND = lazy_pattern(rf"[\s,]*+(?:{NAME}\s*=\s*(?:\{{{nested(4)}\}}|\"[^\"{{}}]*\"|{NAME})\s*(?:,[\s,]*+|\Z))*+")


def can_be_read(text: str, block: Block) -> bool:
    """Return whether the fields of an entry can be parsed to the end; most need only one match."""
    return _SOUND.fullmatch(text, *block.body) is not None or fields(text, block)[1] is None


def fields(text: str, block: Block, names: frozenset[str] | None = None) -> tuple[list[Field], int | None]:
    """Return an entry's fields, and the offset at which parsing failed, or None.

    Given some lower-case names, simple fields with other names are left out.
    """
    found: list[Field] = []
    at, end = block.body
    while True:
        at = _simple_fields(text, at, end, names, found)
        if not text[at:end].strip():
            return found, None
        match = _FIELD.match(text, at, end)
        if match is None:
            break
        value = _value(text, match.end(), end)
        if value is None:
            return found, match.start(1)
        content, value_end = value
        found.append(Field(match[1].lower(), Span(*match.span(1)), Span(match.end(), value_end), content))
        at = value_end
        rest = _REST.match(text, at, end)
        if rest and rest.end() < end and "," not in _REMARK.sub("", rest[0]):
            return found, rest.end()
    rest = _REST.match(text, at, end)
    stop = rest.end() if rest else at
    return found, stop if stop < end else None


def _simple_fields(text: str, at: int, end: int, names: frozenset[str] | None, found: list[Field]) -> int:
    """Parse the simple fields that follow, and return where they end."""
    match_at = _SIMPLE_FIELD.match
    while match := match_at(text, at, end):
        at = match.end()
        name, value = match.groups()
        name = name.lower()
        if names is None or name in names:
            content = value[1:-1] if value[0] in '{"' else value
            found.append(_new(Field, (name, _new(Span, match.span(1)), _new(Span, match.span(2)), content)))
    return at


def _value(text: str, at: int, end: int) -> tuple[str, int] | None:
    """Parse a value: pieces joined by `#`, each braced, quoted, a number or a macro's name."""
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
    if text.startswith(("{", '"'), at):
        stop = closing(text, at, end) if text[at] == "{" else closing_quote(text, at, end)
        return (text[at + 1 : stop - 1], stop) if stop else None
    bare = _BARE.match(text, at, end)
    return (bare[0], bare.end()) if bare else None


def pieces(text: str, value: Span) -> list[Span]:
    """Return the text inside the braces and quotes of a value, which may be concatenated from several."""
    found: list[Span] = []
    at = value.start
    while piece := _piece(text, at, value.end):
        if text[at] in '{"':
            found.append(Span(at + 1, piece[1] - 1))
        join = _JOIN.match(text, piece[1], value.end)
        if join is None:
            break
        at = join.end()
    return found
