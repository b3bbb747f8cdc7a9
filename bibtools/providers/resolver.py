"""Resolving: identifiers to records, over the providers in their order, with the four answers kept apart."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bibtools.core.counted_work import Heard, unheard
from bibtools.core.debug_log import DebugLog
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import Trouble, summary
from bibtools.providers.contract import MOST_REJECTED, Provider, Reading, batches
from bibtools.providers.registry import NOBODY, Registration
from bibtools.providers.resolution import NOT_LISTED, OFFLINE, Resolution
from bibtools.records.record import Record
from bibtools.storage.answers import Remembered

# How many providers must know nothing of a work before it counts as nonexistent: feeds come back empty by mistake.
_LOG = DebugLog(__name__)
_CONFIRMED = 2
_NOWHERE = "it is not in the cache or the bundle"


class AnswerCache(Protocol):
    """What remembers answers from run to run."""

    def recall(
        self, provider: str, identifiers: Sequence[Identifier], *, expired: bool = False
    ) -> dict[Identifier, Remembered]:
        """Return a provider's answer about some works."""
        ...

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        """Remember what a provider said."""
        ...


@dataclass(slots=True)
class _State:
    """Where a resolution stands; lives inside of `resolve` only."""

    wanted: list[Identifier]
    memory: AnswerCache
    heard: Heard
    records: dict[Identifier, Record] = field(default_factory=dict)
    denied: set[Identifier] = field(default_factory=set)  # the registry itself says that there is no such work
    missing: dict[Identifier, set[str]] = field(default_factory=dict)  # the providers that know no such work
    seen: set[Identifier] = field(default_factory=set)  # a provider has them, though without title or author
    rejected: set[Identifier] = field(default_factory=set)
    reasons: dict[Identifier, dict[Trouble, None]] = field(default_factory=dict)
    troubles: dict[Trouble, None] = field(default_factory=dict)
    expired: set[Identifier] = field(default_factory=set)

    def undecided(self) -> list[Identifier]:
        """Return the works that nothing certain is known of."""
        left = [each for each in self.wanted if each not in self.records]
        is_all = not (self.missing or self.denied)
        return left if is_all else [each for each in left if not self.is_nonexistent(each)]

    def open_to(self, row: Registration) -> list[Identifier]:
        """Return of these the ones that a provider may know and has not denied."""
        return [
            each
            for each in self.undecided()
            if each.scheme in row.schemes and row.name not in self.missing.get(each, ())
        ]

    def is_nonexistent(self, identifier: Identifier) -> bool:
        """Return whether its registry or enough providers know no such work, and none knows something of it."""
        known = identifier in self.records or identifier in self.seen
        is_denied = identifier in self.denied or len(self.missing.get(identifier, ())) >= _CONFIRMED
        return not known and is_denied

    def count(self) -> None:
        """Report to the caller how many works are decided."""
        decided = min(len(self.records) + len(self.denied), len(self.wanted))
        self.heard(decided, decided / max(1, len(self.wanted)))

    def deny(self, provider: str, identifiers: Iterable[Identifier]) -> None:
        for each in identifiers:
            self.missing.setdefault(each, set()).add(provider)

    def blame(self, identifiers: Iterable[Identifier], trouble: Trouble) -> None:
        for each in identifiers:
            self.reasons.setdefault(each, {})[trouble] = None

    def recall(self, row: Registration, *, expired: bool = False) -> None:
        for each, remembered in self.memory.recall(row.name, self.open_to(row), expired=expired).items():
            if remembered.record:
                self.records[each] = remembered.record
                self.expired |= {each} if expired else set()
            else:
                self.deny(row.name, [each])
                self.denied |= {each} if row.is_registry else set()

    def reason(self, identifier: Identifier) -> str:
        why = summary(self.reasons.get(identifier, ()))
        if identifier in self.missing:
            denied = " and ".join(sorted(self.missing[identifier]))
            verb = "does" if len(self.missing[identifier]) == 1 else "do"
            return f"{denied} {verb} not list it, and no other service could be asked ({why or 'there is none'})"
        return why or "no service could be asked"


