from __future__ import annotations

from datetime import date

import pytest
from loopback import FakeOai, Paper

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import oai
from bibtools.providers.contract import Reading, Unreadable
from bibtools.records.record import Record
from bibtools.tex.names import Name

A = Identifier(ARXIV, "2101.00001")


def read(inner: str, root: str = "OAI-PMH") -> Reading:
    body = f'<?xml version="1.0"?><{root} xmlns="http://www.openarchives.org/OAI/2.0/">{inner}</{root}>'
    return oai.records(Request("oai", "/", (A,)), body.encode())


def metadata(author: str, title: str = "T", namespace: str = ' xmlns="http://arxiv.org/OAI/arXiv/"') -> str:
    return (
        f"<GetRecord><record><metadata><arXiv{namespace}><id>2101.00001</id><created>2021-01-02</created>"
        f"<authors><author>{author}</author></authors><title>{title}</title></arXiv></metadata></record></GetRecord>"
    )


def one(paper: Paper) -> Record:
    [request] = oai.requests([Identifier(ARXIV, paper.id)])
    fake = FakeOai()
    fake.know([paper])
    [record] = oai.records(request, fake.reply(request.path).body.encode()).records
    return record


def test_every_id_is_a_request() -> None:
    requests = oai.requests([A, Identifier(ARXIV, "hep-th/9711200")])
    assert [request.path.rpartition("identifier=")[2] for request in requests] == [
        "oai:arXiv.org:2101.00001",
        "oai:arXiv.org:hep-th/9711200",
    ]


def test_a_record_says_what_the_catalogue_says() -> None:
    paper = Paper(
        "hep-th/9711200",
        "The $N$ limit",
        ("Guy L. Steele Jr.", "Ada van den Example"),
        "1997-11-27",
        "hep-th",
        others=("gr-qc",),
        journal_ref="X 1 (1998) 2",
        doi="10.1000/1",
        comment="20 pages",
    )
    assert one(paper) == Record(
        identifier=Identifier(ARXIV, "hep-th/9711200"),
        title="The $N$ limit",
        authors=(Name("Steele", "Guy L.", "", "Jr."), Name("Example", "Ada", "van den")),
        provider="oai",
        date=date(1997, 11, 27),
        categories=("hep-th", "gr-qc"),
        abstract="We do things.",
        comment="20 pages",
        journal_ref="X 1 (1998) 2",
        doi="10.1000/1",
    )


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (
            "<keyname>Heath,</keyname><forenames>Robert W.</forenames><suffix>Jr.</suffix>",
            Name("Heath", "Robert W.", "", "Jr."),
        ),
        ("<keyname>Yuan</keyname><forenames>C. -P.</forenames>", Name("Yuan", "C.-P.")),
        ("<keyname>Sudha</keyname>", Name("Sudha")),
        ("<keyname>The BABAR Collaboration</keyname>", Name("BABAR Collaboration", corporate=True)),
        (
            "<keyname>Collaboration</keyname><forenames>The ATLAS</forenames>",
            Name("ATLAS Collaboration", corporate=True),
        ),
        (r"""<keyname>Bal\'azs</keyname><forenames>C.</forenames>""", Name("Balázs", "C.")),
        (r"<keyname>Erd{\H o}s</keyname><forenames>P.</forenames>", Name("Erdős", "P.")),
        ("<keyname>Heuvel</keyname><forenames>Jan Van Den</forenames>", Name("Van Den Heuvel", "Jan")),
        ("<keyname>Canales</keyname><forenames>Monica del Pilar</forenames>", Name("Canales", "Monica del Pilar")),
    ],
)
def test_names(author: str, name: Name) -> None:
    assert read(metadata(author)).records[0].authors == (name,)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (r"Kekul\'e Cells", "Kekulé Cells"),
        (r"The G{\"o}del $\alpha$ and {\L}ukasz", "The Gödel $\\alpha$ and Łukasz"),
        ("Two\n  lines", "Two lines"),
        ("Plain {braces}", "Plain {braces}"),
    ],
)
def test_titles_are_unicode_with_formulas(title: str, expected: str) -> None:
    assert read(metadata("<keyname>A</keyname>", title)).records[0].title == expected


def test_the_formats_namespace_does_not_matter() -> None:
    assert len(read(metadata("<keyname>A</keyname>", namespace="")).records) == 1


@pytest.mark.parametrize(
    "inner",
    [
        '<error code="idDoesNotExist">no</error>',
        '<GetRecord><record><header status="deleted"><identifier>x</identifier></header></record></GetRecord>',
    ],
)
def test_what_is_not_there_is_absent(inner: str) -> None:
    assert read(inner) == Reading()


def test_another_record_than_asked_for_is_no_answer() -> None:
    assert read(metadata("<keyname>A</keyname>").replace("2101.00001", "2101.00002")) == Reading(partial=True)


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ('<error code="badArgument">no</error>', "badArgument"),
        ('<error code="idDoesNotExist"/><error code="badVerb"/>', "badVerb"),
        ('<error code="\u202e"/>', "reports an error"),
        ("<error/>", "reports an error"),
        ("", "holds no record"),
        ("<GetRecord/>", "holds no record"),
    ],
)
def test_errors_are_no_answers(inner: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(inner)


@pytest.mark.parametrize(
    "body", [b"", b"<a/>", b"<OAI-PMH/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><OAI-PMH/>", b"\xff\xfe"]
)
def test_what_is_no_such_answer_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        oai.records(Request("oai", "/", (A,)), body)
