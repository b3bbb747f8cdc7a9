"""Every way in which the witness of retractions can fail, through `verify`: no verdict, no finding, and exit code 3."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOBODY, Cli, Run
from loopback import FAULTS, FakeCrossref, FakeOpenAlex, Fault, Paper, patience, serving
from loopback.replies import Reply

import bibtools
from bibtools.providers.registry import SERVICES

VALUE, TITLE = "10.1145/7.8", "Engines that Weave"
WORK = Paper(VALUE, TITLE, ("Ada Lovelace",))
RETRACTED = WORK._replace(comment="retracted")
UNTOLD = {"wrong charset"}  # its answers have no words


def entry(key: str, doi: str, title: str = TITLE) -> str:
    return (
        f"@inproceedings{{{key},\n  title = {{{title}}},\n  author = {{Ada Lovelace}},\n"
        f"  booktitle = {{Proceedings of the Conference on Looms}},\n  year = {{2021}},\n  doi = {{{doi}}}\n}}\n"
    )


class Desk:
    """A library, the services that `verify` asks about it, and the runs."""

    def __init__(self, paper: Path, cache: Path, cli: Cli, crossref: FakeCrossref, openalex: FakeOpenAlex) -> None:
        self.paper, self.crossref, self.openalex = paper, crossref, openalex
        self.cache, self._cli = cache, cli

    @property
    def urls(self) -> dict[str, str]:
        """The addresses of all services, of which only two are there."""
        urls = {f"BIBTOOLS_{name.upper()}_URL": NOBODY for name in SERVICES}
        return {**urls, "BIBTOOLS_CROSSREF_URL": self.crossref.url, "BIBTOOLS_OPENALEX_URL": self.openalex.url}

    def verify(self, *options: str, bib: str = entry("looms", VALUE)) -> Run:
        (self.paper / "refs.bib").write_text(bib)
        paces = {f"BIBTOOLS_{name.upper()}_INTERVAL": "0" for name in SERVICES}
        shown = () if "text" in options else ("--format", "json")
        asked = [each for each in options if each != "text"]
        run = self._cli("verify", "refs.bib", *shown, *asked, BIBTOOLS_OFFLINE="0", **self.urls, **paces)
        assert "Traceback" not in run.err
        assert (self.paper / "refs.bib").read_text() == bib
        return run

    def mend(self) -> None:
        """Let the service be well again, at the time when it wants to be asked."""
        self.openalex.fault = None
        self.openalex.requests.clear()
        shutil.rmtree(self.cache / "pace", ignore_errors=True)

    @property
    def locked(self) -> set[str]:
        libraries = json.loads((self.paper / "bibtools.lock").read_text())["libraries"]
        return set(libraries.get("refs.bib", ()))


@pytest.fixture
def desk(paper: Path, environ: dict[str, str], cli: Cli) -> Iterator[Desk]:
    with serving(FakeCrossref()) as crossref, serving(FakeOpenAlex()) as openalex:
        crossref.know([WORK])
        openalex.know([RETRACTED])
        yield Desk(paper, Path(environ["BIBTOOLS_CACHE_DIR"]), cli, crossref, openalex)


def test_a_second_run_asks_nothing_and_offline_never(desk: Desk) -> None:
    [shown] = desk.verify("--offline").json["entries"]
    assert (shown["states"], desk.openalex.requests) == ([], [])
    first = desk.verify()
    assert (first.code, first.json["entries"][0]["states"]) == (0, ["possibly-retracted"])
    [path] = desk.openalex.requests
    assert path == f"/works?filter=doi:{VALUE}&per_page=100&select=id,doi,is_retracted"
    assert desk.verify().json == first.json
    assert desk.verify("--offline").json["entries"][0]["states"] == ["possibly-retracted"]
    assert len(desk.openalex.requests) == 1
    hint = f"OpenAlex says that it is retracted, and no other source does: look at https://doi.org/{VALUE}"
    assert f"looms: possibly-retracted: {hint}\n" in desk.verify("text").out


def test_the_hook_asks_nobody_and_knows_what_was_answered(desk: Desk, hook: Cli) -> None:
    desk.verify("--offline")
    assert (hook("bibtools-verify", "--bib", "refs.bib", **desk.urls).out, desk.openalex.requests) == ("", [])
    desk.verify()
    run = hook("bibtools-verify", "--bib", "refs.bib", **desk.urls)
    assert (run.code, "looms: possibly-retracted: " in run.out, len(desk.openalex.requests)) == (0, True, 1)


def test_programs_get_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = desk.verify().json["entries"]
    environ = {"BIBTOOLS_CACHE_DIR": str(desk.cache), "HOME": str(desk.paper), **desk.urls}
    monkeypatch.chdir(desk.paper)
    outcome = bibtools.verify(bibtools.read_library("refs.bib"), config=bibtools.read_config(environ=environ))
    assert [list(each.states) for each in outcome.entries] == [each["states"] for each in shown]
    assert (outcome.exit_code, len(desk.openalex.requests)) == (0, 1)


def test_where_crossref_says_so_nobody_else_is_asked(desk: Desk) -> None:
    desk.crossref.know([RETRACTED])
    run = desk.verify()
    assert (run.code, run.json["entries"][0]["states"], desk.openalex.requests) == (0, ["retracted"], [])


@pytest.mark.parametrize(
    "paper_of_openalex", [WORK, WORK._replace(id="10.1145/none")], ids=["not retracted", "unknown"]
)
def test_what_is_not_retracted_has_no_state(desk: Desk, paper_of_openalex: Paper) -> None:
    desk.openalex.papers.clear()
    desk.openalex.know([paper_of_openalex])
    run = desk.verify()
    assert (run.code, run.json["entries"][0]["states"], run.err) == (0, [], "")
    assert desk.verify().code == 0
    assert len(desk.openalex.requests) == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)
def test_a_fault_changes_no_verdict(desk: Desk, fault: Fault) -> None:
    desk.openalex.fault = fault
    run = desk.verify("--lock", *patience(fault))
    [found] = run.json["entries"]
    assert (found["verdict"], found["reason"], found["differences"], run.json["findings"]) == ("agrees", None, [], [])
    if not fault.trouble or fault.name in UNTOLD:
        assert (run.code, found["states"], desk.locked) == (0, ["possibly-retracted"], {"looms"})
        return
    assert (run.code, found["states"], desk.locked) == (3, [], set()), run.err
    assert found["retraction_unknown"]
    [line] = [each for each in run.err.splitlines() if "could not" in each]
    assert line.startswith("note: refs.bib: could not ask OpenAlex whether 1 work is retracted: ")
    assert line.isprintable()
    desk.mend()
    again = desk.verify("--lock")
    assert (again.code, again.json["entries"][0]["states"]) == (0, ["possibly-retracted"]), again.err
    assert (len(desk.openalex.requests), desk.locked) == (1, {"looms"})


def failing_after(service: FakeCrossref | FakeOpenAlex, good: int, fault: str) -> None:
    """Let a service answer some requests, and then fail."""
    answer = service.answer

    def until(path: str) -> Reply:
        if len(service.requests) >= good:  # of the next request
            service.fault = FAULTS[fault]
        return answer(path)

    service.answer = until  # type: ignore[method-assign]


MANY = [RETRACTED._replace(id=f"10.1145/a.{number:03}", title=f"{TITLE} {number}") for number in range(120)]


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["reset before the answer", "429", "200 with HTML", "truncated body", "empty body"])
@pytest.mark.parametrize(("good", "unasked"), [(1, 70), (2, 20)])
def test_a_connection_that_drops_in_the_middle_costs_what_was_not_asked(
    desk: Desk, good: int, unasked: int, fault: str
) -> None:
    bib = "".join(entry(f"k{each.id}", each.id, each.title) for each in MANY)
    desk.crossref.know([each._replace(comment="") for each in MANY])
    desk.openalex.know(MANY)
    failing_after(desk.openalex, good, fault)
    run = desk.verify("--lock", bib=bib)
    entries = run.json["entries"]
    assert (run.code, {each["verdict"] for each in entries}) == (3, {"agrees"}), run.err
    hinted = {each["key"] for each in entries if each["states"]}
    assert (len(hinted), desk.locked) == (120 - unasked, hinted)
    assert {each["key"] for each in entries if not each["retraction_unknown"]} == hinted
    assert f"could not ask OpenAlex whether {unasked} works are retracted: " in run.err
    del desk.openalex.answer
    desk.mend()
    again = desk.verify("--lock", bib=bib)
    assert (again.code, sum(bool(each["states"]) for each in again.json["entries"])) == (0, 120), again.err
    assert len(desk.openalex.requests) == -(-unasked // 50)


@pytest.mark.slow
def test_a_wifi_that_drops_leaves_nothing_but_what_was_answered(desk: Desk) -> None:
    bib = "".join(entry(f"k{each.id}", each.id, each.title) for each in MANY)
    desk.crossref.know([each._replace(comment="") for each in MANY])
    desk.openalex.know(MANY)
    failing_after(desk.crossref, 1, "reset before the answer")
    desk.openalex.fault = FAULTS["reset before the answer"]
    run = desk.verify("--lock", bib=bib)
    verdicts = [each["verdict"] for each in run.json["entries"]]
    assert (run.code, verdicts.count("agrees"), verdicts.count("not-asked")) == (3, 50, 70)
    assert (run.json["findings"], desk.locked) == ([], set())
    assert "70 identifiers could not be looked up" in run.err
    assert "could not ask OpenAlex whether 120 works are retracted" in run.err
