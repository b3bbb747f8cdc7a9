from __future__ import annotations

import pytest
from conftest import Cli
from loopback import (
    BOMB,
    CHALLENGE,
    FOREIGN_XML,
    NOT_XML,
    OUT_OF_ORDER,
    RATE_EXCEEDED,
    FakeArxiv,
    Paper,
    Reply,
)
from row_tables import thinned

from bibtools import __version__

ADAM = Paper(
    "1412.6980", "Adam: A Method for Stochastic Optimization", ("Diederik P. Kingma", "Jimmy Ba"), "2014-12-22"
)


def test_an_entry_is_printed(cli: Cli) -> None:
    run = cli("get", "hep-th/9602043")
    assert (run.code, run.err.startswith("note: 1 record came bundled with"), "offline" in run.err) == (0, True, True)
    assert run.out == (
        "@misc{callan1996dbrane,\n"
        "  author        = {Callan, Jr., Curtis G. and Maldacena, Juan M.},\n"
        "  title         = {{D}-brane Approach to Black Hole Quantum Mechanics},\n"
        "  year          = {1996},\n"
        "  howpublished  = {arXiv:hep-th/9602043},\n"
        "  eprint        = {hep-th/9602043},\n"
        "  archivePrefix = {arXiv},\n"
        "  url           = {https://arxiv.org/abs/hep-th/9602043},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    "spelling",
    thinned(
        [
            "1412.6980",
            "1412.6980v9",
            "arXiv:1412.6980",
            "ARXIV:1412.6980V9",
            "https://arxiv.org/abs/1412.6980",
            "https://arxiv.org/pdf/1412.6980v9.pdf",
            "10.48550/arXiv.1412.6980",
            "https://doi.org/10.48550/arXiv.1412.6980",
            " 1412.6980 ",
        ]
    ),
)
def test_any_spelling_of_an_id_will_do(cli: Cli, spelling: str) -> None:
    run = cli("get", spelling, "--format", "json")
    assert [record["id"] for record in run.json["records"]] == ["1412.6980"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "nonsense", ["attention", "2113.00001", "arXiv:2106.00000", "9912.12345", "10.11/2106.00134", ""]
)
def test_what_is_no_id_is_exit_1_and_asks_nobody(online: Cli, arxiv: FakeArxiv, nonsense: str) -> None:
    run = online("get", nonsense, "--format", "json")
    assert (run.code, len(run.json["suspects"]), arxiv.requests) == (1, 1, [])


def test_the_json_of_a_record(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know(
        [ADAM._replace(version=9, comment="ICLR 2015", doi="10.1000/1", abstract="Code: https://github.com/ada/adam.")]
    )
    [record] = online("get", "1412.6980", "--format", "json").json["records"]
    assert record.pop("bibtex").startswith("@misc{kingma2014adam,\n")
    assert record == {
        "id": "1412.6980",
        "title": "Adam: A Method for Stochastic Optimization",
        "authors": ["Diederik P. Kingma", "Jimmy Ba"],
        "date": "2014-12-22",
        "categories": ["cs.LG"],
        "doi": "10.1000/1",
        "comment": "ICLR 2015",
        "code": ["https://github.com/ada/adam"],
        "code_links": [{"url": "https://github.com/ada/adam", "origin": "abstract", "rank": 1, "written": True}],
        "provider": "arxiv",
        "withdrawn": False,
        "publication": None,
    }


@pytest.mark.usefixtures("datacite")  # who confirms it
def test_an_id_that_does_not_exist_is_exit_1(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM])
    run = online("get", "1412.6980", "2101.09999", "--format", "json")
    assert (run.code, run.json["nonexistent"], len(run.json["records"])) == (1, ["2101.09999"], 1)
    assert len(arxiv.requests) == 1


def test_an_empty_feed_is_asked_for_again(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM])
    arxiv.empty_feeds = 1
    run = online("get", "1412.6980", "--format", "json")
    assert (run.code, len(run.json["records"]), len(arxiv.requests)) == (0, 1, 2)


def test_a_feed_that_is_cut_is_asked_for_again(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM, Paper("2101.00001", "T"), Paper("2101.00002", "T")])
    arxiv.cut_feeds = 1
    run = online("get", "1412.6980", "2101.00001", "2101.00002", "--format", "json")
    assert (run.code, len(run.json["records"]), len(arxiv.requests)) == (0, 3, 2)


