from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.positions import Positions, Utf16Position
from bibtools.core.text import Edit, Lines, Position, Span

# Line ends of all kinds, a byte order mark (also where it is none), astral characters, combining ones, and a byte that
# is no UTF-8 (PEP 383).
TEXTS = st.text(st.sampled_from("ab\n\r\ufeff\U0001f600é\u0301\u2028\x0b\udcff "), max_size=30)


def naive(text: str, offset: int) -> tuple[int, int, int]:
    """Count line, code points and UTF-16 units one character after the other."""
    line = points = units = 0
    for index, character in enumerate(text[:offset]):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            line, points, units = line + 1, 0, 0
        elif character != "\r" and not (character == "\ufeff" and index == 0):
            points, units = points + 1, units + len(character.encode("utf-16-le", "surrogatepass")) // 2
    return line, points, units


def is_place(text: str, offset: int) -> bool:
    """Return whether an offset is the first one of its position: not in a CRLF, nor behind a byte order mark."""
    return text[offset - 1 : offset + 1] != "\r\n" if offset else not text.startswith("\ufeff")


@given(TEXTS)
def test_positions_are_those_of_a_naive_count(text: str) -> None:
    positions = Positions(text)
    for offset in range(len(text) + 1):
        line, points, units = naive(text, offset)
        assert positions.position(offset) == Position(line + 1, points + 1)
        assert positions.utf16_position(offset) == Utf16Position(line, units)


@given(TEXTS)
def test_positions_are_those_of_findings(text: str) -> None:
    positions, lines = Positions(text), Lines(text)
    for offset in filter(lambda each: is_place(text, each), range(len(text) + 1)):
        assert positions.position(offset) == lines.position(offset)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), TEXTS), max_size=5))
def test_an_edited_text_has_the_positions_of_a_new_one(text: str, edits: list[tuple[int, int, str]]) -> None:
    positions = Positions(text)
    for at, length, new in edits:
        start = min(at, len(text))
        end = min(start + length, len(text))
        text = text[:start] + new + text[end:]
        positions, whole = positions.edited(Edit(Span(start, end), new)), Positions(text)
        assert positions.text == text
        places = range(len(text) + 1)
        assert [*map(positions.position, places)] == [*map(whole.position, places)]
        lines = [(line, character) for line in range(8) for character in range(4)]
        assert [*map(positions.utf16_offset, lines)] == [*map(whole.utf16_offset, lines)]


@given(TEXTS)
def test_offsets_and_positions_are_each_others_inverse(text: str) -> None:
    positions = Positions(text)
    for offset in filter(lambda each: is_place(text, each), range(len(text) + 1)):
        assert positions.offset(positions.position(offset)) == offset
        assert positions.utf16_offset(positions.utf16_position(offset)) == offset


@given(TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_any_position_is_brought_to_the_nearest_place_before_it(text: str, line: int, character: int) -> None:
    positions = Positions(text)
    for found in (
        positions.utf16_position(positions.utf16_offset((line, character))),
        (positions.position(positions.offset((line + 1, character + 1))).line - 1, 0),
    ):
        assert found[0] <= line
        assert found[0] < line or found[1] <= character


@pytest.mark.parametrize(
    ("text", "offset", "position", "utf16"),
    [
        ("", 0, (1, 1), (0, 0)),
        ("abc", 3, (1, 4), (0, 3)),
        ("a\nb", 2, (2, 1), (1, 0)),
        ("a\r\nb", 3, (2, 1), (1, 0)),
        ("a\rb", 2, (2, 1), (1, 0)),
        ("a\n", 2, (2, 1), (1, 0)),
        ("\ufeffab", 2, (1, 2), (0, 1)),
        ("\ufeff\nb", 2, (2, 1), (1, 0)),
        ("a\ufeffb", 2, (1, 3), (0, 2)),
        ("\U0001f600b", 1, (1, 2), (0, 2)),
        ("x\n\U0001f600\U0001f600b", 4, (2, 3), (1, 4)),
        ("e\u0301", 2, (1, 3), (0, 2)),
        ("a\u2028b\x0b", 4, (1, 5), (0, 4)),  # line ends for Python, but for no editor
    ],
)
def test_a_place(text: str, offset: int, position: tuple[int, int], utf16: tuple[int, int]) -> None:
    positions = Positions(text)
    assert positions.position(offset) == position
    assert positions.utf16_position(offset) == utf16
    assert positions.offset(position) == offset
    assert positions.utf16_offset(utf16) == offset


@pytest.mark.parametrize(
    ("text", "utf16", "offset"),
    [
        ("\U0001f600b", (0, 1), 0),  # within a surrogate pair
        ("ab\ncd", (0, 99), 2),
        ("ab\r\ncd", (0, 3), 2),
        ("\U0001f600\r\ncd", (0, 9), 1),
        ("ab\ncd", (7, 0), 5),
        ("\ufeff", (0, 0), 1),
    ],
)
def test_what_is_no_place_is_brought_to_one(text: str, utf16: tuple[int, int], offset: int) -> None:
    assert Positions(text).utf16_offset(utf16) == offset


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_of_the_text_is_an_error(offset: int) -> None:
    with pytest.raises(ValueError, match=f"offset {offset}"):
        Positions("abc").position(offset)


@pytest.mark.parametrize("position", [(0, 1), (1, 0), (-1, -1)])
def test_a_position_before_the_first_is_an_error(position: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="first one"):
        Positions("abc").offset(position)
