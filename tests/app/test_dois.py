"""Which works that sources name by DOI have to be in a library, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from bibtools.app.add import AddOptions, Here, add
from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.app.sync_setup import planned_add
from bibtools.app.world import Connections, World
from bibtools.config.configuration import Config
from bibtools.files.workspace import HERE
from bibtools.files.write_access import by_user
from bibtools.identifiers.doi_policy import ALL_DOIS, DoiPolicy
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.providers.resolution import Resolution
from bibtools.records.publication import ARTICLE, Publication
from bibtools.records.record import Record
from bibtools.sources.filetypes import WALKED
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)


def resolve(works: Sequence[Identifier]) -> Resolution:
    return Resolution({each: record(each) for each in works})


def unasked(*_: object) -> NoReturn:
    pytest.fail("nobody else is asked")


def record(work: Identifier) -> Record:
    published = Publication(type=ARTICLE, venue="J. Looms", year=2020, doi=work.value)
    title = f"Looms {work.value}"
    return Record(identifier=work, title=title, authors=(Name("Byron", "Ada"),), provider="test", publication=published)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text("% mine\n", "utf-8")
    return tmp_path


def synced(folder: Path, name: str, text: str, dois: DoiPolicy = "cited") -> SyncOutcome:
    (folder / name).write_text(text, "utf-8")
    [outcome] = sync(
        SyncOptions(sources=Sources([name]), bib=by_user("refs.bib"), dois=dois), TODAY, resolve, lambda found, _: found
    )
    return outcome


TAKEN = [
    ("p.tex", r"\cite{10.1000/a}", ["10.1000/a"]),
    ("p.tex", r"\citep[see][]{doi:10.1000/a, other2019}", ["10.1000/a"]),
    ("p.md", "As [@doi:10.1000/a] says.", ["10.1000/a"]),
    ("p.md", "As @10.1000/a says.", ["10.1000/a"]),
    ("p.md", "- Looms. https://doi.org/10.1000/a\n", ["10.1000/a"]),
    (
        "p.md",
        "1. [Looms](https://doi.org/10.1000/a)\n2. [Other](https://doi.org/10.1000/b)\n",
        ["10.1000/a", "10.1000/b"],
    ),
    ("p.txt", "10.1000/a\n10.1000/b\n", ["10.1000/a", "10.1000/b"]),
    ("p.txt", "[1] A. Byron. Looms. doi:10.1000/a.\n", ["10.1000/a"]),
    # Named in passing, or beside an arXiv id: that would be the same paper's.
    ("p.tex", r"See \url{https://doi.org/10.1000/a}.", []),
    ("p.md", "See [Looms](https://doi.org/10.1000/a) for more.", []),
    ("p.txt", "Looms were described in doi:10.1000/a long ago.", []),
    ("p.txt", "Looms were described in 10.1000/a long ago.", []),
    ("p.py", "# see https://doi.org/10.1000/a for more\n", []),
    ("p.tex", r"% \cite{10.1000/a}", []),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("name", "text", "expected"), TAKEN)
def test_what_is_cited_or_listed_is_taken(folder: Path, name: str, text: str, expected: list[str]) -> None:
    outcome = synced(folder, name, text)
    assert [each.identifier.value for each in outcome.plan.added] == expected


def test_what_is_named_in_passing_is_told_once(folder: Path) -> None:
    text = "See https://doi.org/10.1000/a and doi:10.1000/A, and https://doi.org/10.1000/b.\n"
    told = [each for each in synced(folder, "p.txt", text).all_findings if each.rule == "doi-in-passing"]
    assert [each.data["identifier"] for each in told] == ["doi:10.1000/a", "doi:10.1000/b"]
    assert "bibtools add doi:10.1000/a" in told[0].message
    assert synced(folder, "p.txt", text).exit_code == 0
    (folder / "refs.bib").write_text(
        "@misc{x, doi = {https://doi.org/10.1000/A}}\n@misc{y, url = {https://doi.org/10.1000/b}}", "utf-8"
    )
    assert [each for each in synced(folder, "p.txt", text).all_findings if each.rule == "doi-in-passing"] == []


@pytest.mark.parametrize(
    ("dois", "added"), [("cited", ["10.1000/a"]), ("all", ["10.1000/a", "10.1000/b"]), ("none", [])]
)
def test_a_setting_says_which_are_taken(folder: Path, dois: DoiPolicy, added: list[str]) -> None:
    outcome = synced(folder, "p.md", "As [@10.1000/a] says; see doi:10.1000/b.", dois)
    assert [each.identifier.value for each in outcome.plan.added] == added


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "held",
    [
        "doi = {10.1000/A}",
        "doi = {https://doi.org/10.1000/a}",
        "doi = {doi:10.1000/a}",
        "url = {http://dx.doi.org/10.1000/a}",
        "howpublished = {\\url{https://doi.org/10.1000/a}}",
        "title = {Looms 10.1000/a}, author = {Byron, Ada}, year = 2020",
    ],
)
def test_an_entry_with_that_doi_counts_in_every_spelling(folder: Path, held: str) -> None:
    (folder / "refs.bib").write_text(f"@article{{own,\n  {held}\n}}\n", "utf-8")
    outcome = synced(folder, "p.tex", r"\cite{10.1000/a}")
    assert [each.identifier for each in outcome.plan.added] == []
    known = {each.identifier: each.key for each in outcome.plan.present}
    known |= {each.identifier: each.key for each in outcome.plan.updated}
    assert known == {Identifier(DOI, "10.1000/a"): "own"}
    again = synced(folder, "p.tex", r"\cite{10.1000/a}")
    assert (again.changed, [each.key for each in again.plan.present]) == (False, ["own"])


def dois_of(outcome: SyncOutcome) -> list[str]:
    return [each.identifier.value for each in outcome.plan.added]


IN_PASSING = [
    ("p.tex", r"See \url{https://doi.org/10.1000/a}."),
    ("p.tex", r"\cite{10.1000/a} and \cite{doi:10.1000/b}"),
    ("p.md", "See [Looms](https://doi.org/10.1000/a), and @doi:10.1000/b."),
    ("p.typ", '#link("https://doi.org/10.1000/a")[Looms]'),
    ("p.py", "# see https://doi.org/10.1000/a for more\n"),
]


def test_add_takes_what_the_user_names_and_nothing_that_the_sources_name(folder: Path) -> None:
    for name, text in IN_PASSING:
        (folder / name).write_text(text, "utf-8")
        options = AddOptions(
            what=["10.1000/new"],
            papers=[(Sources([name]), by_user("refs.bib"))],
            sync=SyncOptions(only_adds=True, diff=True, dois=ALL_DOIS),
        )
        outcome = add(options, Here(TODAY, resolve, lambda found, _: found, unasked))
        assert dois_of(outcome.done) == ["10.1000/new"], (name, text)
        assert set(outcome.done.resolution.asked) == {Identifier(DOI, "10.1000/new")}, (name, text)
        assert outcome.exit_code == 1


def test_so_does_the_editor(folder: Path) -> None:
    for name, text in IN_PASSING:
        (folder / name).write_text(text, "utf-8")
        [gathered] = gather_papers(Sources([name]), TODAY, WALKED)
        here = World(
            Config(), TODAY, lambda: Connections(resolve, lambda found, _: found, unasked, unasked, unasked, unasked)
        )
        outcome = planned_add(
            gathered, SyncOptions(bib=by_user("refs.bib")), here, HERE, Identifier(DOI, "10.1000/new"), "new"
        )
        assert dois_of(outcome) == ["10.1000/new"], (name, text)
