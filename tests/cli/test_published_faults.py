"""Every way in which services of publications can fail, through `upgrade` and `verify`: nothing comes of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import NOBODY, Cli
from index_lines import line, made
from loopback import (
    FAULTS,
    FakeArxiv,
    FakeCrossref,
    FakeDataCite,
    FakeInspire,
    FakeOpenAlex,
    FakeSemanticScholar,
    FakeService,
    Fault,
    Paper,
    patience,
    serving,
)
from loopback.replies import Reply

from bibtools.providers.registry import SERVICES

ARXIV_ID, VALUE, TITLE = "2101.00010", "10.1145/7.8", "Engines that Weave"
WORK = Paper(ARXIV_ID, TITLE, ("Ada Lovelace",), category="hep-th", doi=VALUE)
PREPRINT = (
    f"@misc{{looms,\n  title = {{{TITLE}}},\n  author = {{Ada Lovelace}},\n  year = {{2021}},\n"
    f"  eprint = {{{ARXIV_ID}}},\n  archiveprefix = {{arXiv}}\n}}\n"
)
ARTICLE = (
    f"@inproceedings{{looms,\n  title = {{{TITLE}}},\n  author = {{Ada Lovelace}},\n"
    f"  booktitle = {{Proceedings of the Conference on Looms}},\n  year = {{2021}}%s\n}}\n"
)
ANSWERS_TO_A_SEARCH = {
    "crossref": {"JSON of another shape", "other ids than asked"},  # the first is an empty list of Crossref's
    "datacite": {"other ids than asked"},
}


@pytest.fixture
def services() -> Iterator[dict[str, FakeService]]:
    with (
        serving(FakeArxiv()) as arxiv,
        serving(FakeCrossref()) as crossref,
        serving(FakeDataCite()) as datacite,
        serving(FakeInspire()) as inspire,
        serving(FakeOpenAlex()) as openalex,
        serving(FakeSemanticScholar()) as semantic_scholar,
    ):
        published = WORK._replace(id=VALUE, doi="")
        arxiv.know([WORK])
        inspire.know([WORK])
        semantic_scholar.know([WORK])
        crossref.know([published])
        datacite.know([WORK, published])
        yield {
            "arxiv": arxiv,
            "crossref": crossref,
            "datacite": datacite,
            "inspire": inspire,
            "openalex": openalex,
            "semanticscholar": semantic_scholar,
        }


def environment(services: dict[str, FakeService], *alive: str) -> dict[str, str]:
    """Return the settings of a run in which only some services are there."""
    urls = {f"BIBTOOLS_{name.upper()}_URL": services[name].url if name in alive else NOBODY for name in SERVICES}
    paces = {f"BIBTOOLS_{name.upper()}_INTERVAL": "0" for name in SERVICES}
    keys = {"BIBTOOLS_SEMANTICSCHOLAR_KEY": "k"} if "semanticscholar" in alive else {}
    return {"BIBTOOLS_OFFLINE": "0", **urls, **paces, **keys}


class Row(NamedTuple):
    """A service that one command asks, the library that makes it ask, and what else has to be there."""

    service: str
    command: tuple[str, ...]
    bib: str
    indexed: str | None = None  # the DOI that an index of preprints has of the paper; None where there is no index
    beside: tuple[str, ...] = ()  # services without a fault

    @property
    def searches(self) -> bool:
        """Whether the service is asked for a title."""
        return "--searches" in self.command

    def is_hurt(self, fault: Fault) -> bool:
        """Return whether a fault leaves no answer: to a search, other works and none at all are answers, too."""
        return fault.trouble and not (self.searches and fault.name in ANSWERS_TO_A_SEARCH[self.service])


def id_of(row: Row) -> str:
    of_what = " by title" if row.searches else f" of {'a preprint' if row.bib == PREPRINT else 'a DOI'}"
    return f"{row.command[0]} {row.service}{of_what}"


UPGRADES = (
    Row("arxiv", ("upgrade",), PREPRINT),
    Row("crossref", ("upgrade",), PREPRINT, VALUE),
    Row("datacite", ("upgrade",), PREPRINT, VALUE),
    Row("crossref", ("upgrade", "--searches", "9"), PREPRINT, "", ("inspire",)),
    Row("inspire", ("upgrade",), PREPRINT, ""),
    Row("semanticscholar", ("upgrade",), PREPRINT, "", ("inspire", "crossref")),
)
VERIFICATIONS = (
    Row("arxiv", ("verify",), PREPRINT),
    Row("datacite", ("verify",), PREPRINT),
    Row("semanticscholar", ("verify",), PREPRINT),
    Row("crossref", ("verify",), ARTICLE % f",\n  doi = {{{VALUE}}}", beside=("openalex",)),
    Row("datacite", ("verify",), ARTICLE % f",\n  doi = {{{VALUE}}}", beside=("openalex",)),
    Row("crossref", ("verify", "--searches", "9"), ARTICLE % "", beside=("datacite", "openalex")),
    Row("datacite", ("verify", "--searches", "9"), ARTICLE % "", beside=("crossref", "openalex")),
)


def is_refused_unread(fault: Fault) -> bool:
    """Return whether an answer is refused by its status, or never comes: whatever was asked for."""
    return (fault.name[0].isdigit() and not fault.name.startswith("200")) or "before the answer" in fault.name


def cases(rows: Sequence[Row]) -> Iterator[Any]:
    """Yield every fault of every row; rows of one service have by turns those for which its answer is not read."""
    for place, row in enumerate(rows):
        others = [number for number, other in enumerate(rows) if other.service == row.service]
        for turn, fault in enumerate(FAULTS.values()):
            if not is_refused_unread(fault) or others[turn % len(others)] == place:
                yield pytest.param(row, fault, id=f"{id_of(row)}-{fault.name}")


def test_every_service_of_a_command_has_every_fault() -> None:
    for rows in (UPGRADES, VERIFICATIONS):
        tried = {(row.service, fault.name) for row, fault in (case.values for case in cases(rows))}
        assert tried == {(row.service, name) for row in rows for name in FAULTS}


def prepared(row: Row, paper: Path, environ: dict[str, str], tmp_path: Path) -> Path:
    """Write the library of a row, and its index."""
    (paper / "refs.bib").write_text(row.bib)
    if row.indexed is not None:
        made(tmp_path, [line(ARXIV_ID, TITLE, [["Lovelace", "Ada", ""]], categories="hep-th", doi=row.indexed)]).close()
        Path(environ["BIBTOOLS_CACHE_DIR"]).mkdir()
        shutil.copy(tmp_path / "index.sqlite3", environ["BIBTOOLS_CACHE_DIR"])
    return paper / "refs.bib"


@pytest.mark.slow
@pytest.mark.parametrize(("row", "fault"), list(cases(UPGRADES)))
def test_an_upgrade_changes_nothing_on_a_fault(
    paper: Path,
    environ: dict[str, str],
    cli: Cli,
    tmp_path: Path,
    services: dict[str, FakeService],
    row: Row,
    fault: Fault,
) -> None:
    bib = prepared(row, paper, environ, tmp_path)
    if row.beside:
        services["inspire"].papers.clear()  # so that others are asked
    services[row.service].fault = fault
    run = cli(*row.command, "refs.bib", *patience(fault), **environment(services, row.service, *row.beside))
    assert "Traceback" not in run.err
    if row.is_hurt(fault):
        assert (run.code, bib.read_text()) == (3, row.bib), run.err
        assert "could not be looked up" in run.err
    else:
        assert run.code in {0, 3}
        assert all(char.isprintable() or char == "\n" for char in bib.read_text())


@pytest.mark.slow
@pytest.mark.parametrize(("row", "fault"), list(cases(VERIFICATIONS)))
def test_no_verdict_comes_of_a_fault(
    paper: Path,
    environ: dict[str, str],
    cli: Cli,
    tmp_path: Path,
    services: dict[str, FakeService],
    row: Row,
    fault: Fault,
) -> None:
    prepared(row, paper, environ, tmp_path)
    services[row.service].fault = fault
    for each in row.beside:  # which know nothing of it
        services[each].papers.clear()
    settings = environment(services, row.service, *row.beside)
    searched = row.command if row.searches else (*row.command, "--searches", "0")
    run = cli(*searched, "refs.bib", "--lock", "--format", "json", *patience(fault), **settings)
    assert "Traceback" not in run.err
    [entry] = run.json["entries"]
    if row.is_hurt(fault):
        assert (run.code, entry["verdict"], entry["differences"], run.json["findings"]) == (3, "not-asked", [], [])
        assert entry["reason"]
        assert not json.loads((paper / "bibtools.lock").read_text())["libraries"].get("refs.bib")
        services[row.service].fault = None
        shutil.rmtree(Path(environ["BIBTOOLS_CACHE_DIR"], "pace"))  # when the service wants to be asked again
        again = cli(*searched, "refs.bib", "--format", "json", **settings)
        assert again.json["entries"][0]["verdict"] == "agrees", again.err
    else:
        assert run.code in {0, 1}, run.out
        assert all(char.isprintable() for char in str(entry))


def failing_after(service: FakeService, good: int, fault: str) -> None:
    """Let a service answer some requests, and then fail."""
    answer = service.answer

    def until(path: str) -> Reply:
        if len(service.requests) >= good:  # of the next request
            service.fault = FAULTS[fault]
        return answer(path)

    service.answer = until  # type: ignore[method-assign]


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["reset before the answer", "429", "200 with HTML", "empty body"])
@pytest.mark.parametrize("name", ["crossref", "inspire"])
def test_a_connection_that_drops_in_the_middle_costs_what_was_not_asked(
    paper: Path,
    environ: dict[str, str],
    cli: Cli,
    tmp_path: Path,
    services: dict[str, FakeService],
    name: str,
    fault: str,
) -> None:
    ids = [f"2101.{number:05}" for number in range(1, 101)]
    known = [WORK._replace(id=each, title=f"{TITLE} {each}", doi=f"10.1145/a.{each}") for each in ids]
    services["crossref"].know([each._replace(id=each.doi, doi="") for each in known])
    services["inspire"].know(known)
    people = [["Lovelace", "Ada", ""]]
    declares = name == "crossref"
    lines = [
        line(each.id, each.title, people, categories="hep-th", doi=each.doi if declares else None) for each in known
    ]
    made(tmp_path, lines).close()
    Path(environ["BIBTOOLS_CACHE_DIR"]).mkdir()
    shutil.copy(tmp_path / "index.sqlite3", environ["BIBTOOLS_CACHE_DIR"])
    entries = [
        PREPRINT.replace("looms", f"k{each.id}").replace(ARXIV_ID, each.id).replace(TITLE, each.title) for each in known
    ]
    bib = paper / "refs.bib"
    bib.write_text("".join(entries))
    failing_after(services[name], 1, fault)
    run = cli("upgrade", "refs.bib", "--format", "json", **environment(services, name))
    changed = [each["key"] for each in run.json["upgraded"]]
    assert (run.code, len(changed)) == (3, 50), run.err
    text = bib.read_text()
    assert [each in text for each in entries] == [f"k{each.id}" not in changed for each in known]
    services[name].fault = None
    services[name].requests.clear()
    del services[name].answer
    shutil.rmtree(Path(environ["BIBTOOLS_CACHE_DIR"], "pace"))
    again = cli("upgrade", "refs.bib", "--format", "json", **environment(services, name))
    assert (again.code, len(again.json["upgraded"]), len(services[name].requests)) == (0, 50, 1), again.err
