from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from bibtools.identifier import ARXIV, Identifier
from bibtools.names import Name
from bibtools.providers import Provider, Reading, Request, Unreadable
from bibtools.record import CodeLink, Record
from bibtools.resolve import Resolution, resolve, supplement
from bibtools.transport import BAD_REQUEST, BLOCKED, DOWN, FOUND, THROTTLED, Answer

A, B, C = (Identifier(ARXIV, f"2101.0000{number}") for number in (1, 2, 3))
DOWN_TODAY = Answer(DOWN, reason="it is down")


def record(identifier: Identifier, provider: str = "one", *code: str) -> Record:
    links = tuple(CodeLink(url, "abstract") for url in code)
    return Record(identifier=identifier, title="T", authors=(Name("A"),), provider=provider, code=links)


def provider(name: str, read: Callable[[Request], Reading], *, batch: int = 10, authoritative: bool = True) -> Provider:
    """Build a provider whose answers are given by a function of the request."""

    def requests(asks: Sequence[Identifier]) -> list[Request]:
        return [Request(name, "/", tuple(asks[n : n + batch])) for n in range(0, len(asks), batch)]

    def records(request: Request, body: bytes) -> Reading:
        del body
        return read(request)

    module = SimpleNamespace(
        NAME=name, URL="x", INTERVAL=0, AUTHORITATIVE=authoritative, requests=requests, records=records
    )
    return cast("Provider", module)


def knows(name: str, *known: Identifier, authoritative: bool = True) -> Provider:
    return provider(
        name,
        lambda request: Reading(tuple(record(a, name) for a in request.asks if a in known)),
        authoritative=authoritative,
    )


def outcome(providers: list[Provider], answers: dict[str, list[Answer]] | None = None) -> Resolution:
    """Resolve A, B and C; a provider without prepared answers is there."""
    prepared = {name: list(queue) for name, queue in (answers or {}).items()}

    def ask(asked: Provider, _: Request) -> Answer:
        queue = prepared.get(asked.NAME, [])
        return queue.pop(0) if queue else Answer(FOUND)

    return resolve([A, B, C], providers, ask, lambda _: None)


def by(resolution: Resolution) -> dict[Identifier, str]:
    return {each: found.provider for each, found in resolution.records.items()}


def test_what_one_leaves_open_the_next_is_asked() -> None:
    assert by(outcome([knows("one", A), knows("two", B, C)])) == {A: "one", B: "two", C: "two"}


def test_the_order_is_that_of_the_question() -> None:
    assert list(outcome([knows("one", C, A), knows("two", B)]).records) == [A, B, C]


def test_versions_are_one_work() -> None:
    found = resolve([A._replace(version=2), A], [knows("one", A)], lambda *_: Answer(FOUND), lambda _: None)
    assert list(found.records) == [A]


def test_what_an_authority_leaves_out_does_not_exist() -> None:
    found = outcome([knows("one", A)])
    assert (by(found), found.nonexistent, found.unresolved) == ({A: "one"}, (B, C), {})


def test_what_others_leave_out_may_exist() -> None:
    found = outcome([knows("one", A, authoritative=False)])
    assert (found.nonexistent, list(found.unresolved)) == ((), [B, C])


@pytest.mark.parametrize("answer", [DOWN_TODAY, Answer(BLOCKED, reason="go away")])
def test_who_could_not_be_asked_decides_nothing(answer: Answer) -> None:
    found = outcome([knows("one", A)], {"one": [answer]})
    assert (found.records, found.nonexistent) == ({}, ())
    assert (found.unresolved, found.troubles) == (dict.fromkeys([A, B, C], answer.reason), (answer.reason,))


def test_the_next_one_helps_out_and_the_reason_stays() -> None:
    found = outcome([knows("one", A, B), knows("two", A, authoritative=False)], {"one": [DOWN_TODAY]})
    assert (by(found), found.unresolved) == ({A: "two"}, dict.fromkeys([B, C], "it is down"))


@pytest.mark.parametrize(
    ("answers", "tries"),
    [
        ([Answer(THROTTLED, reason="slow")], "found"),
        ([Answer(THROTTLED, reason="slow", retry_after=2)], "found"),
        ([Answer(THROTTLED, reason="slow", retry_after=3600)], "not"),
        ([Answer(THROTTLED, reason="slow")] * 2, "not"),
    ],
)
def test_one_throttle_is_waited_for(answers: list[Answer], tries: str) -> None:
    found = outcome([knows("one", A, B, C)], {"one": answers})
    assert bool(found.records) is (tries == "found")


def test_a_pause_is_as_long_as_the_service_asks() -> None:
    answers = [Answer(THROTTLED, retry_after=2), Answer(FOUND)]
    pauses: list[float] = []
    resolve([A], [knows("one", A)], lambda *_: answers.pop(0), pauses.append)
    assert pauses == [2]


def test_a_doubtful_answer_is_asked_for_again() -> None:
    readings = [Reading(doubtful=True), Reading((record(A), record(B)))]
    found = outcome([provider("one", lambda _: readings.pop(0))])
    assert (list(found.records), found.nonexistent) == ([A, B], (C,))


def test_a_throttle_does_not_use_up_the_doubt() -> None:
    readings = [Reading(doubtful=True), Reading((record(A), record(B), record(C)))]
    found = outcome([provider("one", lambda _: readings.pop(0))], {"one": [Answer(THROTTLED, reason="slow")]})
    assert (list(found.records), found.nonexistent) == ([A, B, C], ())


def test_a_refusal_without_a_reason_decides_nothing() -> None:
    found = outcome([knows("one", A)], {"one": [Answer(BAD_REQUEST, reason="what?")]})
    assert (found.records, found.nonexistent, len(found.unresolved)) == ({}, (), 3)


def test_a_rejected_id_does_not_spoil_its_batch() -> None:
    def read(request: Request) -> Reading:
        if B in request.asks:
            return Reading(rejected=(B,))
        return Reading(tuple(map(record, request.asks)))

    found = outcome([provider("one", read)], {"one": [Answer(BAD_REQUEST)]})
    assert (list(found.records), found.rejected, found.nonexistent) == ([A, C], (B,), ())


def test_an_unreadable_answer_decides_nothing() -> None:
    def read(_: Request) -> Reading:
        raise Unreadable("gibberish")

    found = outcome([provider("one", read)])
    assert (found.nonexistent, set(found.unresolved.values())) == ((), {"gibberish"})


def test_partial_success_is_kept() -> None:
    batches = provider("one", lambda request: Reading(tuple(map(record, request.asks))), batch=1)
    found = outcome([batches], {"one": [Answer(FOUND), DOWN_TODAY]})
    assert (list(found.records), found.nonexistent, list(found.unresolved)) == ([A], (), [B, C])


@pytest.mark.parametrize(
    ("own", "bundled", "expected"), [([], ["b"], ["b"]), (["a"], ["b"], ["a"]), ([], [], []), (["a"], [], ["a"])]
)
def test_bundled_code_links_fill_gaps(own: list[str], bundled: list[str], expected: list[str]) -> None:
    found = supplement(Resolution({A: record(A, "one", *own)}), [record(A, "bundled", *bundled)])
    assert [link.url for link in found.records[A].code] == expected
