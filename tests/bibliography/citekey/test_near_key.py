"""The key that is meant: the only one that is near enough, and none where several are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.near_key import NearKeys, distance


@pytest.mark.parametrize(
    ("key", "known", "expected"),
    [
        ("Smith2020", ["smith2020", "jones2020"], "smith2020"),
        ("smith:2020", ["smith_2020"], "smith_2020"),
        ("vaswani2017atention", ["vaswani2017attention"], "vaswani2017attention"),
        ("vaswnai2017attention", ["vaswani2017attention"], "vaswani2017attention"),
        ("smith2002", ["smith2020"], "smith2020"),  # swapped
        ("smith2020x", ["smith2020"], "smith2020"),
        ("Fowler2005", ["Fidler2005", "Fowler2005EventSourcing"], "Fowler2005EventSourcing"),
        ("smith:2020", ["smith_2020:deep"], "smith_2020:deep"),
        ("de-vries1999", ["DeVries1999cut"], "DeVries1999cut"),
        ("he2016", ["he2016deep", "hu2016deep"], "he2016deep"),
        # Other works:
        ("smith2019", ["smith2020"], None),
        ("smith2020a", ["smith2020b"], None),
        ("smith2020", ["smith2020a", "smith2020b"], None),
        ("Smith2020", ["smith2020", "SMITH2020"], None),
        ("he2016", ["hu2016deep"], None),
        ("he2016", ["he2016deep", "he2016identity"], None),
        ("smith20", ["smith2020deep"], None),
        ("resnet50", ["resnet50pretrained"], None),
        ("he2016deep", ["he2016"], None),
        ("2016", ["2016deep"], None),
        ("a", ["b"], None),
        ("lamport1994", ["knuth1984", "turing1936"], None),
        ("x" * 500, ["x" * 499], None),
        ("smith2020", [], None),
    ],
)
def test_the_key_that_is_meant(key: str, known: list[str], expected: str | None) -> None:
    assert NearKeys(known).near(key) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_a_distance_is_the_same_in_both_directions(one: str, two: str) -> None:
    assert distance(one, two, 9) == distance(two, one, 9)
    assert (distance(one, two, 9) == 0) == (one == two)
    assert (distance(one, two, 1) > 1) == (distance(one, two, 9) > 1)


@given(st.lists(st.text("ab1", max_size=8)), st.text("ab1", max_size=8))
def test_what_is_proposed_is_known_and_another_key(known: list[str], key: str) -> None:
    assert NearKeys(known).near(key) in {None, *known} - {key}