def resolve(
    identifiers: Iterable[Identifier],
    providers: Sequence[Provider],
    memory: AnswerCache,
    last: Sequence[Provider] = (),
    heard: Heard = unheard,
    *,
    offline: bool = False,
) -> Resolution:
    """Ask the providers in order for what the ones before left open; what is remembered is not asked for.

    Each is asked only for identifiers of schemes that it knows. A work does not exist if two providers that should know
    it do not. `last` are asked after everybody else, and after records that are too old to be trusted blindly;
    `offline` no other provider is asked. `heard` is called whenever more works are decided.
    """
    state = _State(list(dict.fromkeys(each.work for each in identifiers)), memory, heard)
    for provider in providers:
        state.recall(provider.row)
    _LOG("%d of %d works are known from earlier answers", len(state.wanted) - len(state.undecided()), len(state.wanted))
    state.count()
    for provider in () if offline else providers:
        _consult(state, provider)
    for provider in providers:
        state.recall(provider.row, expired=True)
    for provider in last:
        _consult(state, provider)
    _keep_absences(state)
    _blame_schemes(state, {scheme for provider in (*providers, *last) for scheme in provider.row.schemes})
    rejected = [each for each in state.wanted if each in state.rejected and each not in state.records]
    return Resolution(
        records={each: state.records[each] for each in state.wanted if each in state.records},
        nonexistent=tuple(each for each in state.wanted if state.is_nonexistent(each) and each not in rejected),
        rejected=tuple(rejected),
        unresolved={each: state.reason(each) for each in state.undecided() if each not in rejected},
        trouble=OFFLINE if offline and state.wanted else summary(state.troubles),
        expired=frozenset(state.expired),
    )


def _blame_schemes(state: _State, known: Container[str]) -> None:
    """Note why works of schemes that no provider knows could not be looked up."""
    for each in state.wanted:
        if each.scheme not in known:
            unknown = f"no provider answers for identifiers of the scheme {each.scheme}"
            state.blame([each], Trouble(NOBODY.get(each.scheme, unknown)))


def _keep_absences(state: _State) -> None:
    """Remember what does not exist; the word of one provider alone is no fact."""
    for each in filter(state.is_nonexistent, state.wanted):
        for provider in state.missing[each]:
            state.memory.keep(provider, (), [each])


def _consult(state: _State, provider: Provider) -> None:
    """Ask one provider for what is open, batch by batch, until it is in trouble."""
    row = provider.row
    asks = state.open_to(row)
    if not (asks and provider.is_there()):
        return
    rejected: set[Identifier] = set()
    for batch in batches(asks[: row.most], row.batch):
        reading = provider.lookup(batch)
        _LOG("%s has %d of %d works", row.name, len(reading.records), len(batch))
        rejected.update(reading.rejected)
        _note(state, row, batch, reading)
        state.count()
        if reading.trouble:
            # The other batches would fare the same: leave a service in trouble alone.
            state.troubles[reading.trouble] = None
            state.blame(state.open_to(row), reading.trouble)
            break
    else:
        if len(asks) > row.most:
            limit = Trouble(f"{row.name} is not asked for more than {row.most} papers")
            state.blame(state.open_to(row), limit)
    if len(rejected) <= MOST_REJECTED:  # else good ones are among them
        state.rejected |= rejected


def _note(state: _State, row: Registration, asks: Sequence[Identifier], reading: Reading) -> None:
    """Note what a look-up says; interrupted runs lose nothing, so it is kept at once."""
    state.records.update((record.identifier, record) for record in reading.records)
    state.seen.update(reading.incomplete)
    state.deny(row.name, (*reading.rejected, *reading.denied))
    state.denied.update(reading.denied)
    state.blame(reading.incomplete, Trouble(f"{row.name} {reading.lack}"))
    for each, trouble in reading.unanswered.items():
        state.blame([each], trouble)
    mentioned = {*state.records, *reading.incomplete, *reading.rejected, *reading.denied, *reading.unanswered}
    left_out = [each for each in asks if each not in mentioned]
    state.deny(row.name, [each for each in left_out if each.scheme in row.authoritative])
    others = [each for each in left_out if each.scheme not in row.authoritative and each not in state.reasons]
    state.blame(others, Trouble(f"{row.name} {NOT_LISTED}" if row.is_remote else _NOWHERE))
    if row.is_remote:
        state.memory.keep(row.name, reading.records, ())
