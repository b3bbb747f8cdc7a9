from __future__ import annotations

import json

import pytest
from loopback import FakeSemanticScholar, Paper

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import semanticscholar
from bibtools.providers.contract import Reading, Unreadable
from bibtools.tex.names import Name

A, B = Identifier(ARXIV, "2101.00001"), Identifier(ARXIV, "hep-th/9711200")


def read(answer: object) -> Reading:
    return semanticscholar.records(Request("semanticscholar", "/", (A, B)), json.dumps(answer).encode())


def paper(**facts: object) -> dict[str, object]:
    return {"externalIds": {"ArXiv": A.value}, "title": "T", "authors": [{"name": "Ada Example"}], **facts}


def test_five_hundred_ids_are_one_request() -> None:
    many = [Identifier(ARXIV, f"2101.{n:05}") for n in range(1, 602)]
    requests = semanticscholar.requests(many)
    assert [len(request.asks) for request in requests] == [500, 101]
    assert json.loads(requests[1].body)["ids"][0] == "ARXIV:2101.00501"


def test_papers_are_read_by_the_id_that_they_say() -> None:
    fake = FakeSemanticScholar()
    fake.know([Paper(B.value, "Old", ("Guy van Sort",)), Paper(A.value, "New")])
    [request] = semanticscholar.requests([A, Identifier(ARXIV, "2101.09999"), B])
    found = semanticscholar.records(request, fake.reply_posted(request.path, request.body, {}).body.encode())
    assert {record.identifier: record.title for record in found.records} == {A: "New", B: "Old"}
    assert found.records[-1].authors == (Name("Sort", "Guy", "van"),)


@pytest.mark.parametrize("item", [None, 3])
def test_what_is_no_paper_says_that_there_is_none(item: object) -> None:
    assert read([item]) == Reading()


@pytest.mark.parametrize("item", [{}, {"externalIds": None}, {"externalIds": {"DOI": "x"}}])
def test_a_paper_without_the_id_that_was_asked_for_is_no_answer(item: object) -> None:
    assert read([item]) == Reading(partial=True)


def test_another_paper_than_asked_for_is_no_answer() -> None:
    assert read([paper(externalIds={"ArXiv": "2101.00009"})]) == Reading(partial=True)


@pytest.mark.parametrize("facts", [{"title": None}, {"title": ""}, {"authors": None}, {"authors": []}])
def test_without_title_or_author_it_is_incomplete(facts: dict[str, object]) -> None:
    assert read([paper(**facts)]).incomplete == (A,)


def test_a_batch_of_which_none_is_known_is_an_answer() -> None:
    assert read({"error": "No valid paper ids given"}) == Reading()


@pytest.mark.parametrize("answer", [{"error": "Unrecognized or unsupported fields: [x]"}, {}, None, 3, "x"])
def test_other_errors_are_none(answer: object) -> None:
    with pytest.raises(Unreadable):
        read(answer)


def test_dates_of_publications_are_not_taken_for_the_first_version() -> None:
    assert read([paper(year=2023, publicationDate="2023-05-01")]).records[0].date is None
