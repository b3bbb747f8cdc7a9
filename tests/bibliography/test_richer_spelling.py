"""Of two spellings of one name or title, which letters are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.entries.richer_spelling import richer_names, richer_title
from bibtools.tex.ascii import unaccented
from bibtools.tex.names import parse_authors, parse_inverted, to_bibtex

RICHER_NAMES = [
    ("Muller, J.", "Müller, Jürgen", "Müller, J."),
    ("Mueller, Juergen", "Müller, Jürgen", "Müller, Jürgen"),
    ("Garcia Marquez, Jose", "García Márquez, José", "García Márquez, José"),
    ("Muller, Jurgen and Doe, Jane", "Doe, Jane and Müller, J.", "Müller, Jurgen and Doe, Jane"),
    ("Strauss, Ida", "Strauß, Ida", "Strauß, Ida"),
    ("Yildiz, Ali", "Yıldız, Ali", "Yıldız, Ali"),
    ("Lukasz, Kaiser and Gomez, A.", "Gómez, Aidan", "Lukasz, Kaiser and Gómez, A."),
    ("Francois, Jean-Rene", "François, Jean René", "François, Jean René"),
    # other names, other people, and letters that the published one has
    ("Miller, J.", "Müller, Jürgen", "Miller, J."),
    ("Muller, Jan", "Müller, Jürgen", "Muller, Jan"),
    ("Muller, J.", "Müller, Jan and Müller, Jürgen", "Muller, J."),
    ("Muller, J.", "Müller, Jan and Muller, Jo", "Muller, J."),
    ("Müller, Jurgen", "Muller, Jürgen", "Müller, Jürgen"),
    ("Daumé, Hal", "Daumeé, Hal", "Daumé, Hal"),
    ("Müller, J.", "Muller, J.", "Müller, J."),
    ("Muller, J.", "müller, J.", "Muller, J."),
    ("Finch, Ida", "ﬁnch, Ida", "Finch, Ida"),
    ("Muller, J.", "MÃ¼ller, J.", "Muller, J."),
    ("Fei-Fei, Li", "李, 飞飞", "Fei-Fei, Li"),
    ("{Muller Collaboration}", "Müller, J.", "{Muller Collaboration}"),
]
RICHER_TITLES = [
    ("Sorting in O(n2) Time", "Sorting in $O(n^2)$ time", "Sorting in $O(n^2)$ time"),
    ("Erdos-Renyi Graphs", "Erdős–Rényi Graphs", "Erdős–Rényi Graphs"),
    ("Uber Graphen", "Über Graphen", "Über Graphen"),
    ("On alpha-Divergences", "On $\\alpha$-Divergences", "On $\\alpha$-Divergences"),
    ("A Naive Bayes", "A Naïve Bayes", "A Naïve Bayes"),
    # other titles, and what the published one has
    ("Sorting in O(n3) Time", "Sorting in $O(n^2)$ time", "Sorting in O(n3) Time"),
    ("Sorting in $O(n^2)$ Time", "Sorting in O(n2) time", "Sorting in $O(n^2)$ Time"),
    ("O(n$^{2}$) Sorting", "$O(n^2)$ Sorting", "O(n$^{2}$) Sorting"),
    ("Erdős–Rényi Graphs", "Erdos-Renyi Graphs", "Erdős–Rényi Graphs"),
    ("Efficient Graphs", "Eﬃcient Graphs", "Efficient Graphs"),
    ("Naive Bayes", "NAÏVE BAYES", "Naive Bayes"),
    ("From 5 to 10 Dollars", "From $5 to $10 Dollars", "From 5 to 10 Dollars"),
    ("With our Sys", "With our $\\sys$", "With our Sys"),
    ("Über $n$ Graphen", "Uber $n$ Graphen", "Über $n$ Graphen"),
    ("Uber $n$ Graphen", "Über n Graphen", "Uber $n$ Graphen"),
]


@pytest.mark.parametrize(("published", "own", "expected"), RICHER_NAMES)
def test_a_name_has_the_letters_that_one_of_its_spellings_has(published: str, own: str, expected: str) -> None:
    some, others = ([parse_inverted(each) for each in text.split(" and ")] for text in (published, own))
    if published.startswith("{"):
        some = parse_authors([published.strip("{}")])
    assert " and ".join(map(to_bibtex, richer_names(some, others))) == expected


@pytest.mark.parametrize(("published", "own", "expected"), RICHER_TITLES)
def test_a_title_has_the_letters_and_formulas_that_one_of_its_spellings_has(
    published: str, own: str, expected: str
) -> None:
    assert richer_title(published, own) == expected


WORD = st.text("ABCaebcäéüŁłßø", min_size=2, max_size=8)


@given(WORD, WORD, WORD, WORD)
def test_nobody_gets_another_name(family: str, before: str, other: str, others_before: str) -> None:
    published, own = parse_inverted(f"{family}, {before}"), parse_inverted(f"{other}, {others_before}")
    (found,) = richer_names([published], [own])
    assert found.family in {published.family, own.family}
    assert _plain(found.family) == _plain(published.family)
    assert _plain(found.given) == _plain(published.given)
    assert richer_names([found], [own]) == (found,)


def _plain(text: str) -> str:
    return unaccented(text).casefold().replace("ae", "a").replace("oe", "o").replace("ue", "u")
