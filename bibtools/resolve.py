"""Resolving: identifiers to records, over the providers in their order, with the four answers kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bibtools import files
from bibtools.config import Config
from bibtools.identifier import Identifier
from bibtools.pace import Clock, Pace
from bibtools.providers import Provider, Reading, Request, Unreadable, arxiv, bundled
from bibtools.record import Record
from bibtools.transport import BAD_REQUEST, FOUND, THROTTLED, Answer, Transport

Ask = Callable[[Provider, Request], Answer]
Pause = Callable[[float], None]

OFFLINE = "offline"  # as a trouble: nobody was asked, as configured
_PATIENCE = 10.0  # seconds that a throttle may ask for; a longer one means: not in this run


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a set of identifiers: each is in exactly one of the first four."""

    records: dict[Identifier, Record] = field(default_factory=dict)
    nonexistent: tuple[Identifier, ...] = ()
    rejected: tuple[Identifier, ...] = ()  # a provider says that this is no identifier
    unresolved: dict[Identifier, str] = field(default_factory=dict)  # could not ask, and why
    troubles: tuple[str, ...] = ()  # why a provider could not be asked, each once

    @property
    def asked(self) -> frozenset[Identifier]:
        """All identifiers that this resolution speaks of."""
        return frozenset((*self.records, *self.nonexistent, *self.rejected, *self.unresolved))


Resolve = Callable[[Sequence[Identifier]], Resolution]


def connected(config: Config, clock: Clock, waiting: Callable[[str, float], None]) -> Resolve:
    """Return the resolving that a configuration asks for: over the network, or `offline` from the bundle alone.

    `waiting` is told of pauses: a service's name and the seconds.
    """
    transport = Transport(Pace(config.cache_dir / "pace", clock, waiting), config.mailto)

    def ask(provider: Provider, request: Request) -> Answer:
        if not provider.URL:
            return Answer(FOUND, files.bundled_records())
        return transport.get(provider.NAME, config.services[provider.NAME], request.path, request.accept)

    def resolve_all(identifiers: Sequence[Identifier]) -> Resolution:
        providers = [bundled] if config.offline else [arxiv, bundled]
        resolution = resolve(identifiers, providers, ask, clock.sleep)
        if config.offline:
            return replace(resolution, troubles=(OFFLINE,)) if identifiers else resolution
        if all(record.code for record in resolution.records.values()):
            return resolution
        [request] = bundled.requests(tuple(resolution.records))
        return supplement(resolution, bundled.records(request, files.bundled_records()).records)

    return resolve_all


@dataclass(slots=True)
class _State:
    """Where a resolution stands; lives inside of `resolve` only."""

    wanted: list[Identifier]
    records: dict[Identifier, Record] = field(default_factory=dict)
    absent: set[Identifier] = field(default_factory=set)
    rejected: set[Identifier] = field(default_factory=set)
    reasons: dict[Identifier, str] = field(default_factory=dict)
    troubles: dict[str, None] = field(default_factory=dict)

    def remaining(self) -> list[Identifier]:
        return [each for each in self.wanted if each not in self.records and each not in self.rejected]


def resolve(identifiers: Iterable[Identifier], providers: Sequence[Provider], ask: Ask, pause: Pause) -> Resolution:
    """Ask the providers in order for what the ones before left open.

    What an authoritative provider leaves out does not exist, unless a later provider knows it all the same.
    """
    state = _State(list(dict.fromkeys(each.work for each in identifiers)))
    for provider in providers:
        for request in provider.requests(state.remaining()):
            if not _exchange(state, provider, request, ask, pause):
                # The others would fare the same: leave a service in trouble alone.
                for each in state.remaining():
                    state.reasons.setdefault(each, next(reversed(state.troubles)))
                break
    remaining = state.remaining()
    return Resolution(
        {each: state.records[each] for each in state.wanted if each in state.records},
        tuple(each for each in remaining if each in state.absent),
        tuple(each for each in state.wanted if each in state.rejected),
        {each: state.reasons.get(each, "no provider could be asked") for each in remaining if each not in state.absent},
        tuple(state.troubles),
    )


def supplement(resolution: Resolution, bundled: Iterable[Record]) -> Resolution:
    """Add the code links of bundled records to records that name none."""
    code = {record.identifier: record.code for record in bundled}
    records = {
        each: record if record.code else replace(record, code=code.get(each, ()))
        for each, record in resolution.records.items()
    }
    return replace(resolution, records=records)


def _exchange(state: _State, provider: Provider, request: Request, ask: Ask, pause: Pause) -> bool:
    """Ask once, again where that may help, and note the outcome; tell whether the provider can be asked on."""
    answer, reading = _read(provider, request, ask, pause)
    if reading is None:
        state.troubles[answer.reason] = None
        state.reasons.update(dict.fromkeys(request.asks, answer.reason))
        return False
    state.records.update((record.identifier, record) for record in reading.records)
    state.rejected.update(reading.rejected)
    if reading.rejected:
        rest = [each for each in request.asks if each not in reading.rejected]
        return all(_exchange(state, provider, again, ask, pause) for again in provider.requests(rest))
    state.reasons.update(dict.fromkeys(reading.incomplete, f"{provider.NAME} sent no title or no author"))
    if provider.AUTHORITATIVE:
        state.absent.update(set(request.asks) - set(state.records) - set(reading.incomplete))
    else:
        for each in request.asks:
            state.reasons.setdefault(each, f"not among the {provider.NAME} records")
    return True


def _read(provider: Provider, request: Request, ask: Ask, pause: Pause) -> tuple[Answer, Reading | None]:
    """Ask, once more after a short throttle, and once more after a doubtful answer."""
    answer = ask(provider, request)
    if answer.status == THROTTLED and (answer.retry_after or 0) <= _PATIENCE:
        pause(answer.retry_after or 0)
        answer = ask(provider, request)
    answer, reading = _interpret(provider, request, answer)
    if reading is None or not reading.doubtful:
        return answer, reading
    return _interpret(provider, request, ask(provider, request))


def _interpret(provider: Provider, request: Request, answer: Answer) -> tuple[Answer, Reading | None]:
    if answer.status not in {FOUND, BAD_REQUEST}:
        return answer, None
    try:
        reading = provider.records(request, answer.body)
    except Unreadable as error:
        return answer._replace(reason=answer.reason or str(error)), None
    # A refusal says something only of what it refuses.
    return answer, None if answer.status == BAD_REQUEST and not reading.rejected else reading
