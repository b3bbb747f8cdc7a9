"""Searches for titles in an upgrade: what they find passes the gates, within a budget that is announced before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from bibtools.app.declared_versions import DeclaredVersions
from bibtools.app.searched_versions import with_searched
from bibtools.app.searching import Searching
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import Preprint, preprint_of
from bibtools.matching.published_version import PublishedVersion
from bibtools.providers.resolution import Resolution
from bibtools.providers.title_search import BEYOND_BUDGET, SoughtTitle, TitleAnswers
from bibtools.records.publication import ARTICLE, INPROCEEDINGS, PREPRINT, Publication
from bibtools.records.record import Record
from bibtools.tex.names import Name

LOOMS, FISH = Identifier(ARXIV, "2101.00001"), Identifier(ARXIV, "2101.00002")
ADA, EVE = (Name("Lovelace", "Ada"),), (Name("Other", "Eve"),)
NOTHING_KNOWN = DeclaredVersions({}, {}, Resolution())


def preprint(identifier: Identifier = LOOMS, title: str = "Engines that Weave", doi: str | None = None) -> Preprint:
    record = Record(identifier=identifier, title=title, authors=ADA, provider="arxiv", date=date(2021, 1, 4), doi=doi)
    return preprint_of(record)


def hit(title: str = "Engines That Weave", authors: tuple[Name, ...] = ADA, kind: str = INPROCEEDINGS,
        year: int = 2021, venue: str = "Looms", doi: str = "10.1000/a") -> Record:  # fmt: skip
    where = Publication(type=kind, venue=venue, year=year, doi=doi)
    return Record(identifier=Identifier(DOI, doi), title=title, authors=authors, provider="crossref", publication=where)


class Asked:
    """Answers searches, and records what it was asked and what was announced before."""

    def __init__(self, *records: Record, trouble: str = "") -> None:
        self.records, self.trouble = records, trouble
        self.titles: list[str] = []
        self.notes: list[str] = []

    def search(self, wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        listed = list(wanted)
        assert self.notes  # it is announced before
        self.titles += [each.title for each in listed[:budget]]
        if self.trouble:
            return TitleAnswers({}, dict.fromkeys(listed, self.trouble))
        found = dict.fromkeys(listed[:budget], self.records)
        return TitleAnswers(found, dict.fromkeys(listed[budget:], BEYOND_BUDGET))

    def searching(self, budget: int = 10) -> Searching:
        return Searching(self.search, budget, self.notes.append)


@pytest.mark.parametrize(
    ("found", "gate", "proposed"),
    [
        ([hit()], "W-c", 0),
        ([hit(kind=ARTICLE, year=2024)], "W-c", 0),
        ([hit(), hit(title="Unrelated", doi="10.1000/b")], "W-c", 0),
        ([hit(authors=EVE)], None, 0),
        ([hit(kind=PREPRINT)], None, 0),  # a posting of the same title
        ([hit(year=2019)], None, 1),
        ([hit(year=2026)], None, 1),
        ([hit(title="Engines that Weave II")], None, 0),
        ([hit(title="Engines that Weave Cloth")], None, 1),
        ([hit(title="Erratum: Engines that Weave")], None, 0),
        ([hit(), hit(venue="Journal of Looms", kind=ARTICLE, year=2022, doi="10.1000/b")], None, 2),
        ([], None, 0),
    ],
)
def test_what_is_found_passes_the_same_gates(found: list[Record], gate: str | None, proposed: int) -> None:
    who = Asked(*found)
    done = with_searched([preprint()], NOTHING_KNOWN, who.searching())
    source, version = done.judged.get(LOOMS, ("crossref", PublishedVersion(None, None)))
    assert (version.gate, len(version.proposed), source, done.resolution.trouble) == (gate, proposed, "crossref", "")
    assert who.notes == ["identifiers and indexes do not settle 1 title; searching Crossref for 1 (--searches)"]


def test_a_doi_of_the_authors_contradicts_what_is_found() -> None:
    done = with_searched([preprint(doi="10.1000/own")], NOTHING_KNOWN, Asked(hit()).searching())
    assert done.judged[LOOMS][1].work is None


def test_no_more_is_asked_than_the_budget_has() -> None:
    who = Asked(hit())
    done = with_searched([preprint(), preprint(FISH, "Of Fish")], NOTHING_KNOWN, who.searching(1))
    assert (who.titles, set(done.judged), done.resolution.unresolved) == (["Engines that Weave"], {LOOMS}, {})
    nobody = Asked(hit())
    assert with_searched([preprint()], NOTHING_KNOWN, nobody.searching(0)) == NOTHING_KNOWN
    assert (nobody.titles, nobody.notes) == ([], [])


def test_nothing_is_asked_for_what_is_certain() -> None:
    work = PublishedWork("conf/a/1", "inproceedings", "Engines that Weave", ("Ada Lovelace",), "2021")
    before = DeclaredVersions({LOOMS: ("dblp", PublishedVersion(work, "W-c"))}, {}, Resolution())
    who = Asked(hit())
    assert with_searched([preprint()], before, who.searching()) == before
    assert who.notes == []


def test_an_outage_changes_nothing_and_is_told() -> None:
    done = with_searched([preprint()], NOTHING_KNOWN, Asked(hit(), trouble="cannot reach Crossref").searching())
    assert (done.judged, done.resolution.unresolved) == ({}, {LOOMS: "cannot reach Crossref"})
