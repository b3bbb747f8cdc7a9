"""What a citation key says of an author, a year and a title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.key_reading import KeyReading, read_key


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("vaswani2017attention", KeyReading(("vaswani",), 2017, ("attention",))),
        ("Vaswani:2017", KeyReading(("vaswani",), 2017)),
        ("vaswani_etal_2017", KeyReading(("vaswani",), 2017)),
        ("vaswani-etal-2017-attention", KeyReading(("vaswani",), 2017, ("attention",))),
        ("Aad:2012tfa", KeyReading(("aad",), 2012)),
        ("VaswaniEtAl2017", KeyReading(("vaswanietal", "vaswaniet", "vaswani"), 2017)),
        ("wang_attention_2017", KeyReading(("wang",), 2017, ("attention",))),
        ("he16deep", KeyReading(("he",), 2016, ("deep",))),
        ("knuth84", KeyReading(("knuth",), 1984)),
        ("van2017neural", KeyReading(("vanneural", "neural", "van"), 2017, ("neural",))),
        ("DBLP:journals/corr/Kingma2014", KeyReading(("kingma",), 2014)),
        ("2017arXiv170603762V", KeyReading(arxiv="1706.03762")),
        ("2017-vaswani-attention", KeyReading(("vaswani",), 2017, ("attention",))),
        ("müller2020über", KeyReading(("müller",), 2020, ("über",))),
        # What says nothing:
        ("attention", KeyReading()),
        ("", KeyReading()),
        ("key123456", KeyReading()),
        ("a" * 300 + "2017", KeyReading()),
        ("12345", KeyReading()),
        ("2017", KeyReading((), 2017)),
    ],
)
def test_what_a_key_says(key: str, expected: KeyReading) -> None:
    assert read_key(key) == expected


@given(st.text(max_size=60) | st.from_regex(r"[a-zA-Z]{1,9}[:_-]?(19|20)\d\d[a-z]{0,9}", fullmatch=True))
def test_any_key_can_be_read(key: str) -> None:
    found = read_key(key)
    assert found.year is None or 0 < found.year < 2100
    assert all(found.authors)
