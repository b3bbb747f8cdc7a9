"""A title with one misspelt word is that title; one with another word is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.matching.reference_tokens import read
from bibtools.matching.typos import queries, slip

TITLE = "weaving engines of brass and steel"


@pytest.mark.parametrize(
    ("text", "word", "distance"),
    [
        ("Weaving Engnies of Brass and Steel", "engnies", 1),
        ("A. Able: Weaving Engine of Brass and Steel. 2021", "engine", 1),
        ("A. Able: “Weaving Engiines of Brass and Steel”, 2021", "engiines", 1),
        ("Weaving Enginez of Brass and Steel, by A. Able", "enginez", 1),
        ("Weaving Engins of Brass and Steels", None, 0),  # two words
        ("Weaving Wheels of Brass and Steel", None, 0),
        ("Weaving of Brass and Steel", None, 0),
        ("On Weaving Engnies of Brass and Steel", None, 0),
        ("Weaving Engines of Brass or Steel", None, 0),  # a short word is another one
        ("Weaving Engines of Brass and Steel 2", None, 0),
        ("", None, 0),
    ],
)
def test_one_word_may_differ(text: str, word: str | None, distance: int) -> None:
    found = slip(read(text), TITLE)
    assert (found and (found.word, found.distance)) == ((word, distance) if word else None)


@given(st.text(alphabet="abcde ,.:\n", max_size=80), st.text(alphabet="abcde ", max_size=40))
def test_what_differs_is_one_word(text: str, title: str) -> None:
    line = read(text)
    found = slip(line, " ".join(title.split()))
    if found:
        shown = line.words[found.start : found.end]
        assert 0 <= found.distance <= 2
        assert len(set(shown) - set(title.split())) <= 2
    assert all(set(words) <= set(line.words) for words in queries(line))
