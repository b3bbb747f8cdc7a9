from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.core.text import encode
from bibtools.identifiers.candidates import clusters, places
from bibtools.identifiers.detection import find
from bibtools.identifiers.identifier import Identifier
from bibtools.identifiers.prefilter import SIGNS, may_hold, occurrences

TODAY = date(2026, 11, 20)
SPELLINGS = [
    "2106.00134",
    "2106.\n00134",
    "2106.  \r\n\t00134",
    "hep-th/9711200",
    "math.GT/0309136",
    "hep-th%2F9711200",
    "2106%2E00134",
    "2017arXiv170603762V",
    "corr/abs-1706-03762",
    "arXiv:2106.134",
    "\uff12\uff11\uff10\uff16\uff0e\uff10\uff10\uff11\uff13\uff14",
    "2106\u202400134",
    "hep-th\uff0f9711200",
]
NOTHING = [
    "",
    "arXiv",
    "0.1234",
    "106.0013",
    "3.14",
    "v1.2.3",
    "a.b",
    "1/2",
    "and/or",
    "5%20",
    "größer",
    "„1. 2“",
    "日本。",
]
HIDDEN = st.sampled_from("\u00ad\u200b\u200d\u2060\ufeff\u200e")
FRAGMENTS = st.sampled_from(
    [*SPELLINGS, *NOTHING, "arXiv:", "https://arxiv.org/abs/", "\u00a0", "\u200b", "\udce9", " ", "\n", "."]
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_where_an_id_may_stand_is_a_place(text: str) -> None:
    assert places(f"see {text}, there") != []
    assert may_hold(encode(f"see {text}, there"))


@pytest.mark.parametrize("text", NOTHING)
def test_where_none_can_stand_is_none(text: str) -> None:
    assert places(f"see {text}, there") == []
    assert not may_hold(encode(f"see {text}, there"))


@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=12).map("".join))
def test_a_text_without_a_place_holds_no_id(text: str) -> None:
    if find(text, TODAY, near=range(len(text))):
        assert places(text) != []
    if places(text):
        assert may_hold(encode(text))


@given(st.sampled_from(["2106.00134", "1409.1556", "hep-th/9711200"]), HIDDEN, st.data())
def test_a_hidden_character_hides_no_id(written: str, hidden: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(written)))
    text = f"see arXiv:{written[:at]}{hidden}{written[at:]} there"
    assert [s.identifier.value for s in find(text, TODAY) if isinstance(s.identifier, Identifier)] == [written]
    assert may_hold(encode(text))


@pytest.mark.parametrize(
    ("length", "near", "expected"),
    [
        (100, [], []),
        (100, [0], [((0, 100), [0])]),
        (5000, [1000], [((600, 1120), [1000])]),
        (5000, [1000, 1100], [((600, 1220), [1000, 1100])]),
        (5000, [1000, 1520], [((600, 1640), [1000, 1520])]),
        (5000, [1000, 1521], [((600, 1120), [1000]), ((1121, 1641), [1521])]),
    ],
)
def test_what_is_near_each_other_is_one_cluster(
    length: int, near: list[int], expected: list[tuple[tuple[int, int], list[int]]]
) -> None:
    assert clusters(length, near) == expected


# Many signs in a short text, so that they are looked for in both ways.
DENSE = st.lists(
    FRAGMENTS | st.sampled_from(("arXiv:x:y", "::", "//", "%2F9711200", "X" * 9, "abs-1706-03762", "10.1000/x")),
    max_size=60,
).map("".join)


@given(DENSE, st.sampled_from([*SIGNS.items()]))
@example("a:b" * 500 + "arXiv:2106.134 and arXiv:hep-th:9711200", [*SIGNS.items()][2])
@example("/" * 10 + "hep-th/9711200", [*SIGNS.items()][1])
def test_rare_and_frequent_signs_are_found_alike(text: str, pair: tuple[str, str]) -> None:
    pattern, sign = pair
    found = [match.start() for match in re.finditer(pattern, text)]
    assert list(occurrences(re.compile(pattern), sign, text)) == found
    assert all(text[place] == sign for place in found)
    data = encode(text)
    in_bytes = [match.start() for match in re.finditer(pattern.encode(), data)]
    assert list(occurrences(re.compile(pattern.encode()), sign.encode(), data)) == in_bytes
