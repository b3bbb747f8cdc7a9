"""Letters that were read in the wrong encoding, and those that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.mojibake import remade


@pytest.mark.parametrize(
    "name", ["János Kramár", "François Müller", "Łukasz Kaiser", "Søren Ærø", "Jiří Šimůnek", "Ōe Kenzaburō", "ñandú"]
)
def test_what_was_read_as_latin_1_is_remade(name: str) -> None:
    assert remade(name.encode().decode("latin-1")) == name
    assert remade(name) == name


@pytest.mark.parametrize("text", ["SÃO PAULO", "«BONTÉ»", "„Ä«", "JOÃO", "Â and Ã", "ÅÄÖ", "10 Å", "漢字", "", "plain"])
def test_what_is_meant_stays(text: str) -> None:
    assert remade(text) == text


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F, categories=["L"])))
def test_letters_stay(text: str) -> None:
    assert remade(text) == text
