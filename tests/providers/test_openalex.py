"""OpenAlex: what it is asked, and what of its answers counts."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.network.request import Request
from bibtools.providers import openalex

LOOMS, FISH = Identifier(DOI, "10.1145/7.8"), Identifier(DOI, "10.1016/0001(91)<fi;sh>")
# The longest address that is sent, whose host may be a mirror's.
LONGEST = 3_900


def listed(request: Request) -> list[str]:
    return parse_qs(urlsplit(request.path).query)["filter"][0].removeprefix("doi:").split("|")


@pytest.mark.parametrize(
    ("values", "sizes"),
    [
        (["10.1145/7.8"], [1]),
        ([f"10.1145/{number}" for number in range(50)], [50]),
        ([f"10.1145/{number}" for number in range(101)], [50, 50, 1]),
        ([f"10.1145/{'x' * 180}.{number:03}" for number in range(40)], [18, 18, 4]),
        ([f"10.1016/{'<;>' * 20}{number:02}" for number in range(50)], [18, 18, 14]),
        (["10.1145/a|b", "10.1145/a,b", f"10.1145/{'x' * 4000}"], []),
        (["10.1145/a|b", "10.1145/7.8", "10.1145/a,b"], [1]),
        ([], []),
    ],
)
def test_fifty_dois_are_one_short_list(values: list[str], sizes: list[int]) -> None:
    requests = openalex.requests([Identifier(DOI, each) for each in values])
    assert [len(each.asks) for each in requests] == sizes
    assert all(len(f"https://api.openalex.org{each.path}") <= LONGEST for each in requests)
    assert [each.value for request in requests for each in request.asks] == [
        each for request in requests for each in listed(request)
    ]


def said(doi: object, is_retracted: object) -> dict[str, object]:
    return {"id": "https://openalex.org/W1", "doi": doi, "is_retracted": is_retracted}


OF_LOOMS, OF_FISH = f"https://doi.org/{LOOMS.value}", f"https://doi.org/{FISH.value}"


@pytest.mark.parametrize(
    ("works", "expected", "partial"),
    [
        ([said(OF_LOOMS, True)], {LOOMS: True}, False),
        ([said(OF_LOOMS.upper(), False), said(OF_FISH, True)], {LOOMS: False, FISH: True}, False),
        ([said("doi:10.1145/7.8", True)], {LOOMS: True}, False),
        ([said(OF_LOOMS, False), said(OF_LOOMS, True)], {LOOMS: True}, False),  # two works have one DOI
        ([], {}, False),
        ([said("https://doi.org/10.9999/other", True)], {}, True),
        ([said(OF_LOOMS, False), said("https://doi.org/10.9999/other", True)], {LOOMS: False}, True),
        ([said(OF_LOOMS, "True")], {}, True),
        ([said(OF_LOOMS, None)], {}, True),
        ([said(OF_LOOMS, 1)], {}, True),
        ([said(None, True)], {}, True),
        ([said(7, True)], {}, True),
        ([{"title": "Looms"}, "x", None], {}, True),
    ],
)
def test_it_is_a_witness_of_retractions_alone(
    works: list[object], expected: dict[Identifier, bool], partial: bool
) -> None:
    body = json.dumps({"meta": {"count": len(works)}, "results": works}).encode()
    read = openalex.records(Request("openalex", "/", (LOOMS, FISH)), body)
    assert {each.identifier: each.publication.retracted for each in read.records if each.publication} == expected
    assert all(each.title == "" and each.authors == () for each in read.records)
    assert read.partial == partial


@pytest.mark.parametrize(
    ("meta", "partial"),
    [({"count": 1}, False), ({"count": 2}, True), ({"count": "2"}, False), ({}, False), (None, False), ([], False)],
)
def test_a_list_that_is_cut_has_gaps(meta: object, partial: bool) -> None:
    body = json.dumps({"meta": meta, "results": [said(OF_LOOMS, True)]}).encode()
    assert openalex.records(Request("openalex", "/", (LOOMS, FISH)), body).partial == partial
