"""Resolving: identifiers to records, over the providers in their order, with the four answers kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bibtools.cache import Remembered
from bibtools.identifier import Identifier
from bibtools.providers import Provider, Reading, Request, Unreadable
from bibtools.record import Record
from bibtools.resolution import Resolution
from bibtools.transport.answer import BAD_REQUEST, FOUND, Answer, Trouble, told

Ask = Callable[[Provider, Request], Answer]

# How many providers must know nothing of a work before it counts as nonexistent: feeds come back empty by mistake.
_CONFIRMED = 2
_NOWHERE = "it is neither in the cache nor bundled"
_REPAIRS = 24  # extra requests in a run; a service that refuses more than that is not worth the time


class Memory(Protocol):
    """What remembers answers from run to run."""

    def recall(
        self, provider: str, identifiers: Sequence[Identifier], *, expired: bool = False
    ) -> dict[Identifier, Remembered]:
        """Return what a provider said of some works."""
        ...

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        """Remember what a provider said."""
        ...


@dataclass(slots=True)
class _State:
    """Where a resolution stands; lives inside of `resolve` only."""

    wanted: list[Identifier]
    memory: Memory
    records: dict[Identifier, Record] = field(default_factory=dict)
    missing: dict[Identifier, set[str]] = field(default_factory=dict)  # the providers that know no such work
    rejected: set[Identifier] = field(default_factory=set)
    reasons: dict[Identifier, dict[Trouble, None]] = field(default_factory=dict)
    troubles: dict[Trouble, None] = field(default_factory=dict)
    expired: set[Identifier] = field(default_factory=set)
    repairs: int = 0  # requests that only became necessary because one was refused

    def undecided(self, provider: str = "") -> list[Identifier]:
        """Return the works that nothing certain is known of and that a provider has not denied."""
        return [
            each
            for each in self.wanted
            if each not in self.records
            and each not in self.rejected
            and not self.is_nonexistent(each)
            and provider not in self.missing.get(each, ())
        ]

    def is_nonexistent(self, identifier: Identifier) -> bool:
        return identifier not in self.records and len(self.missing.get(identifier, ())) >= _CONFIRMED

    def deny(self, provider: str, identifiers: Iterable[Identifier]) -> None:
        for each in identifiers:
            self.missing.setdefault(each, set()).add(provider)

    def blame(self, identifiers: Iterable[Identifier], trouble: Trouble) -> None:
        for each in identifiers:
            self.reasons.setdefault(each, {})[trouble] = None

    def recall(self, provider: Provider, *, expired: bool = False) -> None:
        for each, remembered in self.memory.recall(
            provider.NAME, self.undecided(provider.NAME), expired=expired
        ).items():
            if remembered.record:
                self.records[each] = remembered.record
                self.expired |= {each} if expired else set()
            elif provider.AUTHORITATIVE:
                self.deny(provider.NAME, [each])

    def reason(self, identifier: Identifier) -> str:
        why = told(self.reasons.get(identifier, ()))
        if identifier in self.missing:
            denied = " and ".join(sorted(self.missing[identifier]))
            return f"{denied} does not list it, and nobody else could be asked ({why or 'there is nobody else'})"
        return why or "no provider could be asked"


def resolve(
    identifiers: Iterable[Identifier],
    providers: Sequence[Provider],
    ask: Ask,
    memory: Memory,
    last: Sequence[Provider] = (),
    *,
    offline: bool = False,
) -> Resolution:
    """Ask the providers in order for what the ones before left open; what is remembered is not asked for.

    A work does not exist if two providers that should know it do not. `last` are asked after everybody else, and after
    records that are too old to be trusted blindly; `offline` nobody else is asked.
    """
    state = _State(list(dict.fromkeys(each.work for each in identifiers)), memory)
    for provider in providers:
        state.recall(provider)
    for provider in () if offline else providers:
        _consult(state, provider, ask)
    for provider in providers:
        state.recall(provider, expired=True)
    for provider in last:
        _consult(state, provider, ask)
    _keep_absences(state)
    return Resolution(
        {each: state.records[each] for each in state.wanted if each in state.records},
        tuple(each for each in state.wanted if state.is_nonexistent(each)),
        tuple(each for each in state.wanted if each in state.rejected),
        {each: state.reason(each) for each in state.undecided()},
        told(state.troubles),
        frozenset(state.expired),
    )


def _keep_absences(state: _State) -> None:
    """Remember what does not exist; the word of one provider alone is no fact."""
    for each in filter(state.is_nonexistent, state.wanted):
        for provider in state.missing[each]:
            state.memory.keep(provider, (), [each])


def _consult(state: _State, provider: Provider, ask: Ask) -> None:
    """Ask one provider for what is open, batch by batch, until it is in trouble."""
    asks = state.undecided(provider.NAME)
    for request in provider.requests(asks[: provider.MOST]):
        trouble = _exchange(state, provider, request, ask)
        if trouble:
            # The other batches would fare the same: leave a service in trouble alone.
            state.troubles[trouble] = None
            state.blame(state.undecided(provider.NAME), trouble)
            return
    if len(asks) > provider.MOST:
        limit = Trouble(f"{provider.NAME} is not asked for more than {provider.MOST} papers")
        state.blame(state.undecided(provider.NAME), limit)


def _exchange(state: _State, provider: Provider, request: Request, ask: Ask) -> Trouble | None:
    """Ask, note what the answer says, and ask again for what another id spoiled; return the provider's trouble."""
    answer, reading = _read(provider, request, ask)
    if reading is None:
        trouble = answer.trouble or Trouble(answer.reason)
        can_be_mended = answer.status == BAD_REQUEST and len(request.asks) > 1
        return _mend(state, provider, request, trouble, ask) if can_be_mended else trouble
    _note(state, provider, request, reading)
    if not reading.rejected:
        return None
    state.repairs += 1
    if state.repairs > _REPAIRS:
        return Trouble(f"{provider.NAME} refuses one id after the other")
    rest = [each for each in request.asks if each not in reading.rejected and each not in state.records]
    for again in provider.requests(rest):
        more = _exchange(state, provider, again, ask)
        if more:
            return more
    return None


