from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.identifier import ARXIV, DBLP, DOI, Identifier
from bibtools.records import limits
from bibtools.records.publication import ARTICLE, WORK_TYPES, Publication, is_date
from bibtools.records.record import CodeLink, Record, of_json, to_json
from bibtools.tex.names import Name

TEXT = st.text(max_size=20)
OPTIONAL = st.none() | st.text(min_size=1, max_size=20)
NAMES = st.lists(st.builds(Name, TEXT, TEXT, TEXT, TEXT, st.booleans())).map(tuple)
PUBLICATIONS = st.builds(
    Publication,
    type=st.sampled_from(WORK_TYPES),
    **dict.fromkeys(("venue", "short_venue", "volume", "pages", "article_number", "publisher", "doi", "url"), TEXT),
    editors=NAMES,
    year=st.integers(1000, 9999),
    month=st.none() | st.integers(1, 12),
    retracted=st.booleans(),
)
RECORDS = st.builds(
    Record,
    identifier=st.builds(Identifier, st.just(ARXIV), TEXT, st.none() | st.integers(1, 9)),
    title=st.text(min_size=1),
    authors=NAMES,
    provider=st.text(min_size=1, max_size=5),
    date=st.none() | st.dates(),
    categories=st.lists(TEXT).map(tuple),
    abstract=OPTIONAL,
    comment=OPTIONAL,
    journal_ref=OPTIONAL,
    doi=OPTIONAL,
    publication=st.none() | PUBLICATIONS,
    aliases=st.lists(st.builds(Identifier, st.sampled_from([DOI, DBLP]), TEXT)).map(tuple),
    code=st.lists(st.builds(CodeLink, TEXT, TEXT)).map(tuple),
)


@given(RECORDS)
def test_law_a_record_survives_json(record: Record) -> None:
    assert of_json(json.loads(json.dumps(to_json(record)))) == record


def test_what_is_not_said_is_left_out() -> None:
    record = Record(identifier=Identifier(ARXIV, "x"), title="0", authors=(), provider="p")
    assert set(to_json(record)) == {"identifier", "title", "provider"}


@pytest.mark.parametrize(("comment", "withdrawn"), [(None, False), ("12 pages", False), ("Withdrawn", True)])
def test_the_comment_tells_whether_it_is_withdrawn(comment: str | None, withdrawn: bool) -> None:
    record = Record(
        identifier=Identifier(ARXIV, "x"),
        title="T",
        authors=(),
        provider="p",
        date=date(2021, 1, 1),
        comment=comment,
    )
    assert record.withdrawn is withdrawn


@pytest.mark.parametrize(
    "facts",
    [
        {},  # no type
        {"type": "posted"},
        {"type": ARTICLE, "year": 20210},
        {"type": ARTICLE, "year": "MMXXI"},
        {"type": ARTICLE, "month": 3},  # of no year
        {"type": ARTICLE, "year": 2021, "month": 13},
        {"type": ARTICLE, "editors": [["Lovelace"]]},
        ["type"],
    ],
)
def test_what_is_no_publication_makes_no_record(facts: object) -> None:
    known = to_json(Record(identifier=Identifier(DOI, "10.1/x"), title="T", authors=(), provider="p"))
    with pytest.raises((ValueError, KeyError, TypeError, IndexError)):
        of_json({**known, "publication": facts})


def published(**facts: Any) -> Record:  # noqa: ANN401 - fields of all types
    made = Publication(**{"type": ARTICLE, **facts})
    return Record(identifier=Identifier(DOI, "10.1/x"), title="T", authors=(), provider="p", publication=made)


def test_a_work_has_the_year_in_which_it_was_published() -> None:
    assert published(year=2019).year == 2019
    assert replace(published(year=2019), date=date(2017, 6, 12)).year == 2019
    assert replace(published(), date=date(2017, 6, 12)).year == 2017
    assert published().year is None


@pytest.mark.parametrize(
    ("facts", "archival"),
    [
        ({}, True),
        ({"type": "inproceedings"}, True),
        ({"type": "phdthesis"}, True),
        ({"type": "preprint"}, False),
        ({"type": "dataset"}, False),
        ({"type": "proceedings"}, False),
        ({"notice": "erratum"}, False),
    ],
)
def test_only_some_works_can_be_what_a_preprint_became(facts: dict[str, Any], archival: bool) -> None:
    made = published(**facts).publication
    assert made is not None
    assert made.is_archival is archival


def test_no_text_of_a_publication_is_endless() -> None:
    assert limits.holds(published(venue="V" * limits.VENUE))
    assert not limits.holds(published(venue="V" * (limits.VENUE + 1)))
    assert not limits.holds(published(editors=(Name("E" * (limits.NAME + 1)),)))
    assert not limits.holds(replace(published(), aliases=(Identifier(DBLP, "k" * limits.DOI),)))


@pytest.mark.parametrize(
    ("parts", "sound"),
    [
        ((None, None, None), True),
        ((2021, None, None), True),
        ((2021, 12, 31), True),
        ((2021, 0, None), False),
        ((2021, 1, 32), False),
        ((2021, None, 3), False),
        ((None, 5, None), False),
        ((999, None, None), False),
    ],
)
def test_dates_are_whole(parts: tuple[int | None, int | None, int | None], sound: bool) -> None:
    assert is_date(*parts) is sound
