from __future__ import annotations

from datetime import date

import pytest

from bibtools.bibliography.library.duplicates import doubts
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

TODAY = date(2026, 11, 20)
WORK = {"title": "{Mapping} the Caves of {Kent}", "author": "Moss, Ida and Birch, Bo", "year": "2021"}
OTHER = {"title": "Zoning Laws in Practice", "author": "Zorn, Al", "year": "2020"}


def entry(key: str, **fields: str) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{key},\n{lines}}}\n"


def found(text: str) -> list[tuple[str, str]]:
    library = read(Source("refs.bib", text))
    known = identities(library, TODAY)
    return [
        (doubt.rule, next(entry.block.key for entry in known.entries if entry.block.span.start == doubt.span.start))
        for doubt in doubts(known.entries)
    ]


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        # By arXiv id.
        ({"eprint": "2106.00134"}, {"url": "https://arxiv.org/abs/2106.00134v2"}, "duplicate-work"),
        ({**WORK, "eprint": "2106.00134"}, {**WORK, "doi": "10.48550/arXiv.2106.00134"}, "duplicate-work"),
        ({**WORK, "eprint": "2106.00134"}, {**OTHER, "eprint": "2106.00134"}, "shared-id"),
        # By DOI.
        ({"doi": "10.1000/x"}, {"doi": "https://doi.org/10.1000/X"}, "duplicate-work"),
        # By title, first author and year.
        (WORK, {**WORK, "title": "mapping the caves of Kent."}, "duplicate-work"),
        (WORK, {**WORK, "title": "Map-ping the Caves of Kent"}, "duplicate-work"),
        (WORK, {**WORK, "year": "2023"}, "duplicate-work"),
        (WORK, {"title": WORK["title"], "author": "Ida Moss"}, "duplicate-work"),
        ({**WORK, "doi": "10.48550/arXiv.2106.00134"}, {**WORK, "doi": "10.1000/x"}, "duplicate-work"),
        # Two works, or it is not certain.
        (WORK, OTHER, None),
        (WORK, {**WORK, "year": "2031"}, None),
        (WORK, {**WORK, "author": "Birch, Bo and Moss, Ida"}, None),
        (WORK, {**WORK, "title": "Mapping the Caves of Kent II"}, None),
        (WORK, {**WORK, "title": "Erratum: Mapping the Caves of Kent"}, None),
        (WORK, {**WORK, "title": "Reply to: Mapping the Caves of Kent"}, None),
        ({**WORK, "title": "Caves, Part I"}, {**WORK, "title": "Caves, Part II"}, None),
        ({**WORK, "title": "Introduction"}, {**WORK, "title": "Introduction"}, None),
        ({**WORK, "eprint": "2106.00134"}, {**WORK, "eprint": "2106.00135"}, None),
        ({**WORK, "doi": "10.1000/x"}, {**WORK, "doi": "10.1000/y"}, None),
        ({**WORK, "doi": "10.1000/x"}, {**OTHER, "doi": "10.1000/x"}, None),  # parts of one volume
        ({"title": WORK["title"]}, {"title": WORK["title"]}, None),
        (WORK, {**WORK, "school": "Kent"}, None),  # a thesis
        (WORK, {**WORK, "note": "Thesis (Ph.D.)--Kent University"}, None),
        ({**WORK, "note": "PhD thesis"}, {**WORK, "school": "Kent"}, "duplicate-work"),
        ({**WORK, "edition": "2"}, {**WORK, "edition": "3"}, None),
        ({**WORK, "edition": "2"}, WORK, "duplicate-work"),
    ],
)
def test_two_entries_of_one_work_are_told(first: dict[str, str], second: dict[str, str], rule: str | None) -> None:
    expected = [(rule, "b")] if rule else []
    assert found(entry("a", **first) + entry("b", **second)) == expected


def test_an_entry_is_told_of_once() -> None:
    both = {**WORK, "eprint": "2106.00134", "doi": "10.1000/x"}
    assert found(entry("a", **both) + entry("b", **both)) == [("duplicate-work", "b")]


def test_each_further_entry_is_told_of() -> None:
    text = entry("a", **WORK) + entry("o", **OTHER) + entry("b", **WORK) + entry("c", **WORK)
    assert found(text) == [("duplicate-work", "b"), ("duplicate-work", "c")]


@pytest.mark.parametrize("key", ["a", "A"])
def test_equal_keys_are_another_rules_business(key: str) -> None:
    assert found(entry("a", **WORK) + entry(key, **WORK)) == []
