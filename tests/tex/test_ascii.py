from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.ascii import composed, to_ascii, unaccented, without_marks

ACUTE, CEDILLA = "\u0301", "\u0327"
MARKED = st.text(st.sampled_from(f"aé\u1ea5{ACUTE}{CEDILLA}\u0344\uac00α \u05b0") | st.characters(), max_size=25)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Poincaré", "Poincare"),
        (f"e{CEDILLA}{ACUTE}", "e"),
        ("Straße, Łódź, Ångström", "Strasse, Lodz, Angstrom"),
        ("ﬁnite", "finite"),
        ("plain", "plain"),
        ("αβγ", "αβγ"),
        ("", ""),
    ],
)
def test_letters_lose_their_marks(text: str, bare: str) -> None:
    assert unaccented(text) == bare


def test_only_latin_letters_are_left_in_ascii() -> None:
    assert to_ascii("Erdős α") == "Erdos "


@given(MARKED)
def test_marks_that_stand_for_themselves_are_dropped_like_all_others(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    assert without_marks(text) == "".join(char for char in decomposed if not unicodedata.combining(char))


@given(MARKED)
def test_a_few_marks_are_composed_as_ever(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + ACUTE * 100, "á" + ACUTE * 29),
        ("é" + ACUTE * 100 + "b" + ACUTE, "é" + ACUTE * 30 + "b" + ACUTE),
        (f"a{ACUTE}" * 100, "á" * 100),
        (f"a{ACUTE}{CEDILLA}" * 100, f"a{CEDILLA}{ACUTE}" * 100),
    ],
)
def test_of_a_pile_of_marks_the_lowest_are_kept(text: str, shown: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", shown)
