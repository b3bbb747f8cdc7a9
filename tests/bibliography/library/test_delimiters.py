from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.library.delimiters import Closings, closing

TEXTS = st.text(st.sampled_from('{}()"a'), max_size=40)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("{}", 2),
        ("{a{b}c}d}", 7),
        ("{{{{{{{{}}}}}}}} }", 16),
        ("{a(}b)", 4),
        ('{"}"}', 3),
        (r"{\}}", 3),
        ("(a)b)", 3),
        ("(a{)}b)", 7),
        ('(a")"b)', 7),
        ("{", None),
        ("{{}", None),
        ("{a)", None),
        ("(a}", None),
        ("(a{)", None),
        ('(a")', None),
    ],
)
def test_what_is_opened_is_closed_by_its_own_kind(text: str, end: int | None) -> None:
    assert closing(text, 0, len(text)) == end


@given(TEXTS, st.integers(0, 40))
def test_looking_from_many_places_finds_the_same(text: str, limit: int) -> None:
    limit = min(limit, len(text))
    patient, impatient = Closings(text), Closings(text, patience=-len(text) - 1)
    for at, char in enumerate(text[:limit]):
        if char in "{(":
            expected = closing(text, at, limit)
            assert patient.behind(at, limit) == impatient.behind(at, limit) == expected


def test_a_long_parenthesis_is_left_where_much_was_looked_at() -> None:
    text = f"({'a' * 1000})"
    assert Closings(text).behind(0, len(text)) == len(text)
    assert Closings(text, patience=-len(text) - 1).behind(0, len(text)) is None
