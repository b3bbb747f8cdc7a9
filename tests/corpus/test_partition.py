from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.corpus.partition import Listed, plan

THREE = [Listed("a.tex", 10, "1"), Listed("b.tex", 20, "1"), Listed("c.tex", 30, "1")]
SOURCES = st.lists(st.builds(Listed, st.text(), st.integers(0, 100), st.text()))


def fingerprints(listed: list[Listed]) -> list[str]:
    return [each.fingerprint for each in plan(listed, 2)]


@given(SOURCES, st.integers(1, 5), st.integers(0, 200))
def test_every_source_is_in_one_partition(listed: list[Listed], most: int, most_bytes: int) -> None:
    partitions = plan(listed, most, most_bytes)
    paths = [path for each in partitions for path in each.paths]
    assert paths == sorted({each.path for each in listed})
    assert [each.number for each in partitions] == list(range(len(partitions)))
    for each in partitions:
        assert 1 <= len(each.paths) == len(each.sizes) <= most
        assert sum(each.sizes) <= most_bytes or len(each.paths) == 1


@given(SOURCES, st.randoms())
def test_the_order_of_a_listing_does_not_matter(listed: list[Listed], random: st.DataObject) -> None:
    unique = list({each.path: each for each in listed}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert plan(unique, 3) == plan(shuffled, 3)


@pytest.mark.parametrize(
    ("most", "most_bytes", "cut"),
    [(2, 1000, [2, 1]), (1, 1000, [1, 1, 1]), (9, 1000, [3]), (9, 30, [2, 1]), (9, 29, [1, 1, 1]), (9, 0, [1, 1, 1])],
)
def test_partitions_are_cut_by_number_and_bytes(most: int, most_bytes: int, cut: list[int]) -> None:
    assert [len(each.paths) for each in plan(THREE, most, most_bytes)] == cut


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (THREE, [True, True]),
        (THREE[::-1], [True, True]),
        ([*THREE, THREE[0]], [True, True]),
        ([THREE[0]._replace(size=11), *THREE[1:]], [False, True]),
        ([THREE[0]._replace(stamp="2"), *THREE[1:]], [False, True]),
        ([*THREE[:2], THREE[2]._replace(path="d.tex")], [True, False]),
        ([Listed("0.tex", 0), *THREE], [False, False]),
        (THREE[1:], [False, False]),
        (THREE[:2], [True, False]),
    ],
)
def test_a_fingerprint_tells_the_sources(changed: list[Listed], same: list[bool]) -> None:
    now = [*fingerprints(changed), ""]
    assert [one == other for one, other in zip(fingerprints(THREE), now, strict=False)] == same
