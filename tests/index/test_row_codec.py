"""From a line of the snapshot to a record: the same as from any service."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from index_lines import line, made

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.build import read
from bibtools.index.information import info
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import PIECE, _read, to_record, unpack
from bibtools.index.row_codec import row, year_of
from bibtools.matching import references
from bibtools.records.record import CodeLink, Record
from bibtools.tex import names


def record(**facts: object) -> Record:
    made = row(json.loads(line("2101.00001")) | facts)
    assert made is not None
    return to_record(identifier(made.number), unpack(made.packed))


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
    [{"id": "x"}, {"id": "2101.1"}, {"id": "9999.99999"}, {"id": "math/9999999"}, {"title": ""}, {"title": None}],
)
def test_what_is_no_record_is_no_row(facts: dict[str, object]) -> None:
    assert row(json.loads(line("2101.00001")) | facts) is None


FIELDS = (
    "id title authors authors_parsed abstract comments journal-ref doi categories versions update_date created".split()
)
ODD: list[Any] = [
    None, 0, 1, -1, 1.5, True, False, [], {}, "", " ", [1], {"a": 1}, [[]], [None], [{}], [[None]], [["a"]], [[["a"]]],
    [["a", "b", "c", "d"] * 50], [[{"a": 1}]], "\ud800", 10**400, "x" * 100_000, "A\0B", "\x1e\x1d\x1f", "9999.99999",
    "math/9999999", "2101.00000", "unknown", "2021-02-30", "2021-W01-1", "20210203", "9999-12-31", "２０２１-02-03",
]  # fmt: skip
CREATED: list[Any] = [
    None, 5, [], "Mon, 99 Foo 0000", "Fri, 31 Feb 2017 00:00:00 GMT", "2017-02-31", "2017-99-99", "Mon, 99 Feb 2017 00",
    "Mon, 1 Jan 0000 00", "\x1e\x1d\x1f", "\ud800", "Mon, ² Jan 2017 00:00",
]  # fmt: skip
TODAY = date(2026, 11, 26)


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("with_versions", [True, False])
def test_odd_values_harm_their_own_line_at_most(tmp_path: Path, field: str, with_versions: object) -> None:
    """Whatever is taken of a line can be kept, is found again, and is a record whose day the calendar has."""
    good = json.loads(line("2101.00001"))
    if not with_versions:
        del good["versions"]
    values = [*ODD, *CREATED, *([{"created": each}] for each in CREATED)]
    texts = [json.dumps(good | {"id": f"2102.{each:05}", field: value}) for each, value in enumerate(values, 1)]
    batch = read([text.encode() for text in (json.dumps(good), *texts, "[]", "7", '"x"', "null", "[" * 9999)], TODAY)
    assert len(batch.rows) + batch.broken == len(values) + 6
    assert batch.newest == "2021-02-03"
    for number, packed in batch.rows:
        held = unpack(packed)
        found = to_record(identifier(number), held)
        assert found.identifier.value.startswith("210")
        references.of_record(found)
        assert year_of(held) == (found.date.year if found.date else None)
    taken = [text for text in texts if read([text.encode()]).rows]
    with closing(made(tmp_path, [*taken, json.dumps(good)])) as index:
        assert index.records([Identifier(ARXIV, "2101.00001")])
        told = info(tmp_path / "index.sqlite3")
        assert told is not None
        assert told.newest == "2021-02-03"


TEXT = st.text(max_size=30)


@given(TEXT, TEXT, TEXT, st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=4))
def test_any_texts_come_back_as_one_line(title: str, comment: str, abstract: str, authors: list[list[str]]) -> None:
    made = row(
        json.loads(line("2101.00001"))
        | {"title": title, "comments": comment, "abstract": abstract, "authors_parsed": authors}
    )
    if made is not None:
        found = to_record(identifier(made.number), unpack(made.packed))
        assert "\n" not in f"{found.title}{found.comment}"
        assert found.identifier.value == "2101.00001"


@pytest.mark.parametrize("packed", [b"", b"\0", b"\x14\0\x50", b"\0\0\0xx", b"\xff" * 50])
def test_a_broken_row_is_told(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack(packed)


PARTS = st.sampled_from(
    (
        "Al",
        "Others",
        "Jr",
        "Li",
        "Wei",
        "Müller",
        "Jean-Pierre",
        "J. A.",
        "Van",
        "de",
        "Team",
        "MIT",
        "O'Neil",
        "",
        "For",
    )
)


@given(PARTS, PARTS, st.sampled_from(("", "Jr")))
@example("Al", "Et", "")
@example("Others", "And", "")
@example("Team", "Atlas", "")
def test_plain_names_are_read_as_all_others(family: str, given_name: str, suffix: str) -> None:
    stored = PIECE.join((family, given_name, suffix))
    whole = f"{given_name} {family}"
    assert _read([stored]) == names.read_list([whole], [names.from_parts(family, given_name, suffix)])
