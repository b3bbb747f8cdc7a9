"""Every way in which a service can fail, through the command line: no wrong byte, the right exit code, in time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import bibtexparser.entrypoint
import pytest
from conftest import NOBODY, Cli
from loopback import (
    FAULTS,
    HANGS,
    FakeArxiv,
    FakeDataCite,
    FakeOai,
    FakeService,
    Fault,
    Paper,
    patience,
    serving,
)
from row_tables import thinned

PAPER = Paper("2101.00001", "Learning to Sort", ("Ada Example", "Guy van Sort"), comment="12 pages")
OLD = "% mine\n@article{old, title = {Old}}\n"
ORDER = ("arxiv", "datacite", "oai")


@pytest.fixture
def services() -> Iterator[dict[str, FakeService]]:
    with serving(FakeArxiv()) as arxiv, serving(FakeDataCite()) as datacite, serving(FakeOai()) as oai:
        known: dict[str, FakeService] = {"arxiv": arxiv, "datacite": datacite, "oai": oai}
        for each in known.values():
            each.know([PAPER])
        yield known


def environment(services: dict[str, FakeService], alive: Sequence[str], cache: Path) -> dict[str, str]:
    """Return the settings of a run in which the other services refuse connections."""
    urls = {f"BIBTOOLS_{name.upper()}_URL": services[name].url if name in alive else NOBODY for name in ORDER}
    paces = {f"BIBTOOLS_{name.upper()}_INTERVAL": "0" for name in ORDER}
    return {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_CACHE_DIR": str(cache), **urls, **paces}


# One of each kind, for every run of the tests; the others are as many again and again.
USUAL = frozenset(
    ["429", "403", "500", "200 with HTML", "301 to another host", "truncated body", "malformed body"]
    + ["other ids than asked", "hostile title"]
)


assert set(FAULTS) >= USUAL | HANGS, "a name is misspelt"


def is_usual(name: str, fault: Fault) -> bool:
    return fault.name in (USUAL if name == "arxiv" else {"200 with HTML", "malformed body", "hostile title"})


ROWS = [
    pytest.param(
        name,
        fault,
        marks=() if is_usual(name, fault) else pytest.mark.slow,
        id=f"{name}: {fault.name}",
    )
    for name in ORDER
    for fault in FAULTS.values()
]
# Whose deadlines are waited for in tests of their own, and who has nobody behind it.
HELPED = [
    pytest.param(name, fault, id=f"{name}: {fault.name}")
    for name in ORDER[:-1]
    for fault in FAULTS.values()
    if fault.name not in HANGS
]


@pytest.fixture
def refs(paper: Path) -> Path:
    """A library, beside a list with the one paper."""
    (paper / "list.txt").write_text(f"{PAPER.id}\n", "utf-8")
    (paper / "refs.bib").write_text(OLD, "utf-8")
    return paper / "refs.bib"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "fault"), ROWS)
def test_a_fault_does_no_harm(
    refs: Path, cli: Cli, tmp_path: Path, services: dict[str, FakeService], name: str, fault: Fault
) -> None:
    services[name].fault = fault
    run = cli("sync", "--bib", "refs.bib", "list.txt", *patience(fault), **environment(services, [name], tmp_path))
    # The reason shows that the limit was kept: the clock would count the time of other programs, too.
    assert fault.name not in HANGS or re.search(r" (?:after|within) (?:1|0\.\d+) seconds|are used up", run.err), run.err
    assert "Traceback" not in run.err
    if fault.trouble:
        assert (run.code, refs.read_text("utf-8")) == (3, OLD)
        assert f"list.txt:1:1: not-asked: arXiv:{PAPER.id}: could not ask: " in run.err
    else:
        assert run.code == 0
        assert_one_clean_entry(refs.read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "fault"), HELPED)
def test_the_next_service_helps_out(
    refs: Path, cli: Cli, tmp_path: Path, services: dict[str, FakeService], name: str, fault: Fault
) -> None:
    services[name].fault = fault
    alive = ORDER[ORDER.index(name) :]
    run = cli("sync", "--bib", "refs.bib", "list.txt", **environment(services, alive, tmp_path))
    assert run.code == 0
    assert_one_clean_entry(refs.read_text("utf-8"))


def assert_one_clean_entry(text: str) -> None:
    assert text.startswith(OLD)
    assert all(char.isprintable() or char == "\n" for char in text)
    library = bibtexparser.entrypoint.parse_string(text.removeprefix(OLD))
    assert (len(library.blocks), len(library.entries)) == (1, 1)
    fields = library.entries[0].fields_dict
    assert (fields["eprint"].value, fields["author"].value) == (PAPER.id, "Example, Ada and van Sort, Guy")
    assert (fields["year"].value, "\\input" in fields["title"].value) == ("2021", False)


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize(
    ("url", "said"),
    thinned(
        [
            (NOBODY, "cannot reach 127.0.0.1 (connection refused)"),
            ("https://nobody.invalid", "cannot reach nobody.invalid ("),
            ("https:{}", "cannot reach 127.0.0.1 ("),  # a server that speaks no TLS
        ]
    ),
)
def test_who_cannot_be_reached_is_told_at_once(
    cli: Cli, tmp_path: Path, services: dict[str, FakeService], name: str, url: str, said: str
) -> None:
    there = url.format(services[name].url.removeprefix("http:"))
    settings = environment(services, [], tmp_path) | {f"BIBTOOLS_{name.upper()}_URL": there}
    run = cli("get", PAPER.id, "--format", "json", **settings)
    assert (run.code, said in run.json["unresolved"][0]["reason"], run.json["nonexistent"]) == (3, True, [])
    assert "seconds" not in run.json["unresolved"][0]["reason"]  # nobody has waited for a limit


class Hang(NamedTuple):
    """A run in which some services hang in one way, and how it must end."""

    fault: str
    hanging: tuple[str, ...]
    code: int


ENDLESS = 300  # seconds: what even a busy machine does not need
HANGING = [Hang(fault, hanging, code) for fault in sorted(HANGS) for hanging, code in ((ORDER, 3), (("arxiv",), 0))]


@contextmanager
def asking(hang: Hang, folder: Path, environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start such a run, with services of its own."""
    with ExitStack() as stack:
        fakes: list[FakeService] = [FakeArxiv(), FakeDataCite(), FakeOai()]
        services = {name: stack.enter_context(serving(fake)) for name, fake in zip(ORDER, fakes, strict=True)}
        for name, service in services.items():
            service.know([PAPER])
            service.fault = FAULTS[hang.fault] if name in hang.hanging else None
        command = [sys.executable, "-m", "bibtools", "get", PAPER.id]
        settings = {**environ, **environment(services, ORDER, folder)}
        yield stack.enter_context(
            subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        )


@pytest.mark.slow(seconds=30)
def test_services_that_hang_are_given_up(tmp_path: Path, environ: dict[str, str]) -> None:
    """All at once, since each takes as long as it may."""
    with ExitStack() as stack:
        running = [stack.enter_context(asking(each, tmp_path / str(n), environ)) for n, each in enumerate(HANGING)]
        for hang, process in zip(HANGING, running, strict=True):
            out, _ = process.communicate(timeout=ENDLESS)
            assert (process.returncode, "{Learning to Sort}" in out) == (hang.code, hang.code == 0), hang
