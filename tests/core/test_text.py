from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.core.text import (
    Edit,
    Lines,
    Position,
    Span,
    apply_edits,
    decode,
    encode,
    is_binary,
    line_start,
    newline_of,
    overlaps,
    printable,
    printable_lines,
    spaces,
)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, end), text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain\n",
        b"no final newline",
        b"one\r\ntwo\nthree\rfour",
        b"\xef\xbb\xbfwith a mark\n",
        b"\xef\xbb\xbf\xef\xbb\xbftwo marks",
        "größer als 日本\n".encode(),
        "größer in Latin-1".encode("latin-1"),
        b"cut in the middle \xe2\x82",
        b"overlong \xc0\xaf and surrogate \xed\xb0\x80",
        b"NUL \0 and escape \x1b[31m",
        "\u2028 \x85 \x0c are no line ends".encode(),
        bytes(range(256)),
    ],
)
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert encode(decode(data)) == data


@given(st.binary(max_size=60))
def test_law_any_bytes_come_back_as_they_were(data: bytes) -> None:
    assert encode(decode(data)) == data


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([edit(0, 0, ">")], ">abcdef"),
        ([edit(6, 6, "<")], "abcdef<"),
        ([edit(2, 4, "-")], "ab-ef"),
        ([edit(0, 6, "")], ""),
        ([edit(4, 5, "E"), edit(1, 2, "B")], "aBcdEf"),
        ([edit(1, 3, "x"), edit(3, 5, "y")], "axyf"),
        ([edit(3, 3, "1"), edit(3, 3, "2")], "abc12def"),
        ([edit(3, 3, "2"), edit(3, 3, "1")], "abc21def"),
        ([edit(2, 3, "x"), edit(3, 3, "+")], "abx+def"),
        ([edit(3, 3, "+"), edit(3, 4, "x")], "abc+xef"),
        ([], "abcdef"),
        ([edit(0, 0, "")], "abcdef"),
        ([edit(2, 4, "cd")], "abcdef"),
        ([edit(0, 6, "abcdef")], "abcdef"),
        ([edit(1, 1, ""), edit(5, 5, "")], "abcdef"),
        ([edit(0, 3, "abc"), edit(3, 6, "def")], "abcdef"),
    ],
)
def test_edits_replace_their_spans_and_nothing_else(edits: list[Edit], expected: str) -> None:
    assert apply_edits("abcdef", edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [edit(1, 4, "x"), edit(3, 5, "y")],
        [edit(3, 5, "y"), edit(1, 4, "x")],
        [edit(1, 3, "x"), edit(1, 3, "x")],
        [edit(0, 6, "x"), edit(2, 2, "y")],
        [edit(5, 7, "x")],
        [edit(7, 7, "x")],
        [edit(-1, 0, "x")],
        [edit(4, 2, "x")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another one or lies outside"):
        apply_edits("abcdef", edits)


@given(st.text(max_size=30), st.data())
def test_law_insertions_taken_out_again_give_the_old_text(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=5).map(sorted))
    new = apply_edits(text, [edit(place, place, "<+>") for place in reversed(places)])
    assert apply_edits(new, [edit(at + 3 * n, at + 3 * n + 3, "") for n, at in enumerate(places)]) == text


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("", 0, (1, 1)),
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\ncd", 5, (2, 3)),
        ("ab\n", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("a\r\n\r\nb", 5, (3, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("äöü日x", 4, (1, 5)),
        ("\U0001f600x", 1, (1, 2)),
        # A byte order mark has no column, and nothing but line ends begins a line.
        ("\ufeffab", 0, (1, 1)),
        ("\ufeffab", 1, (1, 1)),
        ("\ufeffab", 2, (1, 2)),
        ("\ufeffab\ncd", 4, (2, 1)),
        ("\ufeffab\ncd", 5, (2, 2)),
        ("a\ufeffb", 2, (1, 3)),
        ("a\x0bb\x0cc", 4, (1, 5)),
        ("a\x85b\u2028c", 4, (1, 5)),
        ("a\\nb", 3, (1, 4)),
        ("a\tb", 2, (1, 3)),
    ],
)
def test_positions_count_lines_and_code_points_from_one(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert Lines(text).position(offset) == Position(*expected)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\0", True),
        (b"text \0 text", True),
        (b"x" * 7999 + b"\0", True),
        (b"x" * 8000 + b"\0", False),
        (b"", False),
        (b"\x1b[0m \x01 \xff\xfe", False),
        (b"\\0", False),
    ],
)
def test_a_nul_near_the_beginning_makes_bytes_binary(data: bytes, expected: bool) -> None:
    assert is_binary(data) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\r\n", "\r\n"),
        ("a\rb\r", "\r"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\rc\r\n", "\r"),
        ("", "\n"),
        ("a", "\n"),
        ("a\nb\n", "\n"),
        ("a\nb\nc\r\n", "\n"),
        ("a\x85b\u2028c\x0b", "\n"),
    ],
)
def test_the_line_end_is_that_of_most_lines(text: str, expected: str) -> None:
    assert newline_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("two\nlines", r"two\nlines"),
        ("\rback", r"\rback"),
        ("\x07\x00\x7f", r"\x07\x00\x7f"),
        ("\x9b31m", r"\x9b31m"),
        ("left\u202eright", r"left\u202eright"),
        ("\u2066iso\u2069", r"\u2066iso\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("M\udcfcller", r"M\udcfcller"),
        ("", ""),
        ("plain text, 1 + 1 = 2", "plain text, 1 + 1 = 2"),
        ("Müller", "Müller"),
        ("日本語", "日本語"),
        ("α-decay → β", "α-decay → β"),
        (r"C:\x1b", r"C:\x1b"),
        ("\U0001f600", "\U0001f600"),
    ],
)
def test_only_what_could_move_a_terminal_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected
    kept = expected.replace(r"\n", "\n").replace(r"\t", "\t")
    assert printable_lines(f"{text}\n\t{text}") == f"{kept}\n\t{kept}"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((2, 3), True),
        ((0, 3), True),
        ((4, 9), True),
        ((0, 20), True),
        ((10, 11), True),
        ((0, 2), False),
        ((5, 6), False),
        ((5, 10), False),
        ((12, 14), False),
    ],
)
def test_spans_overlap_where_they_share_a_code_point(span: tuple[int, int], expected: bool) -> None:
    assert overlaps(Span(*span), [Span(2, 5), Span(10, 12)]) is expected


