"""Which entries hold a link to code already, and which of several links are written."""

from __future__ import annotations

import pytest

from bibtools.bibliography.entries.code_placement import holds_link, written
from bibtools.records.codelinks.ranking import CLAIMED, NAMED, PAIRED
from bibtools.records.record import CodeLink

A, B = "https://github.com/ada/byron", "https://github.com/x/y"


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("codeurl", A, True),
        ("url_code", "ada/byron", True),
        ("website", A, True),
        ("repo", A, True),
        ("supp", A, True),
        ("homepage", rf"\url{{{A}}}", True),
        ("website", "https://ada.example.org", False),
        ("supp", "https://journals.example.org/supp.pdf", False),
        ("codeurl", "{}", False),
        ("title", A, False),
        ("abstract", f"We compare with {A}", False),
    ],
)
def test_any_field_with_a_repository_holds_the_link(name: str, value: str, holds: bool) -> None:
    assert holds_link([(name, value)]) is holds


@pytest.mark.parametrize(
    ("ranks", "most", "urls"),
    [
        ((CLAIMED, CLAIMED), 3, [A, B]),
        ((CLAIMED, CLAIMED), 1, []),
        ((NAMED, NAMED), 3, []),
        ((PAIRED, PAIRED), 3, []),
        ((CLAIMED, PAIRED), 1, [A]),
    ],
)
def test_several_repositories_of_the_authors_are_all_written(
    ranks: tuple[int, int], most: int, urls: list[str]
) -> None:
    ordered = [CodeLink(A, "abstract", ranks[0]), CodeLink(B, "abstract", ranks[1])]
    assert [link.url for link in written(ordered, most)] == urls
