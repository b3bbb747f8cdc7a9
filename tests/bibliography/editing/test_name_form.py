"""Names beside others in a list of authors: written as they are."""

from __future__ import annotations

import pytest

from bibtools.bibliography.editing.own_authors import own_authors


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
