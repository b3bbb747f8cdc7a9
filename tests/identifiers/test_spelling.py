from __future__ import annotations

from datetime import date

import pytest

from bibtools.identifiers.identifier import ARXIV, DOI, Identifier

TODAY = date(2026, 11, 30)
PAPER = Identifier(ARXIV, "1706.03762")


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("1706.03762", PAPER),
        ("arXiv:1706.03762", PAPER),
        (" arxiv.1706.03762\n", PAPER),
        ("1706.03762v5", PAPER._replace(version=5)),
        ("arXiv:1706.03762v5", PAPER._replace(version=5)),
        ("https://arxiv.org/abs/1706.03762", PAPER),
        ("http://arxiv.org/pdf/1706.03762v2.pdf", PAPER._replace(version=2)),
        ("https://doi.org/10.48550/arXiv.1706.03762", PAPER),
        ("10.48550/arxiv.1706.03762", PAPER),
        ("doi:10.48550/arXiv.1706.03762", PAPER),
        ("hep-th/9711200", Identifier(ARXIV, "hep-th/9711200")),
        ("arXiv:hepth/9711200", Identifier(ARXIV, "hep-th/9711200")),
        ("math.GT/0309136", Identifier(ARXIV, "math/0309136")),
        ("10.1038/NATURE14539", Identifier(DOI, "10.1038/nature14539")),
        ("https://doi.org/10.1038/nature14539", Identifier(DOI, "10.1038/nature14539")),
        ("doi: 10.1038/nature14539", Identifier(DOI, "10.1038/nature14539")),
    ],
)
def test_a_text_is_an_identifier(text: str, identifier: Identifier) -> None:
    assert Identifier.parse(text, TODAY) == identifier


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no identifier"),
        ("   ", "no identifier"),
        ("Attention", "no identifier"),
        ("see arXiv:1706.03762", "no identifier"),
        ("1706.03762 1412.6980", "no identifier"),
        ("1706.03762,1412.6980", "no identifier"),
        ("arXiv:1713.03762", "no month 13"),
        ("arXiv:2912.00001", "in the future"),
        ("2912.00001", "in the future"),
        ("arXiv:1706.00000", "numbering starts at 1"),
        ("hepth/9711200", "no identifier"),  # no id without a prefix: it may be a path
        ("arXiv:1301.12345", "4 digits"),
        ("10.1038", "no identifier"),
        ("https://example.org/paper", "no identifier"),
        ("\0", "no identifier"),
        ("9" * 100_000, "no identifier"),
    ],
)
def test_a_text_is_none(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Identifier.parse(text, TODAY)


def test_without_a_day_nothing_is_in_the_future() -> None:
    assert Identifier.parse("arXiv:2912.00001") == Identifier(ARXIV, "2912.00001")
    with pytest.raises(ValueError, match="no month 13"):
        Identifier.parse("arXiv:2913.00001")
