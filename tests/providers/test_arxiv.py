from __future__ import annotations

from datetime import date

import pytest
from loopback import FakeArxiv, Paper

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers import arxiv
from bibtools.providers.contract import Reading, Unreadable
from bibtools.records.record import CodeLink, Record


def identifiers(*values: str) -> tuple[Identifier, ...]:
    return tuple(Identifier(ARXIV, value) for value in values)


def read(body: str, *asked: str) -> Reading:
    return arxiv.records(Request("arxiv", "/", identifiers(*asked)), body.encode())


def answered(papers: list[Paper], *asked: str) -> Reading:
    [request] = arxiv.requests(identifiers(*asked))
    fake = FakeArxiv()
    fake.know(papers)
    return arxiv.records(request, fake.reply(request.path).body.encode())


def one(paper: Paper) -> Record:
    [record] = answered([paper], paper.id).records
    return record


@pytest.mark.parametrize(
    ("number", "batches"), [(0, []), (1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])]
)
def test_a_hundred_ids_are_one_request(number: int, batches: list[int]) -> None:
    planned = arxiv.requests(identifiers(*(f"2101.{n:05}" for n in range(1, number + 1))))
    assert [len(request.asks) for request in planned] == batches


def test_the_number_of_results_is_asked_for_and_commas_are_literal() -> None:
    [request] = arxiv.requests(identifiers("2101.00001", "hep-th/9711200"))
    assert request.path == "/api/query?id_list=2101.00001,hep-th/9711200&start=0&max_results=2"


def test_answers_are_matched_by_id_and_not_by_place() -> None:
    papers = [Paper("2101.00001", "One"), Paper("2101.00012", "Twelve"), Paper("hep-th/9711200", "Old", version=3)]
    found = answered(papers, "2101.00012", "hep-th/9711200", "2101.00001")
    assert {record.identifier.value: record.title for record in found.records} == {
        paper.id: paper.title for paper in papers
    }


def test_what_was_not_asked_for_is_no_answer() -> None:
    fake = FakeArxiv()
    fake.know([Paper("2101.00001", "One")])
    body = fake.reply("/api/query?id_list=2101.00001&max_results=1").body
    assert (read(body, "2101.00002").records, read(body, "2101.00002").partial) == ((), True)


def test_a_feed_that_says_it_holds_more_is_partial() -> None:
    fake = FakeArxiv(cut_feeds=1)
    fake.know([Paper("2101.00001", "One"), Paper("2101.00002", "Two")])
    body = fake.reply("/api/query?id_list=2101.00001,2101.00002&max_results=2").body
    assert (len(read(body, "2101.00001", "2101.00002").records), read(body, "2101.00001").partial) == (1, True)


@pytest.mark.parametrize(
    ("known", "asked", "empty"),
    [(["2101.00001"], ["2101.00001"], False), (["2101.00001"], ["2101.00001", "2101.00002"], False)]
    + [([], ["2101.00001"], True), (["2101.00002"], ["2101.00001"], True)],
)
def test_an_empty_feed_is_told(known: list[str], asked: list[str], empty: bool) -> None:
    reading = answered([Paper(each, "T") for each in known], *asked)
    assert (reading.empty, reading.partial) == (empty, False)


def test_an_error_entry_is_no_paper() -> None:
    fake = FakeArxiv(refuses=frozenset({"2101.00002"}))
    reply = fake.reply("/api/query?id_list=2101.00001,2101.00002&max_results=2")
    found = read(reply.body, "2101.00001", "2101.00002")
    assert (found.records, [each.value for each in found.rejected], found.empty) == ((), ["2101.00002"], False)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Rate exceeded.",
        "<feed",
        "<html><body>no</body></html>",
        "<rss/>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://arxiv.org/api/errors#x</id><title>Error</title></entry></feed>',
        '<!DOCTYPE f [<!ENTITY e "x">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
        "\ufeff<?xml version='1.0' encoding='utf-16'?><!DOCTYPE feed><feed xmlns='http://www.w3.org/2005/Atom'/>",
    ],
)
def test_what_is_no_feed_is_unreadable(body: str) -> None:
    with pytest.raises(Unreadable):
        read(body, "2101.00001")


def test_a_document_type_in_another_encoding_is_not_read() -> None:
    bomb = '<!DOCTYPE f [<!ENTITY e "x">]><feed xmlns="http://www.w3.org/2005/Atom">&e;</feed>'
    for encoding in ("utf-16", "utf-16-le", "cp037", "utf-7"):
        with pytest.raises(Unreadable):
            arxiv.records(
                Request("arxiv", "/", ()), f"<?xml version='1.0' encoding='{encoding}'?>{bomb}".encode(encoding)
            )


def test_a_record_has_what_the_feed_says() -> None:
    paper = Paper(
        "2101.00001",
        "Title over\n  two lines",
        ("Aäron van den Oord", "The ATLAS Collaboration", " "),
        "2020-12-31",
        "math.CO",
        "Our code is available at https://github.com/us/ours.",
        "8 pages,\n 3 figures",
        7,
    )
    record = one(paper)
    assert record.title == "Title over two lines"
    assert [name.display for name in record.authors] == ["Aäron van den Oord", "ATLAS Collaboration"]
    assert (record.date, record.categories, record.comment) == (date(2020, 12, 31), ("math.CO",), "8 pages, 3 figures")
    assert record.code == (CodeLink("https://github.com/us/ours", "abstract"),)
    assert (record.identifier, record.provider) == (Identifier(ARXIV, "2101.00001"), "arxiv")


@pytest.mark.parametrize(
    ("paper", "attribute", "value"),
    [
        (Paper("2101.00001", "0"), "title", "0"),
        (Paper("2101.00001", "a\u202eb\u0007c".replace("\u0007", "")), "title", "abc"),
        (Paper("2101.00001", "T", published="soon"), "date", None),
        (Paper("2101.00001", "T", published="2021-02-31"), "date", None),
        (Paper("2101.00001", "T", category="x}, evil = {"), "categories", ()),
        (Paper("2101.00001", "T", category="cs.LG"), "categories", ("cs.LG",)),
        (Paper("2101.00001", "T"), "comment", None),
        (Paper("2101.00001", "T"), "doi", None),
        (Paper("2101.00001", "T"), "code", ()),
        (Paper("2101.00001", "T", abstract="We use https://github.com/a/b."), "code", ()),
    ],
)
def test_odd_values_are_cleaned_or_unknown(paper: Paper, attribute: str, value: object) -> None:
    assert getattr(one(paper), attribute) == value


def search_of(name: str) -> list[str]:
    said = "<title>On X</title><author><name>Ada Example</name></author>"
    entry = f"<entry><id>http://arxiv.org/abs/{name}</id>{said}</entry>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    return [each.identifier.value for each in arxiv.listed(feed.encode())]


@pytest.mark.parametrize("name", ["2106.00134v2", "hep-th/9711200", "math.GT/0309136v1"])
def test_a_search_finds_papers_by_their_ids(name: str) -> None:
    assert search_of(name) == [name.partition("v")[0] if name[-2] == "v" else name]


@pytest.mark.parametrize("name", ["26&#13;2", "2106.{2", "../2106.00134", "x/y", ""])
def test_a_search_that_finds_what_has_no_id_is_unreadable(name: str) -> None:
    with pytest.raises(Unreadable):
        search_of(name)
