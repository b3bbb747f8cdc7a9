"""What is proved of the changed part of a library is what the full proof finds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.bibliography.editing.changed_part import changed_part
from bibtools.bibliography.editing.integrity import read_keys

ONE, TWO, THREE = "@misc{one, a = 1}\n", "@misc{two,\n  a = {x},\n}\n", "@misc(three, a = 1)\n"
PIECES = [
    ONE, TWO, THREE, "@misc{", "@misc {", " @a{k,", "@a(k,", "@comment{", "@comment(", "@string{s =", "@preamble{", "@",
    "a =", "@b@c{", "{", "}", "(", ")", '"', '{"}', '\\"', "\\{", "=", ",", "#", "x", " ", "\t", "\n", "\r\n", "\r",
    "\n\n", "\x0c", "\u2028", "ü", "1",
]  # fmt: skip
MESS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def gains(old: str, new: str) -> dict[str, int]:
    """Return how many more entries of each key the other reader finds in one text than in another."""
    before, after = read_keys(old), read_keys(new)
    return {key: after[key] - before[key] for key in before | after if after[key] != before[key]}


@example("@a{k, x = {", "\n", ONE, TWO)
@example("@a(k, x = ", "@misc{", "}\n", "\r\n@a{l, x = 1)\n")
@given(MESS, MESS, MESS, MESS)
def test_the_changed_part_tells_all_that_changes(before: str, removed: str, inserted: str, behind: str) -> None:
    old, new = before + removed + behind, before + inserted + behind
    assert gains(*changed_part(old, new)) == gains(old, new)


@given(MESS, MESS, MESS)
def test_texts_can_be_cut_at_sure_beginnings(first: str, second: str, third: str) -> None:
    pieces = [f"{first}\n", f"@misc{{a,{second}\n", f"\t@b(c,{third}"]
    assert sum(map(read_keys, pieces), Counter[str]()) == read_keys("".join(pieces))


@given(MESS, MESS, MESS)
def test_what_is_beyond_the_changed_part_is_the_same(before: str, inserted: str, behind: str) -> None:
    old, new = before + behind, before + inserted + behind
    part, now = changed_part(old, new)
    start = old.find(part) if part else 0
    assert len(new) - len(old) == len(now) - len(part)
    assert any(
        old[:at] == new[:at] and old[at + len(part) :] == new[at + len(now) :] and new[at:].startswith(now)
        for at in range(start, len(old) - len(part) + 1)
        if old[at:].startswith(part)
    )


@pytest.mark.parametrize("number", [0, 1, 2_000, 3_999])
def test_the_changed_part_is_small(number: int) -> None:
    entries = [f"@misc{{k{each},\n  title = {{On {each}}},\n}}\n\n" for each in range(4_000)]
    old = "".join(entries)
    new = "".join([*entries[: number + 1], ONE, *entries[number + 1 :]])
    assert sum(map(len, changed_part(old, new))) < 500


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("", "", ("", "")), ("", ONE, ("", ONE)), (ONE, ONE, ("", "")), (ONE, ONE + TWO, (ONE, ONE + TWO)),
    (ONE + TWO, ONE + THREE + TWO, (ONE + TWO, ONE + THREE + TWO)),
    ("x\n" + ONE + TWO, "y\n" + ONE + TWO, ("x\n", "y\n")),
    ("@a{k, x\r", "@a{k, x\r\n", ("@a{k, x\r", "@a{k, x\r\n")),
])  # fmt: skip
def test_it_begins_and_ends_where_reading_surely_does(old: str, new: str, expected: tuple[str, str]) -> None:
    part, now = changed_part(old, new)
    assert gains(part, now) == gains(old, new)
    if old != new:
        assert (part, now) == expected
