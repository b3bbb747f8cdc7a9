"""Fixes that can be done together, and edits of edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.fixes import Fix, without_clashes
from bibtools.core.piece_table import PieceTable
from bibtools.core.text import Edit, Span, apply_edits


def fix(start: int, end: int, new: str, *, path: str = "p.tex", group: str = "", cell: int | None = None) -> Fix:
    return Fix("stray-at", path, Span(start, end), "x" * (end - start), new, "why", group=group, cell=cell)


# Fixes, and the numbers of those that are done.
CHOICES: list[tuple[list[Fix], set[int]]] = [
    ([fix(0, 2, "a"), fix(2, 3, "b")], {0, 1}),
    ([fix(0, 2, "a"), fix(0, 2, "a")], {0}),
    ([fix(0, 2, "a"), fix(0, 2, "b")], set()),
    ([fix(1, 2, "a"), fix(0, 3, "b"), fix(2, 3, "c")], {1}),
    ([fix(0, 2, "a"), fix(0, 2, "b", path="q.tex")], {0, 1}),
    ([fix(0, 2, "a", cell=1), fix(0, 2, "b", cell=2)], {0, 1}),
    ([fix(0, 2, "a", group="g"), fix(0, 2, "b"), fix(5, 6, "c", group="g"), fix(7, 8, "d")], {3}),
    ([fix(4, 4, "a"), fix(4, 4, "b")], set()),
    ([fix(4, 4, "a"), fix(4, 5, "b")], {0, 1}),
]


def test_fixes_that_disagree_or_overlap_are_not_done_together() -> None:
    for wanted, done in CHOICES:
        found = without_clashes(wanted)
        assert set(found.fixes) == {wanted[number] for number in done}, wanted
        assert all(each.reason for each in found.unfixed)


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    edges = sorted(draw(st.lists(st.integers(0, length), max_size=6, unique=True)))
    spans = [Span(*each) for each in zip(edges[::2], edges[1::2], strict=False)]
    return [Edit(span, draw(st.text("ab", max_size=3))) for span in spans]


@given(st.text("xyz", max_size=12), st.data())
def test_edits_of_edits_are_edits_of_the_first_text(first: str, data: st.DataObject) -> None:
    text, table = first, PieceTable(len(first))
    for _ in range(3):
        edits = data.draw(edits_of(len(text)))
        table.apply(edits)
        text = apply_edits(text, edits)
    assert apply_edits(first, table.edits(len(first))) == text
