"""Verification by searching for titles: what is found, what is not, and what could not be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from nobody_knows import NOBODY

from bibtools.app.searching import Searching
from bibtools.app.verify import verify
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.core.text import Source
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.providers.resolution import Resolution
from bibtools.providers.title_search import BEYOND_BUDGET, SoughtTitle, TitleAnswers
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.reports.verify import diagnostics
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)
ARTICLE = Publication(type=kinds.ARTICLE, venue="Journal of Looms", year=2019, doi="10.1000/loom")
WORK = Record(
    identifier=Identifier(DOI, "10.1000/loom"),
    title="Engines that Weave Numbers",
    authors=(Name("Lovelace", "Ada"),),
    provider="crossref",
    publication=ARTICLE,
)
ENTRY = "@article{%s, title = {%s}, author = {Ada Lovelace}, journal = {J. Looms}, year = {2019}}\n"
BOOK = "@book{book, title = {The Art of Weaving}, author = {Ada Lovelace}, publisher = {Loom Press}, year = {2019}}\n"


class Crossref:
    """Answers for some titles, and records what it was asked and what was announced before."""

    def __init__(self, *records: Record, trouble: str = "") -> None:
        self.records, self.trouble = records, trouble
        self.sought: list[str] = []
        self.notes: list[str] = []

    def __call__(self, wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        assert self.notes  # before anybody is asked
        listed = list(wanted)
        asked = listed[:budget]
        self.sought += [each.title for each in asked]
        late = dict.fromkeys(listed[budget:], BEYOND_BUDGET)
        if self.trouble:
            return TitleAnswers({}, {**dict.fromkeys(asked, self.trouble), **late})
        return TitleAnswers(dict.fromkeys(asked, self.records), late)

    def verified(self, text: str, budget: int = 20, *, is_offline: bool = False) -> VerifyOutcome:
        searching = Searching(self, budget, self.notes.append)
        return verify(
            Source("r.bib", text),
            "r.bib",
            lambda wanted: Resolution(unresolved=dict.fromkeys(wanted, "down")),
            NOBODY,
            TODAY,
            is_offline=is_offline,
            searching=searching,
        )


@pytest.mark.parametrize(
    ("record", "verdict", "fields"),
    [
        (WORK, "agrees", []),
        (replace(WORK, authors=(Name("Hopper", "Grace"),)), "unconfirmed", []),  # few words
        (replace(WORK, title="Engines that Spin Numbers"), "contradicts", ["title"]),
        (replace(WORK, title="Of Fish"), "unconfirmed", []),
        (replace(WORK, publication=replace(ARTICLE, venue="Journal of Fish")), "unconfirmed", ["booktitle"]),
    ],
)
def test_what_is_found_is_compared(record: Record, verdict: str, fields: list[str]) -> None:
    [entry] = Crossref(record).verified(ENTRY % ("k", "Engines that Weave Numbers")).entries
    assert (entry.verdict, [each.field for each in entry.differences]) == (verdict, fields)


@pytest.mark.parametrize(
    ("published", "states"),
    [
        (ARTICLE, ()),
        (replace(ARTICLE, retracted=True), ("retracted",)),
        (replace(ARTICLE, superseded=True), ("superseded",)),
    ],
)
def test_states_of_what_is_found(published: Publication, states: tuple[str, ...]) -> None:
    found = Crossref(replace(WORK, publication=published))
    [entry] = found.verified(ENTRY % ("k", "Engines that Weave Numbers")).entries
    assert entry.states == states


def test_nothing_found_is_no_contradiction() -> None:
    outcome = Crossref().verified(BOOK)
    assert [(each.verdict, each.reason) for each in outcome.entries] == [("unconfirmed", "")]
    assert (outcome.findings, outcome.exit_code) == ((), 0)


def test_papers_come_first_and_the_budget_is_told() -> None:
    crossref = Crossref()
    outcome = crossref.verified(BOOK + ENTRY % ("one", "On Looms") + ENTRY % ("two", "On Engines"), budget=2)
    assert crossref.sought == ["On Looms", "On Engines"]
    assert [(each.key, each.verdict) for each in outcome.entries] == [
        ("book", "not-asked"),
        ("one", "unconfirmed"),
        ("two", "unconfirmed"),
    ]
    [note] = crossref.notes
    assert "settle 3 titles" in note
    assert "searching Crossref, then DataCite, for 2" in note
    assert (outcome.exit_code, outcome.unasked) == (0, 0)  # no request was made who did not answer


def test_who_does_not_answer_confirms_nothing() -> None:
    outcome = Crossref(trouble="crossref: cannot be reached").verified(BOOK)
    [entry] = outcome.entries
    assert (entry.verdict, entry.reason) == ("not-asked", "crossref: cannot be reached")
    assert (outcome.exit_code, outcome.unasked, outcome.trouble) == (3, 1, "crossref: cannot be reached")
    note = "1 title could not be looked up: crossref: cannot be reached\n"
    assert diagnostics(outcome).endswith(note)
    mixed = outcome._replace(unasked=4, unsearched=1)
    assert diagnostics(mixed).endswith(f"3 identifiers and {note}")
    only_identifiers = outcome._replace(unasked=2, unsearched=0)
    assert ": 2 identifiers could not be looked up: " in diagnostics(only_identifiers)


def test_offline_and_without_a_title_nobody_is_asked() -> None:
    crossref = Crossref(WORK)
    assert [each.verdict for each in crossref.verified(BOOK, is_offline=True).entries] == ["not-asked"]
    assert [each.verdict for each in crossref.verified("@misc{k, title = {???}}").entries] == ["unconfirmed"]
    assert [each.verdict for each in crossref.verified(BOOK, budget=0).entries] == ["not-asked"]
    assert crossref.sought == []