def _note(state: _State, provider: Provider, request: Request, reading: Reading) -> None:
    state.records.update((record.identifier, record) for record in reading.records)
    state.rejected.update(reading.rejected)
    state.blame(reading.incomplete, Trouble(f"{provider.NAME} sent no title or no author"))
    left_out = [each for each in request.asks if each not in state.records and each not in reading.incomplete]
    if provider.AUTHORITATIVE and not reading.rejected:
        state.deny(provider.NAME, left_out)
    elif not provider.AUTHORITATIVE:
        nobody_else = [each for each in left_out if each not in state.reasons]
        state.blame(
            nobody_else, Trouble(f"{provider.NAME} does not list it" if provider.SERVICE.is_remote else _NOWHERE)
        )
    if provider.SERVICE.is_remote:
        state.memory.keep(provider.NAME, reading.records, ())


def _mend(state: _State, provider: Provider, request: Request, trouble: Trouble, ask: Ask) -> Trouble | None:
    """Find the id for which a service refuses a batch without naming it, and note everything else.

    If the first half passes, the id is in the second, which need not be asked as a whole. If both halves fail, it is
    the service.
    """
    if len(request.asks) == 1:
        state.blame(request.asks, trouble)
        return None
    state.repairs += 2
    if state.repairs > _REPAIRS:
        return trouble
    middle = len(request.asks) // 2
    halves = [provider.requests(half)[0] for half in (request.asks[:middle], request.asks[middle:])]
    for half, other in (halves, reversed(halves)):
        answer, reading = _read(provider, half, ask)
        if reading is not None:
            _note(state, provider, half, reading)
            return _mend(state, provider, other, trouble, ask)
        if answer.status != BAD_REQUEST:
            return answer.trouble or Trouble(answer.reason)
    return trouble


def _read(provider: Provider, request: Request, ask: Ask) -> tuple[Answer, Reading | None]:
    """Ask, and once more after a doubtful answer."""
    answer, reading = interpret(provider, request, ask(provider, request))
    if reading is None or not reading.doubtful:
        return answer, reading
    again, better = interpret(provider, request, ask(provider, request))
    return (again, better) if better is not None else (answer, reading)


def interpret(provider: Provider, request: Request, answer: Answer) -> tuple[Answer, Reading | None]:
    """Read an answer, or say in its reason why it cannot be read."""
    if answer.status not in {FOUND, BAD_REQUEST}:
        return answer, None
    try:
        reading = provider.records(request, answer.body)
    except Unreadable as error:
        return answer._replace(reason=answer.reason or f"{provider.NAME}: {error}"), None
    # A refusal says something only of what it refuses, and not that the rest does not exist.
    says_enough = answer.status == FOUND or reading.rejected or not provider.AUTHORITATIVE
    return answer, reading if says_enough else None
