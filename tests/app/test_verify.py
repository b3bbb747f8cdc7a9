"""Verification of right references that few indexes know: nothing is held against them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from nobody_knows import NOBODY
from right_references import right_references

from bibtools.app.knowledge import Witnesses
from bibtools.app.verify import verify
from bibtools.app.verify_locked import verify_locked
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.files.library_lock import Locking
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.claimed_work import Witness, claimed_work, of_work
from bibtools.matching.verdict_lock import MOST_VALUES, Locked, written
from bibtools.providers.resolution import Resolution
from bibtools.records.record import Record
from bibtools.reports.verify import diagnostics
from bibtools.reports.verify import text as report
from bibtools.tex.names import parse_display

TODAY = date(2026, 11, 30)
BIB = "\n".join(right_references())
CLAIMS = [claimed_work(each) for each in identities(read(Source("r.bib", BIB)), TODAY).entries]


def nothing(wanted: Sequence[Identifier]) -> Resolution:
    return Resolution(unresolved=dict.fromkeys(wanted, "nobody has it"))


def work(title: str, authors: Iterable[str], year: int, venue: str = "Comput. Rev.") -> Witness:
    return of_work(PublishedWork("x", "article", title, tuple(authors), str(year), venue=venue), "dblp")


# What an index may well have instead of the work itself, given its title, its authors and its year.
OTHERS: dict[str, Callable[[str, list[str], int], list[Witness]]] = {
    "nothing": lambda *_: [],
    "a review": lambda title, _, year: [work(title, ["Jane Roe"], year + 1)],
    "a paper of that title": lambda title, _, year: [
        work(title, ["Jane Roe", "John Doe"], max(year - 6, 1950), "ICML")
    ],
    "an article by the same": lambda title, people, year: [work(title, people, year - 2, "Computer")],
    "a later edition": lambda title, people, year: [work(f"{title}: Second Edition", [*people, "Jane Roe"], year + 9)],
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
def test_right_references_are_no_errors(others: Callable[[str, list[str], int], list[Witness]]) -> None:
    known = {
        each.title.text: others(each.title.text, [person.display for person in each.people], each.year or 0)
        for each in CLAIMS
    }
    witnesses = Witnesses(
        titled=lambda wanted: {each: known[each] for each in wanted},
        authored=lambda _: {},
        near=lambda _: {},
        identified=lambda _: {},
        known=lambda *_: 999,
        published=lambda _: (),
    )
    outcome = verify(Source("r.bib", BIB), "r.bib", nothing, witnesses, TODAY)
    assert len(outcome.entries) == len(CLAIMS) >= 300
    assert [each.message for each in outcome.findings if each.rule == "another-work"] == []
    warned = [each.message for each in outcome.findings]
    assert len(warned) <= len(CLAIMS) * 0.02, warned


TITLES = {f"2101.{at:05}": f"The Looms of Number {at}" for at in range(1, 6)}
LOCKED = "".join(
    f"@misc{{k{at},\n  title = {{{title}}},\n  author = {{Ada Lovelace}},\n  eprint = {{{arxiv}}}\n}}\n"
    for at, (arxiv, title) in enumerate(TITLES.items(), start=1)
)


class Desk:
    """A library with its lock file, and what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.bib, self.lock = folder / "refs.bib", folder / "bibtools.lock"
        self.bib.write_text(LOCKED)
        self.asked: list[str] = []
        self.trouble = ""

    def resolve(self, wanted: Sequence[Identifier]) -> Resolution:
        self.asked += [each.value for each in wanted]
        if self.trouble:
            return Resolution(unresolved=dict.fromkeys(wanted, self.trouble), trouble=self.trouble)
        ada = tuple(filter(None, [parse_display("Ada Lovelace")]))
        return Resolution(
            records={
                each: Record(identifier=each, title=TITLES[each.value], authors=ada, provider="arxiv")
                for each in wanted
                if each.scheme == ARXIV
            }
        )

    def verify(self, *, makes: bool = True, within: str | None = None) -> VerifyOutcome:
        def verifying(locked: Locked) -> VerifyOutcome:
            text = Source(str(self.bib), self.bib.read_text())
            return verify(text, str(self.bib), self.resolve, NOBODY, TODAY, locked=locked)

        self.asked = []
        return verify_locked(str(self.bib), verifying, TODAY, Locking(), makes=makes, within=within)


