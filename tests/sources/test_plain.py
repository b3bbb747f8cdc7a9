from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is

from bibtools.core.text import Source
from bibtools.sources import plain
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)

LISTS = [
    ("2106.00134, 1706.03762\n1409.1556", ["2106.00134", "1706.03762", "1409.1556"]),
    ('"2106.00134", "1706.03762"', ["2106.00134", "1706.03762"]),
    ("2106.00134; 1706.03762;", ["2106.00134", "1706.03762"]),
    ("2106.00134\n1706.03762\n1234.5678\n1409.1556", ["2106.00134", "1706.03762", "1409.1556"]),
    ("# 2106.00134\nnotes", ["2106.00134"]),
    ("1706.03762.pdf\n1409.1556v2.pdf", ["1706.03762", "1409.1556"]),
    ("2106.00134", ["2106.00134"]),
    ("2106.00134\n", ["2106.00134"]),
    ("2106.00134\n1706.03762\n", ["2106.00134", "1706.03762"]),
    ("2106.00134\r\n1706.03762\r\n", ["2106.00134", "1706.03762"]),
    ("\ufeff2106.00134\r\n1706.03762", ["2106.00134", "1706.03762"]),
    ("  2106.00134  \n\t1706.03762", ["2106.00134", "1706.03762"]),
    ("- 2106.00134\n- 1706.03762", ["2106.00134", "1706.03762"]),
    ("* 2106.00134\n+ 1706.03762\n• 1409.1556", ["2106.00134", "1706.03762", "1409.1556"]),
    ("1. 2106.00134\n2) 1706.03762\n[3] 1409.1556", ["2106.00134", "1706.03762", "1409.1556"]),
    ('"2106.00134",\n"1706.03762"', ["2106.00134", "1706.03762"]),
    ("2106.00134,\n1706.03762;\n1409.1556.", ["2106.00134", "1706.03762", "1409.1556"]),
    ("[2106.00134]\n(1706.03762)\n<1409.1556>", ["2106.00134", "1706.03762", "1409.1556"]),
    ("To read:\n2106.00134\nand then sleep", ["2106.00134"]),
    ("hep-th/9711200\n2106.00134", ["hep-th/9711200", "2106.00134"]),
    ("2106.00134v2\n1706.03762", ["2106.00134", "1706.03762"]),
]
PROSE = [
    ("Two networks (arXiv:1512.03385, 1409.1556) were compared.", ["1512.03385", "1409.1556"]),
    ("arXiv:2103.00397Batch statistics of two domains differ.", ["2103.00397"]),
    ("Small nets win.arXiv:1803.03635Large nets lose.", ["1803.03635"]),
    (
        "See https://arxiv.org/abs/1406.2661 and\nhttps://arxiv.org/pdf/1912.04958v2.pdf.",
        ["1406.2661", "1912.04958"],
    ),
    ("@inproceedings{x, eprint = {1706.03762}, archivePrefix = {arXiv}}", ["1706.03762"]),  # quoted in a README
    ("@inproceedings{x, volume = {1706.03762}}", []),
    ("% arXiv:2106.00134", ["2106.00134"]),  # no comments in plain text
    ("<!-- arXiv:2106.00134 -->", ["2106.00134"]),
    ("`Attention <https://arxiv.org/abs/1706.03762>`_ and :arxiv:`1412.6980`", ["1706.03762", "1412.6980"]),
    ("[[https://arxiv.org/abs/1706.03762][Attention]]", ["1706.03762"]),
    ('{"id": "arXiv:1706.03762"}', ["1706.03762"]),
    ("doi,10.48550/arXiv.1706.03762,2017", ["1706.03762"]),
    ("arXiv:1706.03762 cites itself: arXiv:1706.03762v5", ["1706.03762"] * 2),
    ("see hep-th/9711200, math.GT/0309136", ["hep-th/9711200", "math/0309136"]),
    ("1207.7214v2 [hep-ex] 31 Aug 2012", ["1207.7214"]),
]
NO_MENTION = [
    "[1706.03762, 1807.12345]",
    "(1706.03762; 1807.12345)",
    "1706.03762, 1807.12345, 3",
    "x: 1706.03762, 1807.12345",
    "1706.03762\n1234.5678\n9913.1234",
    "1706.03762.txt",
    "",
    " \n\t\n",
    "Nothing to see here.",
    "a price of 1706.03762 crowns",
    "in line 2106.00134 and\n1706.03762 elsewhere",
    "total 2106.00134",
    "2106.00134 total",
    "| 2106.00134 | 12 |",
    "12, 2106.00134",
    "2106.00134\t12",
    "1706.03762 1804.12345\n1806.01261 1907.10121",
    "1234.5678\n0703.1234",
    "2106.0134\n2106.001345",
    "20210600134",
    "- 2612.00001",
    "-2106.00134",
    "$2106.00134",
    "2106.00134 %",
    "2106.00134e5",
    "version\n10.2106.00134",
    "2021-06-01 2106.00134s",
    "0.1706\n0.3762",
    "medRxiv:2106.00134\nbioRxiv:1706.03762",
    "https://notarxiv.org/abs/2106.00134",
    "https://example.org/papers/2106.00134\n",
    "10.1145/2106.00134\n",
    "hep-th\n9711200",
    "x/9711200",
    "arXiv:\ncs.LG",
    "https://arxiv.org/list/cs.LG/2106",
]


