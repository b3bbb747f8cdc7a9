from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

import pytest
import requests
from loopback import FAULTS, FakeArxiv, FakeDataCite, FakeOai, FakeSemanticScholar, FakeService, Paper, Reply, serving
from loopback.faults import HOSTILE_TITLE, INFLATED
from loopback.papers import Author, split_name

pytestmark = pytest.mark.slow  # what tests stand on seldom changes

ATOM = "{http://www.w3.org/2005/Atom}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
OAI_ARXIV = "{http://arxiv.org/OAI/arXiv/}"
PAPER = Paper(
    "2106.00134",
    "Engines & Looms",
    ("Aäron van den Oord", "Guy L. Steele Jr.", "ATLAS Collaboration", "Yogesh"),
    category="cs.LG",
    comment="See A&A",
    version=2,
    doi="10.1086/304081",
    others=("stat.ML", "hep-th"),
    journal_ref="J. Looms 1, 2",
)
OLD = Paper("hep-th/9711200", "Strings", version=3)
GET_RECORD = "/oai?verb=GetRecord&metadataPrefix=arXiv&identifier=oai:arXiv.org:"
FIELDS = "title,abstract,year,publicationDate,externalIds,authors"


class Got(NamedTuple):
    """An answer, of which no more than 32 MiB are read."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:  # noqa: ANN401 - tests look into it as its readers do
        return json.loads(self.body)

    @property
    def xml(self) -> Element:
        return fromstring(self.body)  # noqa: S314 - the fakes' own


def ask(fake: FakeService, *ids: str, fields: str = FIELDS, **headers: str) -> Got:
    """Ask a service for some ids as a good client would, though with little patience where nothing will come."""
    patience = 0.1 if fake.fault and fake.fault.name.startswith("hang") else 10
    if isinstance(fake, FakeSemanticScholar):
        posted = json.dumps({"ids": [f"ARXIV:{each}" for each in ids]})
        return fetch(f"{fake.url}/graph/v1/paper/batch?fields={fields}", patience, posted, headers)
    if isinstance(fake, FakeOai):
        return fetch(f"{fake.url}{GET_RECORD}{ids[0]}", patience)
    if isinstance(fake, FakeDataCite):
        dois = ",".join(f"10.48550/arXiv.{each}" for each in ids)
        return fetch(f"{fake.url}/dois?ids={dois}&page%5Bsize%5D={len(ids)}&disable_facets=true", patience)
    return fetch(f"{fake.url}/api/query?id_list={','.join(ids)}&max_results={len(ids)}", patience)


def fetch(url: str, patience: float = 10, posted: str | None = None, headers: dict[str, str] | None = None) -> Got:
    method = "GET" if posted is None else "POST"
    with requests.request(
        method, url, data=posted, headers=headers, timeout=patience, stream=True, allow_redirects=False
    ) as response:
        body = b"".join(islice(response.iter_content(2**20), 32))
        return Got(response.status_code, body, {name.lower(): value for name, value in response.headers.items()})


@pytest.fixture(params=[FakeArxiv, FakeDataCite, FakeOai, FakeSemanticScholar])
def fake(request: pytest.FixtureRequest) -> Iterator[FakeService]:
    service: FakeService = request.param()
    service.know([PAPER, OLD])
    with serving(service):
        yield service


@pytest.fixture
def datacite() -> Iterator[FakeDataCite]:
    with serving(FakeDataCite()) as fake:
        fake.know([PAPER, OLD])
        yield fake


@pytest.fixture
def oai() -> Iterator[FakeOai]:
    with serving(FakeOai()) as fake:
        fake.know([PAPER, OLD])
        yield fake


@pytest.fixture
def scholar() -> Iterator[FakeSemanticScholar]:
    with serving(FakeSemanticScholar()) as fake:
        fake.know([PAPER, OLD])
        yield fake


@pytest.mark.parametrize(
    ("display", "author"),
    [
        ("Ada Example", Author("Example", "Ada")),
        ("Aäron van den Oord", Author("van den Oord", "Aäron")),
        ("van der Berg", Author("van der Berg")),
        ("Guy L. Steele Jr.", Author("Steele", "Guy L.", "Jr.")),
        ("Robert W. Heath, III", Author("Heath", "Robert W.", "III")),
        ("The ATLAS Collaboration", Author("The ATLAS Collaboration")),
        ("Yogesh", Author("Yogesh")),
        (" ", Author("")),
    ],
)
def test_names_are_split_as_arxiv_does(display: str, author: Author) -> None:
    assert split_name(display) == author


def test_arxiv_drops_suffixes_and_gives_what_there_is(arxiv: FakeArxiv) -> None:
    arxiv.know([PAPER])
    [entry] = ask(arxiv, PAPER.id).xml.iter(f"{ATOM}entry")
    names = [each.findtext(f"{ATOM}name") for each in entry.iter(f"{ATOM}author")]
    assert names == ["Aäron van den Oord", "Guy L. Steele", "ATLAS Collaboration", "Yogesh"]
    assert [each.get("term") for each in entry.iter(f"{ATOM}category")] == ["cs.LG", "stat.ML", "hep-th"]
    assert entry.findtext("{http://arxiv.org/schemas/atom}journal_ref") == "J. Looms 1, 2"


def test_arxiv_can_refuse_a_batch_without_a_word(arxiv: FakeArxiv) -> None:
    arxiv.know([PAPER, OLD])
    arxiv.refuses_silently = frozenset({OLD.id})
    for arxiv.silent_status in (400, 500):
        got = ask(arxiv, PAPER.id, OLD.id)
        assert (got.status, b"<title>Error</title>" in got.body) == (arxiv.silent_status, arxiv.silent_status == 400)
        assert not any(each.encode() in got.body for each in (PAPER.id, OLD.id))
    assert ask(arxiv, PAPER.id).status == 200


def test_datacite_knows_papers_by_doi(datacite: FakeDataCite) -> None:
    got = ask(datacite, PAPER.id, "2101.99999", "HEP-TH/9711200")
    assert [each["id"] for each in got.json["data"]] == ["10.48550/arxiv.hep-th/9711200", "10.48550/arxiv.2106.00134"]
    assert got.json["meta"] == {"total": 2, "totalPages": 1, "page": 1}
    assert fetch(f"{datacite.url}/dois?ids=").json["data"] == []


def test_datacite_gives_25_records_unless_asked_for_more(datacite: FakeDataCite) -> None:
    papers = [Paper(f"2101.{number:05}", "T") for number in range(1, 31)]
    datacite.know(papers)
    dois = ",".join(f"10.48550%2FarXiv.{paper.id}" for paper in papers)
    got = fetch(f"{datacite.url}/dois?ids={dois}")
    assert (len(got.json["data"]), got.json["meta"]["totalPages"]) == (25, 2)
    assert len(ask(datacite, *(paper.id for paper in papers)).json["data"]) == 30


def test_a_record_of_datacite(datacite: FakeDataCite) -> None:
    [record] = ask(datacite, PAPER.id).json["data"]
    attributes = record["attributes"]
    assert [(each["name"], each["nameType"]) for each in attributes["creators"]] == [
        ("van den Oord, Aäron", "Personal"),
        ("Steele, Guy L. Jr.", "Personal"),
        ("ATLAS Collaboration", "Organizational"),
        ("Yogesh", "Organizational"),
    ]
    assert [(each.get("familyName"), each.get("givenName")) for each in attributes["creators"]] == [
        ("van den Oord", "Aäron"),
        ("Steele", "Guy L."),
        (None, None),
        (None, None),
    ]
    assert [each["subject"] for each in attributes["subjects"]] == [
        "Machine Learning (cs.LG)",
        "Category (stat.ML)",
        "Category (hep-th)",
        "FOS: Computer and information sciences",
        "FOS: Mathematics",
        "FOS: Physical sciences",
    ]
    assert [(each["dateType"], each.get("dateInformation"), each["date"]) for each in attributes["dates"]] == [
        ("Submitted", "v1", "2021-01-02T10:00:00Z"),
        ("Updated", "v1", "2021-01-02T23:00:00Z"),
        ("Submitted", "v2", "2024-05-02T10:00:00Z"),
        ("Updated", "v2", "2024-05-02T23:00:00Z"),
        ("Available", "v1", "2021-01"),
        ("Issued", None, "2021"),
    ]
    assert [each["description"] for each in attributes["descriptions"]] == ["We do things.", "See A&amp;A"]
    assert [each["relatedIdentifier"] for each in attributes["relatedIdentifiers"]] == ["10.1086/304081"]
    assert (attributes["identifiers"][0]["identifier"], attributes["publicationYear"]) == (PAPER.id, 2021)


def test_a_record_of_oai(oai: FakeOai) -> None:
    record = ask(oai, PAPER.id).xml.find(f"{OAI}GetRecord/{OAI}record/{OAI}metadata/{OAI_ARXIV}arXiv")
    assert record is not None
    assert [[(part.tag.removeprefix(OAI_ARXIV), part.text) for part in each] for each in record[3]] == [
        [("keyname", "van den Oord"), ("forenames", "Aäron")],
        [("keyname", "Steele"), ("forenames", "Guy L."), ("suffix", "Jr.")],
        [("keyname", "ATLAS Collaboration")],
        [("keyname", "Yogesh")],
    ]
    assert [(each.tag.removeprefix(OAI_ARXIV), (each.text or "").strip()) for each in record if not len(each)] == [
        ("id", PAPER.id),
        ("created", "2021-01-02"),
        ("updated", "2024-05-06"),
        ("title", "Engines & Looms"),
        ("categories", "cs.LG stat.ML hep-th"),
        ("comments", "See A&A"),
        ("journal-ref", "J. Looms 1, 2"),
        ("doi", "10.1086/304081"),
        ("license", "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"),
        ("abstract", "We do things."),
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{GET_RECORD}2101.99999", "idDoesNotExist"),
        (f"{GET_RECORD}hep-th/9711200v2", None),
        ("/oai?verb=GetRecord&metadataPrefix=arXiv&identifier=2106.00134", "idDoesNotExist"),
        ("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:arXiv.org:2106.00134", "cannotDisseminateFormat"),
        ("/oai?verb=GetRecord&metadataPrefix=arXiv", "badArgument"),
        ("/oai?verb=ListIdentifiers", "badVerb"),
        ("/oai", "badVerb"),
    ],
)
def test_errors_of_oai_come_with_status_200(oai: FakeOai, path: str, code: str | None) -> None:
    got = fetch(f"{oai.url}{path}")
    error = got.xml.find(f"{OAI}error")
    assert (got.status, None if error is None else error.get("code")) == (200, code)


def test_semantic_scholar_answers_by_position(scholar: FakeSemanticScholar) -> None:
    first, unknown, last = ask(scholar, OLD.id, "2101.99999", PAPER.id).json
    assert (first["externalIds"]["ArXiv"], unknown, last["externalIds"]["ArXiv"]) == (OLD.id, None, PAPER.id)
    assert set(last) == {"paperId", *FIELDS.split(",")}
    assert (len(last["paperId"]), last["year"], last["publicationDate"]) == (40, 2021, "2021-01-02")
    assert [each["name"] for each in last["authors"]] == list(PAPER.authors)
    assert json.loads(scholar.bodies[0])["ids"][0] == "ARXIV:hep-th/9711200"


@pytest.mark.parametrize(
    ("ids", "fields", "error"),
    [
        (["2101.99999"], "title", "No valid paper ids given"),
        ([PAPER.id, ""], "title", "No valid paper ids given"),
        ([PAPER.id], "title,authors.name,flavour", "Unrecognized or unsupported fields: [flavour]"),
    ],
)
def test_semantic_scholar_refuses(scholar: FakeSemanticScholar, ids: list[str], fields: str, error: str) -> None:
    got = ask(scholar, *ids, fields=fields)
    assert (got.status, got.json) == (400, {"error": error})


def test_semantic_scholar_can_demand_a_key(scholar: FakeSemanticScholar) -> None:
    scholar.key = "k"
    got = ask(scholar, PAPER.id)
    assert (got.status, got.json) == (403, {"message": "Forbidden"})
    assert ask(scholar, PAPER.id, **{"X-API-Key": "k"}).status == 200
    assert [each.get("x-api-key") for each in scholar.headers] == [None, "k"]


def test_requests_are_noted_and_replies_come_first(fake: FakeService) -> None:
    fake.replies, fake.fault = [Reply(418, "tea")], FAULTS["500"]
    assert [ask(fake, PAPER.id).status for _ in range(2)] == [418, 500]
    fake.fault = None
    assert ask(fake, PAPER.id).status == 200
    counts = {len(each) for each in (fake.requests, fake.agents, fake.headers, fake.times)}
    assert (counts, fake.in_flight_most) == ({3}, 1)


def test_requests_at_once_are_counted(arxiv: FakeArxiv) -> None:
    arxiv.know([PAPER])
    arxiv.delay = 0.2
    with ThreadPoolExecutor() as threads:
        statuses = [each.status for each in threads.map(lambda _: ask(arxiv, PAPER.id), range(3))]
    assert (statuses, arxiv.in_flight_most) == ([200] * 3, 3)
    assert all(end - start >= 0.2 for start, end in arxiv.times)


def test_who_has_hung_up_is_not_counted(arxiv: FakeArxiv) -> None:
    arxiv.fault = FAULTS["hang before the answer"]
    for _ in range(3):
        with pytest.raises(requests.ReadTimeout):
            ask(arxiv, PAPER.id)
    assert arxiv.in_flight_most == 1


@pytest.mark.parametrize("name", ["hang before the answer", "hang within the body", "endless body", "body in drops"])
def test_a_shutdown_ends_every_answer(name: str) -> None:
    with ThreadPoolExecutor() as threads:
        with serving(FakeArxiv(fault=FAULTS[name])) as fake:
            waiting = threads.submit(requests.get, fake.url, timeout=600, stream=True)
            while not fake.requests:
                time.sleep(0.001)
        assert waiting.exception(60) is not None or waiting.result().status_code == 200
        if not waiting.exception():
            waiting.result().close()


ENDS: dict[str, type[Exception]] = {  # of reading an answer to its end, or for 32 MiB
    "hang before the answer": requests.ReadTimeout,
    "hang within the body": requests.ConnectionError,
    "reset before the answer": requests.ConnectionError,
    "reset within the body": requests.exceptions.ChunkedEncodingError,
    "truncated body": requests.exceptions.ChunkedEncodingError,
    "malformed body": ValueError,
    "empty body": ValueError,
    "endless body": ValueError,
    "entity bomb": ValueError,
    "wrong charset": ValueError,
    "XML of another shape": ValueError,
}


def test_statuses(fake: FakeService) -> None:
    for name in (name for name in FAULTS if name[0] in "2345"):
        fake.fault = FAULTS[name]
        got = ask(fake, PAPER.id)
        assert (str(got.status), fake.fault.trouble) == (name[:3], True)
        assert (got.headers["content-length"] == str(len(got.body)), PAPER.id.encode() in got.body) == (True, False)


def test_answers_that_can_be_used(fake: FakeService) -> None:
    for name in (name for name, fault in FAULTS.items() if not fault.trouble):
        fake.fault = FAULTS[name]
        got = ask(fake, PAPER.id)
        assert (got.status, PAPER.id.encode() in got.body, "html" in got.headers["content-type"]) == (200, True, False)


def test_bodies_that_cannot_be_read(scholar: FakeSemanticScholar) -> None:
    for name, error in ENDS.items():
        scholar.fault = FAULTS[name]
        with pytest.raises(error):
            assert not ask(scholar, PAPER.id).json, name


def test_feeds_that_cannot_be_read(oai: FakeOai) -> None:
    for name in ("malformed body", "empty body", "wrong charset", "endless body"):
        oai.fault = FAULTS[name]
        with pytest.raises(ParseError):
            assert not ask(oai, PAPER.id).xml, name


def test_other_records_than_asked_for(fake: FakeService) -> None:
    ids = []
    for name in ("duplicated entries", "other ids than asked", "records of another shape"):
        fake.fault = FAULTS[name]
        body = ask(fake, PAPER.id).body.decode()
        ids.append((body.count("Engines") // 2, PAPER.id in body, "1001.1000" in body))
    shape_keeps_id = isinstance(fake, FakeArxiv | FakeOai)
    assert ids == [(1, True, False), (0, False, True), (0, shape_keeps_id, False)]


def test_titles_hold_what_the_format_can_carry(scholar: FakeSemanticScholar, oai: FakeOai) -> None:
    scholar.fault = oai.fault = FAULTS["hostile title"]
    assert ask(scholar, PAPER.id).json[0]["title"] == HOSTILE_TITLE
    carried = [each for each in ask(oai, PAPER.id).xml.itertext() if "Engines" in each]
    assert carried == ["".join(char for char in HOSTILE_TITLE if char not in "\x00\x07\x1b\ud800")]


def test_a_small_body_that_inflates(datacite: FakeDataCite) -> None:
    datacite.fault = FAULTS["gzip bomb"]
    got = ask(datacite, PAPER.id)
    assert len(got.body) > 100 * int(got.headers["content-length"])
    assert int(got.headers["content-length"]) < INFLATED // 500


def test_nested_json_is_too_deep(datacite: FakeDataCite) -> None:
    datacite.fault = FAULTS["deeply nested JSON"]
    with pytest.raises(RecursionError):
        assert not ask(datacite, PAPER.id).json


def test_a_body_in_drops_does_not_end(oai: FakeOai) -> None:
    oai.fault = FAULTS["body in drops"]
    with requests.get(f"{oai.url}{GET_RECORD}{PAPER.id}", timeout=10, stream=True) as response:
        assert list(islice(response.iter_content(1), 3)) == [b" "] * 3


def test_retry_after_is_said_in_many_ways(arxiv: FakeArxiv) -> None:
    said = {}
    for name in FAULTS:
        if name.startswith("429"):
            arxiv.fault = FAULTS[name]
            said[name] = ask(arxiv, PAPER.id).headers.get("retry-after", "")
    assert said.pop("429 with Retry-After as a date").endswith(" GMT")
    assert list(said.values()) == ["", "1", "soon", "86400"]
