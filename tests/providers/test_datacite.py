from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from loopback import FakeDataCite, Paper

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import datacite
from bibtools.providers.contract import Reading, Unreadable
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import Name


def identifiers(*values: str) -> tuple[Identifier, ...]:
    return tuple(Identifier(ARXIV, value) for value in values)


def read(answer: object, *asked: str) -> Reading:
    return datacite.records(Request("datacite", "/", identifiers(*asked)), json.dumps(answer).encode())


def one(paper: Paper) -> Record:
    [request] = datacite.requests(identifiers(paper.id))
    fake = FakeDataCite()
    fake.know([paper])
    [record] = datacite.records(request, fake.reply(request.path).body.encode()).records
    return record


def registered(**attributes: object) -> dict[str, Any]:
    """Return an answer with one registration; `attributes` go before the usual ones."""
    usual = {
        "doi": "10.48550/arxiv.2101.00001",
        "titles": [{"title": "T"}],
        "creators": [{"name": "Example, Ada", "givenName": "Ada", "familyName": "Example", "nameType": "Personal"}],
    }
    return {"data": [{"attributes": {**usual, **attributes}}], "meta": {"total": 1}}


def named(**creator: str) -> Name:
    [record] = read(registered(creators=[creator]), "2101.00001").records
    [name] = record.authors
    return name


@pytest.mark.parametrize(("number", "batches"), [(0, []), (1, [1]), (100, [100]), (250, [100, 100, 50])])
def test_a_hundred_ids_are_one_request(number: int, batches: list[int]) -> None:
    planned = datacite.requests(identifiers(*(f"cond-mat/99{n:05}" for n in range(1, number + 1))))
    assert [len(request.asks) for request in planned] == batches
    assert all(len(request.path) < 3900 for request in planned)


def test_the_page_is_as_large_as_the_batch() -> None:
    [request] = datacite.requests(identifiers("2101.00001", "hep-th/9711200"))
    assert request.path == (
        "/dois?ids=10.48550/arXiv.2101.00001,10.48550/arXiv.hep-th/9711200&page%5Bsize%5D=2&disable_facets=true"
    )


def test_a_record_says_what_is_registered() -> None:
    paper = Paper(
        "2101.00001",
        "On  $x$",
        ("Ada van den Example", "ATLAS Collaboration"),
        category="cs.LG",
        others=("stat.ML",),
        abstract="Our code: https://github.com/ada/x.",
        comment="A & B",
        doi="10.1000/1",
    )
    assert one(paper) == Record(
        identifier=Identifier(ARXIV, "2101.00001"),
        title="On $x$",
        authors=(Name("Example", "Ada", "van den"), Name("ATLAS Collaboration", corporate=True)),
        provider="datacite",
        date=date(2021, 1, 2),
        categories=("cs.LG", "stat.ML"),
        abstract="Our code: https://github.com/ada/x.",
        comment="A & B",
        doi="10.1000/1",
        code=(CodeLink("https://github.com/ada/x", "abstract"),),
    )


@pytest.mark.parametrize("value", ["hep-th/9711200", "2101.00001"])
def test_case_does_not_matter(value: str) -> None:
    answer = registered(doi=f"10.48550/ARXIV.{value.upper()}")
    assert [record.identifier.value for record in read(answer, value).records] == [value]


@pytest.mark.parametrize(
    "doi", ["10.48550/arxiv.2101.00002", "10.48550/arxiv.2101.00001v2", "10.1000/arxiv.2101.00001"]
)
def test_what_was_not_asked_for_is_no_answer(doi: object) -> None:
    reading = read(registered(doi=doi), "2101.00001")
    assert (reading.records, reading.partial) == ((), True)


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        (
            {"name": "Oord, Aaron van den", "familyName": "Oord", "givenName": "Aaron van den"},
            Name("Oord", "Aaron", "van den"),
        ),
        (
            {"name": "van den Oord, Aaron", "familyName": "van den Oord", "givenName": "Aaron"},
            Name("Oord", "Aaron", "van den"),
        ),
        (
            {"name": "Heath, Robert W. Jr.", "familyName": "Heath", "givenName": "Robert W."},
            Name("Heath", "Robert W.", "", "Jr."),
        ),
        (
            {"name": "Garcia Marquez, Ana", "familyName": "Garcia Marquez", "givenName": "Ana"},
            Name("Garcia Marquez", "Ana"),
        ),
        ({"name": "Yogesh", "nameType": "Organizational"}, Name("Yogesh")),
        ({"name": "Gopal-Krishna", "nameType": "Organizational"}, Name("Gopal-Krishna")),
        ({"name": "JET Contributors", "nameType": "Organizational"}, Name("JET Contributors", corporate=True)),
        ({"name": "Example, Ada"}, Name("Example", "Ada")),
        ({"name": "Ada Example"}, Name("Example", "Ada")),
        ({"name": "A&amp;B Collaboration"}, Name("A&B Collaboration", corporate=True)),
    ],
)
def test_names(creator: dict[str, str], name: Name) -> None:
    assert named(**creator) == name


