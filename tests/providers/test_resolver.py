from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import NamedTuple, cast

import pytest

from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.network.answer import ABSENT, BAD_REQUEST, BLOCKED, DOWN, FOUND, THROTTLED, Answer, AnswerStatus, Trouble
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.providers import resolver
from bibtools.providers.contract import Provider, Reading, Unreadable
from bibtools.providers.http_lookup import Ask, HttpModule, over_http
from bibtools.providers.registry import Registration
from bibtools.providers.resolution import Resolution, supplement
from bibtools.records.record import CodeLink, Record
from bibtools.storage.answers import Remembered
from bibtools.tex.names import Name

A, B, C = (Identifier(ARXIV, f"2101.0000{number}") for number in (1, 2, 3))
DOWN_TODAY = Answer(DOWN, reason="it is down")


def record(identifier: Identifier, provider: str = "one", *code: str) -> Record:
    links = tuple(CodeLink(url, "abstract") for url in code)
    return Record(identifier=identifier, title="T", authors=(Name("A"),), provider=provider, code=links)


class Asking(NamedTuple):
    """A provider before it is connected to those who answer in its name."""

    row: Registration
    module: HttpModule

    def by(self, ask: Ask) -> Provider:
        return over_http(self.row, ask, self.module)


def provider(
    name: str,
    read: Callable[[Request], Reading],
    *,
    batch: int = 10,
    authoritative: bool = True,
    most: int = 1000,
    schemes: tuple[str, ...] = (ARXIV,),
) -> Asking:
    """Build a provider whose answers are given by a function of the request."""

    def requests(asks: Sequence[Identifier]) -> list[Request]:
        return [Request(name, "/", tuple(asks))] if asks else []

    def records(request: Request, body: bytes) -> Reading:
        del body
        return read(request)

    module = SimpleNamespace(NAME=name, requests=requests, records=records)
    service = Service("https://x.org")
    whole = schemes if authoritative else ()
    row = Registration(name, schemes, service, authoritative=whole, batch=batch, most=most)
    return Asking(row, cast("HttpModule", module))


def knows(
    name: str,
    *known: Identifier,
    authoritative: bool = True,
    most: int = 1000,
    schemes: tuple[str, ...] = (ARXIV,),
) -> Asking:
    return provider(
        name,
        lambda request: Reading(tuple(record(a, name) for a in request.asks if a in known)),
        authoritative=authoritative,
        most=most,
        schemes=schemes,
    )


def resolve(
    wanted: Sequence[Identifier],
    providers: Sequence[Asking],
    ask: Ask,
    memory: Notebook,
    last: Sequence[Asking] = (),
    *,
    offline: bool = False,
) -> Resolution:
    connected, in_the_end = ([each.by(ask) for each in some] for some in (providers, last))
    return resolver.resolve(wanted, connected, memory, in_the_end, offline=offline)