@pytest.mark.parametrize("text", ["Reading 📚 and 𝒜", r"a literal \udc80", "Müller"])
def test_json_holds_every_character(online: Cli, arxiv: FakeArxiv, text: str) -> None:
    arxiv.know([ADAM._replace(title=text)])
    [record] = online("get", "1412.6980", "--format", "json").json["records"]
    assert record["title"] == text


def test_keys_differ_in_both_formats(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([Paper("2101.00001", "Twins"), Paper("2101.00002", "Twins")])
    records = online("get", "2101.00001", "2101.00002", "--format", "json").json["records"]
    assert [record["bibtex"].splitlines()[0] for record in records] == [
        "@misc{example2021twins,",
        "@misc{example2021twinsa,",
    ]


def test_an_impossible_id_beside_a_good_one_is_told(cli: Cli) -> None:
    run = cli("get", "arXiv:1706.03762, arXiv:2113.00001", "--format", "json")
    assert (run.code, [each["text"] for each in run.json["suspects"]]) == (1, ["2113.00001"])


@pytest.mark.parametrize(
    ("reply", "said", "asked"),
    thinned(
        [
            (RATE_EXCEEDED, "is throttling requests (429)", 2),
            (Reply(200, "Rate exceeded."), "is throttling requests (200)", 2),
            (RATE_EXCEEDED._replace(headers=(("Retry-After", "3600"),)), "is throttling requests for 3600 s (429)", 1),
            (CHALLENGE, "returned a web page instead of data (200)", 1),
            (OUT_OF_ORDER, "has a server error (503)", 2),
            (Reply(500, "oops"), "breaks over the request (500)", 1),
            (Reply(403, "denied"), "refuses us (403)", 1),
            (Reply(406), "refuses us (406)", 1),
            (NOT_XML, "the response is not well-formed XML", 1),
            (FOREIGN_XML, "the answer is no feed", 1),
            (BOMB, "declares a document type", 1),
            (Reply(200, ""), "the response is not well-formed XML", 1),
            (
                Reply(302, headers=(("Location", "https://elsewhere.example/"),)),
                "elsewhere.example, which was not looked up",
                1,
            ),
            (Reply(302, headers=(("Location", "/api/query"),)), "redirects in a circle", 4),
        ]
    ),
)
def test_an_outage_is_never_an_absence(online: Cli, arxiv: FakeArxiv, reply: Reply, said: str, asked: int) -> None:
    arxiv.replies = [reply] * 10
    run = online("get", "2101.00001", "--format", "json")
    assert (run.code, run.json["nonexistent"], run.json["records"]) == (3, [], [])
    assert said in run.json["unresolved"][0]["reason"]
    assert (len(arxiv.requests), said in run.err) == (asked, True)


def test_a_throttle_that_ends_is_waited_for(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM])
    arxiv.replies = [RATE_EXCEEDED]
    assert online("get", "1412.6980").code == 0


def test_we_say_who_we_are(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM])
    online("get", "1412.6980", BIBTOOLS_MAILTO="ada@example.org")
    assert arxiv.agents == [f"bibtools/{__version__} (mailto:ada@example.org)"]


def test_a_repair_is_told(cli: Cli) -> None:
    run = cli("get", "arXiv:1706.3762")
    assert (run.code, run.err.splitlines()[0]) == (0, "note: arXiv:1706.3762 was read as arXiv:1706.03762")


def test_a_record_without_title_or_authors_is_none(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ADAM, Paper("2101.00001", ""), Paper("2101.00002", "T", ())])
    run = online("get", "1412.6980", "2101.00001", "2101.00002", "--format", "json")
    assert (run.code, [each["id"] for each in run.json["unresolved"]]) == (3, ["2101.00001", "2101.00002"])
    assert [each["id"] for each in run.json["records"]] == ["1412.6980"]


@pytest.mark.parametrize(("given", "said"), [("foo", "bibtools: error: foo: no arXiv id or DOI found in this\n")])
def test_what_is_no_id_is_said_without_a_place(cli: Cli, given: str, said: str) -> None:
    assert cli("get", given).err == said
