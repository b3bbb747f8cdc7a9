"""Verification of right references that few indexes know: nothing is held against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest
from right_references import right_references

from bibtools.app.verify import Witnesses, verify
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.claimed_work import Witness, claimed_work, of_work
from bibtools.providers.resolution import Resolution

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


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
def test_right_references_are_no_errors(others: Callable[[str, list[str], int], list[Witness]]) -> None:
    known = {
        each.title.text: others(each.title.text, [person.display for person in each.people], each.year or 0)
        for each in CLAIMS
    }
    witnesses = Witnesses(
        titled=lambda wanted: {each: known[each] for each in wanted},
        authored=lambda _: {},
        identified=lambda _: {},
        known=lambda *_: 999,
        published=lambda _: (),
    )
    outcome = verify(Source("r.bib", BIB), "r.bib", nothing, witnesses, TODAY)
    assert len(outcome.entries) == len(CLAIMS) >= 300
    assert [each.message for each in outcome.findings if each.rule == "another-work"] == []
    warned = [each.message for each in outcome.findings]
    assert len(warned) <= len(CLAIMS) * 0.02, warned
