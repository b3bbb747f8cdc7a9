"""Separated values: their rows are those of Python's own reader, and prose is none of them."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.sources.data_rows import separated, with_rows
from bibtools.sources.relaid_text import RelaidText


@given(st.lists(st.sampled_from(["a", "1706.03762", '"', '""', ",", " ", "\n", "\r\n"]), max_size=30).map("".join))
def test_rows_are_those_of_other_readers(text: str) -> None:
    rows = [[text[slice(*cell)].replace('""', '"') for cell in row] for row in separated(text, ",")]
    if '"' not in text:
        assert rows == [row for row in csv.reader(text.splitlines()) if row]
    assert all(rows)
    assert all(end <= len(text) for row in separated(text, ",") for _, end in row)


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("id,title\n1706.03762,Attention\n1512.03385,Residual\n", True),
        ('id,title\n1706.03762,"All, you\nneed"\n1512.03385,Residual\n', True),
        ("id\ttitle\n" + "1\t2\n" * 18 + "a note\n", True),
        ("Here, as ever, we show\nwhat it is, and why.\nNothing else.\n", False),
        ("a,b\n" + "prose without one\n" * 3, False),
        ("a,b\n", False),
        ("- a,b\n- c,d\n", False),
    ],
)
def test_nearly_all_lines_have_as_many_cells_as_the_first(text: str, is_table: bool) -> None:
    assert (with_rows(RelaidText(text, ())).text != text) == is_table
