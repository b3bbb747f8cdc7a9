"""The witness of retractions: what it is asked, what is remembered, and what an outage leaves unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.network.answer import Trouble
from bibtools.providers.attestation import Attestation
from bibtools.providers.contract import Provider, Reading
from bibtools.providers.registry import WITNESSES
from bibtools.providers.retraction_witness import heard_witness
from bibtools.records.publication import MISC, Publication
from bibtools.records.record import Record
from bibtools.storage.answers import Cache

DAY = 86400.0
NOW = 1_800_000_000.0
DOIS = [Identifier(DOI, f"10.1145/{number}") for number in range(120)]
LOOMS, FISH, CATS = DOIS[:3]
[ROW] = WITNESSES


def record(identifier: Identifier, *, retracted: bool) -> Record:
    published = Publication(type=MISC, doi=identifier.value, retracted=retracted)
    return Record(identifier=identifier, title="", authors=(), provider=ROW.name, publication=published)


class Witness:
    """A witness that knows some works, and fails after some look-ups."""

    def __init__(self, retracted: Iterable[Identifier], fine: Iterable[Identifier] = (), fails_after: int = 99) -> None:
        self.known = {**dict.fromkeys(retracted, True), **dict.fromkeys(fine, False)}
        self.fails_after = fails_after
        self.asked: list[int] = []

    def lookup(self, batch: Sequence[Identifier]) -> Reading:
        self.asked.append(len(batch))
        if len(self.asked) > self.fails_after:
            trouble = Trouble("the wifi is gone")
            return Reading(unanswered=dict.fromkeys(batch, trouble), trouble=trouble)
        known = [record(each, retracted=self.known[each]) for each in batch if each in self.known]
        return Reading(tuple(known))


@pytest.fixture
def memory(tmp_path: Path) -> Callable[[float], Cache]:
    return lambda days: Cache(tmp_path, lambda: NOW + days * DAY, lambda _: None)


def ask_about(
    witness: Witness, memory: Cache, dois: Sequence[Identifier], *, offline: bool = False, most: int = ROW.most
) -> Attestation:
    return heard_witness(dois, Provider(ROW._replace(most=most), witness.lookup), memory, offline=offline)


def test_a_second_run_asks_nothing(memory: Callable[[float], Cache]) -> None:
    witness = Witness([LOOMS], [FISH])
    first = ask_about(witness, memory(0), DOIS)
    assert first == Attestation("openalex", frozenset([LOOMS]))
    assert witness.asked == [50, 50, 20]
    assert ask_about(witness, memory(0.5), [*DOIS, *DOIS]) == first
    assert witness.asked == [50, 50, 20]
    ask_about(witness, memory(2), DOIS)  # what it did not know may be there now
    assert witness.asked == [50, 50, 20, 50, 50, 18]


@pytest.mark.parametrize(
    ("days", "offline", "retracted"),
    [(0, True, {LOOMS}), (90, True, {LOOMS}), (0, False, {LOOMS}), (90, False, {LOOMS})],
)
def test_an_earlier_retraction_counts_in_an_outage(
    memory: Callable[[float], Cache], days: float, offline: bool, retracted: set[Identifier]
) -> None:
    ask_about(Witness([LOOMS], [FISH]), memory(0), [LOOMS, FISH, CATS])
    gone = Witness([], fails_after=0)
    found = ask_about(gone, memory(days), [LOOMS, FISH, CATS], offline=offline)
    assert found.retracted == retracted
    is_asked = days > 1 and not offline
    assert found.unasked == (frozenset([LOOMS, FISH, CATS]) if is_asked else frozenset())
    assert (found.trouble, bool(gone.asked)) == ("the wifi is gone" if is_asked else "", is_asked)


def test_offline_nobody_is_asked(memory: Callable[[float], Cache]) -> None:
    witness = Witness([LOOMS])
    assert ask_about(witness, memory(0), DOIS, offline=True) == Attestation("openalex")
    assert witness.asked == []


@pytest.mark.parametrize(("fails_after", "unasked"), [(0, 120), (1, 70), (2, 20), (3, 0)])
def test_an_outage_costs_what_was_not_asked(memory: Callable[[float], Cache], fails_after: int, unasked: int) -> None:
    witness = Witness([LOOMS, DOIS[60], DOIS[110]], fails_after=fails_after)
    found = ask_about(witness, memory(0), DOIS)
    assert found.unasked == frozenset(DOIS[120 - unasked :])
    assert found.retracted == {each for each in witness.known if each not in found.unasked}
    assert witness.asked == [50, 50, 20][: fails_after + 1]
    again = Witness(witness.known)
    assert ask_about(again, memory(0), DOIS).unasked == frozenset()
    assert sum(again.asked) == unasked


def test_what_one_answer_leaves_out_is_not_remembered(memory: Callable[[float], Cache]) -> None:
    gaps = Trouble("openalex sent an answer with gaps")

    def lookup(batch: Sequence[Identifier]) -> Reading:
        return Reading((record(LOOMS, retracted=True),), unanswered=dict.fromkeys(batch[1:], gaps))

    found = heard_witness([LOOMS, FISH], Provider(ROW, lookup), memory(0))
    assert found == Attestation("openalex", frozenset([LOOMS]), frozenset([FISH]), gaps.text)
    later = Witness([FISH])
    assert ask_about(later, memory(0), [LOOMS, FISH]).retracted == {LOOMS, FISH}
    assert later.asked == [1]


def test_a_run_has_a_budget(memory: Callable[[float], Cache]) -> None:
    witness = Witness(DOIS)
    first = ask_about(witness, memory(0), DOIS, most=100)
    assert (len(first.retracted), first.unasked) == (100, frozenset(DOIS[100:]))
    assert first.trouble == "openalex is not asked for more than 100 works in a run"
    assert len(ask_about(witness, memory(0), DOIS, most=100).retracted) == 120
    assert ROW.most / ROW.batch <= 500  # of the lists that a day has without a key


@pytest.mark.parametrize("value", ["10.1145/a,b", "10.1145/a|b"])
def test_what_a_filter_cannot_hold_is_left_out(memory: Callable[[float], Cache], value: str) -> None:
    witness = Witness([LOOMS])
    assert ask_about(witness, memory(0), [Identifier(DOI, value)]) == Attestation("openalex")
    assert witness.asked == []
