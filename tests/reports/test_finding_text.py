from __future__ import annotations

import pytest

from bibtools.reports.finding_text import count


@pytest.mark.parametrize(
    ("number", "noun", "counted"),
    [(1, "paper", "1 paper"), (2, "paper", "2 papers"), (0, "entry", "0 entries"), (2, "match", "2 matches")],
)
def test_what_is_counted_is_a_word(number: int, noun: str, counted: str) -> None:
    assert count(number, noun) == counted
