"""How services are asked, as they see it: how often, how fast, and what is made of their answers."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import NOBODY, Cli
from loopback import FAULTS, FakeArxiv, FakeCrossref, FakeDataCite, FakeOai, FakeSemanticScholar, FakeService, Paper

ONE = Paper("2101.00001", "Learning to Sort")
MANY = [Paper(f"2101.{number:05}", f"Paper {number}") for number in range(1, 1001)]
IDS = [paper.id for paper in MANY]
INTERVAL = 0.05

MANY_PAPERS = pytest.mark.parametrize("number", [200, pytest.param(1000, marks=pytest.mark.slow)])

Settings = dict[str, str]


def are_paced(times: Iterable[tuple[float, float]], interval: float) -> bool:
    """Return whether requests, given by start and end, are apart and never overlap; the server's clock is a bit off."""
    ordered = sorted(times)
    return all(later[0] - earlier[1] >= interval - 0.01 for earlier, later in pairwise(ordered))


@MANY_PAPERS
def test_many_papers_take_a_request_a_hundred_and_then_none(
    paper: Path, online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite, number: int
) -> None:
    arxiv.know(MANY[:number])
    (paper / "list.txt").write_text("\n".join(IDS[:number]), "utf-8")
    first = online("sync", "--bib", "a.bib", "list.txt", "--format", "json", BIBTOOLS_ARXIV_INTERVAL=str(INTERVAL))
    assert (first.code, len(first.json["added"])) == (0, number)
    assert (len(arxiv.requests), len(datacite.requests), arxiv.in_flight_most) == (number // 100, 0, 1)
    assert are_paced(arxiv.times, INTERVAL)
    assert max(map(len, arxiv.requests)) < 3900
    second = online("sync", "--bib", "b.bib", "list.txt")
    assert (second.code, len(arxiv.requests), len(datacite.requests)) == (0, number // 100, 0)
    assert (paper / "a.bib").read_bytes() == (paper / "b.bib").read_bytes()


@MANY_PAPERS
def test_when_arxiv_throttles_throughout_datacite_answers_for_all(
    paper: Path, online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite, number: int
) -> None:
    arxiv.fault = FAULTS["429"]
    datacite.know(MANY[:number])
    (paper / "list.txt").write_text("\n".join(IDS[:number]), "utf-8")
    first = online("sync", "--bib", "a.bib", "list.txt", "--format", "json", BIBTOOLS_DATACITE_INTERVAL=str(INTERVAL))
    assert (first.code, len(first.json["added"])) == (0, number)
    assert {each["provider"] for each in first.json["added"]} == {"datacite"}
    assert (len(arxiv.requests), len(datacite.requests)) == (2, number // 100)
    assert are_paced(datacite.times, INTERVAL)
    assert max(map(len, datacite.requests)) < 3900
    second = online("sync", "--bib", "b.bib", "list.txt")
    assert (second.code, len(arxiv.requests), len(datacite.requests)) == (0, 2, number // 100)


def test_a_throttled_service_is_left_alone_by_the_next_run(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.fault = FAULTS["429"]
    online("get", ONE.id)
    asked = len(arxiv.requests)
    arxiv.fault = None
    arxiv.know([ONE])
    run = online("get", ONE.id)
    assert (run.code, len(arxiv.requests)) == (3, asked)
    assert "arxiv is throttling requests and will not be used for another " in run.err


def test_an_outage_is_not_remembered(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.fault = FAULTS["500"]
    assert online("get", ONE.id).code == 3
    arxiv.fault = None
    arxiv.know([ONE])
    assert online("get", ONE.id).code == 0


@pytest.fixture
def start(paper: Path, environ: Settings, loopback: Settings) -> Callable[..., subprocess.Popen[str]]:
    """Start the command line in a process of its own."""

    def started(*arguments: str, **settings: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bibtools", *arguments]
        env = {**environ, **loopback, **settings}
        return subprocess.Popen(command, cwd=paper, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return started


@pytest.mark.slow
@pytest.mark.parametrize("number", [2, 4])
def test_processes_that_ask_at_once_keep_the_pace_together(
    start: Callable[..., subprocess.Popen[str]], arxiv: FakeArxiv, oai: FakeOai, number: int
) -> None:
    """Each process asks both services, since arXiv leaves one of its papers out; each address has a pace of its own.

    At their public addresses arXiv's services count as one, as the tests of the configuration show.
    """
    arxiv.know(MANY[:number])
    oai.know(MANY[4:8])
    arxiv.delay = oai.delay = 0.02
    pace = {f"BIBTOOLS_{name}_INTERVAL": "0.06" for name in ("ARXIV", "OAI")}
    settings = {**pace, "BIBTOOLS_OAI_URL": oai.url, "BIBTOOLS_DATACITE_URL": NOBODY}
    running = [start("get", IDS[n], IDS[n + 4], "--format", "json", **settings) for n in range(number)]
    ended = [(process.communicate(timeout=60), process.returncode) for process in running]
    assert [(code, len(json.loads(out)["records"])) for (out, _), code in ended] == [(0, 2)] * number
    assert (len(arxiv.requests), len(oai.requests)) == (number, number)
    assert are_paced(arxiv.times, 0.06)
    assert are_paced(oai.times, 0.06)


@pytest.mark.slow(seconds=17)
def test_a_run_that_waits_for_another_one_says_so(
    start: Callable[..., subprocess.Popen[str]], arxiv: FakeArxiv
) -> None:
    arxiv.know(MANY[:2])
    arxiv.delay = 8  # in which the other one has started, however busy the machine is
    with start("get", IDS[0]) as first:
        while not arxiv.requests:
            time.sleep(0.05)
        with start("get", IDS[1]) as second:
            assert (
                second.communicate(timeout=60)[1] == "note: waiting for another run of bibtools that is using arxiv\n"
            )
        assert (first.wait(60), second.returncode) == (0, 0)


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_it_has_fetched(
    start: Callable[..., subprocess.Popen[str]], cli: Cli, arxiv: FakeArxiv
) -> None:
    arxiv.know(MANY[:150])
    with start("get", *IDS[:150], BIBTOOLS_ARXIV_INTERVAL="30") as process:
        assert process.stderr is not None
        assert "note: waiting 30 s before asking arxiv again" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    run = cli("get", *IDS[:150], "--format", "json", BIBTOOLS_OFFLINE="1", BIBTOOLS_ARXIV_URL=arxiv.url)
    assert (run.code, len(run.json["records"]), len(run.json["unresolved"])) == (3, 100, 50)


def test_a_budget_ends_the_asking_and_not_the_run(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know(MANY[:150])
    (paper / "list.txt").write_text("\n".join(IDS[:150]), "utf-8")
    run = online(
        "sync", "--bib", "a.bib", "list.txt", "--timeout", "30", "--format", "json", BIBTOOLS_ARXIV_INTERVAL="3000"
    )
    assert (run.code, len(run.json["added"]), len(run.json["unresolved"])) == (3, 100, 50)
    reason = run.json["unresolved"][0]["reason"]
    assert re.search(r"there is no time left to wait (?:2\d\d\d|3000) s before asking arxiv", reason)


def test_offline_nobody_is_asked(cli: Cli, loopback: Settings, arxiv: FakeArxiv, datacite: FakeDataCite) -> None:
    run = cli("get", ONE.id, **{**loopback, "BIBTOOLS_OFFLINE": "1"})
    assert (run.code, arxiv.requests, datacite.requests) == (3, [], [])
    assert "run again without --offline" in run.err


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("alive", "code", "said"),
    [
        ({"arxiv", "datacite", "oai"}, 1, "does not exist"),
        ({"arxiv", "datacite"}, 1, "does not exist"),
        ({"arxiv", "oai"}, 1, "does not exist"),
        ({"datacite", "oai"}, 1, "does not exist"),
        ({"arxiv"}, 3, "arxiv does not list it, and no other service could be asked"),
        ({"datacite"}, 3, "datacite does not list it, and no other service could be asked"),
        ({"oai"}, 3, "oai does not list it, and no other service could be asked"),
    ],
)
def test_nonexistent_is_what_two_services_do_not_know(
    online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite, oai: FakeOai, alive: set[str], code: int, said: str
) -> None:
    urls = {"arxiv": arxiv.url, "datacite": datacite.url, "oai": oai.url}
    dead = {f"BIBTOOLS_{name.upper()}_URL": NOBODY for name in urls if name not in alive}
    run = online("get", "2101.09999", **{"BIBTOOLS_OAI_URL": oai.url, **dead})
    assert (run.code, said in run.err) == (code, True)


def test_what_does_not_exist_is_remembered_for_a_while(online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite) -> None:
    codes = [online("get", "2101.09999").code for _ in range(2)]
    assert (codes, len(arxiv.requests), len(datacite.requests)) == ([1, 1], 2, 1)  # an empty feed is asked for twice


@pytest.mark.parametrize("status", [400, 500])
def test_a_bad_id_that_nobody_names_costs_only_itself(
    paper: Path, online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite, status: int
) -> None:
    arxiv.know(MANY[:100])
    datacite.know(MANY[:100])
    arxiv.refuses_silently, arxiv.silent_status = frozenset({IDS[41]}), status
    (paper / "list.txt").write_text("\n".join(IDS[:100]), "utf-8")
    run = online("sync", "--bib", "a.bib", "list.txt", "--format", "json")
    by_provider = [each["provider"] for each in run.json["added"]]
    assert (run.code, by_provider.count("arxiv"), by_provider.count("datacite")) == (0, 99, 1)
    assert len(arxiv.requests) <= 15


PAPERS = [
    ONE,
    Paper("2101.00002", "On $L^2$ & the 50% rule: a <b> tag", ("Aaron van den Oord", "Rico O'Hara")),
    Paper("2101.00003", "Über Größe", ("José María Álvarez", "Ngô Bảo Châu", "Łukasz Żak")),
    Paper("2101.00004", "Jets", ("ATLAS Collaboration",), category="hep-ex", others=("hep-ph",)),
    Paper("hep-th/9901001", "Old Strings", ("Edward Witten",), "1999-01-02", "hep-th", journal_ref="X 1 (1999) 2"),
    Paper("2101.00005", "A  line\n  break", ("C. -P. Yuan", "Madonna"), doi="10.1000/x"),
    Paper("2101.00006", "Code", abstract="Our code is at https://github.com/ada/sort.", comment="A & B"),
    Paper("1501.00001", "Year of the id", published="2014-12-31"),
]


def test_the_entry_is_the_same_whoever_is_asked(
    online: Cli, arxiv: FakeArxiv, datacite: FakeDataCite, oai: FakeOai, tmp_path: Path
) -> None:
    services: dict[str, FakeService] = {"ARXIV": arxiv, "DATACITE": datacite, "OAI": oai}
    said = {}
    for name, service in services.items():
        service.know(PAPERS)
        urls = {f"BIBTOOLS_{each}_URL": NOBODY for each in services if each != name}
        cache = {"BIBTOOLS_CACHE_DIR": str(tmp_path / name)}
        entries = online("get", *(each.id for each in PAPERS), **{**urls, f"BIBTOOLS_{name}_URL": service.url, **cache})
        # DataCite knows no reference to a journal.
        said[name] = re.sub(r"  note .*\n", "", entries.out)
    assert said["ARXIV"].count("@misc{") == len(PAPERS)
    assert said["ARXIV"] == said["DATACITE"] == said["OAI"]


@pytest.mark.parametrize("name", ["DATACITE", "OAI"])
def test_a_suffix_that_arxiv_drops_is_kept_by_who_knows_it(
    online: Cli, datacite: FakeDataCite, oai: FakeOai, name: str
) -> None:
    services: dict[str, FakeService] = {"DATACITE": datacite, "OAI": oai}
    services[name].know([ONE._replace(authors=("Guy L. Steele Jr.",))])
    urls = {f"BIBTOOLS_{each}_URL": NOBODY for each in ("ARXIV", *services) if each != name}
    run = online("get", ONE.id, **{**urls, f"BIBTOOLS_{name}_URL": services[name].url})
    assert "author        = {Steele, Jr., Guy L.}," in run.out


def test_semantic_scholar_is_asked_with_a_key_only_and_the_key_shows_nowhere(
    paper: Path, online: Cli, semanticscholar: FakeSemanticScholar, environ: Settings
) -> None:
    semanticscholar.know([ONE])
    semanticscholar.key = "s3cret"
    dead = {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    urls = {**dead, "BIBTOOLS_SEMANTICSCHOLAR_URL": semanticscholar.url}
    assert (online("get", ONE.id, **urls).code, semanticscholar.requests) == (3, [])
    (paper / "list.txt").write_text(ONE.id, "utf-8")
    keyed = {**urls, "BIBTOOLS_SEMANTICSCHOLAR_KEY": "s3cret"}
    run = online("sync", "--bib", "a.bib", "list.txt", "--format", "json", **keyed)
    assert (run.code, run.json["added"][0]["provider"]) == (0, "semanticscholar")
    doctor = online("doctor", "--format", "json", **keyed)
    kept = [path.read_bytes() for path in Path(environ["BIBTOOLS_CACHE_DIR"]).rglob("*") if path.is_file()]
    written = [(paper / "a.bib").read_bytes(), *kept, *(text.encode() for text in (run.out, run.err, doctor.out))]
    assert not any(b"s3cret" in each for each in written)


def test_a_withdrawn_paper_is_a_finding_and_added_all_the_same(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ONE._replace(comment="This paper has been withdrawn by the author due to an error in Lemma 2")])
    (paper / "list.txt").write_text(f"See\narXiv:{ONE.id}\n", "utf-8")
    run = online("sync", "--bib", "a.bib", "list.txt")
    assert run.code == 0
    assert f"list.txt:2:7: withdrawn: arXiv:{ONE.id}: withdrawn by its authors: This paper has been" in run.err
    got = online("get", ONE.id, "--format", "json")
    assert (got.json["records"][0]["withdrawn"], ": withdrawn by its authors" in got.err) == (True, True)


@pytest.mark.parametrize(("comment", "is_told"), [("retracted", True), ("", False)])
def test_a_retracted_work_is_a_finding_and_added_all_the_same(
    paper: Path, online: Cli, crossref: FakeCrossref, comment: str, is_told: bool
) -> None:
    crossref.know([Paper("10.1145/7.8", "Engines that Weave", comment=comment)])
    (paper / "list.txt").write_text("See\ndoi:10.1145/7.8\n", "utf-8")
    run = online("sync", "--bib", "a.bib", "list.txt")
    says = "doi:10.1145/7.8: it is retracted, as crossref says: cite it only to say so\n"
    assert (run.code, f"list.txt:2:5: withdrawn: {says}" in run.err) == (0, is_told), run.err
    assert "10.1145/7.8" in (paper / "a.bib").read_text("utf-8")
    assert (says in online("get", "doi:10.1145/7.8").err) == is_told
    assert (f"withdrawn: {says}" in online("check", "--bib", "a.bib", "list.txt").out) == is_told


@pytest.mark.parametrize("spoil", ["not a database", "a folder", "not a folder"])
def test_a_cache_that_cannot_be_used_is_a_note(online: Cli, arxiv: FakeArxiv, tmp_path: Path, spoil: str) -> None:
    arxiv.know([ONE])
    folder = tmp_path / "spoiled"
    if spoil == "not a folder":
        folder.write_text("", "utf-8")
    else:
        folder.mkdir()
        target = folder / "records-4.sqlite3"
        target.mkdir() if spoil == "a folder" else target.write_text("no database " * 100, "utf-8")
    run = online("get", ONE.id, BIBTOOLS_CACHE_DIR=str(folder))
    assert (run.code, run.err.count("note: the cache "), "Traceback" in run.err) == (0, 1, False)
    assert run.out.startswith("@misc{")
