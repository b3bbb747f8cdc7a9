"""Publications by the authors' own DOIs: what a service's answer changes, and that an outage changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from nobody_knows import NOBODY

from bibtools.app.upgrade import Knowing, UpgradeOutcome, upgrade
from bibtools.app.verify import verify
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.bibliography.entries.options import EntryPreferences
from bibtools.core.text import Source
from bibtools.files.write_access import by_user
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.providers.resolution import OFFLINE, Resolution
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex.names import Name, parse_display

TODAY = date(2026, 11, 30)
ADA = tuple(name for each in ("Ada Lovelace", "Charles Babbage") if (name := parse_display(each)))
LOOMS, FIRST = Identifier(ARXIV, "1801.00001"), Identifier(DOI, "10.1145/1.2")
PREPRINT = Record(
    identifier=LOOMS,
    title="Of Looms and Engines",
    authors=ADA,
    provider="arxiv",
    date=date(2018, 1, 1),
    doi=FIRST.value,
)
ARTICLE = Publication(
    type=kinds.ARTICLE, venue="Journal of Looms", volume="7", article_number="42", year=2019, doi=FIRST.value
)
PUBLISHED = Record(identifier=FIRST, title=PREPRINT.title, authors=ADA, provider="crossref", publication=ARTICLE)
BIB = """@misc{looms,
  title = {Of Looms and Engines},
  author = {Ada Lovelace and Charles Babbage},
  year = {2018},
  eprint = {1801.00001},
  keywords = {mine}
}
"""


class Service:
    """Answers for some records, and counts how often it is asked for DOIs."""

    def __init__(self, *records: Record, absent: Sequence[Identifier] = (), trouble: str = "") -> None:
        self.records = {each.identifier: each for each in records}
        self.absent, self.trouble = absent, trouble
        self.asked: list[list[Identifier]] = []

    def __call__(self, wanted: Sequence[Identifier]) -> Resolution:
        if any(each.scheme == DOI for each in wanted):
            self.asked.append(list(wanted))
        known = {each: self.records[each] for each in wanted if each in self.records}
        left = [each for each in wanted if each not in known and each not in self.absent]
        gone = tuple(each for each in wanted if each in self.absent)
        why = self.trouble or "nobody has it"
        return Resolution(known, gone, unresolved=dict.fromkeys(left, why), trouble=self.trouble if left else "")


def upgraded(folder: Path, service: Service, text: str = BIB) -> tuple[UpgradeOutcome, str]:
    bib = folder / "refs.bib"
    bib.write_text(text)
    knowing = Knowing(service, lambda _: {}, ())
    return upgrade(by_user(str(bib)), knowing, EntryPreferences(), TODAY), bib.read_text()


def test_the_authors_doi_is_asked_about(tmp_path: Path) -> None:
    service = Service(PREPRINT, PUBLISHED)
    outcome, text = upgraded(tmp_path, service)
    assert [(each.gate, each.source) for each in outcome.upgraded] == [("W-a", "crossref")]
    assert (outcome.exit_code, service.asked) == (0, [[FIRST]])
    for line in ("@article{looms,", "journal = {Journal of Looms},", "pages = {42},", "year = {2019},", "{mine}"):
        assert line in text
    again, unchanged = upgraded(tmp_path, service, text)
    assert (again.upgraded, unchanged, len(service.asked)) == ((), text, 1)


PARTS = {
    "another title": replace(PUBLISHED, title="A Workshop on Fish"),
    "another first author": replace(PUBLISHED, authors=(Name("Hopper", "Grace"), *ADA)),
    "posted content": replace(PUBLISHED, publication=replace(ARTICLE, type=kinds.PREPRINT)),
    "a notice": replace(PUBLISHED, publication=replace(ARTICLE, notice="erratum")),
    "an abridged reprint": replace(PUBLISHED, publication=replace(ARTICLE, abridges=True)),
    "another century": replace(PUBLISHED, publication=replace(ARTICLE, year=1918)),
    "no year": replace(PUBLISHED, publication=replace(ARTICLE, year=None)),
    "no publication": replace(PUBLISHED, publication=None),
    "a retracted work": replace(PUBLISHED, publication=replace(ARTICLE, retracted=True)),
}


@pytest.mark.parametrize("answer", PARTS.values(), ids=PARTS)
def test_what_an_answer_does_not_write(tmp_path: Path, answer: Record) -> None:
    outcome, text = upgraded(tmp_path, Service(PREPRINT, answer))
    assert (outcome.upgraded, text, outcome.exit_code) == ((), BIB, 0)
    reasons = [proposal.reason for each in outcome.proposed for proposal in each.version.proposed]
    assert ("it is retracted" in reasons) == (answer == PARTS["a retracted work"])


def test_an_outage_changes_nothing_and_is_told(tmp_path: Path) -> None:
    outcome, text = upgraded(tmp_path, Service(PREPRINT, trouble="crossref: cannot be reached"))
    assert (outcome.upgraded, text, outcome.exit_code) == ((), BIB, 3)
    assert outcome.resolution.unresolved == {FIRST: "crossref: cannot be reached"}
    offline, text = upgraded(tmp_path, Service(PREPRINT, trouble=OFFLINE))
    assert (offline.upgraded, text, offline.exit_code) == ((), BIB, 0)


def test_of_two_works_neither_is_certain(tmp_path: Path) -> None:
    second = Identifier(DOI, "10.1145/3.4")
    own = replace(PREPRINT, doi=f"{FIRST.value}, {second.value}")
    other = replace(
        PUBLISHED,
        identifier=second,
        publication=replace(ARTICLE, venue="Letters on Looms", year=2020, doi=second.value),
    )
    outcome, text = upgraded(tmp_path, Service(own, PUBLISHED, other))
    assert (outcome.upgraded, text) == ((), BIB)
    assert [proposal.work.doi for each in outcome.proposed for proposal in each.version.proposed] == [
        FIRST.value,
        second.value,
    ]


FISH = replace(PUBLISHED, title="On Fish, and How They Swim", authors=(Name("Hopper", "Grace"),))


def verdict(service: Service, **fields: str) -> VerifyOutcome:
    written = {"title": PREPRINT.title, "author": "Lovelace, Ada and Babbage, C.", "year": "2019", **fields}
    entry = "".join(f"  {name} = {{{value}}},\n" for name, value in written.items())
    return verify(Source("r.bib", f"@article{{k,\n{entry}}}\n"), "r.bib", service, NOBODY, TODAY)


@pytest.mark.parametrize(
    ("record", "fields", "expected", "severity"),
    [
        (PUBLISHED, {}, "agrees", []),
        (PUBLISHED, {"journal": "J. Looms", "title": "Of {L}ooms \\& Engines"}, "agrees", []),
        (FISH, {}, "contradicts", ["error"]),
        (PUBLISHED, {"author": "Jane Roe and John Doe"}, "contradicts", ["error"]),
        (replace(PUBLISHED, title=f"{PREPRINT.title}: A Study"), {}, "agrees", []),
        (replace(PUBLISHED, authors=()), {"author": "Lovelace, Ada and others"}, "agrees", []),
    ],
)  # fmt: skip
def test_a_service_is_a_witness(record: Record, fields: dict[str, str], expected: str, severity: list[str]) -> None:
    outcome = verdict(Service(record), doi=FIRST.value, **fields)
    [entry] = outcome.entries
    assert (entry.verdict, [each.severity for each in entry.differences]) == (expected, severity)


def test_retracted_and_nonexistent_works() -> None:
    retracted = replace(PUBLISHED, publication=replace(ARTICLE, retracted=True))
    [entry] = verdict(Service(retracted), doi=FIRST.value).entries
    assert (entry.verdict, entry.states) == ("agrees", ("retracted",))
    outcome = verdict(Service(absent=[FIRST]), doi=FIRST.value)
    assert [(each.rule, each.data["value"]) for each in outcome.findings] == [("another-work", "there is no such work")]
    assert outcome.exit_code == 1


def test_nobody_could_be_asked() -> None:
    outcome = verdict(Service(trouble="crossref: cannot be reached"), doi=FIRST.value)
    [entry] = outcome.entries
    assert (entry.verdict, entry.reason, outcome.exit_code) == ("not-asked", "crossref: cannot be reached", 3)
    assert outcome.findings == ()


def test_all_identifiers_are_asked_for_at_once() -> None:
    entries = "".join(f"@article{{k{at}, title = {{T {at}}}, doi = {{10.1145/1.{at}}}}}\n" for at in range(1000))
    service = Service()
    verify(Source("r.bib", entries), "r.bib", service, NOBODY, TODAY)
    assert [len(each) for each in service.asked] == [1000]
