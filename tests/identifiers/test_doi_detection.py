from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.detection import find
from bibtools.identifiers.doi_detection import read_key
from bibtools.identifiers.identifier import ARXIV, DOI, STRONG, WEAK, Identifier

TODAY = date(2026, 11, 30)
OPTUNA = "10.1145/3292500.3330701"
SICI = "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


def dois(text: str, weight: str) -> list[str]:
    found = (each for each in find(text, TODAY) if each.evidence == weight)
    return [
        each.identifier.value
        for each in found
        if isinstance(each.identifier, Identifier) and each.identifier.scheme == DOI
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"see doi:{OPTUNA}.", [OPTUNA]),
        (f"DOI: {OPTUNA}, and more", [OPTUNA]),
        (f"(doi {OPTUNA})", [OPTUNA]),
        (f"urn:doi:{OPTUNA}", [OPTUNA]),
        ("DOI 10.1016/0893-6080(89)90003-8,", ["10.1016/0893-6080(89)90003-8"]),
        ("doi: 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", [SICI]),
        ("(https://doi.org/10.1109/CVPR.2016.90)", ["10.1109/cvpr.2016.90"]),
        ("http://dx.doi.org/10.1000/abc#sec", ["10.1000/abc"]),
        ("doi.org/10.1000/ab_c_, and", ["10.1000/ab_c"]),
        ("https://doi.org/10.1016%2Fj.cell.2020.01.001", ["10.1016/j.cell.2020.01.001"]),
        (f"https://dl.acm.org/doi/pdf/{OPTUNA}?download=true", [OPTUNA]),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1002/sim.1.", ["10.1002/sim.1"]),
        (r"\url{https://doi.org/10.1007/978-3-030\_12}.", ["10.1007/978-3-030_12"]),
        (r"\href{https://doi.org/10.1007/978-3-030-12}{the book}", ["10.1007/978-3-030-12"]),
        ('<a href="https://doi.org/10.1000/xyz">here</a>', ["10.1000/xyz"]),
        ("[doi](https://doi.org/10.1000/abc)[PDF](https://x.org/a.pdf)", ["10.1000/abc"]),
        ("**doi:10.1000/abc**", ["10.1000/abc"]),
        ("doi = {10.1000/xyz},", ["10.1000/xyz"]),
        (f"doi:{OPTUNA}、次", [OPTUNA]),
        ("doi:10.1000/a; doi:10.1000/b", ["10.1000/a", "10.1000/b"]),
        # What is no DOI, or a part of something else.
        (f"https://example.org/{OPTUNA}", []),
        (f"https://github.com/ada/looms/blob/main/{OPTUNA}.pdf", []),
        (f"https://proxy.uni.edu/login?url=https://doi.org/{OPTUNA}", []),
        (f"x/{OPTUNA}", []),
        (f"foo{OPTUNA}", []),
        (f"1{OPTUNA}", []),
        (f"mydoi{OPTUNA}", []),
        (f"v1.{OPTUNA}", []),
        ("doi:10.1145/", []),
        ("doi:10.12/short", []),
        ("doi:10.0145/x", []),
        ("ratio of 10.0000/2.0000", []),
        ("https://doi.org/10.48550/arXiv.1706.03762", []),  # arXiv's own
        ("DOI: 10.48550/arXiv.1706.03762", []),
    ],
)
def test_dois_that_something_says_are_ones(text: str, expected: list[str]) -> None:
    assert dois(text, STRONG) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"({OPTUNA})", [OPTUNA]),
        (f"{OPTUNA}\n10.1000/b;", [OPTUNA, "10.1000/b"]),
        ("see '10.1000/b'", ["10.1000/b"]),
        (f"a{OPTUNA}", []),
        (f"/{OPTUNA}", []),
        (f"-{OPTUNA}", []),
        (f"= {OPTUNA[:8]}", []),
    ],
)
def test_bare_dois_are_weak(text: str, expected: list[str]) -> None:
    assert dois(text, WEAK) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (OPTUNA, OPTUNA),
        (f"doi:{OPTUNA}", OPTUNA),
        (f"DOI:{OPTUNA.upper()}", OPTUNA),
        (f"https://doi.org/{OPTUNA}", OPTUNA),
        ("smith10.1000/x", None),
        ("smith2019", None),
        ("DBLP:conf/x/10.1000", None),
        ("10.48550/arXiv.1706.03762", None),
        ("10.1000", None),
    ],
)
def test_a_key_is_a_doi_as_a_whole(key: str, value: str | None) -> None:
    found = read_key(key, 7)
    assert (found.identifier if found else None) == (Identifier(DOI, value) if value else None)
    assert found is None or found.span.end == 7 + len(key)


def test_an_arxiv_id_beside_a_doi_is_found_as_before() -> None:
    found = find(f"doi:{OPTUNA}, arXiv:1706.03762", TODAY)
    assert [each.identifier for each in found] == [Identifier(DOI, OPTUNA), Identifier(ARXIV, "1706.03762")]


SUFFIX = st.text("abcXYZ0189.-_()/:;<>", min_size=1, max_size=15)


@given(
    before=st.sampled_from(["", "see ", "\n", "("]), suffix=SUFFIX, behind=st.sampled_from(["", ".", " and", "\n", '"'])
)
def test_law_a_sighting_shows_what_stands_at_its_place(before: str, suffix: str, behind: str) -> None:
    text = f"{before}doi:10.1000/{suffix}{behind}"
    for each in find(text, TODAY):
        if isinstance(each.identifier, Identifier) and each.identifier.scheme == DOI:
            assert text[slice(*each.span)].lower() == each.identifier.value
            assert each.identifier.value.startswith("10.1000/")
