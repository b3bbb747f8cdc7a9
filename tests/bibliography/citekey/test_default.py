from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.citekey.generation import default_key, unique
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work
from bibtools.identifiers.identifier import Identifier
from bibtools.tex.ascii import to_ascii
from bibtools.tex.names import Name, parse_display

DEFAULT = [
    (Name("Vaswani", "Ashish"), 2017, "Attention Is All You Need", "vaswani2017attention"),
    (Name("Kingma", "Diederik P."), 2014, "Adam: A Method for Stochastic Optimization", "kingma2014adam"),
    (Name("Devlin", "Jacob"), 2018, "BERT: Pre-training of Deep Transformers", "devlin2018bert"),
    (Name("He", "Kaiming"), 2015, "Deep Residual Learning", "he2015deep"),
    (Name("Chen", "Xuxi"), 2021, "GANs Can Play Lottery Tickets Too", "chen2021gans"),
    (Name("Oord", "Aäron", "van den"), 2018, "Representation Learning", "oord2018representation"),
    (Name("Callan", "Curtis G.", suffix="Jr."), 1996, "D-brane Approach to Black Holes", "callan1996dbrane"),
    (Name("Maldacena", "Juan"), 1997, "The Large $N$ Limit of Field Theories", "maldacena1997large"),
    (Name("ATLAS Collaboration", corporate=True), 2012, "Observation of a Particle", "atlas2012observation"),
    (Name("The LIGO Scientific Collaboration", corporate=True), 2016, "Observation", "ligo2016observation"),
    (Name("Erdős", "Paul"), 1960, "On the Evolution of Graphs", "erdos1960evolution"),
    (Name("Łukasiewicz", "Jan"), 1920, "Logika", "lukasiewicz1920logika"),
    (Name("Weiß", "Jo"), 2020, "Über Alles", "weiss2020uber"),
    (Name("O'Brien", "Miles"), 2020, "Don't Panic", "obrien2020dont"),
    (Name("De La Cruz", "Maria"), 2020, "A Tale", "delacruz2020tale"),
    (Name("Fei-Fei", "Li"), 2009, "ImageNet", "feifei2009imagenet"),
    (Name("Chen", "Xuxi"), 2021, "{GAN}s {C}an Play", "chen2021gans"),
    (Name("Chen", "Xuxi"), None, "GANs Can Play", "chengans"),
    (None, 2021, "GANs Can Play", "2021gans"),
    (Name("Chen", "Xuxi"), 2021, "", "chen2021"),
    (Name("李", "飞飞"), 2021, "深度学习", "2106.00134"),
    (None, None, "", "2106.00134"),
]


@pytest.mark.parametrize(("author", "year", "title", "key"), DEFAULT)
def test_family_year_and_first_significant_word(author: Name | None, year: int | None, title: str, key: str) -> None:
    assert default_key(author, year, title, "2106.00134") == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", "Muller"),
        ("Łukasz", "Lukasz"),
        ("Straße", "Strasse"),
        ("Ærø", "AEro"),
        ("ő", "o"),
        ("ﬁ", "fi"),
        ("abc-123 X", "abc-123 X"),
        ("", ""),
        ("李", ""),
        ("Жук", ""),
    ],
)
def test_ascii_as_far_as_letters_are_latin(text: str, expected: str) -> None:
    assert to_ascii(text) == expected


@pytest.mark.parametrize(
    ("key", "taken", "expected"),
    [
        ("chen2021gans", set(), "chen2021gans"),
        ("chen2021gans", {"chen2021gan", "chen2021gansa"}, "chen2021gans"),
        ("2106.00134", {"2106.0013"}, "2106.00134"),
        ("chen2021gans", {"chen2021gans"}, "chen2021gansa"),
        ("Chen2021GANs", {"chen2021gans"}, "Chen2021GANsa"),  # BibTeX compares keys without regard to case
        ("chen2021gans", {"chen2021gans", "chen2021gansa"}, "chen2021gansb"),
        ("k", {"k", *(f"k{chr(letter)}" for letter in range(ord("a"), ord("z") + 1))}, "kaa"),
    ],
)
def test_a_taken_key_gets_a_letter(key: str, taken: set[str], expected: str) -> None:
    assert unique(key, taken) == expected


KEYS = st.text("abAB", min_size=1, max_size=3)


@given(KEYS, st.sets(KEYS.map(str.casefold)))
def test_a_taken_key_is_never_given_again(key: str, taken: set[str]) -> None:
    result = unique(key, taken)
    assert result.casefold() not in taken
    assert re.fullmatch(f"{key}[a-z]*", result)


@given(st.text(max_size=15).map(parse_display), st.text(max_size=30))
def test_any_paper_gets_an_ascii_key(author: Name | None, title: str) -> None:
    assert re.fullmatch(r"[a-z0-9_:.-]+", default_key(author, None, title, "hep-th/9711200"))


@given(st.text(max_size=10))
def test_any_collaboration_gets_a_key(text: str) -> None:
    assert default_key(parse_display(f"{text} Group"), 2021, "GANs", "2106.00134").endswith("2021gans")


@given(st.text("aÄ-' ", min_size=1, max_size=9).map(parse_display), st.text("aB-$ ", max_size=9))
def test_the_default_can_be_said_as_a_pattern(author: Name | None, title: str) -> None:
    pattern = parse('[auth:lower:regex("-","")][year][veryshorttitle:lower]')
    work = Work((author,) if author else (), 2021, title, identifier=Identifier.of_id("2106.00134"))
    assert pattern.key(work) == default_key(author, 2021, title, "arXiv:2106.00134")
