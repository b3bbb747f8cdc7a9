from __future__ import annotations

import json
from typing import Any

import pytest

from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.network.request import Request
from bibtools.providers import crossref
from bibtools.providers.contract import Reading, Unreadable
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex.names import OTHERS, Name

VALUE = "10.1000/loom"
ASK = Identifier(DOI, VALUE)
AUTHORS = [{"given": "Ada", "family": "Lovelace"}]


def read(*works: object, total: int | None = None, asks: tuple[Identifier, ...] = (ASK,)) -> Reading:
    message = {"total-results": len(works) if total is None else total, "items": list(works)}
    return crossref.records(Request("crossref", "/", asks), json.dumps({"status": "ok", "message": message}).encode())


def record(**work: Any) -> Record:  # noqa: ANN401 - JSON
    facts = {"DOI": VALUE, "type": "journal-article", "title": ["Looms"], "author": AUTHORS, **work}
    [found] = read(facts).records
    return found


def publication(**work: Any) -> Publication:  # noqa: ANN401 - JSON
    found = record(**work).publication
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            {"container-title": ["J. Looms"], "volume": "2", "issue": "4", "page": "3-9"},
            {"venue": "J. Looms", "volume": "2", "number": "4", "pages": "3-9"},
        ),
        ({"page": "303–314"}, {"pages": "303-314"}),
        ({"page": "7-7"}, {"pages": "7"}),
        ({"page": "1-1"}, {"pages": ""}),
        ({"article-number": "061102"}, {"article_number": "061102", "pages": ""}),
        (
            {"container-title": ["Progress in Colloid &amp;amp; Polymer Science"]},
            {"venue": "Progress in Colloid & Polymer Science"},
        ),
        (
            {"type": "proceedings-article", "event": {"name": "KDD", "acronym": "KDD '19"}},
            {"type": "inproceedings", "short_venue": "KDD", "event": "KDD"},
        ),
        (
            {"type": "book-chapter", "container-title": ["Language Policy", "Language Education"]},
            {"type": "incollection", "venue": "Language Education", "series": "Language Policy"},
        ),
        (
            {
                "type": "book-chapter",
                "container-title": ["Lecture Notes in Computer Science", "Computer Vision – ECCV 2018"],
            },
            {"type": "inproceedings", "venue": "Computer Vision – ECCV 2018"},
        ),
        (
            {"type": "book-chapter", "container-title": ["Proceedings of the Workshop on Looms"]},
            {"type": "inproceedings"},
        ),
        (
            {"type": "book", "container-title": ["Springer Series in Looms"], "publisher": "Springer"},
            {"type": "book", "venue": "", "series": "Springer Series in Looms", "publisher": "Springer"},
        ),
        (
            {"type": "edited-book", "author": [], "editor": AUTHORS},
            {"type": "collection", "editors": (Name("Lovelace", "Ada"),)},
        ),
        (
            {"type": "dissertation", "degree": ["PhD"], "institution": [{"name": "MIT"}]},
            {"type": "phdthesis", "institution": "MIT"},
        ),
        (
            {"type": "dissertation", "degree": ["Master of Science in Looms (MSL)"], "publisher": "LSU"},
            {"type": "mastersthesis", "institution": "LSU"},
        ),
        ({"type": "dissertation"}, {"type": "thesis"}),
        (
            {"type": "report", "institution": [{"name": "INEEL"}], "publisher": "OSTI"},
            {"type": "techreport", "institution": "INEEL"},
        ),
        (
            {"type": "posted-content", "group-title": "Looms"},
            {"type": "preprint", "venue": "Looms", "is_archival": False},
        ),
        ({"type": "something-unknown"}, {"type": "misc", "is_archival": False}),
        ({"type": None}, {"type": "misc"}),
        # The printed date, then the one online; never that of the deposit.
        (
            {"published-online": {"date-parts": [[2018, 12, 3]]}, "published-print": {"date-parts": [[2019, 1]]}},
            {"year": 2019, "month": 1, "day": None},
        ),
        (
            {"issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2018, 12, 3]]}},
            {"year": 2018, "month": 12, "day": 3},
        ),
        ({"created": {"date-parts": [[2002, 7, 27]]}}, {"year": None}),
        ({"issued": {"date-parts": [[2019, 13]]}}, {"year": 2019, "month": None}),
        ({"issued": {"date-parts": "2019"}}, {"year": None}),
        # Retractions and notices: by others of it, and by it of others; some publishers write both on the article.
        ({"updated-by": [{"type": "retraction", "DOI": "10.1000/n"}]}, {"retracted": True, "notice": ""}),
        ({"updated-by": [{"type": "correction", "DOI": "10.1000/n"}]}, {"retracted": False}),
        ({"updated-by": [{"type": "new_version", "DOI": "10.1000/n"}]}, {"retracted": False, "superseded": True}),
        ({"update-to": [{"type": "erratum", "DOI": "10.1000/other"}]}, {"notice": "erratum", "is_archival": False}),
        ({"update-to": [{"type": "retraction", "DOI": VALUE.upper()}]}, {"retracted": True, "notice": ""}),
        ({"title": ["RETRACTED: Looms"]}, {"retracted": True}),
        ({"title": ["Erratum: Looms"]}, {"notice": "erratum"}),
        ({"title": ["Looms (Extended Abstract)"]}, {"abridges": True}),
    ],
)
def test_how_a_work_appeared(work: dict[str, object], expected: dict[str, object]) -> None:
    found = publication(**work)
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.doi == VALUE


