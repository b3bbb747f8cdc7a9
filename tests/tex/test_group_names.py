"""Names of groups are distinguished from those of people by their words, in any case and any alphabet."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.tex.group_names import _GROUP, is_of_group

GROUPS = (
    "ATLAS Collaboration",
    "the HiggsHunters CONSORTIUM",
    "OpenAI",
    "Team-Foo",
    "(CERN) laboratory",
    "Ann Example for the Others",
    "On Behalf Of many",
    "Équipe Project",
    "Centre, National",
)
PEOPLE = (
    "Ada Lovelace",
    "J. Teamson",
    "Network_Zhang",
    "Projecta Y. Ltdson",
    "The Duc Nguyen",
    "Behalf Jones",
    "Incé",
    "Forthe Man",
    "",
)

LETTERS = ("é", "Łódź", "’", "–", "\u0131", "\u017f", "\u212a")  # three of them are letters of ASCII in any case


@pytest.mark.parametrize("text", GROUPS)
def test_groups_are_told_by_a_word(text: str) -> None:
    assert is_of_group(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_people_are_none(text: str) -> None:
    assert not is_of_group(text)


@given(
    st.lists(st.sampled_from((*GROUPS, *PEOPLE, *LETTERS, " ", "-", "_", ",", "for the", "for  the", "teams"))).map(
        "".join
    )
)
@example("x for the y")
@example("\u017fociety of Ł")
@example("Ł wor\u212ashop")
def test_words_that_are_looked_up_are_those_of_the_pattern(text: str) -> None:
    assert is_of_group(text) is (_GROUP.search(text) is not None)