def test_nothing_overlaps_no_spans() -> None:
    assert not overlaps(Span(0, 5), [])


@pytest.mark.parametrize(
    ("text", "offset", "floor", "start"),
    [
        ("ab\ncd", 4, 0, 3),
        ("ab\rcd", 4, 0, 3),
        ("ab\r\ncd", 5, 0, 4),
        ("ab\ncd", 3, 0, 3),
        ("ab\ncd", 2, 0, 0),
        ("ab\ncd", 5, 4, 4),
        ("ab\ncd", 5, 1, 3),
        ("ab\ncd" + "e" * 20, 4, -3, 3),
        ("abcd" + "e" * 20, 4, -3, 0),
        ("ab\ncd", -1, 0, 0),
    ],
)
def test_a_line_begins_behind_a_line_end_or_at_a_floor(text: str, offset: int, floor: int, start: int) -> None:
    assert line_start(text, offset, floor) == start


@given(st.text(st.sampled_from("ab \n\r\t\u2028\x0b\x85é"), max_size=30))
@example("ab\n" * 5_000)
@example("ab\r\n" * 5_000)
@example("\n" * 9_000)
def test_spaces_leave_line_ends_alone(text: str) -> None:
    assert spaces(text) == "".join(char if char in "\r\n" else " " for char in text)