@pytest.mark.parametrize(
    ("work", "title"),
    [
        ({"title": ["Looms"], "subtitle": ["A Study"]}, "Looms: A Study"),
        ({"title": ["Looms?"], "subtitle": ["A Study"]}, "Looms? A Study"),
        ({"title": ["Looms: A Study"], "subtitle": ["A Study"]}, "Looms: A Study"),
        ({"title": ["On <i>looms</i>\n  and H<sub>2</sub>O"]}, "On looms and H$_2$O"),
        ({"title": ["Looms &amp; Threads"]}, "Looms & Threads"),
        ({"title": ["Looms of the world."]}, "Looms of the world"),
        ({"title": ["Looms, Inc."]}, "Looms, Inc."),
        ({"title": ["", "Looms"]}, "Looms"),
    ],
)
def test_titles_are_clean_and_whole(work: dict[str, object], title: str) -> None:
    assert record(**work).title == title


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (
            [{"given": "Ada", "family": "Lovelace"}, {"family": "Wagman", "sequence": "additional"}],
            (Name("Lovelace", "Ada"), Name("Wagman")),
        ),
        ([{"given": "G.\u2009E.", "family": "Hinton"}], (Name("Hinton", "G. E."),)),
        ([{"given": "Guy", "family": "Steele", "suffix": "Jr."}], (Name("Steele", "Guy", "", "Jr."),)),
        ([{"given": "Aäron", "family": "van den Oord"}], (Name("Oord", "Aäron", "van den"),)),
        ([{"name": "ATLAS Collaboration"}], (Name("ATLAS Collaboration", corporate=True),)),
        (
            [{"given": "Ada", "family": "Lovelace"}, {"sequence": "additional"}, {"given": "", "family": ""}],
            (Name("Lovelace", "Ada"),),
        ),
        ([{"given": "Ada", "family": "Lovelace"}, {"family": "others"}], (Name("Lovelace", "Ada"), OTHERS)),
    ],
)
def test_names_are_in_their_parts(authors: list[dict[str, str]], expected: tuple[Name, ...]) -> None:
    assert record(author=authors).authors == expected


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ({"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.1706.03762"}]}, (Identifier(ARXIV, "1706.03762"),)),
        ({"has-preprint": [{"id-type": "arxiv", "id": "arXiv:1706.03762"}]}, (Identifier(ARXIV, "1706.03762"),)),
        ({"has-preprint": [{"id-type": "doi", "id": "10.1101/2020.01"}]}, (Identifier(DOI, "10.1101/2020.01"),)),
        ({"cites": [{"id-type": "doi", "id": "10.48550/arXiv.1706.03762"}]}, ()),
        ({"has-preprint": "10.48550/arXiv.1706.03762"}, ()),
        ([], ()),
    ],
)
def test_a_preprint_that_the_publisher_names_is_an_alias(relation: object, expected: tuple[Identifier, ...]) -> None:
    assert record(relation=relation).aliases == expected


def test_what_is_asked_for_is_told_from_what_is_there() -> None:
    other = {"DOI": "10.1000/other", "title": ["Other"], "author": AUTHORS}
    mine = {"DOI": VALUE.upper(), "title": ["Looms"], "author": AUTHORS}
    assert [each.identifier for each in read(mine).records] == [ASK]
    assert (read(mine, other).partial, read(mine, total=2).partial, read(mine).partial) == (True, True, False)
    assert read({**mine, "author": []}).incomplete == (ASK,)
    assert read({**mine, "title": []}).incomplete == (ASK,)
    assert read({**mine, "author": [], "editor": AUTHORS}).incomplete == ()
    comma = Identifier(DOI, "10.1000/a,b")
    assert list(read(mine, asks=(ASK, comma)).unanswered) == [comma]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"status":"ok"}',
        '{"status":"failed","message":{"items":[]}}',
        '{"status":"ok","message":{"items":{}}}',
    ]
    + [
        '{"status":"ok","message":{"items":[{"DOI":3}]}}',
        '{"status":"ok","message":{"items":["x"]}}',
        "Resource not found.",
    ],
)
def test_what_is_no_list_of_works_is_not_read(body: str) -> None:
    with pytest.raises(Unreadable):
        crossref.records(Request("crossref", "/", (ASK,)), body.encode())


def test_a_path_is_as_long_as_the_service_takes() -> None:
    asks = [Identifier(DOI, f"10.1000/{'looms(' * 30}{number}") for number in range(50)]
    planned = crossref.requests(asks)
    assert [ask for each in planned for ask in each.asks] == asks
    assert len(planned) > 1
    assert all(len(each.path) <= 4092 for each in planned)
    [request] = crossref.requests(
        [Identifier(DOI, "10.1002/(sici)1<2::aid>3.0.co;2-2"), Identifier(DOI, "10.1000/a,b")]
    )
    assert "doi:10.1002%2F%28sici%291%3C2%3A%3Aaid%3E3.0.co%3B2-2&rows=2" in request.path
