"""Every way in which the services for published works can fail, through the command line: no wrong byte, exit 3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOBODY, Cli
from loopback import (
    FAULTS,
    FakeCrossref,
    FakeDataCite,
    FakeDoiOrg,
    FakeInspire,
    FakeOpenAlex,
    FakeSemanticScholar,
    FakeService,
    Fault,
    Paper,
    patience,
    serving,
)

from bibtools.providers.registry import SERVICES

VALUE, TEXKEY = "10.1145/3292500.3330701", "Example:1999ab"
WORK = Paper(VALUE, "Learning to Sort", ("Ada Example", "Guy van Sort"))
OLD = "% mine\n@article{old, title = {Old}}\n"


@pytest.fixture
def services() -> Iterator[dict[str, FakeService]]:
    with (
        serving(FakeCrossref()) as crossref,
        serving(FakeDataCite()) as datacite,
        serving(FakeDoiOrg()) as doi_org,
        serving(FakeInspire()) as inspire,
        serving(FakeOpenAlex()) as openalex,
        serving(FakeSemanticScholar()) as semantic_scholar,
    ):
        for each in (crossref, datacite, doi_org):
            each.know([WORK])
        inspire.know([WORK._replace(id=TEXKEY, doi=VALUE)])
        openalex.know([WORK._replace(id="10.1038/nature14539")])
        semantic_scholar.know([WORK._replace(id="1706.03762")])
        yield {
            "crossref": crossref,
            "datacite": datacite,
            "doiorg": doi_org,
            "inspire": inspire,
            "openalex": openalex,
            "semanticscholar": semantic_scholar,
        }


def environment(services: dict[str, FakeService], cache: Path, *alive: str) -> dict[str, str]:
    """Return the settings of a run in which only some services are there."""
    urls = {f"BIBTOOLS_{name.upper()}_URL": services[name].url if name in alive else NOBODY for name in SERVICES}
    paces = {f"BIBTOOLS_{name.upper()}_INTERVAL": "0" for name in SERVICES}
    return {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_CACHE_DIR": str(cache), **urls, **paces}


@pytest.fixture
def refs(paper: Path) -> Path:
    """A library, beside a list with the one work."""
    (paper / "list.txt").write_text(f"doi:{VALUE}\n", "utf-8")
    (paper / "refs.bib").write_text(OLD, "utf-8")
    return paper / "refs.bib"


EVERY_FAULT = pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.name)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["crossref", "datacite", "doiorg"])
@EVERY_FAULT
def test_a_fault_does_no_harm(
    refs: Path, cli: Cli, tmp_path: Path, services: dict[str, FakeService], name: str, fault: Fault
) -> None:
    services[name].fault = fault
    run = cli("sync", "--bib", "refs.bib", "list.txt", *patience(fault), **environment(services, tmp_path, name))
    assert "Traceback" not in run.err
    if fault.trouble or name == "doiorg":  # which has no records
        assert (run.code, refs.read_text("utf-8")) == (3, OLD)
        assert f"list.txt:1:5: not-asked: doi:{VALUE}: could not ask: " in run.err
    else:
        text = refs.read_text("utf-8")
        assert (run.code, text.startswith(OLD), f"{{{VALUE}}}" in text) == (0, True, True)
        assert all(char.isprintable() or char == "\n" for char in text)
        assert "\\input" not in text


@pytest.mark.slow
@EVERY_FAULT
def test_a_fault_of_inspire_says_nothing_of_a_key(
    cli: Cli, tmp_path: Path, services: dict[str, FakeService], fault: Fault
) -> None:
    services["inspire"].fault = fault
    run = cli("get", TEXKEY, *patience(fault), **environment(services, tmp_path, "inspire"))
    assert "Traceback" not in run.err
    assert (run.code, run.out == "") == ((3, True) if fault.trouble else (0, False)), run.err


@pytest.mark.slow
@pytest.mark.parametrize("name", ["openalex", "semanticscholar", "crossref", "doiorg", "inspire"])
@EVERY_FAULT
def test_doctor_tells_a_fault(
    cli: Cli, tmp_path: Path, services: dict[str, FakeService], name: str, fault: Fault
) -> None:
    services["crossref"].know([WORK._replace(id="10.1038/nature14539")])
    services["doiorg"].know([WORK._replace(id="10.1038/nature14539")])
    services["inspire"].know([WORK._replace(id="Maldacena:1997re")])
    services[name].fault = fault
    settings = environment(services, tmp_path, name) | {"BIBTOOLS_SEMANTICSCHOLAR_KEY": "k"}
    run = cli("doctor", "--format", "json", *patience(fault), **settings)
    [answer] = [each for each in run.json["services"] if each["name"] == name]
    says_no_words = name in {"openalex", "doiorg"} and fault.name == "wrong charset"
    assert (answer["status"] == "found") is not (fault.trouble and not says_no_words), answer


def test_a_hundred_works_are_at_most_four_requests(
    paper: Path, cli: Cli, tmp_path: Path, services: dict[str, FakeService]
) -> None:
    works = [WORK._replace(id=f"10.1000/a.{number}", title=f"Sorting {number}") for number in range(96)]
    services["crossref"].know(works)
    data = WORK._replace(id="10.5281/zenodo.1", title="Data")
    services["datacite"].know([data])
    listed = [*(each.id for each in works), data.id, "10.1000/gone", "10.1000/gone.2", VALUE]
    (paper / "list.txt").write_text("".join(f"doi:{each}\n" for each in listed), "utf-8")
    settings = environment(services, tmp_path, "crossref", "datacite", "doiorg")
    run = cli("sync", "--bib", "refs.bib", "list.txt", "--format", "json", **settings)
    asked = {name: len(each.requests) for name, each in services.items()}
    assert asked == {"crossref": 2, "datacite": 1, "doiorg": 1, "inspire": 0, "openalex": 0, "semanticscholar": 0}
    assert (run.code, run.json["nonexistent"]) == (1, ["doi:10.1000/gone", "doi:10.1000/gone.2"])
    assert len(run.json["added"]) == 98
    again = cli("sync", "--bib", "refs.bib", "list.txt", **settings)
    assert again.code == 1
    assert sum(len(each.requests) for each in services.values()) == 4  # what does not exist is remembered, too


@pytest.mark.slow
def test_a_connection_that_drops_in_the_middle_costs_what_was_not_asked(
    paper: Path, cli: Cli, tmp_path: Path, services: dict[str, FakeService]
) -> None:
    works = [WORK._replace(id=f"10.1000/a.{number}", title=f"Sorting {number}") for number in range(100)]
    crossref = services["crossref"]
    crossref.know(works)
    (paper / "list.txt").write_text("".join(f"doi:{each.id}\n" for each in works), "utf-8")
    first = crossref.answer("/works?filter=" + ",".join(f"doi:{each.id}" for each in works[:50]))
    crossref.replies, crossref.fault = [first], FAULTS["reset before the answer"]
    run = cli(
        "sync", "--bib", "refs.bib", "list.txt", "--format", "json", **environment(services, tmp_path, "crossref")
    )
    assert (run.code, run.json["nonexistent"], len(run.json["added"])) == (3, [], 50)
    assert len(run.json["unresolved"]) == 50
