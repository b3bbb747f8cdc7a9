from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifier.arxiv import OLD_ARCHIVES
from bibtools.index.numbering import number, value


@pytest.mark.parametrize(
    "paper", ["0704.0001", "1412.9999", "1501.00001", "2106.00134", "9912.99999", "hep-th/9711200", "supr-con/9912001"]
)
def test_an_id_is_a_number_and_back(paper: str) -> None:
    found = number(paper)
    assert found is not None
    assert (value(found), 0 < found < 1 << 32) == (paper, True)


@pytest.mark.parametrize("text", ["", "x", "2106.134", "2106.00134v2", "hep-xx/9711200", "hep-th/971120", "²106.00134"])
def test_what_is_no_id_has_no_number(text: str) -> None:
    assert number(text) is None


MONTHS = st.builds("{:02}{:02}".format, st.integers(7, 40), st.integers(1, 12)).filter(lambda month: month >= "0704")
NEW = st.builds(
    lambda month, digits: f"{month}.{digits % (10_000 if month <= '1412' else 100_000):0{4 if month <= '1412' else 5}}",
    MONTHS,
    st.integers(1, 99_999),
)
OLD = st.builds("{}/{:07}".format, st.sampled_from(sorted(OLD_ARCHIVES)), st.integers(9_000_000, 9_999_999))


@given(st.lists(st.one_of(NEW, OLD), unique=True, max_size=30))
def test_numbers_of_different_ids_differ(papers: list[str]) -> None:
    numbers = [number(paper) for paper in papers]
    assert len(set(numbers)) == len(papers)
    assert [value(each) for each in numbers if each is not None] == papers


def test_the_order_of_archives_is_part_of_the_form() -> None:
    """Whoever changes the archives must number the form anew: indexes that exist count by them."""
    assert sha256(" ".join(sorted(OLD_ARCHIVES)).encode()).hexdigest()[:8] == "ac5ec59b"
