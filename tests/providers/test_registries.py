"""What DataCite, doi.org and INSPIRE say of works that are no arXiv papers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bibtools.identifiers.identifier import ARXIV, DOI, INSPIRE, Identifier
from bibtools.network.request import Request
from bibtools.providers import datacite, doiorg, inspire, openalex
from bibtools.providers.contract import Unreadable
from bibtools.providers.http_lookup import HttpModule
from bibtools.records.publication import Publication
from bibtools.tex.names import Name

ASK, OTHER = Identifier(DOI, "10.5281/zenodo.1"), Identifier(DOI, "10.5281/zenodo.2")
KEY = Identifier(INSPIRE, "Maldacena:1997re")


def registered(**attributes: Any) -> Publication:  # noqa: ANN401 - JSON
    facts = {
        "doi": ASK.value.upper(),
        "titles": [{"title": "Looms"}],
        "creators": [{"name": "Lovelace, Ada"}],
        **attributes,
    }
    body = json.dumps({"data": [{"attributes": facts}], "meta": {"total": 1}}).encode()
    [record] = datacite.records(Request("datacite", "/", (ASK,)), body).records
    assert (record.identifier, record.title, record.doi) == (ASK, "Looms", None)
    assert record.publication is not None
    return record.publication


GENERAL = "resourceTypeGeneral"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        (
            {"types": {GENERAL: "Software"}, "version": "v1", "publisher": "Zenodo"},
            {"type": "software", "version": "v1", "publisher": "Zenodo"},
        ),
        ({"types": {GENERAL: "Dataset"}, "publisher": {"name": "Dryad"}}, {"type": "dataset", "publisher": "Dryad"}),
        (
            {"types": {GENERAL: "Dissertation", "resourceType": "PhD thesis"}, "publisher": "DESY"},
            {"type": "phdthesis", "institution": "DESY", "publisher": ""},
        ),
        ({"types": {GENERAL: "Text", "resourceType": "Doctoral dissertation"}}, {"type": "phdthesis"}),
        ({"types": {GENERAL: "Text", "resourceType": "Master's thesis"}}, {"type": "mastersthesis"}),
        (
            {
                "types": {GENERAL: "ConferencePaper"},
                "container": {"title": "TQC 2013", "volume": "22", "firstPage": "93", "lastPage": "105"},
            },
            {"type": "inproceedings", "venue": "TQC 2013", "volume": "22", "pages": "93-105"},
        ),
        (
            {"types": {GENERAL: "JournalArticle"}, "container": {"title": "J. Looms", "firstPage": "Korea"}},
            {"type": "article", "venue": "J. Looms", "pages": ""},
        ),
        ({"types": {GENERAL: "Text"}, "container": {"title": "J. Looms", "volume": "7"}}, {"type": "article"}),
        ({"types": {GENERAL: "Text", "bibtex": "article"}}, {"type": "misc"}),
        ({"types": {GENERAL: "Image", "resourceType": "Poster"}}, {"type": "misc"}),
        ({"types": None}, {"type": "misc"}),
        (
            {
                "contributors": [
                    {"contributorType": "Editor", "name": "Byron, Ada"},
                    {"contributorType": "Sponsor", "name": "X"},
                ]
            },
            {"editors": (Name("Byron", "Ada"),)},
        ),
        (
            {"publicationYear": 2015, "dates": [{"dateType": "Issued", "date": "2015-08-19"}]},
            {"year": 2015, "month": 8, "day": 19},
        ),
        (
            {"publicationYear": 2016, "dates": [{"dateType": "Issued", "date": "2015-08-19"}]},
            {"year": 2016, "month": None},
        ),
        ({"publicationYear": "2016"}, {"year": 2016}),
        ({"publicationYear": 16}, {"year": None}),
        ({"publisher": "KMITL,"}, {"publisher": "KMITL"}),
    ],
)
def test_datacite_tells_how_a_work_appeared(attributes: dict[str, object], expected: dict[str, object]) -> None:
    found = registered(**attributes)
    assert {name: getattr(found, name) for name in expected} == expected


def test_datacite_is_asked_for_both_kinds_at_once() -> None:
    [request] = datacite.requests([Identifier(ARXIV, "1706.03762"), ASK])
    assert request.path.startswith("/dois?ids=10.48550/arXiv.1706.03762,10.5281/zenodo.1&")


@pytest.mark.parametrize(
    ("answer", "denied", "there", "unsaid"),
    [
        ([{"DOI": ASK.value, "status": "DOI does not exist"}], (ASK,), (), {OTHER}),
        ([{"DOI": ASK.value.upper(), "RA": "mEDRA"}], (), (ASK,), {OTHER}),
        ([{"DOI": ASK.value, "status": "Unknown"}], (), (), {ASK, OTHER}),
        ([{"DOI": "10.5281", "status": "DOI does not exist"}], (), (), {ASK, OTHER}),  # speaks of something else
        ([], (), (), {ASK, OTHER}),
    ],
)
def test_doi_org_tells_what_exists(
    answer: object, denied: tuple[Identifier, ...], there: tuple[Identifier, ...], unsaid: set[Identifier]
) -> None:
    read = doiorg.records(Request("doiorg", "/", (ASK, OTHER)), json.dumps(answer).encode())
    assert (read.denied, read.incomplete, set(read.unanswered), read.records) == (denied, there, unsaid, ())


MALDACENA = {
    "texkeys": ["Maldacena:1997re", "Maldacena:1998zz"],
    "document_type": ["article"],
    "titles": [{"title": "The Large $N$ limit"}],
    "authors": [{"full_name": "Maldacena, Juan Martin"}],
    "arxiv_eprints": [{"value": "hep-th/9711200", "categories": ["hep-th"]}],
    "dois": [{"value": "10.4310/ATMP.1998.v2.n2.a1"}, {"value": "10.1000/erratum", "material": "erratum"}],
    "publication_info": [
        {
            "journal_title": "Adv.Theor.Math.Phys.",
            "journal_volume": "2",
            "page_start": "231",
            "page_end": "252",
            "year": 1998,
        },
        {"journal_title": "Int.J.Theor.Phys.", "material": "reprint", "year": 1999},
    ],
}


def found(*works: object, asks: tuple[Identifier, ...] = (KEY,)) -> Any:  # noqa: ANN401 - whatever was read
    body = json.dumps({"hits": {"total": len(works), "hits": [{"metadata": each} for each in works]}}).encode()
    return inspire.records(Request("inspire", "/", asks), body)


def test_inspire_has_a_work_under_each_of_its_names() -> None:
    eprint, named = Identifier(ARXIV, "hep-th/9711200"), Identifier(DOI, "10.4310/atmp.1998.v2.n2.a1")
    read = found(MALDACENA, asks=(KEY, eprint, named))
    assert {each.identifier for each in read.records} == {KEY, eprint, named}
    [record] = found(MALDACENA).records
    assert set(record.aliases) == {Identifier(INSPIRE, "Maldacena:1998zz"), eprint, named}
    published = record.publication
    assert (published.venue, published.volume, published.pages, published.year) == (
        "Adv. Theor. Math. Phys.",
        "2",
        "231-252",
        1998,
    )
    assert (published.doi, record.authors) == (named.value, (Name("Maldacena", "Juan Martin"),))


@pytest.mark.parametrize(
    ("work", "type_"),
    [
        ({"publication_info": []}, None),  # a preprint only
        ({"publication_info": [], "document_type": ["thesis"], "thesis_info": {"degree_type": "phd"}}, "phdthesis"),
        ({"publication_info": [], "document_type": ["book"], "imprints": [{"publisher": "CUP"}]}, "book"),
        ({"publication_info": [{"year": 1998}], "document_type": ["conference paper"]}, None),
        ({"publication_info": [{"journal_title": "JHEP"}], "document_type": ["conference paper"]}, "article"),
    ],
)
def test_inspire_tells_what_is_published(work: dict[str, object], type_: str | None) -> None:
    [record] = found({**MALDACENA, **work}).records
    assert (record.publication.type if record.publication else None) == type_


def test_inspire_denies_only_what_it_was_asked_for() -> None:
    assert found().denied == (KEY,)
    assert (
        found({**MALDACENA, "texkeys": ["Other:1999ab"]}).denied,
        found({**MALDACENA, "texkeys": ["Other:1999ab"]}).partial,
    ) == ((), True)
    assert found({**MALDACENA, "authors": [], "collaborations": [{"value": "ATLAS"}]}).records[0].authors == (
        Name("ATLAS Collaboration", corporate=True),
    )


@pytest.mark.parametrize("module", [doiorg, inspire, openalex, datacite], ids=lambda each: each.NAME)
@pytest.mark.parametrize("body", ["", "null", "3", '"x"', "[3]", '{"hits": []}', '{"results": {}}', "<html></html>"])
def test_what_is_of_another_form_is_not_read(module: HttpModule, body: str) -> None:
    with pytest.raises(Unreadable):
        module.records(Request(module.NAME, "/", (ASK,)), body.encode())