class Notebook:
    """A memory that lasts as long as a test."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, Identifier], Record | None] = {}
        self.old: dict[tuple[str, Identifier], Record | None] = {}

    def recall(
        self, provider: str, identifiers: Sequence[Identifier], *, expired: bool = False
    ) -> dict[Identifier, Remembered]:
        known = {**self.old, **self.records} if expired else self.records
        return {each: Remembered(known[provider, each]) for each in identifiers if (provider, each) in known}

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        self.records.update(((provider, each.identifier), each) for each in records)
        self.records.update(((provider, each), None) for each in absent)


class Asked:
    """Answers in the name of the providers, as prepared, and notes who was asked for what."""

    def __init__(self, answers: dict[str, list[Answer]]) -> None:
        self._prepared = {name: list(queue) for name, queue in answers.items()}
        self.asked: list[tuple[str, tuple[Identifier, ...]]] = []

    def __call__(self, request: Request) -> Answer:
        self.asked.append((request.provider, request.asks))
        queue = self._prepared.get(request.provider, [])
        return queue.pop(0) if queue else Answer(FOUND)


def outcome(
    providers: list[Asking],
    answers: dict[str, list[Answer]] | None = None,
    memory: Notebook | None = None,
    *,
    asked: Asked | None = None,
    last: Sequence[Asking] = (),
    offline: bool = False,
) -> Resolution:
    """Resolve A, B and C; a provider without prepared answers is there."""
    ask = asked or Asked(answers or {})
    return resolve([A, B, C], providers, ask, memory or Notebook(), last, offline=offline)


def by(resolution: Resolution) -> dict[Identifier, str]:
    return {each: found.provider for each, found in resolution.records.items()}


def test_what_one_leaves_open_the_next_is_asked() -> None:
    assert by(outcome([knows("one", A), knows("two", B, C)])) == {A: "one", B: "two", C: "two"}


def test_the_order_is_that_of_the_question() -> None:
    assert list(outcome([knows("one", C, A), knows("two", B)]).records) == [A, B, C]


def test_versions_are_one_work() -> None:
    found = resolve([A._replace(version=2), A], [knows("one", A)], Asked({}), Notebook())
    assert list(found.records) == [A]


def test_what_two_authorities_leave_out_does_not_exist() -> None:
    found = outcome([knows("one", A), knows("two")])
    assert (by(found), found.nonexistent, found.unresolved) == ({A: "one"}, (B, C), {})


def test_the_word_of_one_authority_is_not_enough() -> None:
    found = outcome([knows("one", A), knows("two")], {"two": [DOWN_TODAY]})
    reason = "one does not list it, and no other service could be asked (it is down)"
    assert (found.nonexistent, found.unresolved) == ((), dict.fromkeys([B, C], reason))


def test_the_second_authority_may_know_better() -> None:
    found = outcome([knows("one", A), knows("two", B, C)])
    assert (by(found), found.nonexistent) == ({A: "one", B: "two", C: "two"}, ())


def test_what_others_leave_out_may_exist() -> None:
    found = outcome([knows("one", A, authoritative=False), knows("two", A)])
    assert (found.nonexistent, list(found.unresolved)) == ((), [B, C])


def test_when_two_have_denied_it_the_third_is_not_asked() -> None:
    asked = Asked({})
    outcome([knows("one", A), knows("two"), knows("three", B)], asked=asked)
    assert [name for name, _ in asked.asked] == ["one", "two"]


@pytest.mark.parametrize("answer", [DOWN_TODAY, Answer(BLOCKED, reason="go away"), Answer(ABSENT, reason="no page")])
def test_who_could_not_be_asked_decides_nothing(answer: Answer) -> None:
    found = outcome([knows("one", A)], {"one": [answer]})
    assert (found.records, found.nonexistent) == ({}, ())
    assert (found.unresolved, found.trouble) == (dict.fromkeys([A, B, C], answer.reason), answer.reason)


def test_the_next_one_helps_out_and_all_reasons_are_told() -> None:
    found = outcome([knows("one", A, B), knows("two", A)], {"one": [DOWN_TODAY]})
    assert (by(found), found.nonexistent) == ({A: "two"}, ())
    assert set(found.unresolved.values()) == {"two does not list it, and no other service could be asked (it is down)"}
    found = outcome([knows("one"), knows("two")], {"one": [DOWN_TODAY], "two": [Answer(DOWN, reason="so is this")]})
    assert set(found.unresolved.values()) == {"it is down; so is this"}


def test_a_provider_in_trouble_is_left_alone() -> None:
    asked = Asked({"one": [Answer(THROTTLED, reason="slow")]})
    outcome([provider("one", lambda _: Reading(), batch=1)], asked=asked)
    assert len(asked.asked) == 1


def test_a_provider_is_asked_for_no_more_than_it_takes() -> None:
    asked = Asked({})
    found = outcome([knows("one", A, B, C, most=2)], asked=asked)
    assert (asked.asked, by(found)) == ([("one", (A, B))], {A: "one", B: "one"})
    assert found.unresolved == {C: "one is not asked for more than 2 papers"}


@pytest.mark.parametrize("doubtful", [Reading(empty=True), Reading((record(A),), partial=True)])
def test_an_answer_that_is_empty_or_partial_is_asked_for_again(doubtful: Reading) -> None:
    readings = [doubtful, Reading((record(A), record(B)))]
    found = outcome([provider("one", lambda _: readings.pop(0)), knows("two")])
    assert (list(found.records), found.nonexistent) == ([A, B], (C,))


def test_what_is_empty_twice_is_believed_if_another_says_so_too() -> None:
    found = outcome([provider("one", lambda _: Reading(empty=True)), knows("two", A)])
    assert (by(found), found.nonexistent) == ({A: "two"}, (B, C))


def test_what_is_partial_twice_says_nothing_of_what_it_leaves_out() -> None:
    found = outcome([provider("one", lambda _: Reading((record(A),), partial=True)), knows("two", B)])
    reason = "two does not list it, and no other service could be asked (one sent an answer with gaps)"
    assert (by(found), found.nonexistent, found.unresolved) == ({A: "one", B: "two"}, (), {C: reason})


def test_an_answer_stands_if_there_is_no_better_one() -> None:
    asked = Asked({"one": [Answer(FOUND), DOWN_TODAY]})
    found = outcome([provider("one", lambda _: Reading((record(A),), empty=True)), knows("two", B)], asked=asked)
    assert (list(found.records), found.nonexistent) == ([A, B], (C,))


@pytest.mark.parametrize("answers", [1, 2, 100])
def test_a_refusal_without_a_reason_decides_nothing(answers: int) -> None:
    found = outcome([provider("one", lambda _: Reading())], {"one": [Answer(BAD_REQUEST, reason="what?")] * answers})
    assert (found.records, found.nonexistent) == ({}, ())


def test_a_rejected_id_does_not_spoil_its_batch() -> None:
    def read(request: Request) -> Reading:
        if B in request.asks:
            return Reading(rejected=(B,))
        return Reading(tuple(map(record, request.asks)))

    found = outcome([provider("one", read)], {"one": [Answer(BAD_REQUEST)]})
    assert (list(found.records), found.rejected, found.nonexistent) == ([A, C], (B,), ())


def refusing(*bad: Identifier, batch: int = 100, silent: AnswerStatus = BAD_REQUEST) -> tuple[Asking, Asked]:
    """Return a provider that refuses a batch that holds a bad id, and does not say which."""

    class Refusing(Asked):
        def __call__(self, request: Request) -> Answer:
            self.asked.append((request.provider, request.asks))
            is_bad = request.provider == "one" and not set(bad).isdisjoint(request.asks)
            return Answer(silent, reason="what?") if is_bad else Answer(FOUND)

    def read(request: Request) -> Reading:
        if not set(bad).isdisjoint(request.asks):
            raise Unreadable("an error")
        return Reading(tuple(map(record, request.asks)))

    return provider("one", read, batch=batch), Refusing({})


@pytest.mark.parametrize("at", [0, 1, 37, 50, 98, 99])
def test_an_id_that_spoils_its_batch_is_found_by_halves(at: int) -> None:
    many = [Identifier(ARXIV, f"2101.{number:05}") for number in range(1, 101)]
    one, asked = refusing(many[at])
    found = resolve(many, [one], asked, Notebook())
    assert (len(found.records), found.unresolved, found.nonexistent) == (99, {many[at]: "what?"}, ())
    assert len(asked.asked) <= 1 + 2 * 7


def test_the_id_that_spoils_a_batch_is_asked_of_the_next_provider() -> None:
    one, asked = refusing(B)
    found = resolve([A, B, C], [one, knows("two", B)], asked, Notebook())
    assert [each.provider for each in found.records.values()] == ["one", "two", "one"]


def test_a_service_that_refuses_everything_is_left_alone() -> None:
    many = [Identifier(ARXIV, f"2101.{number:05}") for number in range(1, 301)]
    one, asked = refusing(*many)
    found = resolve(many, [one], asked, Notebook())
    assert (len(found.unresolved), len(asked.asked), found.trouble) == (300, 5, "what?")


def test_a_service_that_names_one_id_after_the_other_is_left_alone() -> None:
    many = [Identifier(ARXIV, f"2101.{number:05}") for number in range(1, 101)]
    asked = Asked({"one": [Answer(BAD_REQUEST)] * 100})
    found = resolve(
        many, [provider("one", lambda request: Reading(rejected=request.asks[:1]), batch=100)], asked, Notebook()
    )
    assert len(asked.asked) < 30
    assert len(found.rejected) + len(found.unresolved) == 100


@pytest.mark.parametrize("bad", [(10, 80), (10, 12), (0, 99), (49, 50)])
def test_several_bad_ids_cost_only_themselves(bad: tuple[int, ...]) -> None:
    many = [Identifier(ARXIV, f"2101.{number:05}") for number in range(1, 101)]
    one, asked = refusing(*(many[n] for n in bad))
    found = resolve(many, [one], asked, Notebook())
    assert set(found.unresolved) == {many[n] for n in bad}
    assert len(asked.asked) <= 25


def test_a_malformed_id_may_be_a_good_one_all_the_same() -> None:
    def read(request: Request) -> Reading:
        return Reading(rejected=(B,)) if B in request.asks else Reading(tuple(map(record, request.asks)))

    found = outcome([provider("one", read), knows("two", B)])
    assert (by(found), found.rejected) == ({A: "one", B: "two", C: "one"}, ())


def test_what_somebody_has_exists_though_it_cannot_be_an_entry() -> None:
    found = outcome([provider("one", lambda _: Reading(incomplete=(A,))), knows("two"), knows("three")])
    assert (found.nonexistent, list(found.unresolved)) == ((B, C), [A])


@pytest.mark.parametrize(
    "answer",
    [
        Reading((record(B),)),
        Reading((record(B), record(C))),
        Reading(rejected=(B,)),
        Reading(denied=(B,)),
        Reading(incomplete=(B, C)),
        Reading(unanswered={B: Trouble("it is closed")}),
    ],
)
def test_what_is_said_of_works_that_nobody_asked_for_decides_nothing(answer: Reading) -> None:
    memory = Notebook()
    answering = provider("one", lambda request: Reading((record(A),)) if A in request.asks else answer)
    alone = [answering, knows("two", B, C)]
    found = resolve([A], alone, Asked({}), memory)
    assert (by(found), list(memory.records)) == ({A: "one"}, [("one", A)])
    other = resolve([PAPER], [provider("one", lambda _: answer, schemes=(DOI,))], Asked({}), memory)
    assert (other.records, other.nonexistent, other.rejected) == ({}, (), ())
    assert other.unresolved == {PAPER: "one sent an answer with gaps"}
    helped = resolve([A], [provider("one", lambda _: answer), knows("two", A)], Asked({}), Notebook())
    assert (by(helped), helped.rejected) == ({A: "two"}, ())


def test_an_unreadable_answer_decides_nothing() -> None:
    def read(_: Request) -> Reading:
        raise Unreadable("gibberish")

    found = outcome([provider("one", read)])
    assert (found.nonexistent, set(found.unresolved.values())) == ((), {"one: gibberish"})


def test_an_incomplete_record_is_none() -> None:
    found = outcome([provider("one", lambda _: Reading(incomplete=(A,))), knows("two", A)])
    assert (by(found), found.nonexistent) == ({A: "two"}, (B, C))


def test_partial_success_is_kept() -> None:
    batches = provider("one", lambda request: Reading(tuple(map(record, request.asks))), batch=1)
    memory = Notebook()
    found = outcome([batches], {"one": [Answer(FOUND), DOWN_TODAY]}, memory)
    assert (list(found.records), found.nonexistent, list(found.unresolved)) == ([A], (), [B, C])
    assert list(memory.records) == [("one", A)]


def test_an_interrupted_run_keeps_what_it_has_got() -> None:
    memory = Notebook()

    def ask(request: Request) -> Answer:
        if B in request.asks:
            raise KeyboardInterrupt
        return Answer(FOUND)

    batches = provider("one", lambda request: Reading(tuple(map(record, request.asks))), batch=1)
    with pytest.raises(KeyboardInterrupt):
        resolve([A, B, C], [batches], ask, memory)
    assert list(memory.records) == [("one", A)]


def test_what_is_remembered_is_not_asked_for() -> None:
    memory, asked = Notebook(), Asked({})
    providers = [knows("one", A), knows("two", B)]
    first = outcome(providers, memory=memory)
    assert outcome(providers, memory=memory, asked=asked) == first
    assert (asked.asked, first.nonexistent) == ([], (C,))


def test_the_word_of_one_authority_is_not_remembered() -> None:
    memory = Notebook()
    outcome([knows("one", A), knows("two")], {"two": [DOWN_TODAY]}, memory)
    assert list(memory.records) == [("one", A)]


@pytest.mark.parametrize(("answers", "provider", "expired"), [([], "two", False), ([DOWN_TODAY], "one", True)])
def test_an_old_record_helps_out_where_nobody_can_be_asked(answers: list[Answer], provider: str, expired: bool) -> None:
    memory = Notebook()
    memory.old = {("one", each): record(each) for each in (A, B, C)}
    found = outcome([knows("one"), knows("two", A, B, C)], {"one": [DOWN_TODAY], "two": answers}, memory)
    assert (set(by(found).values()), found.expired == {A, B, C}) == ({provider}, expired)


def test_offline_records_are_good_at_any_age_and_nobody_is_asked() -> None:
    memory, asked = Notebook(), Asked({})
    memory.old = {("one", A): record(A)}
    found = outcome([knows("one", A, B, C)], memory=memory, asked=asked, last=[knows("last", B)], offline=True)
    assert (by(found), [name for name, _ in asked.asked]) == ({A: "one", B: "last"}, ["last"])


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [("", "b", "b"), ("a", "b", "ab"), ("", "", ""), ("a", "", "a"), ("a", "a", "a"), ("b", "ab", "ba")],
)
def test_links_from_elsewhere_stand_behind_those_with_better_evidence(own: str, others: str, expected: str) -> None:
    found = supplement(Resolution({A: record(A, "one", *own)}), {A: [CodeLink(url, "table", 5) for url in others]})
    assert "".join(link.url for link in found.records[A].code) == expected


PAPER = Identifier(DOI, "10.1145/3292500.3330701")


def test_a_provider_is_asked_only_for_schemes_that_it_knows() -> None:
    asked = Asked({})
    providers = [knows("one", A), knows("two", PAPER, schemes=(DOI,)), knows("three", B, PAPER, schemes=(ARXIV, DOI))]
    found = resolve([A, PAPER, B], providers, asked, Notebook())
    assert by(found) == {A: "one", PAPER: "two", B: "three"}
    assert asked.asked == [("one", (A, B)), ("two", (PAPER,)), ("three", (B,))]


def test_silence_of_those_who_do_not_know_a_scheme_says_nothing() -> None:
    found = resolve([PAPER, A], [knows("one"), knows("two"), knows("three", schemes=(DOI,))], Asked({}), Notebook())
    reason = "three does not list it, and no other service could be asked (there is none)"
    assert (found.nonexistent, found.unresolved) == ((A,), {PAPER: reason})
    found = resolve([PAPER], [knows("one"), knows("two")], Asked({}), Notebook())
    assert found.unresolved == {PAPER: "no provider answers for identifiers of the scheme doi"}


def test_equal_values_of_two_schemes_are_two_works() -> None:
    other = Identifier(DOI, A.value)
    providers = [knows("one", A), knows("two", other, schemes=(DOI,))]
    assert by(resolve([A, other], providers, Asked({}), Notebook())) == {A: "one", other: "two"}


def test_a_provider_on_this_machine_is_asked_where_it_is_there() -> None:
    asked: list[Identifier] = []

    def lookup(identifiers: Sequence[Identifier]) -> Reading:
        asked.extend(identifiers)
        return Reading((record(A, "here"),))

    here = Provider(Registration("here", (ARXIV,)), lookup)
    memory = Notebook()
    found = resolver.resolve([A, B, PAPER], [here], memory)
    assert (asked, by(found), found.nonexistent) == ([A, B], {A: "here"}, ())
    assert (found.unresolved[B], memory.records) == ("it is not in the cache or the bundle", {})
    found = resolver.resolve([A, B], [here._replace(is_there=lambda: False)], memory)
    assert found.unresolved == dict.fromkeys([A, B], "no service could be asked")


def test_what_a_service_called_malformed_before_it_was_in_trouble_counts() -> None:
    def read(request: Request) -> Reading:
        return Reading(rejected=(A,)) if A in request.asks else Reading(tuple(map(record, request.asks)))

    found = outcome([provider("one", read, batch=1)], {"one": [Answer(BAD_REQUEST), DOWN_TODAY]})
    assert (found.rejected, found.unresolved) == ((A,), dict.fromkeys([B, C], "it is down"))