def scan(text: str) -> Scan:
    return plain.scan(Source("notes.txt", text), TODAY)


def ids(text: str) -> list[str]:
    return [mention.identifier.value for mention in scan(text).mentions if not mention.is_doi]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_an_id_alone_on_its_line_is_a_mention(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_ids_in_running_text(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", NO_MENTION)
def test_numbers_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "shown", "impossible"),
    [
        ("a price of 1706.03762 crowns", ["1706.03762"], False),
        ("| 2106.00134 | 12 |", ["2106.00134"], False),
        ("arXiv:1234.5678", ["1234.5678"], True),
        ("arXiv:2612.00001 or arXiv:2106.00000", ["2612.00001", "2106.00000"], True),
        ("1234.5678", [], True),
        ("10.1145/2106.00134", [], True),
        ("arXiv:2106.00134", [], True),
        ("2106.00134", [], False),
    ],
)
def test_suspects_are_told_apart(text: str, shown: list[str], impossible: bool) -> None:
    suspects = scan(text).suspects
    assert [suspect.text for suspect in suspects] == shown
    assert all(suspect.impossible is impossible for suspect in suspects)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("arXiv:", "2106.00134 apples"),
        ("arXiv:1409.1556,", "2106.00134 apples"),
        ("https://arxiv.org/abs/", "2106.00134 apples"),
        ("arXiv:2106.", "00134 apples"),
        ("arXiv:1409.1556 and", "2106.00134 apples"),
    ],
)
def test_a_blank_line_ends_what_stands_above_it(above: str, below: str) -> None:
    assert ids(f"{above}\n\n{below}") == ids(above)


SENTENCES = st.sampled_from(
    [
        *(
            "arXiv:2106.00134",
            "1706.03762",
            "- 1409.1556",
            "see 1406.2661 there",
            "hep-th/9711200v2.",
            "arXiv:1234.5678",
        ),
        *(
            "10.1145/2106.00134",
            "https://arxiv.org/abs/1912.04958",
            "no id",
            "arXiv:2105.07381, 2104.08215",
            "1706.03762 [x]",
        ),
    ]
)
TEXTS = st.lists(SENTENCES, max_size=4).map("\n".join)


@given(TEXTS, TEXTS)
def test_two_texts_together_hold_what_both_hold(one: str, other: str) -> None:
    assert ids(f"{one}\n\n{other}") == ids(one) + ids(other)


@given(
    st.lists(st.text(max_size=4) | st.sampled_from(["arXiv:", "2106.00134", "\n", ",", "/"]), max_size=12).map("".join)
)
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)
