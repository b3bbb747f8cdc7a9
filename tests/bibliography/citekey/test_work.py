from __future__ import annotations

import pytest

from bibtools.bibliography.citekey.work import Work, of_entry
from bibtools.tex.names import OTHERS, Name

CHEN, SUI = Name("Chen", "Xuxi"), Name("Sui", "Yongduo")


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        ("Chen, Xuxi", [CHEN]),
        ("Xuxi Chen", [CHEN]),
        ("Chen, Xuxi and Yongduo Sui", [CHEN, SUI]),
        ("Chen, Xuxi AND\n\tSui, Yongduo", [CHEN, SUI]),
        ("Chen,~Xuxi and Sui,~Yongduo", [CHEN, SUI]),
        ("Chen, Xuxi and others", [CHEN, OTHERS]),
        (r"Kaiser, {\L}ukasz and Erd{\H o}s, P{\'a}l", [Name("Kaiser", "Łukasz"), Name("Erdős", "Pál")]),
        ("{ATLAS and CMS Collaborations} and Chen, Xuxi", [Name("ATLAS and CMS Collaborations", corporate=True), CHEN]),
        ("{{ATLAS Collaboration}}", [Name("ATLAS Collaboration", corporate=True)]),
        ("{Chen}, Xuxi and {Sui}, Yongduo", [CHEN, SUI]),
        ("Chen, {X and Y} and Sui, Yongduo", [Name("Chen", "X and Y"), SUI]),
        ("Chen, {Xuxi and Sui", [Name("Chen", "Xuxi and Sui")]),
        ("de la Vallée Poussin, Charles", [Name("Vallée Poussin", "Charles", "de la")]),
        ("Chen, Xuxi and  and Sui, Yongduo", [CHEN, SUI]),
        (" and ", []),
        ("", []),
        (" and ".join(["Chen, Xuxi"] * 500), [CHEN] * 20 + [OTHERS]),
    ],
)
def test_the_authors_of_an_entry(field: str, authors: list[Name]) -> None:
    assert list(of_entry(field, 2021, "GANs", "misc").authors)[:21] == authors


def test_the_rest_of_an_entry() -> None:
    assert of_entry("", None, "{GAN}s", "InProceedings") == Work((), None, "{GAN}s", "inproceedings")
