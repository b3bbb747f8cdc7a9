"""DBLP's XML: what is read of its records, and what is no file of DBLP."""

from __future__ import annotations

import pytest
from dblp_records import HEAD, dblp, record

from bibtools.core.errors import ReadError
from bibtools.index.dblp_xml import READER
from bibtools.index.published_work import INFORMAL, PublishedWork, unpacked
from bibtools.index.xml_records import text_of, xml_records


def read(*records: str, piece: int = 7) -> list[PublishedWork]:
    data = dblp(*records)
    pieces = (data[at : at + piece] for at in range(0, len(data), piece))
    return [made for batch in READER.records(pieces, "dblp.xml") for raw in batch if (made := READER.work(raw))]


def only(text: str) -> PublishedWork:
    [work] = read(text)
    return work


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Deep Learning", "Deep Learning"),
        ("Is it &amp; Why?", "Is it & Why?."),  # a full stop behind a question mark is not DBLP's
        ("And so on..", "And so on..."),
        ("On H<sub>2</sub>O and x<sup>k</sup>", "On H$_{2}$O and x$^{k}$"),
        ("The <i>Looms</i> of <tt>C</tt>", "The Looms of C"),
        ("M&uuml;ller &#233;t al", "Müller ét al"),
        ("One\n  line", "One line"),
        ("An &unknown; name", "An &unknown; name"),
    ],
)
def test_titles(written: str, title: str) -> None:
    found = only(record("conf/a/B1", written, ["Ada Lovelace"], 2019)).title
    assert found == title or found + "." == title


def test_a_record_of_a_conference() -> None:
    made = only(
        record(
            "conf/icml/FinnAL17",
            "Model-Agnostic Meta-Learning",
            ["Chelsea Finn", "Wei Wang 0001"],
            2017,
            booktitle="ICML",
            pages="1126-1135",
            ee="http://proceedings.mlr.press/v70/finn17a.html",
            crossref="conf/icml/2017",
        )
    )
    assert (made.kind, made.authors, made.venue) == ("inproceedings", ("Chelsea Finn", "Wei Wang"), "ICML")
    assert (made.pages, made.year, made.crossref) == ("1126-1135", "2017", "conf/icml/2017")
    assert (made.url, made.doi) == ("http://proceedings.mlr.press/v70/finn17a.html", "")
    assert unpacked(made.pack()) == made._replace(crossref="")  # which stands beside the row


@pytest.mark.parametrize(
    ("more", "doi"),
    [
        ({"ee": "https://doi.org/10.1109/CVPR.2016.90"}, "10.1109/cvpr.2016.90"),
        ({"ee": "http://doi.acm.org/10.1145/11.22"}, "10.1145/11.22"),
        ({"ee": "https://example.org/paper"}, ""),
        ({}, ""),
    ],
)
def test_dois(more: dict[str, str], doi: str) -> None:
    assert only(record("conf/a/B1", "T", ["A B"], 2016, **more)).doi == doi


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"volume": "abs/2508.04024"}, "2508.04024"),
        ({"volume": "cs.LG/0103017"}, "cs.LG/0103017"),
        ({"ee": "http://arxiv.org/abs/math/0309136"}, "math/0309136"),
        ({"volume": "12"}, ""),
    ],
)
def test_preprints_are_told_apart(fields: dict[str, str], arxiv: str) -> None:
    made = only(
        record("journals/corr/x", "T", ["A B"], 2025, kind="article", publtype="informal", journal="CoRR", **fields)
    )
    assert (made.kind, made.arxiv) == (INFORMAL, arxiv)


@pytest.mark.parametrize(
    "text",
    [
        '<www key="homepages/1"><author>A B</author><title>Home Page</title></www>',
        '<article key="dblpnote/error" publtype="informal"><title>(error)</title></article>',
        record("journals/x/1", "T", ["A B"], 2020, kind="article", publtype="withdrawn"),
        record("journals/x/1", "T", [], 2020, kind="article"),
        '<person key="x"><author>A B</author></person>',
    ],
)
def test_what_is_no_work(text: str) -> None:
    assert read(text) == []


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "text",
    [
        f"<article key='journals/x/1'><author>A</author><title>{'x' * 30_000}</title></article>",
        f"<article key='journals/x/1'><author>A</author><title>{'x' * 3_000}</title></article>",
        f"<article key='journals/x/1'><title>T</title>{'<author>A</author>' * 30_000}</article>",
        f"<article key='journals/x/1'><author>A</author><note>{'x' * 30_000}</note><title>T</title></article>",
    ],
)
def test_what_is_too_long_to_be_a_record(text: str) -> None:
    with pytest.raises(ValueError, match="too long"):
        read(text, piece=1000)


@pytest.mark.parametrize(
    "data",
    [
        HEAD.encode() + b"<article key='a'><title>T</article>",
        b"<dblp>",
        b"no XML at all",
        b'<!DOCTYPE dblp [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dblp>&b;</dblp>',
        HEAD.encode() + b"<article key='a'>" + b"<i>" * 50,
        HEAD.encode() + b"<article key='a'>" + b"<i>" * 50 + b"</i>" * 50 + b"</article></dblp>",
    ],
)
def test_what_is_no_file_of_dblp(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"dblp\.xml: "):
        list(READER.records([data], "dblp.xml"))


@pytest.mark.parametrize(
    ("begin", "says"),
    [
        ('<?xml version="1.0" encoding="utf-7"?>', "not well-formed XML"),
        ('<?xml version="1.0" encoding="x-nope"?>', "not well-formed XML"),
        ('<!DOCTYPE dblp [<!ATTLIST article x CDATA "long">]>', "declares entities or attributes"),
        ('<!DOCTYPE dblp [<!ENTITY x "long">]>', "declares entities or attributes"),
    ],
)
def test_what_no_catalogue_begins_with_is_refused(begin: str, says: str) -> None:
    text = f'{begin}<dblp><article key="a"/></dblp>'.encode()
    with pytest.raises(ReadError, match=says):
        list(xml_records([text], "dblp.xml", 1))


@pytest.mark.parametrize(
    "text", ["<x{n}/>", "<article a{n}=''/>", "<article><x{n}/></article>", "<!-- --><p><x a{n}=''/></p>"]
)
def test_names_without_end_are_refused(text: str) -> None:
    def pieces(most: int) -> list[bytes]:
        return [b"<dblp>", *(text.replace("{n}", str(n)).encode() for n in range(most)), b"</dblp>"]

    assert len(list(xml_records(pieces(900), "dblp.xml", 1))) == 900
    with pytest.raises(ReadError, match="more names of elements"):
        list(xml_records(pieces(1001), "dblp.xml", 1))


def test_what_holds_no_record_is_not_kept() -> None:
    pieces = [b"<a>", *[b"<v><m>text</m></v>"] * 1000, b"<v><m><p/></m></v></a>"]
    kept = [[len(element) for element in each.around] for each in xml_records(pieces, "a.xml", 3)]
    assert kept == [[0, 0, 0]]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
def test_records_are_the_same_in_pieces_of_any_size(size: int) -> None:
    text = "<a><v n='1'><p>one<i>x</i>y</p><p>two</p></v><v n='2'/><w>text</w><v n='3'><p k='&auml;'/><!-- --> </v></a>"
    data = text.encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = [
        (each.around[1].get("n"), each.element.get("k"), text_of(each.element, {}))
        for each in xml_records(pieces, "a.xml", 2)
    ]
    assert found == [("1", None, "onexy"), ("1", None, "two"), ("3", "ä", "")]
