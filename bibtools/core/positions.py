"""Positions: offset to line and column and back, for people (code points) and for editors (UTF-16)."""

from __future__ import annotations

from bisect import bisect_right

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import BOM, Edit, Position

_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_LAST_OF_ONE_UNIT = "\uffff"


class Utf16Position(NamedTuple):
    """A place as editors name it: line and character, both from 0, characters in units of UTF-16.

    Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
    """

    line: int
    character: int


class _LineStarts:
    """Where the lines of a text begin: of those behind the last edit, how far that is before the end of the text.

    So an edit changes only the part of either that lies between it and the previous edit.
    """

    __slots__ = ("_head", "_length", "_tail")

    def __init__(self, head: list[int], tail: list[int], length: int) -> None:
        self._head, self._tail, self._length = head, tail, length

    def __len__(self) -> int:
        return len(self._head) + len(self._tail)

    def __getitem__(self, line: int) -> int:
        number = line - len(self._head)
        return self._head[line] if number < 0 else self._length + self._tail[number]

    def edited(self, first: int, new: list[int], last: int, length: int) -> _LineStarts:
        """Return them with new ones between the first and the last ones, in a text of a length."""
        before, rest = first - len(self._head), last - len(self._head)
        near = [self._length + each for each in self._tail[: max(0, before)]]
        far = [each - self._length for each in self._head[last:]] if rest < 0 else []
        return _LineStarts([*self._head[:first], *near, *new], [*far, *self._tail[max(0, rest) :]], length)


class Positions:
    """Turns offsets of one text into positions and back, in any order.

    A line ends with LF, CR or CRLF. A byte order mark has no column, and between the two characters of a CRLF there is
    no place of its own: what is asked for there is answered for the end of the line. So is a position behind the end of
    its line; one behind the last line is the end of the text.
    """

    def __init__(self, text: str, starts: _LineStarts | None = None) -> None:
        self._text = text
        self._starts = starts or _line_starts(text)  # unless they are known already

    @property
    def text(self) -> str:
        """The text."""
        return self._text

    def edited(self, edit: Edit) -> Positions:
        """Return the positions of the text after an edit; of lines far from it nothing is examined again."""
        (start, end), new = edit
        if not 0 <= start <= end <= len(self._text):
            raise ValueError(f"edit {start}-{end} lies outside of a text of {len(self._text)} characters")
        first = max(0, bisect_right(self._starts, start) - 2)  # what is inserted may join a CR of the line before
        last = bisect_right(self._starts, end)  # the line after the edit
        last = min(last + 1, len(self._starts))  # and what is left of one may join its line end
        begin = self._starts[first] if first else 0
        until = self._starts[last] if last < len(self._starts) else len(self._text)
        within = f"{self._text[begin:start]}{new}{self._text[end:until]}"
        shift = len(new) - (end - start)
        text = f"{self._text[:start]}{new}{self._text[end:]}"
        own = [begin + each.end() for each in _LINE_END.finditer(within)]
        if last < len(self._starts) and own and own[-1] == until + shift:
            own.pop()  # it is the first of the rest
        own = [begin if first else _beginning(text), *own]
        return Positions(text, self._starts.edited(first, own, last, len(text)))

    def position(self, offset: int) -> Position:
        """Return line and column of an offset, both from 1; raises ValueError outside of the text."""
        line, start, at = self._at(offset)
        return Position(line + 1, at - start + 1)

    def offset(self, position: tuple[int, int]) -> int:
        """Return the offset of a line and a column, both from 1; raises ValueError for less than that."""
        line, column = position
        start, end = self._bounds(line - 1, column - 1)
        return min(start + column - 1, end)

    def utf16_position(self, offset: int) -> Utf16Position:
        """Return line and character of an offset, both from 0; raises ValueError outside of the text."""
        line, start, at = self._at(offset)
        return Utf16Position(line, at - start + _pairs(self._text[start:at]))

    def utf16_offset(self, position: tuple[int, int]) -> int:
        """Return the offset of a line and a character, both from 0; within a surrogate pair, the offset of the pair.

        Raises ValueError for less than 0.
        """
        line, character = position
        start, end = self._bounds(line, character)
        if not _pairs(self._text[start:end]):
            return min(start + character, end)
        units = 0
        for offset in range(start, end):
            units += 1 + (self._text[offset] > _LAST_OF_ONE_UNIT)
            if units > character:
                return offset
        return end

    def _at(self, offset: int) -> tuple[int, int, int]:
        """Return the line of an offset, where that begins, and the offset as far as it is a place of its own."""
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} lies outside of a text of {len(self._text)} characters")
        line = max(0, bisect_right(self._starts, offset) - 1)
        start, end = self._bounds(line, 0)
        return line, start, min(max(offset, start), end)

    def _bounds(self, line: int, character: int) -> tuple[int, int]:
        """Return where a line begins and where it ends, in front of its line end."""
        if line < 0 or character < 0:
            raise ValueError("no line and no column comes before the first one")
        if line >= len(self._starts):
            return len(self._text), len(self._text)
        start = self._starts[line]
        if line + 1 == len(self._starts):
            return start, len(self._text)
        following = self._starts[line + 1]
        return start, following - (2 if self._text[following - 2 : following] == "\r\n" else 1)


def _line_starts(text: str) -> _LineStarts:
    return _LineStarts([_beginning(text), *(each.end() for each in _LINE_END.finditer(text))], [], len(text))


def _beginning(text: str) -> int:
    """Return where the first line begins: behind a byte order mark."""
    return len(BOM) if text.startswith(BOM) else 0


def _pairs(text: str) -> int:
    """Return how many characters of a text are two units of UTF-16."""
    return 0 if text.isascii() else sum(character > _LAST_OF_ONE_UNIT for character in text)
