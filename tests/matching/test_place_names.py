"""Names of places: what may be one journal or conference, and what is another."""

from __future__ import annotations

import pytest

from bibtools.matching.place_names import may_be_one


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("J. Looms", "Journal of Looms"),
        ("Journal of Looms", "J. Looms"),
        ("Phys. Rev. Lett.", "Physical Review Letters"),
        ("Proc. Natl. Acad. Sci. USA", "Proceedings of the National Academy of Sciences"),
        ("PNAS", "Proceedings of the National Academy of Sciences"),
        ("SOSP", "Symposium on Operating Systems Principles"),
        ("Proceedings of the 26th Symposium on Operating Systems Principles, Shanghai, 2017", "SOSP"),
        ("Operating Systems Principles", "26th ACM Symposium on Operating Systems Principles, Shanghai, China, 2017"),
        ("Ann. Inst. Henri Poincar{\\'e}", "Annales de l'Institut Henri Poincaré"),
        ("The Lancet", "Lancet"),
    ],
)
def test_one_place(place: str, name: str) -> None:
    assert may_be_one(place, ["", name])


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Conference on Quantum Machine Learning", "CVPR"),
        ("International Conference on Learning Theory", "ICLR"),
        ("Journal of Looms", "Journal of Engines"),
        ("Nature", "Science"),
        ("Transactions on Autonomous Learning Systems", "ICML"),
        ("Nature Communications", "Nature Physics"),
        ("", "Nature"),
        ("Proceedings of the 12th Conference", "CVPR"),
        ("Looms", ""),
    ],
)
def test_another_place(place: str, name: str) -> None:
    assert not may_be_one(place, [name])
