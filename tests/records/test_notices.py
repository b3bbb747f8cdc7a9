from __future__ import annotations

import pytest

from bibtools.records.notices import is_abridged, is_retracted, kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Erratum: Polaronic behavior of electrons", "erratum"),
        ("Erratum to: On Looms", "erratum"),
        ("Corrigendum to “On Looms” [J. Looms 3 (2019) 1]", "corrigendum"),
        ("Author Correction: On Looms", "correction"),
        ("Publisher's Correction to: On Looms", "correction"),
        ("Reply to “Comment on ‘On Looms’”", "reply"),
        ("Comment on “On Looms”", "comment"),
        ("Comments on 'On Looms'", "comments"),
        ("Retraction: On Looms", "retraction"),
        ("Expression of Concern: On Looms", "expression of concern"),
        ("Rejoinder", "rejoinder"),
        ("Supplementary Material for On Looms", "supplementary material"),
        ("Addendum: On Looms", "addendum"),
        # Works of their own.
        ("Error Correction in Looms", ""),
        ("Correction of Errors in Looms", ""),
        ("Commentary and Looms", ""),
        ("Response of Looms to Threads", ""),
        ("Responsible Looms", ""),
        ("A Reply-Based Protocol", ""),
        ("Supplementing Looms", ""),
        ("Attention Is All You Need", ""),
        ("", ""),
    ],
)
def test_a_title_tells_that_it_is_about_another_work(title: str, expected: str) -> None:
    assert kind(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RETRACTED: On Looms", True),
        ("Retracted Article: On Looms", True),
        ("[Retracted] On Looms", True),
        ("WITHDRAWN: On Looms", True),
        ("Retracted Looms", False),
        ("Withdrawn Threads in Looms: A Study", False),
        ("On Retracted: Looms", False),
    ],
)
def test_publishers_write_in_front_of_a_title_that_it_is_retracted(title: str, expected: bool) -> None:
    assert is_retracted(title) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("On Looms (Extended Abstract)", ""), True),
        (("On Looms", "IJCAI, Sister Conferences Best Papers Track"), True),
        (("On Looms (Abridged Report)",), True),
        (("Abstract Looms, Extended",), False),
        (("A Tutorial on Looms",), False),
        ((), False),
    ],
)
def test_extracts_are_told(texts: tuple[str, ...], expected: bool) -> None:
    assert is_abridged(*texts) is expected
