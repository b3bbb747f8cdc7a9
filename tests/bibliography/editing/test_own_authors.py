"""The user's authors in an upgrade: those that stay, and others beside them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.bibliography.editing.own_authors import own_authors
from bibtools.bibliography.library.identity import compact_title
from bibtools.tex import names
from bibtools.tex.ascii import unaccented


@pytest.mark.parametrize(
    ("own", "published", "written"),
    [
        # Those that stay are written as they were, and one more as they are.
        ("J. Doe and A. Roe", "Doe, Jane and Poe, Edgar A. and Roe, Ada", "J. Doe and E. A. Poe and A. Roe"),
        ("Doe, J. and Roe, A.", "Roe, Ada and Doe, Jane", "Roe, A. and Doe, J."),
        ("J Doe and A Roe", "Doe, Jane and Poe, Jean-Paul", "J Doe and J-P Poe"),
        ("Jane Doe", "Doe, Jane and de Poe, Ann and Ben Amor, Ida", "Jane Doe and Ann de Poe and Ben Amor, Ida"),
        ("I. Doe and B. V. Roe", "Doe, Ida and Van Roe, Ben", "I. Doe and Van Roe, B."),
        ("J. Doe", "Doe, Jo and {\\'E}lu, {\\'E}mile {\\O}ystein", "J. Doe and {\\'E}. {\\O}. {\\'E}lu"),
        ("Doe, Jo and\n    Roe, Al", "Doe, Jo and Poe, Cy and Roe, Al", "Doe, Jo and\n    Poe, Cy and\n    Roe, Al"),
        ("J. Doe and X. Wang and Y. Wang", "Wang, Yi and Wang, Xin and Doe, Jo", "Y. Wang and X. Wang and J. Doe"),
        (
            "{Looms Team} and J. Doe",
            "{Looms Team} and Doe, Jane and {Mills Lab}",
            "{Looms Team} and J. Doe and {Mills Lab}",
        ),
        ("R. Doe", "Doe, Ro and Heath, Jr., Robert W.", "R. Doe and Heath, Jr., R. W."),
        # With the letters that the others have.
        ("Mónica Doe and Jo Marques", "Doe, M{\\'o}nica and Marqu{\\'e}s, Jo", "Mónica Doe and Jo Marqués"),
        ("Zoë Doe", 'Doe, Zo{\\"e} and {\\L}ucka, Ta{\\c{s}}k{\\i}n', "Zoë Doe and Taşkın Łucka"),
        ("Zoe Doe", 'Doe, Zo{\\"e} and {\\L}ucka, Ida', 'Zo{\\"e} Doe and Ida {\\L}ucka'),
        ("Zoë Doe", 'Doe, Zo{\\"e} and {AT\\&T Labs}', "Zoë Doe and {AT\\&T Labs}"),
        ("Rincon, Jesus del", "del Rinc{\\'o}n, Jesus", "del Rinc{\\'o}n, Jesus"),
        # Where nobody of ours was published, nothing says that these are the same people.
        ("J. Doe and A. Roe", "Poe, Edgar", "Poe, Edgar"),
        ("Jane Doe", "Doe, Mary and Poe, Edgar", "Doe, Mary and Poe, Edgar"),
        ("{Looms Team}", "Doe, Jane", "Doe, Jane"),
        ("", "Doe, Jane", "Doe, Jane"),
    ],
)
def test_others_are_written_as_those_that_stay(own: str, published: str, written: str) -> None:
    assert own_authors(own, published) == written
    assert own_authors(written, published) == written


PART = st.text("ABCabcäéŁøß", min_size=1, max_size=5).map(str.capitalize)
PEOPLE = st.lists(st.tuples(PART, PART, st.sampled_from(["{1} {0}", "{0}, {1}", "{0}, {1}."])), min_size=1, max_size=3)


@given(PEOPLE, PEOPLE)
@example(
    [("Muller", "J", "{0}, {1}."), ("Ünal", "I", "{1} {0}")], [("Müller", "Jo", "{0}, {1}"), ("Unal", "I", "{1} {0}")]
)
def test_authors_are_the_same_people_and_settle(
    own: list[tuple[str, str, str]], more: list[tuple[str, str, str]]
) -> None:
    ours = " and ".join(form.format(family, given) for family, given, form in own)
    for people in (more, [(unaccented(family), before, form) for family, before, form in own]):
        published = " and ".join(f"{family}, {given}" for family, given, _ in people)
        made = own_authors(ours, published)
        assert _families(made) in (_families(ours), _families(published))
        assert own_authors(made, published) == made
        assert own_authors(published, published) == published
        assert made.count(" and ") in {ours.count(" and "), published.count(" and ")}


def _families(listed: str) -> list[str]:
    return [compact_title(name.family) for each in names.each_of(listed) if (name := names.listed(each))]
