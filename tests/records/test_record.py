from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import CodeLink, Record, of_json, to_json
from bibtools.tex.names import Name

TEXT = st.text(max_size=20)
OPTIONAL = st.none() | st.text(min_size=1, max_size=20)
RECORDS = st.builds(
    Record,
    identifier=st.builds(Identifier, st.just(ARXIV), TEXT, st.none() | st.integers(1, 9)),
    title=st.text(min_size=1),
    authors=st.lists(st.builds(Name, TEXT, TEXT, TEXT, TEXT, st.booleans())).map(tuple),
    provider=st.text(min_size=1, max_size=5),
    date=st.none() | st.dates(),
    categories=st.lists(TEXT).map(tuple),
    abstract=OPTIONAL,
    comment=OPTIONAL,
    journal_ref=OPTIONAL,
    doi=OPTIONAL,
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