def verdicts(outcome: VerifyOutcome) -> list[str]:
    return [each.verdict for each in outcome.entries]


def test_only_what_has_changed_is_looked_at_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.verify(makes=False)
    assert not desk.lock.exists()
    first = desk.verify()
    assert (verdicts(first), desk.asked) == (["agrees"] * 5, list(TITLES))
    kept = desk.lock.read_bytes()
    assert diagnostics(first) == f"note: {desk.lock} keeps the verdicts from now on: commit it with the library\n"
    second = desk.verify(makes=False)
    assert diagnostics(second) == ""
    assert (verdicts(second), desk.asked, desk.lock.read_bytes()) == (["agrees"] * 5, [], kept)
    assert [each.evidence[0][1] for each in second.entries] == [f"arXiv:{each}" for each in TITLES]
    desk.bib.write_text(LOCKED.replace("Ada Lovelace", "Grace Hopper", 1))
    third = desk.verify(makes=False)
    assert (verdicts(third)[0], desk.asked, third.exit_code) == ("contradicts", ["2101.00001"], 1)
    fourth = desk.verify(makes=False)
    assert (fourth.findings, desk.asked) == (third.findings, [])
    desk.bib.write_text(LOCKED[LOCKED.index("@misc{k2") :])
    desk.verify(makes=False)
    assert (desk.asked, '"k1"' in desk.lock.read_text()) == ([], False)


def test_what_could_not_be_asked_is_not_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.trouble = "arxiv: cannot be reached"
    assert (verdicts(desk.verify()), desk.asked) == (["not-asked"] * 5, list(TITLES))
    desk.trouble = ""
    assert (verdicts(desk.verify()), desk.asked) == (["agrees"] * 5, list(TITLES))
    assert desk.verify().exit_code == 0
    assert desk.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\n{}",
        "[]",
        '{"version": 2}',
        '{"version": 1, "libraries": 7}',
        "x" * 9,
        '{"version": 1, "libraries": {"refs.bib": [' + "[]," * MOST_VALUES + "[]]}}",  # gigabytes, were it read
        "[" * 100_000,
    ],
    ids=lambda text: text[:50],
)
def test_a_lock_that_is_none_of_ours_is_left_alone(tmp_path: Path, text: str) -> None:
    desk = Desk(tmp_path)
    desk.lock.write_text(text)
    outcome = desk.verify()
    assert (verdicts(outcome), outcome.exit_code, desk.lock.read_text()) == (["agrees"] * 5, 3, text)
    assert "remove it" in outcome.lock_trouble


def test_a_lock_that_is_too_large_is_told_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    desk.verify()
    kept = desk.lock.read_bytes()
    monkeypatch.setattr("bibtools.files.limits.LOCK", len(kept) - 1)
    outcome = desk.verify()
    assert (desk.asked, outcome.exit_code, desk.lock.read_bytes()) == (list(TITLES), 3, kept)
    assert "bibtools.lock" in outcome.lock_trouble


def test_a_lock_that_leads_elsewhere_is_not_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    other = tmp_path / "other.bib"
    other.write_text("@misc{mine}")
    os.symlink(other, desk.lock)
    outcome = desk.verify()
    assert (outcome.exit_code, other.read_text(), outcome.lock_trouble[-12:]) == (3, "@misc{mine}", "it is a link")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("folder", "within", "is_kept"),
    [("tree", "tree", True), ("tree/sub", "tree", True), ("other", None, True), (".git", None, True)]
    + [(each, "tree", False) for each in ("other", "treetop", "tree/.git", "tree/.git/hooks", "tree/link", ".")],
)
def test_a_lock_lies_in_the_work_tree_unless_the_user_names_its_library(
    tmp_path: Path, folder: str, within: str | None, is_kept: bool
) -> None:
    for name in ("tree/sub", "tree/.git/hooks", "other", ".git", "treetop"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    (tmp_path / "tree/link").symlink_to(tmp_path / "other")
    desk = Desk(tmp_path / folder)
    outcome = desk.verify(within=str(tmp_path / within) if within else None)
    assert (verdicts(outcome), outcome.lock_trouble, desk.lock.exists()) == (["agrees"] * 5, "", is_kept)


@pytest.mark.parametrize("depth", [50, 500, *range(930, 1000)])
def test_what_is_nested_in_the_verdicts_on_another_library_costs_nothing(depth: int) -> None:
    text = f'{{"version": 1, "libraries": {{"other.bib": {{"k": {"[" * depth}{"]" * depth}}}}}}}'
    assert '"refs.bib"' in written(text, "refs.bib", {})


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda text: text.replace('"agrees"', '"perfect"'),
        lambda text: text.replace('"states": []', '"states": ["loved"]'),
        lambda text: text.replace('"hash": "', '"hash": "0'),
        lambda text: text.replace('"differences": []', '"differences": [["a"]]'),
        lambda text: text.replace('"evidence"', '"proof"'),
    ],
)
def test_a_verdict_that_cannot_be_read_is_found_anew(tmp_path: Path, spoiled: Callable[[str], str]) -> None:
    desk = Desk(tmp_path)
    desk.verify()
    whole = desk.lock.read_text()
    desk.lock.write_text(spoiled(whole))
    assert (verdicts(desk.verify()), desk.asked, desk.lock.read_text()) == (["agrees"] * 5, list(TITLES), whole)


