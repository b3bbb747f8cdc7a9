"""Works of any scheme go the whole way, from a mention to what is reported: DOIs beside arXiv ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from json import dumps, loads
from pathlib import Path

import pytest

from bibtools.app.check import Checking, check
from bibtools.app.check_cache import LibraryFacts, NoCheckCache
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.extract import Extract
from bibtools.app.findings import misspelt_ids, of_sources
from bibtools.app.gather import Gathered
from bibtools.app.source_files import SourceFiles
from bibtools.app.sync import sync_paper
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.core.finding import Finding
from bibtools.core.text import Position, Span
from bibtools.files.write_access import by_user
from bibtools.hook.facts_cache import of_extract, of_facts, to_extract, to_facts
from bibtools.identifiers.identifier import ARXIV, DOI, STRONG, Identifier
from bibtools.providers.resolution import Resolution
from bibtools.records.record import Record
from bibtools.reports import json, outcome_text, summary
from bibtools.sources.mention import Mention, Scan
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
VALUE = "10.1145/3292500.3330701"
PAPER, HELD, GONE = Identifier(DOI, VALUE), Identifier(DOI, "10.1000/held"), Identifier(DOI, "10.1000/gone")
PREPRINT = Identifier(ARXIV, "2106.00134", 2)
LIBRARY = "@article{own, title = {Held}, doi = {10.1000/HELD}}\n@misc{knots, title = {Knots}, eprint = {2106.00134}}\n"


def mention(identifier: Identifier, key: str | None = None, at: int = 0) -> Mention:
    text = str(identifier)
    return Mention("p.tex", Span(at, at + len(text)), Position(1, at + 1), identifier, STRONG, text, key, listed=True)


MENTIONS = (mention(PREPRINT), mention(HELD, at=40), mention(PAPER, VALUE, 80), mention(GONE, at=120))


class Asked:
    """Knows one work, and notes what it was asked for."""

    def __init__(self) -> None:
        self.works: list[Identifier] = []

    def __call__(self, works: Sequence[Identifier]) -> Resolution:
        self.works += works
        record = Record(identifier=PAPER, title="Optuna", authors=(Name("Akiba", "Takuya"),), provider="test")
        return Resolution({PAPER: record}, nonexistent=(GONE,))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(LIBRARY, "utf-8")
    return tmp_path


def synced(asked: Asked) -> SyncOutcome:
    options = SyncOptions(bib=by_user("refs.bib"), diff=True)
    return sync_paper(options, TODAY, asked, lambda found, _: found, None, Gathered(mentions=MENTIONS))


@pytest.mark.usefixtures("folder")
def test_sync_has_works_by_scheme_and_value() -> None:
    asked = Asked()
    outcome = synced(asked)
    assert asked.works == [PAPER, GONE]
    plan = outcome.plan
    assert [(each.identifier, each.key) for each in plan.present] == [(PREPRINT.work, "knots"), (HELD, "own")]
    assert [(each.identifier, each.key) for each in plan.added] == [(PAPER, VALUE)]
    values = json.synced([outcome])
    assert values["present"] == [{"id": "2106.00134", "key": "knots"}, {"id": "doi:10.1000/held", "key": "own"}]
    assert values["nonexistent"] == ["doi:10.1000/gone"]
    told = outcome_text.diagnostics(outcome)
    written = replace(outcome, options=replace(outcome.options, diff=False))
    assert f"  added    {VALUE}  doi:{VALUE}  Optuna\n" in outcome_text.result(written)
    assert "p.tex:1:121: nonexistent-id: doi:10.1000/gone does not exist: doi.org has no such paper" in told


class Remembered(NoCheckCache):
    """A cache that knows what the one source says."""

    def source(self, name: str) -> Extract:  # type: ignore[override] # the other knows nothing
        del name
        return Extract(Scan(MENTIONS))


def checked() -> CheckOutcome:
    return check(SourceFiles(("p.tex",)), by_user("refs.bib"), Checking(TODAY, cache=Remembered()))[0]


@pytest.mark.usefixtures("folder")
def test_a_check_has_works_by_scheme_and_value() -> None:
    outcome = checked()
    assert outcome.present == ((PREPRINT.work, "knots"), (HELD, "own"))
    assert [each.identifier for each in outcome.missing] == [PAPER, GONE]
    assert [each.data["identifier"] for each in outcome.all_missing] == [f"doi:{VALUE}", "doi:10.1000/gone"]
    assert outcome.all_missing[0].message.startswith(f"doi:{VALUE} is not in refs.bib: run bibtools sync")
    [paper] = loads(summary.checked([outcome], "json", {})[0])["papers"]
    assert paper["missing"] == [f"doi:{VALUE}", "doi:10.1000/gone"]


def test_what_the_hooks_keep_of_a_library_comes_back() -> None:
    facts = LibraryFacts(
        {PREPRINT.work: "knots", HELD: "own"}, [PAPER, Identifier(ARXIV, "hep-th/9711200")], {"own": "key"}, ()
    )
    kept = of_facts(facts)
    assert kept[:2] == [{"2106.00134": "knots", "doi:10.1000/held": "own"}, [f"doi:{VALUE}", "hep-th/9711200"]]
    assert to_facts("refs.bib", kept)._replace(faults=()) == facts


def test_what_the_hooks_keep_of_a_source_comes_back() -> None:
    extract = Extract(Scan(MENTIONS))
    assert to_extract("p.tex", loads(dumps(of_extract(extract)))).scan == extract.scan


def test_findings_are_placed_where_their_work_is_named_first() -> None:
    first = Gathered(mentions=MENTIONS).first_mentions
    assert list(first) == [PREPRINT.work, HELD, PAPER, GONE]
    for work in (PAPER, PREPRINT.work):
        placed = Finding("withdrawn", "refs.bib", None, "words", about=work).placed(first)
        assert (placed.path, placed.position) == ("p.tex", first[work].position)
    for stranger in (Identifier(ARXIV, VALUE), Identifier(DOI, "2106.00134"), VALUE, None):
        assert Finding("withdrawn", "refs.bib", None, "words", about=stranger).placed(first).path == "refs.bib"


def test_nothing_is_said_of_a_bare_number_whose_work_is_known() -> None:
    assert [*of_sources(Gathered(mentions=MENTIONS), [PAPER]), *misspelt_ids(MENTIONS)] == []
