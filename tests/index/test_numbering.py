from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.arxiv import OLD_ARCHIVES
from bibtools.index.numbering import number, value


@pytest.mark.parametrize(
    "paper", ["0704.0001", "1412.9999", "1501.00001", "2106.00134", "9912.99999", "hep-th/9711200", "supr-con/9912001"]
)
def test_an_id_is_a_number_and_back(paper: str) -> None:
    found = number(paper)
    assert found is not None
    assert (value(found), 0 < found < 1 << 32) == (paper, True)


@pytest.mark.parametrize(
    "text",
    """x 2106.134 2106.00134v2 hep-xx/9711200 hep-th/971120 ²106.00134 2106.²²²²² 2106.-0134 2106. .00134 / hep-th/
    HEP-TH/9711200 arXiv:2106.00134 9999.99999 2113.00001 2100.00001 0703.0001 2106.00000 0704.0000 1412.00001 1501.0001
    math/9999999 math/0704001 math/9106001 math/9713001 math/9700001 math/9711000 stat/0604001""".split(),
)
def test_what_is_no_id_or_an_impossible_one_has_no_number(text: str) -> None:
    assert number(text) is None
    assert number("") is None


@pytest.mark.parametrize(
    ("paper", "today", "is_issued"),
    [
        ("2106.00134", date(2021, 6, 1), True),
        ("2106.00134", date(2021, 5, 31), False),
        ("2106.00134", date(2020, 12, 31), False),
        ("hep-th/9711200", date(2021, 6, 1), True),
        ("9912.99999", date(2099, 12, 1), True),
        ("9912.99999", date(2026, 1, 1), False),
    ],
)
def test_no_id_is_issued_before_its_month(paper: str, today: date, is_issued: object) -> None:
    assert (number(paper, today) is not None) == is_issued


MONTHS = st.builds("{:02}{:02}".format, st.integers(7, 40), st.integers(1, 12)).filter(lambda month: month >= "0704")
NEW = st.builds(
    lambda month, digits: f"{month}.{digits % (10_000 if month <= '1412' else 100_000):0{4 if month <= '1412' else 5}}",
    MONTHS,
    st.integers(1, 99_999),
)
OLD = st.builds(
    lambda archive, year, month, digits: f"{archive}/{year % 100:02}{month:02}{digits:03}",
    st.sampled_from(sorted(OLD_ARCHIVES)),
    st.integers(1992, 2006),
    st.integers(1, 12),
    st.integers(1, 999),
)


@given(st.lists(st.one_of(NEW, OLD), unique=True, max_size=30))
def test_numbers_of_different_ids_differ(papers: list[str]) -> None:
    numbers = [number(paper) for paper in papers]
    assert len(set(numbers)) == len(papers)
    assert [value(each) for each in numbers if each is not None] == papers


def test_the_order_of_archives_is_part_of_the_form() -> None:
    """Whoever changes the archives must number the form anew: indexes that exist count by them."""
    assert sha256(" ".join(sorted(OLD_ARCHIVES)).encode()).hexdigest()[:8] == "ac5ec59b"
