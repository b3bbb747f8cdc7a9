"""The months' names: one table for all that read or write them."""

from __future__ import annotations

import calendar

import pytest

from bibtools.core.months import ABBREVIATED, MONTHS, SHORTENED, SPELLINGS


def test_they_are_those_of_the_calendar() -> None:
    assert [name.capitalize() for name in MONTHS] == calendar.month_name[1:]
    assert [name.capitalize() for name in ABBREVIATED] == calendar.month_abbr[1:]


@pytest.mark.parametrize(
    ("word", "is_short", "is_month"),
    [
        ("mar", True, True),
        ("sept", True, True),
        ("sep", True, True),
        ("may", False, True),  # it is whole, so a period behind it ends a sentence
        ("march", False, True),
        ("mayo", False, False),
        ("", False, False),
        ("ma", False, False),
    ],
)
def test_spellings(word: str, is_short: bool, is_month: bool) -> None:
    assert (word in SHORTENED, word in SPELLINGS) == (is_short, is_month)
