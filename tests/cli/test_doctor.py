from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import NOBODY, Cli
from loopback import (
    CHALLENGE,
    FAULTS,
    FOREIGN_XML,
    RATE_EXCEEDED,
    FakeArxiv,
    FakeCrossref,
    FakeDataCite,
    FakeDoiOrg,
    FakeGitHub,
    FakeHuggingFace,
    FakeInspire,
    FakeOai,
    FakeOpenAlex,
    Paper,
    Reply,
)
from row_tables import thinned

PROBE = Paper("1706.03762", "Attention")


@pytest.fixture
def published(crossref: FakeCrossref, doiorg: FakeDoiOrg, inspire: FakeInspire, openalex: FakeOpenAlex) -> None:
    for service in (crossref, doiorg, openalex):
        service.know([PROBE._replace(id="10.1038/nature14539")])
    inspire.know([PROBE._replace(id="Maldacena:1997re")])


@pytest.fixture
def healthy(arxiv: FakeArxiv, datacite: FakeDataCite, oai: FakeOai, github: FakeGitHub, published: None) -> FakeArxiv:
    del published
    for service in (arxiv, datacite, oai):
        service.know([PROBE])
    github.repositories = {"git/git": {}}
    return arxiv


def test_every_service_is_asked_once(online: Cli, healthy: FakeArxiv, datacite: FakeDataCite, oai: FakeOai) -> None:
    run = online("doctor", "--format", "json")
    services = {each["name"]: each for each in run.json["services"]}
    assert (run.code, run.err) == (0, "")
    assert {name: each["status"] for name, each in services.items()} == {
        "arxiv": "found",
        "crossref": "found",
        "datacite": "found",
        "doiorg": "found",
        "oai": "found",
        "inspire": "found",
        "semanticscholar": "not asked",
        "huggingface": "not asked",
        "openalex": "found",
        "github": "found",
    }
    assert (len(healthy.requests), len(datacite.requests), len(oai.requests)) == (1, 1, 1)
    assert services["huggingface"]["reason"] == "code_from does not name it"
    assert services["arxiv"]["url"] == healthy.url
    assert services["arxiv"]["seconds"] > 0


def test_hugging_face_is_asked_where_a_run_asks_it(
    paper: Path, online: Cli, healthy: FakeArxiv, huggingface: FakeHuggingFace
) -> None:
    (paper / ".bibtools.toml").write_text('code_from = ["record", "huggingface"]\n', "utf-8")
    huggingface.know([PROBE])
    huggingface.pages = {PROBE.id: {}}
    run = online("doctor", "--format", "json")
    assert (run.code, len(healthy.requests), len(huggingface.requests)) == (0, 1, 1)
    assert {each["name"]: each["status"] for each in run.json["services"]}["huggingface"] == "found"


@pytest.mark.parametrize(
    ("reply", "status"),
    thinned(
        [
            (RATE_EXCEEDED, "throttled"),
            (Reply(401), "blocked"),
            (Reply(404), "absent"),
            (Reply(503), "down"),
            (Reply(200, "{}"), "unreadable"),
            (Reply(200, "no JSON"), "unreadable"),
        ]
    ),
)
@pytest.mark.usefixtures("healthy")
def test_github_is_asked_as_links_asks_it(online: Cli, github: FakeGitHub, reply: Reply, status: str) -> None:
    github.replies = [reply]
    run = online("doctor", "--format", "json")
    found = {each["name"]: each["status"] for each in run.json["services"]}
    assert (run.code, found["github"], found["arxiv"]) == (3, status, "found")
    assert len(github.requests) == 1


@pytest.mark.parametrize(
    ("reply", "status"),
    thinned(
        [
            (RATE_EXCEEDED, "throttled"),
            (CHALLENGE, "blocked"),
            (Reply(503), "down"),
            (Reply(404), "absent"),
            (Reply(400), "bad request"),
            (Reply(500), "bad request"),
            (FOREIGN_XML, "unreadable"),
        ]
    ),
)
@pytest.mark.usefixtures("datacite", "oai")
def test_a_service_that_does_not_answer_as_it_should_is_exit_3(
    online: Cli, healthy: FakeArxiv, reply: Reply, status: str
) -> None:
    healthy.replies = [reply]
    run = online("doctor", "--format", "json")
    found = {each["name"]: each["status"] for each in run.json["services"]}
    assert (run.code, found["arxiv"], found["datacite"]) == (3, status, "found")
    assert len(healthy.requests) == 1


def test_what_is_not_asked_is_not_called_down(online: Cli, arxiv: FakeArxiv) -> None:
    run = online("doctor", "--timeout", "0", "--format", "json")
    assert {each["status"] for each in run.json["services"]} == {"not asked"}
    assert (run.code, arxiv.requests) == (0, [])


