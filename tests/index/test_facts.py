"""From a line of the snapshot to a record: the same as from any service."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_lines import line

from bibtools.identifier import ARXIV, Identifier
from bibtools.index.facts import row, to_record, unpack
from bibtools.record import CodeLink, Record


def record(**facts: object) -> Record:
    made = row(json.loads(line("2101.00001")) | facts)
    assert made is not None
    return to_record(made.number, unpack(made.packed))


def test_a_record_says_what_the_line_says() -> None:
    found = record(
        title="On  Schr\\\"odinger's\n  Engines",
        comments="12 pages; accepted at ICML 2021",
        doi="10.1000/x",
        **{
            "journal-ref": "J. Eng. 1 (2021) 2",
            "authors_parsed": [["Lovelace", "Ada", ""], ["von Neumann", "J.", "Jr."]],
        },
    )
    assert found.identifier == Identifier(ARXIV, "2101.00001")
    assert (found.title, found.provider, found.date) == ("On Schrödinger's Engines", "index", date(2021, 1, 4))
    assert [(name.given, name.von, name.family, name.suffix) for name in found.authors] == [
        ("Ada", "", "Lovelace", ""),
        ("J.", "von", "Neumann", "Jr."),
    ]
    assert (found.categories, found.comment) == (("cs.LG", "stat.ML"), "12 pages; accepted at ICML 2021")
    assert (found.journal_ref, found.doi, found.abstract) == ("J. Eng. 1 (2021) 2", "10.1000/x", None)


def test_links_to_code_are_kept_of_abstracts() -> None:
    found = record(abstract="We weave. Our code is available at https://github.com/ada/byron.", comments="8 pages")
    assert found.code == (CodeLink("https://github.com/ada/byron", "abstract", 1),)


@pytest.mark.parametrize(
    ("authors", "families"),
    [
        ("Ada Lovelace", ["Lovelace"]),
        ("Ada Lovelace, Charles Babbage and Mary Somerville", ["Lovelace", "Babbage", "Somerville"]),
        ("A. Lovelace (London), C. Babbage (Cambridge)", ["Lovelace", "Babbage"]),
        ("ATLAS Collaboration", ["ATLAS Collaboration"]),
    ],
)
def test_names_that_are_not_taken_apart_are_read(authors: str, families: list[str]) -> None:
    assert [name.family for name in record(authors=authors, authors_parsed=None).authors] == families


@pytest.mark.parametrize(
    "facts",
    [{"id": "x"}, {"id": "2101.1"}, {"title": ""}, {"title": None}],
)
def test_what_is_no_record_is_no_row(facts: dict[str, object]) -> None:
    assert row(json.loads(line("2101.00001")) | facts) is None


TEXT = st.text(max_size=30)


@given(TEXT, TEXT, TEXT, st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=4))
def test_any_texts_come_back_as_one_line(title: str, comment: str, abstract: str, authors: list[list[str]]) -> None:
    made = row(
        json.loads(line("2101.00001"))
        | {"title": title, "comments": comment, "abstract": abstract, "authors_parsed": authors}
    )
    if made is not None:
        found = to_record(made.number, unpack(made.packed))
        assert "\n" not in f"{found.title}{found.comment}"
        assert found.identifier.value == "2101.00001"


@pytest.mark.parametrize("packed", [b"", b"\0", b"\x14\0\x50", b"\0\0\0xx", b"\xff" * 50])
def test_a_broken_row_is_told(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack(packed)
