"""Answers that are nested, numbered or long as no service's are: refused, or cut, and never megabytes in a library."""

from __future__ import annotations

import json

import pytest

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import arxiv, datacite, harvest, huggingface, oai, semanticscholar
from bibtools.providers.contract import Unreadable
from bibtools.providers.http_lookup import HttpModule
from bibtools.providers.parsing import json_of, xml
from bibtools.providers.raw_record import Facts, record
from bibtools.records import limits
from bibtools.records.record import CodeLink
from bibtools.tex.names import Name

ONE = Identifier(ARXIV, "2101.00001")
BIG = 1 << 20


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<a>" * 1000 + "</a>" * 1000,
        "<a>" * 500_000,
        f"<a>{'<b/>' * 450_000}</a>",
        "<a " + " ".join(f"x{n}='y'" for n in range(1000)) + "/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<a>&b;</a>",
        "<b/>",
        "",
    ],
    ids=range(8),
)
def test_xml_that_no_service_sends_is_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        xml(body.encode(), "a")


@pytest.mark.parametrize("depth", [1, 50, 100])
def test_xml_that_is_nested_a_little_is_read(depth: int) -> None:
    assert xml(("<a>" * depth + "</a>" * depth).encode(), "a").tag == "a"


@pytest.mark.parametrize(
    "body",
    ["[" * 200_000, '{"a":' * 200_000, "[" * 3000 + "]" * 3000, "9" * 5000, f"[-{'9' * 5000}]", "", "nul", "\ud800"],
)
def test_json_that_no_service_sends_is_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        json_of(body.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("body", ["1e400000", "-1e400000", "NaN", "[1e400000]"])
def test_numbers_beyond_all_bounds_are_numbers(body: str) -> None:
    json_of(body.encode())


def made(**facts: object) -> dict[str, object]:
    whole: dict[str, object] = {"title": "T", "authors": [Name("A")]}
    found = record(ONE, "x", Facts(**(whole | facts)))  # type: ignore[arg-type]
    assert limits.holds(found)
    return {name: getattr(found, name) for name in found.__slots__}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"title": "x" * 2000}, {"title": "x" * 2000}),
        ({"title": "x" * 2001}, {"title": ""}),
        ({"title": "x " * BIG}, {"title": ""}),
        ({"authors": [Name("x" * 300)]}, {"authors": (Name("x" * 300),)}),
        ({"authors": [Name("A"), Name("x" * 299, "yy")]}, {"authors": ()}),
        ({"authors": [Name("A")] * 20_000}, {"authors": (Name("A"),) * 20_000}),
        ({"authors": [Name("A")] * 20_001}, {"authors": ()}),
        ({"comment": "x" * BIG}, {"comment": "x" * 5000}),
        ({"abstract": "x" * BIG}, {"abstract": "x" * 50_000}),
        ({"journal_ref": "x" * 2001}, {"journal_ref": None}),
        ({"doi": "10.1/" + "x" * BIG}, {"doi": None}),
        ({"doi": "10.1/x"}, {"doi": "10.1/x"}),
        ({"categories": ["cs.LG", "cs." + "x" * BIG]}, {"categories": ("cs.LG",)}),
    ],
    ids=range(13),
)
def test_a_record_has_what_is_as_long_as_it_may_be(facts: dict[str, object], expected: dict[str, object]) -> None:
    found = made(**facts)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("link", "is_one"),
    [
        (CodeLink("https://github.com/a/b", "abstract"), True),
        (CodeLink("https://github.com/a/" + "b" * 2000, "abstract"), False),
        (CodeLink("https://github.com/a/b\x1b[2J", "abstract"), False),
        (CodeLink(b"https://github.com/a/b", "abstract"), False),  # type: ignore[arg-type]
        (CodeLink("https://github.com/a/b", "abstract", "1"), False),  # type: ignore[arg-type]
    ],
)
def test_a_link_from_a_file_is_one(link: CodeLink, is_one: bool) -> None:
    assert limits.is_link(link) is is_one


LONG = "x" * 3000
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><o:totalResults xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
    f"{'9' * 5000}</o:totalResults><entry><id>http://arxiv.org/abs/2101.00001v1</id><title>{LONG}</title>"
    "<author><name>Ada</name></author></entry></feed>"
)
OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><header/><metadata><arXiv>'
    f"<id>2101.00001</id><title>{LONG}</title><authors><author><keyname>A</keyname></author></authors></arXiv>"
    "</metadata></record></GetRecord></OAI-PMH>"
)
DATACITE = {
    "data": [
        {"attributes": {"doi": "10.48550/arxiv.2101.00001", "titles": [{"title": LONG}], "creators": [{"name": "A"}]}}
    ]
}
SCHOLAR = [{"externalIds": {"ArXiv": "2101.00001"}, "title": LONG, "authors": [{"name": "A"}]}]


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        (arxiv, ATOM),
        (oai, OAI),
        (datacite, json.dumps(DATACITE)),
        (semanticscholar, json.dumps(SCHOLAR)),
    ],
    ids=["arxiv", "oai", "datacite", "semanticscholar"],
)
def test_a_title_that_is_too_long_is_no_record(provider: HttpModule, body: str) -> None:
    found = provider.records(Request(provider.NAME, "", (ONE,)), body.encode())
    assert (found.records, found.incomplete) == ((), (ONE,))
    short = provider.records(Request(provider.NAME, "", (ONE,)), body.replace(LONG, "On Engines").encode())
    assert [each.title for each in short.records] == ["On Engines"]


def test_links_of_a_service_have_a_length() -> None:
    facts = {"id": ONE.value, "title": "T", "authors": [], "githubRepo": "https://github.com/a/" + "b" * BIG}
    [found] = huggingface.records(Request("x", "", (ONE,)), json.dumps(facts).encode()).records
    assert found.code == ()


def test_a_token_that_cannot_be_asked_with_is_refused() -> None:
    body = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><resumptionToken>{}</resumptionToken></ListRecords></OAI-PMH>'
    assert harvest.page(body.format("x" * 80).encode()).token == "x" * 80
    with pytest.raises(Unreadable):
        harvest.page(body.format("x" * 3000).encode())
