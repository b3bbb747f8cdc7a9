"""Buckets: whatever the marks are, each is found once, with its paper."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from bibtools.index.buckets import buckets
from bibtools.index.schema import BUCKET, ENTRY, papers, place


@given(st.lists(st.tuples(st.integers(0, (1 << 32) - 1), st.integers(0, (1 << 32) - 1)), max_size=40))
def test_buckets_hold_every_mark_once(marks: list[tuple[int, int]]) -> None:
    packed = array("Q", [mark << 32 | paper for mark, paper in [*marks, *marks[::2]]])
    made = dict(buckets(packed))
    assert list(made) == sorted({mark >> BUCKET for mark, _ in marks})
    for mark, paper in marks:
        bucket, entry = place(mark, paper)
        assert made[bucket].count(entry) >= 1
        assert papers(made[bucket], mark).count(paper) == 1
    assert sum(map(len, made.values())) == ENTRY * len(set(marks))
