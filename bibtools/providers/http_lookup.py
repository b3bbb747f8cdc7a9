"""Looking up over HTTP: the one adapter that makes a look-up of a module which plans requests and reads answers.

It asks once more where an answer may have left out something by mistake, and finds the ids for which a service refuses
a batch, so that one bad id never costs the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import BAD_REQUEST, FOUND, Answer, Trouble
from bibtools.network.request import Request
from bibtools.providers.contract import MOST_REJECTED, Provider, Reading, Unreadable, about
from bibtools.providers.registry import Registration
from bibtools.records.record import Record

Ask = Callable[[Request], Answer]
Asks = tuple[Identifier, ...]

_HOPELESS = 2  # halvings after which something must have passed
_REPAIRS = 24  # extra requests of a provider in a run; one that refuses more than that is not worth the time


class HttpModule(Protocol):
    """What a module is that speaks HTTP: two pure functions."""

    NAME: str

    def requests(self, asks: Sequence[Identifier]) -> list[Request]:
        """Plan the requests for some identifiers, as few as the provider allows: one for as many as a batch has."""
        ...

    def records(self, request: Request, body: bytes) -> Reading:
        """Read an answer; raises `Unreadable`."""
        ...


def module_of(row: Registration) -> HttpModule:
    """Return the module of a provider."""
    return cast("HttpModule", import_module(f"bibtools.providers.{row.name}"))


def over_http(row: Registration, ask: Ask, module: HttpModule | None = None) -> Provider:
    """Return a provider that is asked over HTTP, in one run; its module is loaded when it is first asked."""

    @cache
    def asked() -> _HttpLookup:
        return _HttpLookup(module or module_of(row), ask, authoritative=row.authoritative)

    return Provider(row, lambda identifiers: asked().lookup(identifiers))


def interpret(
    module: HttpModule, request: Request, answer: Answer, *, authoritative: Sequence[str]
) -> tuple[Answer, Reading | None]:
    """Read an answer, or say in its reason why it cannot be read."""
    if answer.status not in {FOUND, BAD_REQUEST}:
        return answer, None
    try:
        reading = about(request.asks, module.records(request, answer.body))
    except Unreadable as error:
        return answer._replace(reason=answer.reason or f"{module.NAME}: {error}"), None
    # A refusal says something only of what it refuses, and not that the rest does not exist.
    is_weighty = any(ask.scheme in authoritative for ask in request.asks)
    says_enough = answer.status == FOUND or reading.rejected or reading.denied or not is_weighty
    return answer, reading if says_enough else None


@dataclass(slots=True)
class _Found:
    """What one look-up has learned so far."""

    records: dict[Identifier, Record] = field(default_factory=dict)
    rejected: dict[Identifier, None] = field(default_factory=dict)
    denied: dict[Identifier, None] = field(default_factory=dict)
    incomplete: dict[Identifier, None] = field(default_factory=dict)
    lack: str = Reading().lack
    unanswered: dict[Identifier, Trouble] = field(default_factory=dict)
    answered: set[Identifier] = field(default_factory=set)
    mended: bool = False  # whether a part of the batch that was refused has passed


class _HttpLookup:
    """Looks up over HTTP; its state lasts for one run."""

    def __init__(self, module: HttpModule, ask: Ask, *, authoritative: Sequence[str]) -> None:
        self._module, self._ask, self._authoritative = module, ask, authoritative
        self._repairs = 0  # requests that only became necessary because one was refused
        self._rejected: set[Identifier] = set()

    def lookup(self, identifiers: Sequence[Identifier]) -> Reading:
        """Ask for some works, and again for what another one spoiled."""
        found, trouble = _Found(), None
        for request in self._module.requests(identifiers):
            trouble = self._exchange(found, request)
            if trouble:
                # Other requests would fare the same: leave a service in trouble alone.
                open_ones = [each for each in identifiers if each not in found.answered]
                found.unanswered = {**dict.fromkeys(open_ones, trouble), **found.unanswered}
                break
        return Reading(
            tuple(found.records.values()),
            tuple(found.rejected),
            tuple(found.denied),
            tuple(found.incomplete),
            unanswered=found.unanswered,
            lack=found.lack,
            trouble=trouble,
        )

    def _exchange(self, found: _Found, request: Request) -> Trouble | None:
        """Ask, note what the answer says, and ask again for what another id spoiled; return the provider's trouble."""
        answer, reading = self._read(request)
        if reading is None:
            trouble = _trouble(answer)
            can_be_mended = answer.status == BAD_REQUEST and len(request.asks) > 1
            found.mended = False
            return self._mend(found, request.asks, trouble) if can_be_mended else trouble
        self._note(found, request, reading)
        if not reading.rejected:
            return None
        if len(self._rejected) > MOST_REJECTED:
            return Trouble(f"{self._module.NAME} calls one good id after the other malformed")
        rest = [each for each in request.asks if each not in reading.rejected and each not in found.records]
        for again in self._module.requests(rest):
            more = self._exchange(found, again)
            if more:
                return more
        return None

    def _note(self, found: _Found, request: Request, reading: Reading) -> None:
        found.records.update((record.identifier, record) for record in reading.records)
        found.rejected.update(dict.fromkeys(reading.rejected))
        found.denied.update(dict.fromkeys(reading.denied))
        found.incomplete.update(dict.fromkeys(reading.incomplete))
        found.unanswered |= reading.unanswered
        found.lack = reading.lack
        self._rejected.update(reading.rejected)
        if reading.rejected:  # the rest is asked for again
            found.answered.update((*found.records, *reading.rejected))
            return
        found.answered.update(request.asks)
        if reading.partial:
            left_out = [each for each in request.asks if each not in found.records and each not in reading.incomplete]
            found.unanswered |= dict.fromkeys(left_out, Trouble(f"{self._module.NAME} sent an answer with gaps"))

    def _mend(self, found: _Found, asks: Asks, trouble: Trouble, depth: int = 0) -> Trouble | None:
        """Find the ids for which a service refuses a batch without naming them, and note everything else.

        If the first half passes, an id of the second is to blame, and it need not be asked for as a whole. If not even
        a quarter passes, it is the service.
        """
        if not found.mended and (len(asks) == 1 or depth == _HOPELESS):
            return trouble
        if len(asks) == 1:
            found.answered.update(asks)
            found.unanswered |= dict.fromkeys(asks, trouble)
            return None
        first, second = asks[: len(asks) // 2], asks[len(asks) // 2 :]
        refused = [first, second]
        for half in (first, second):
            if refused == [second]:
                break
            outcome = self._passes(found, half, trouble)
            if isinstance(outcome, Trouble):
                return outcome
            if outcome:
                refused.remove(half)
        for half in refused:
            more = self._mend(found, half, trouble, depth + 1)
            if more:
                return more
        return None

    def _passes(self, found: _Found, asks: Asks, trouble: Trouble) -> bool | Trouble:
        """Ask for a part of a refused batch and note the answer; return whether there was one, or the trouble."""
        self._repairs += 1
        if self._repairs > _REPAIRS:
            return trouble
        [request] = self._module.requests(asks)
        answer, reading = self._read(request)
        if reading is not None:
            found.mended = True
            self._note(found, request, reading)
            return True
        return False if answer.status == BAD_REQUEST else _trouble(answer)

    def _read(self, request: Request) -> tuple[Answer, Reading | None]:
        """Ask, and once more after an answer that may have left out something by mistake."""
        answer, reading = self._interpreted(request)
        if reading is None or reading.rejected or not (reading.empty or reading.partial):
            return answer, reading
        again, better = self._interpreted(request)
        return (again, better) if better is not None else (answer, reading)

    def _interpreted(self, request: Request) -> tuple[Answer, Reading | None]:
        return interpret(self._module, request, self._ask(request), authoritative=self._authoritative)


def _trouble(answer: Answer) -> Trouble:
    return answer.trouble or Trouble(answer.reason)