@pytest.mark.parametrize("creator", [{}, {"name": "."}, {"name": ""}, {"name": None}, 3, None])
def test_what_is_no_name_is_left_out(creator: object) -> None:
    answer = registered(creators=[creator, {"name": "Example, Ada"}])
    assert read(answer, "2101.00001").records[0].authors == (Name("Example", "Ada"),)


def related(*dois: str, relation: str = "IsVersionOf") -> dict[str, Any]:
    return registered(
        relatedIdentifiers=[
            {"relationType": relation, "relatedIdentifier": doi, "relatedIdentifierType": "DOI"} for doi in dois
        ]
    )


@pytest.mark.parametrize(
    ("answer", "doi"),
    [
        (related("10.1/a"), "10.1/a"),
        (related("10.1/a", "10.1/a"), "10.1/a"),
        (related("10.1/a", "10.1/erratum"), None),  # which of them is the article's, nobody says
        (related("10.1/a", relation="IsSupplementedBy"), None),
        (related(), None),
    ],
)
def test_the_doi_of_the_published_version(answer: dict[str, Any], doi: str | None) -> None:
    assert read(answer, "2101.00001").records[0].doi == doi


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([{"date": "2021-01-02T10:00:00Z", "dateType": "Submitted", "dateInformation": "v1"}], date(2021, 1, 2)),
        ([{"date": "2022-01-02", "dateType": "Submitted", "dateInformation": "v2"}], None),
        ([{"date": "2022-01-02", "dateType": "Updated", "dateInformation": "v1"}], None),
        ([{"date": "soon", "dateType": "Submitted", "dateInformation": "v1"}], None),
        ([{"date": 3, "dateType": "Submitted", "dateInformation": "v1"}, 7], None),
    ],
)
def test_the_date_is_that_of_the_first_version(dates: list[object], expected: date | None) -> None:
    assert read(registered(dates=dates), "2101.00001").records[0].date == expected


@pytest.mark.parametrize(
    "attributes", [{"titles": []}, {"titles": None}, {"titles": [{"title": ""}]}, {"creators": []}, {"creators": None}]
)
def test_without_title_or_author_it_is_incomplete(attributes: dict[str, object]) -> None:
    reading = read(registered(**attributes), "2101.00001")
    assert (reading.records, reading.incomplete) == ((), identifiers("2101.00001"))


@pytest.mark.parametrize(("total", "partial"), [(1, False), (2, True), ("many", False), (None, False)])
def test_a_list_that_should_be_longer_is_partial(total: object, partial: bool) -> None:
    assert read({**registered(), "meta": {"total": total}}, "2101.00001").partial is partial


@pytest.mark.parametrize("body", ["", "{", "null", "[]", "3", '{"errors": []}', '{"data": {}}', "[" * 100_000])
def test_what_is_no_list_of_registrations_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        datacite.records(Request("datacite", "/", identifiers("2101.00001")), body.encode())


@pytest.mark.parametrize(
    "data", [[None], [3], [{}], [{"attributes": 3}], [{"attributes": {}}], [{"attributes": {"doi": 5}}]]
)
def test_an_item_that_is_no_registration_makes_the_list_unreadable(data: list[object]) -> None:
    with pytest.raises(Unreadable):
        read({"data": [*registered()["data"], *data]}, "2101.00001")


def test_a_list_beside_errors_is_none() -> None:
    with pytest.raises(Unreadable):
        read({"data": [], "errors": [{"status": "500"}]}, "2101.00001")


def test_a_list_may_be_empty() -> None:
    assert read({"data": [], "meta": {"total": 0}}, "2101.00001") == Reading()