def test_what_a_service_says_of_its_limits_is_shown(online: Cli, healthy: FakeArxiv) -> None:
    page = healthy.holding([PROBE])
    healthy.replies = [page._replace(headers=(("X-RateLimit-Remaining", "41"), ("Set-Cookie", "x")))]
    assert "x-ratelimit-remaining: 41" in online("doctor").out
    healthy.replies = [page._replace(headers=(("X-RateLimit-Remaining", "41"),))]
    [arxiv, *_] = online("doctor", "--format", "json").json["services"]
    assert arxiv["quota"] == {"x-ratelimit-remaining": "41"}


def test_offline_nobody_is_asked(cli: Cli, arxiv: FakeArxiv) -> None:
    run = cli("doctor", BIBTOOLS_ARXIV_URL=arxiv.url)
    assert (run.code, arxiv.requests) == (0, [])
    assert len(re.findall("not asked: offline", run.out)) == len(cli("doctor", "--format", "json").json["services"]) > 3


def test_every_setting_says_where_it_comes_from(paper: Path, cli: Cli) -> None:
    papers = "[[paper]]\nsources = ['a.tex', 'b/']\nbib = 'x.bib'\n"
    (paper / ".bibtools.toml").write_text(f"timeout = 20\n{papers}[services.arxiv]\ninterval = 5\n", "utf-8")
    settings = cli("doctor", "--offline", "--trust", "--format", "json", BIBTOOLS_DATACITE_URL=NOBODY).json["settings"]
    said = {name: (each["value"], each["origin"].rpartition("/")[2]) for name, each in settings.items()}
    assert said["timeout"] == (20.0, ".bibtools.toml")
    assert said["services.arxiv.interval"] == (5, ".bibtools.toml")
    assert said["services.datacite.url"] == (NOBODY, "BIBTOOLS_DATACITE_URL")
    assert said["services.oai.url"] == ("https://oaipmh.arxiv.org", "default")
    assert said["offline"] == (True, "command line")
    assert said["paper"] == (["a.tex, b: x.bib"], ".bibtools.toml")
    assert said["trust"] == ([str(paper)], "command line")


def test_the_users_own_file_is_an_origin_too(paper: Path, cli: Cli, environ: dict[str, str]) -> None:
    own = Path(environ["XDG_CONFIG_HOME"], "bibtools", "config.toml")
    own.parent.mkdir(parents=True)
    own.write_text("timeout = 7\n[services.arxiv]\ninterval = 9\n", "utf-8")
    (paper / ".bibtools.toml").write_text("max_authors = 3\n[services.arxiv]\ninterval = 5\n", "utf-8")
    run = cli("doctor", "--format", "json")
    said = {name: (each["value"], each["origin"]) for name, each in run.json["settings"].items()}
    assert (said["timeout"], said["services.arxiv.interval"]) == ((7.0, str(own)), (9, str(own)))
    assert said["max_authors"] == (3, str(paper / ".bibtools.toml"))
    assert said["config"] == (str(own), "default")
    assert run.err.count("note: ") == 1
    assert f"{paper}/.bibtools.toml: services.arxiv.interval is ignored" in run.err


def test_the_text_is_for_people_and_has_five_parts(cli: Cli) -> None:
    run = cli("doctor")
    assert re.findall(r"^(\w+):$", run.out, re.MULTILINE) == ["versions", "services", "cache", "index", "configuration"]
    assert re.search(r"^  requests +[0-9.]+$", run.out, re.MULTILINE)


def test_a_wrong_configuration_is_exit_2_here_too(cli: Cli) -> None:
    assert cli("doctor", BIBTOOLS_TIMEOUT="soon").code == 2


def test_a_service_in_its_rest_is_not_asked(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.fault = FAULTS["429"]
    online("get", PROBE.id)
    asked = len(arxiv.requests)
    [first, *_] = online("doctor", "--format", "json").json["services"]
    assert (first["status"], first["seconds"], len(arxiv.requests)) == ("throttled", None, asked)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no index; bibtools index build creates one"),
        (
            b"no database",
            "not usable: it is not a bibtools index; name the index's own file",
        ),
        (b"", "not usable: it is empty; bibtools index build replaces it"),
    ],
)
def test_the_index_is_told(paper: Path, cli: Cli, content: bytes | None, said: str) -> None:
    if content is not None:
        (paper / "index").write_bytes(content)
    run = cli("doctor", "--offline", BIBTOOLS_INDEX="index")
    assert (run.code, f"\nindex:\n  index: {said}" in run.out) == (0, True), run.out
    told = cli("doctor", "--offline", "--format", "json", BIBTOOLS_INDEX="index").json["index"]
    assert (told["papers"], bool(told.get("problem"))) == (0, content is not None)
    assert cli("index", "info", BIBTOOLS_INDEX="index").code == (0 if content is None else 3)


def test_every_setting_has_its_columns(cli: Cli) -> None:
    lines = cli("doctor", "--offline").out.partition("configuration:\n")[2].splitlines()
    assert {len(re.split(r"\s{2,}", line.strip())) for line in lines} == {3}
