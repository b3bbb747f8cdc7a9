"""Publications that others name: INSPIRE's record writes, a match of an aggregator is only proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bibtools.app.declared_versions import DeclaredVersions
from bibtools.app.named_versions import Candidates, VersionSources, with_named
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import preprint_of
from bibtools.matching.published_version import PublishedVersion
from bibtools.providers.resolution import Resolution
from bibtools.records.publication import ARTICLE, PREPRINT, Publication
from bibtools.records.record import Record
from bibtools.tex.names import Name

ID = Identifier(ARXIV, "2101.00001")
ADA, EVE = (Name("Lovelace", "Ada"),), (Name("Other", "Eve"),)
NOBODY = DeclaredVersions({}, {}, Resolution())


def preprint(category: str = "hep-th", doi: str | None = None) -> Record:
    return Record(identifier=ID, title="Engines that Weave", authors=ADA, provider="arxiv", date=date(2021, 1, 4),
                  categories=(category,), doi=doi)  # fmt: skip


def published(title: str = "Engines that Weave", authors: tuple[Name, ...] = ADA, kind: str = ARTICLE,
              identifier: Identifier = ID, year: int = 2021) -> Record:  # fmt: skip
    where = Publication(type=kind, venue="Phys. Rev. D", volume="7", year=year, doi="10.1103/7")
    return Record(identifier=identifier, title=title, authors=authors, provider="inspire", publication=where)


class Asked:
    """Who names publications, and what it was asked."""

    def __init__(
        self, record: Record | None = None, candidates: Sequence[tuple[str, str]] = (), trouble: str = ""
    ) -> None:
        self.record, self.listed, self.trouble = record, list(candidates), trouble
        self.asked: list[str] = []

    def naming(self) -> VersionSources:
        return VersionSources(self.published, self.candidates)

    def published(self, identifiers: Sequence[Identifier]) -> Resolution:
        self.asked += [f"inspire {each.value}" for each in identifiers]
        if self.trouble:
            return Resolution(unresolved=dict.fromkeys(identifiers, self.trouble), trouble=self.trouble)
        return Resolution({ID: self.record}) if self.record else Resolution(unresolved={ID: "inspire does not list it"})

    def candidates(self, identifiers: Sequence[Identifier]) -> Candidates:
        self.asked += [f"candidates {each.value}" for each in identifiers]
        return Candidates({ID: self.listed} if self.listed else {}, Resolution())

    def resolve(self, identifiers: Sequence[Identifier]) -> Resolution:
        self.asked += [f"crossref {each.value}" for each in identifiers]
        return Resolution({each: published(identifier=each) for each in identifiers if each.value == "10.1103/7"})


def outcome(who: Asked, record: Record, before: DeclaredVersions = NOBODY) -> tuple[PublishedVersion | None, str, str]:
    done = with_named([(preprint_of(record), record)], before, who.naming(), who.resolve)
    source, version = done.judged.get(ID, ("", None))
    return version, source, done.resolution.trouble


@pytest.mark.parametrize(
    ("found", "gate"),
    [
        (published(), "W-b"),
        (published(title="Another Title in Print"), "W-b"),  # the id and the first author are enough
        (published(authors=EVE), "W-b"),  # and so are the id and the title
        (published(title="Another Title in Print", authors=EVE), None),
        (published(kind=PREPRINT), None),
        (published(title="Erratum to: Engines that Weave"), None),
        (None, None),
    ],
)
def test_a_record_that_names_the_id_writes(found: Record | None, gate: str | None) -> None:
    version, source, trouble = outcome(Asked(found), preprint())
    assert (version.gate if version else None, trouble) == (gate, "")
    assert source == ("inspire" if gate else "")


@pytest.mark.parametrize("category", ["cs.LG", "math.AG", "stat.ML"])
def test_inspire_is_not_asked_for_what_it_does_not_collect(category: str) -> None:
    who = Asked(published())
    assert outcome(who, preprint(category))[0] is None
    assert who.asked == ["candidates 2101.00001"]


def test_nobody_is_asked_for_what_is_certain() -> None:
    who = Asked(published(), [("comet", "10.1103/7")])
    work = PublishedWork("conf/a/1", "inproceedings", "Engines that Weave", ("Ada Lovelace",), "2021")
    before = DeclaredVersions({ID: ("dblp", PublishedVersion(work, "W-c"))}, {}, Resolution())
    version, source, _ = outcome(who, preprint(), before)
    assert (version and version.gate, source, who.asked) == ("W-c", "dblp", [])


def test_a_match_is_only_proposed() -> None:
    who = Asked(None, [("semanticscholar", "10.1103/7"), ("comet", "10.1000/unknown")])
    version, source, _ = outcome(who, preprint("cs.LG"))
    assert version is not None
    assert (version.work, version.gate, source) == (None, None, "semanticscholar")
    [proposal] = version.proposed
    assert (proposal.work.doi, proposal.reason) == ("10.1103/7", "semanticscholar is the only source of its DOI")
    assert who.asked == ["candidates 2101.00001", "crossref 10.1103/7", "crossref 10.1000/unknown"]


def test_matches_are_not_asked_for_where_the_authors_name_a_doi() -> None:
    who = Asked(None, [("comet", "10.1103/7")])
    assert outcome(who, preprint("cs.LG", "10.1000/own"))[0] is None
    assert who.asked == []


def test_an_outage_changes_nothing_and_is_told() -> None:
    version, _, trouble = outcome(Asked(published(), trouble="cannot reach inspirehep.net"), preprint())
    assert (version, trouble) == (None, "cannot reach inspirehep.net")
