"""Resolving: identifiers to records, over the providers in their order, with the four answers kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import BAD_REQUEST, FOUND, Answer, Trouble, summary
from bibtools.network.request import Request
from bibtools.providers.contract import Provider, Reading, Unreadable
from bibtools.providers.resolution import Resolution
from bibtools.records.record import Record
from bibtools.storage.answers import Remembered

Ask = Callable[[Provider, Request], Answer]
Asks = tuple[Identifier, ...]

# How many providers must know nothing of a work before it counts as nonexistent: feeds come back empty by mistake.
_CONFIRMED = 2
_NOWHERE = "it is neither in the cache nor bundled"
_HOPELESS = 2  # halvings after which something must have passed
_REJECTED = 8  # ids that arXiv may call malformed in a run: ours are well-formed, so it is seldom right
_REPAIRS = 24  # extra requests in a run; a service that refuses more than that is not worth the time


class AnswerCache(Protocol):
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
    memory: AnswerCache
    records: dict[Identifier, Record] = field(default_factory=dict)
    missing: dict[Identifier, set[str]] = field(default_factory=dict)  # the providers that know no such work
    seen: set[Identifier] = field(default_factory=set)  # a provider has them, though without title or author
    rejected: set[Identifier] = field(default_factory=set)
    reasons: dict[Identifier, dict[Trouble, None]] = field(default_factory=dict)
    troubles: dict[Trouble, None] = field(default_factory=dict)
    expired: set[Identifier] = field(default_factory=set)
    repairs: int = 0  # requests that only became necessary because one was refused
    mended: bool = False  # whether a part of the batch that was refused has passed

    def undecided(self, provider: str = "") -> list[Identifier]:
        """Return the works that nothing certain is known of and that a provider has not denied."""
        return [
            each
            for each in self.wanted
            if each not in self.records and not self.is_nonexistent(each) and provider not in self.missing.get(each, ())
        ]

    def is_nonexistent(self, identifier: Identifier) -> bool:
        """Whether enough providers know no such work, and none knows something of it."""
        known = identifier in self.records or identifier in self.seen
        return not known and len(self.missing.get(identifier, ())) >= _CONFIRMED

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
        why = summary(self.reasons.get(identifier, ()))
        if identifier in self.missing:
            denied = " and ".join(sorted(self.missing[identifier]))
            verb = "does" if len(self.missing[identifier]) == 1 else "do"
            return f"{denied} {verb} not list it, and nobody else could be asked ({why or 'there is nobody else'})"
        return why or "no provider could be asked"


def resolve(
    identifiers: Iterable[Identifier],
    providers: Sequence[Provider],
    ask: Ask,
    memory: AnswerCache,
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
    rejected = [each for each in state.wanted if each in state.rejected and each not in state.records]
    return Resolution(
        {each: state.records[each] for each in state.wanted if each in state.records},
        tuple(each for each in state.wanted if state.is_nonexistent(each) and each not in rejected),
        tuple(rejected),
        {each: state.reason(each) for each in state.undecided() if each not in rejected},
        summary(state.troubles),
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
        state.mended = False
        return _mend(state, provider, request.asks, trouble, ask) if can_be_mended else trouble
    _note(state, provider, request, reading)
    if not reading.rejected:
        return None
    if len(state.rejected) > _REJECTED:
        state.rejected.clear()
        return Trouble(f"{provider.NAME} calls one good id after the other malformed")
    rest = [each for each in request.asks if each not in reading.rejected and each not in state.records]
    for again in provider.requests(rest):
        more = _exchange(state, provider, again, ask)
        if more:
            return more
    return None


def _note(state: _State, provider: Provider, request: Request, reading: Reading) -> None:
    state.records.update((record.identifier, record) for record in reading.records)
    state.rejected.update(reading.rejected)
    state.seen.update(reading.incomplete)
    state.blame(reading.incomplete, Trouble(f"{provider.NAME} sent no title or no author"))
    left_out = [each for each in request.asks if each not in state.records and each not in reading.incomplete]
    if reading.rejected:
        state.deny(provider.NAME, reading.rejected)
    elif reading.partial:
        state.blame(left_out, Trouble(f"{provider.NAME} sent an answer with gaps"))
    elif provider.AUTHORITATIVE:
        state.deny(provider.NAME, left_out)
    else:
        nobody_else = [each for each in left_out if each not in state.reasons]
        unknown = f"{provider.NAME} does not list it" if provider.SERVICE.is_remote else _NOWHERE
        state.blame(nobody_else, Trouble(unknown))
    if provider.SERVICE.is_remote:
        state.memory.keep(provider.NAME, reading.records, ())


def _mend(state: _State, provider: Provider, asks: Asks, trouble: Trouble, ask: Ask, depth: int = 0) -> Trouble | None:
    """Find the ids for which a service refuses a batch without naming them, and note everything else.

    If the first half passes, an id of the second is to blame, and it need not be asked for as a whole. If not even a
    quarter passes, it is the service.
    """
    if not state.mended and (len(asks) == 1 or depth == _HOPELESS):
        return trouble
    if len(asks) == 1:
        state.blame(asks, trouble)
        return None
    first, second = asks[: len(asks) // 2], asks[len(asks) // 2 :]
    refused = [first, second]
    for half in (first, second):
        if refused == [second]:
            break
        outcome = _passes(state, provider, half, trouble, ask)
        if isinstance(outcome, Trouble):
            return outcome
        if outcome:
            refused.remove(half)
    for half in refused:
        more = _mend(state, provider, half, trouble, ask, depth + 1)
        if more:
            return more
    return None


def _passes(state: _State, provider: Provider, asks: Asks, trouble: Trouble, ask: Ask) -> bool | Trouble:
    """Ask for a part of a refused batch and note the answer; tell whether there was one, or the provider's trouble."""
    state.repairs += 1
    if state.repairs > _REPAIRS:
        return trouble
    [request] = provider.requests(asks)
    answer, reading = _read(provider, request, ask)
    if reading is not None:
        state.mended = True
        _note(state, provider, request, reading)
        return True
    return False if answer.status == BAD_REQUEST else answer.trouble or Trouble(answer.reason)


def _read(provider: Provider, request: Request, ask: Ask) -> tuple[Answer, Reading | None]:
    """Ask, and once more after an answer that may have left out something by mistake."""
    answer, reading = interpret(provider, request, ask(provider, request))
    if reading is None or reading.rejected or not (reading.empty or reading.partial):
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
