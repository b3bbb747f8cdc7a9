"""The third witness of verifications: its word alone is a state with its evidence, never a verdict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from nobody_knows import NOBODY

from bibtools.app.knowledge import Witnesses
from bibtools.app.verify import verify
from bibtools.app.verify_locked import verify_locked
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.core.text import Source
from bibtools.files.library_lock import Locking
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.claimed_work import of_work
from bibtools.matching.verdict_lock import Locked
from bibtools.providers.attestation import Attestation
from bibtools.providers.resolution import Resolution
from bibtools.records.publication import ARTICLE, Publication
from bibtools.records.record import Record
from bibtools.reports.verify import diagnostics, text, values
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)
LOOMS, FISH, PREPRINT = Identifier(DOI, "10.1145/7.8"), Identifier(DOI, "10.1000/fish"), Identifier(ARXIV, "2101.00001")
PUBLISHED = Publication(type=ARTICLE, venue="Journal of Looms", year=2019, doi=LOOMS.value)
ADA = (Name("Lovelace", "Ada"),)
WORK = Record(identifier=LOOMS, title="Of Looms", authors=ADA, provider="crossref", publication=PUBLISHED)


class OpenAlex:
    """A witness that says of some works that they are retracted, and cannot be asked about others."""

    def __init__(self, *retracted: Identifier, unasked: Iterable[Identifier] = ()) -> None:
        self.retracted, self.unasked = frozenset(retracted), frozenset(unasked)
        self.asked: list[Identifier] = []

    def __call__(self, dois: Sequence[Identifier]) -> Attestation:
        self.asked += dois
        return Attestation(
            "openalex", self.retracted & {*dois}, self.unasked & {*dois}, "the wifi is gone" if self.unasked else ""
        )


def entry(key: str, **more: str) -> str:
    fields = {"title": "Of Looms", "author": "Ada Lovelace", "year": "2019", "journal": "Journal of Looms", **more}
    return f"@article{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def verified(
    bib: str,
    witness: OpenAlex,
    *records: Record,
    absent: Sequence[Identifier] = (),
    known: Witnesses = NOBODY,
    locked: Locked | None = None,
    path: str = "r.bib",
) -> VerifyOutcome:
    def resolve(wanted: Sequence[Identifier]) -> Resolution:
        found = {each.identifier: each for each in records if each.identifier in wanted}
        gone = tuple(each for each in wanted if each in absent)
        left = [each for each in wanted if each not in found and each not in gone]
        return Resolution(found, gone, unresolved=dict.fromkeys(left, "nobody has it"))

    return verify(Source(path, bib), path, resolve, known, TODAY, attest=witness, locked=locked or {})


HINT = (
    "r.bib:1: k: possibly-retracted: OpenAlex says that it is retracted, and no other source does: "
    "look at https://doi.org/10.1145/7.8"
)


def test_its_word_alone_is_a_state_with_its_evidence() -> None:
    outcome = verified(entry("k", doi=LOOMS.value), OpenAlex(LOOMS), WORK)
    [found] = outcome.entries
    assert (found.verdict, found.states, found.differences) == ("agrees", ("possibly-retracted",), ())
    assert found.evidence == (("crossref", "doi:10.1145/7.8"), ("openalex", "doi:10.1145/7.8"))
    assert (outcome.findings, outcome.exit_code, diagnostics(outcome)) == ((), 0, "")
    assert HINT in text(outcome).splitlines()
    [shown] = json.loads(json.dumps(values(outcome)["entries"]))
    assert shown["states"] == ["possibly-retracted"]
    assert {"source": "openalex", "record": "doi:10.1145/7.8"} in shown["evidence"]


def indexed(doi: str) -> Witnesses:
    found = of_work(
        PublishedWork("x", "article", "Of Looms", ("Ada Lovelace",), "2019", venue="J. Looms", doi=doi), "dblp"
    )
    return NOBODY._replace(titled=lambda wanted: {each: [found] for each in wanted})


NOTICE = replace(WORK, title="Retraction: Of Looms", publication=replace(PUBLISHED, notice="retraction"))
RETRACTED = replace(WORK, publication=replace(PUBLISHED, retracted=True))
OF_ARXIV = Record(identifier=PREPRINT, title="Of Looms", authors=ADA, provider="arxiv")


@pytest.mark.parametrize(
    ("fields", "records", "absent", "known", "asked", "states"),
    [
        ({"doi": LOOMS.value}, [WORK], [], NOBODY, [LOOMS], ("possibly-retracted",)),
        ({"doi": LOOMS.value.upper()}, [], [], NOBODY, [LOOMS], ("possibly-retracted",)),  # nobody has it
        ({}, [], [], indexed(LOOMS.value), [LOOMS], ("possibly-retracted",)),  # the DOI of what has its title
        ({"eprint": PREPRINT.value}, [OF_ARXIV], [], indexed(LOOMS.value), [LOOMS], ("possibly-retracted",)),
        ({"doi": FISH.value}, [], [], NOBODY, [FISH], ()),
        ({"doi": LOOMS.value}, [RETRACTED], [], NOBODY, [], ("retracted",)),
        (
            {"doi": LOOMS.value},
            [WORK],
            [],
            NOBODY._replace(retracted={LOOMS.value}.intersection),
            [],
            ("retracted",),
        ),
        (
            {"eprint": PREPRINT.value, "doi": LOOMS.value},
            [replace(OF_ARXIV, comment="This paper has been withdrawn by the author"), WORK],
            [],
            NOBODY,
            [],
            ("withdrawn",),
        ),
        ({"doi": LOOMS.value}, [], [LOOMS], NOBODY, [], ()),  # which no registry has
        ({"doi": LOOMS.value, "title": "Retraction: Of Looms"}, [NOTICE], [], NOBODY, [], ()),
        ({}, [], [], NOBODY, [], ()),
        ({"note": f"see {FISH.value}"}, [], [], NOBODY, [], ()),
        ({"eprint": PREPRINT.value}, [OF_ARXIV], [], NOBODY, [], ()),
        ({"doi": f"10.48550/arXiv.{PREPRINT.value}"}, [OF_ARXIV], [], NOBODY, [], ()),
        ({}, [], [], indexed(f"10.48550/arxiv.{PREPRINT.value}"), [], ()),
    ],
)
def test_it_is_asked_where_nobody_else_says_so(
    fields: dict[str, str],
    records: list[Record],
    absent: list[Identifier],
    known: Witnesses,
    asked: list[Identifier],
    states: tuple[str, ...],
) -> None:
    witness = OpenAlex(LOOMS)
    outcome = verified(entry("k", **fields), witness, *records, absent=absent, known=known)
    assert witness.asked == asked
    assert outcome.entries[0].states == states


@pytest.mark.parametrize(
    ("fields", "records", "absent"),
    [
        ({"doi": LOOMS.value}, [WORK], []),
        ({"doi": LOOMS.value}, [], []),
        ({"doi": LOOMS.value}, [], [LOOMS]),
        ({"doi": LOOMS.value, "title": "On Fish"}, [WORK], []),
        ({"doi": LOOMS.value, "author": "Grace Hopper"}, [WORK], []),
        ({"doi": LOOMS.value, "year": "1919"}, [WORK], []),
        ({"eprint": PREPRINT.value, "doi": LOOMS.value}, [OF_ARXIV, WORK], []),
    ],
)
@pytest.mark.parametrize("witness", [OpenAlex(LOOMS), OpenAlex(unasked=[LOOMS])], ids=["retracted", "unasked"])
def test_no_verdict_and_no_finding_comes_of_it(
    fields: dict[str, str], records: list[Record], absent: list[Identifier], witness: OpenAlex
) -> None:
    before = verified(entry("k", **fields), OpenAlex(), *records, absent=absent)
    after = verified(entry("k", **fields), witness, *records, absent=absent)
    assert after.findings == before.findings
    assert [(each.verdict, each.reason, each.differences) for each in after.entries] == [
        (each.verdict, each.reason, each.differences) for each in before.entries
    ]


def test_all_dois_are_asked_about_at_once_and_each_but_once() -> None:
    dois = [Identifier(DOI, f"10.1145/1.{at}") for at in range(1000)]
    bib = "".join(entry(f"k{at}", doi=doi.value, title=f"T {at}") for at, doi in enumerate([*dois, *dois[:5]]))
    witness = OpenAlex(dois[3])
    outcome = verified(bib, witness)
    assert witness.asked == dois
    assert [each.key for each in outcome.entries if each.states] == ["k3", "k1003"]


@pytest.mark.parametrize(
    ("unasked", "line"),
    [
        ([LOOMS], "note: r.bib: could not ask OpenAlex whether 1 work is retracted: the wifi is gone\n"),
        ([LOOMS, FISH], "note: r.bib: could not ask OpenAlex whether 2 works are retracted: the wifi is gone\n"),
        ([Identifier(DOI, "10.1000/none")], ""),
    ],
)
def test_an_outage_is_told_in_one_line(unasked: list[Identifier], line: str) -> None:
    bib = entry("looms", doi=LOOMS.value) + entry("fish", doi=FISH.value, title="Of Fish")
    fish = replace(WORK, identifier=FISH, title="Of Fish", publication=replace(PUBLISHED, doi=FISH.value))
    outcome = verified(bib, OpenAlex(unasked=unasked), WORK, fish)
    assert (outcome.exit_code, diagnostics(outcome)) == (3 if line else 0, line)
    assert [(each.verdict, each.states) for each in outcome.entries] == [("agrees", ())] * 2


def test_what_could_not_be_asked_is_not_locked(tmp_path: Path) -> None:
    bib = tmp_path / "refs.bib"
    bib.write_text(entry("looms", doi=LOOMS.value) + entry("fish", doi=FISH.value, title="Of Fish"))
    fish = replace(WORK, identifier=FISH, title="Of Fish", publication=replace(PUBLISHED, doi=FISH.value))

    def locking(witness: OpenAlex) -> VerifyOutcome:
        def verifying(locked: Locked) -> VerifyOutcome:
            return verified(bib.read_text(), witness, WORK, fish, locked=locked, path=str(bib))

        return verify_locked(str(bib), verifying, TODAY, Locking(), makes=True)

    def locked() -> set[str]:
        return set(json.loads((tmp_path / "bibtools.lock").read_text())["libraries"]["refs.bib"])

    first = OpenAlex(LOOMS, unasked=[FISH])
    assert (locking(first).exit_code, first.asked, locked()) == (3, [LOOMS, FISH], {"looms"})
    second = OpenAlex()
    outcome = locking(second)
    assert (outcome.exit_code, second.asked, locked()) == (0, [FISH], {"looms", "fish"})
    assert outcome.entries[0].states == ("possibly-retracted",)
    assert "look at https://doi.org/10.1145/7.8" in text(outcome)
    third = OpenAlex(FISH)
    assert (locking(third).exit_code, third.asked) == (0, [])