def test_other_libraries_in_a_lock_stay() -> None:
    both = written(written("", "b.bib", {}), "a.bib", {})
    assert both == '{"version": 1, "libraries": {\n"a.bib": {\n\n},\n"b.bib": {\n\n}\n}}\n'


@pytest.mark.parametrize(
    ("doi", "retracted", "states"),
    [
        ("doi = {10.1000/loom}", "10.1000/loom", ("retracted",)),
        ("doi = {10.1000/LOOM}", "10.1000/loom", ("retracted",)),
        ("doi = {10.1000/loom}", "10.1000/other", ()),
        ("note = {10.1000/loom is retracted}", "10.1000/fish", ()),
        ("", "10.1000/work", ("retracted",)),  # the DOI of the work that has its title and authors
    ],
)
def test_retracted_as_an_index_says(doi: str, retracted: str, states: tuple[str, ...]) -> None:
    title, text = (
        "The Looms of Numbers",
        f"@article{{k, title = {{The Looms of Numbers}}, author = {{Ada Lovelace}}, {doi}}}",
    )
    found = of_work(
        PublishedWork("x", "article", title, ("Ada Lovelace",), "2019", venue="Looms", doi="10.1000/work"), "dblp"
    )
    desk = NOBODY._replace(
        titled=lambda wanted: {each: [found] for each in wanted},
        retracted={retracted}.intersection,
    )
    [entry] = verify(Source("r.bib", text), "r.bib", nothing, desk, TODAY, is_offline=True).entries
    assert entry.states == states


def _retitled(title: str) -> VerifyOutcome:
    name = parse_display("Ada Lovelace")
    identifier = Identifier(ARXIV, "1801.00001")
    record = Record(
        identifier=identifier, title="A Light Loom for Knots", authors=(name,) if name else (), provider="x"
    )
    eprint = "eprint = {1801.00001}, archiveprefix = {arXiv}"
    text = f"@misc{{k, title = {{{title}}}, author = {{Ada Lovelace}}, {eprint}}}"
    known = NOBODY._replace(published=lambda _: [identifier])
    return verify(Source("my refs.bib", text), "my refs.bib", lambda _: Resolution({identifier: record}), known, TODAY)


def test_an_earlier_title_of_a_preprint_is_no_contradiction() -> None:
    outcome = _retitled("A Light Frame for Knots")
    [entry] = outcome.entries
    assert (entry.verdict, entry.states) == ("unconfirmed", ("published-since", "retitled"))
    assert [each.level for each in outcome.findings] == ["note"]
    assert outcome.exit_code == 0
    since, retitled, _ = report(outcome).splitlines()
    assert "published-since: bibtools upgrade 'my refs.bib' --key k --diff" in since
    assert "retitled: arXiv:1801.00001 is called 'A Light Loom for Knots' now" in retitled


def test_the_title_of_today_is_no_other_one() -> None:
    [entry] = _retitled("A Light Loom for Knots").entries
    assert (entry.verdict, entry.states) == ("agrees", ("published-since",))


def test_a_misspelt_title_gets_the_right_one() -> None:
    outcome = _retitled("A Lihgt Loom for Knots")
    [finding] = outcome.findings
    assert (finding.level, outcome.entries[0].states) == ("warning", ("published-since",))
    assert "'A Light Loom for Knots'" in finding.message
