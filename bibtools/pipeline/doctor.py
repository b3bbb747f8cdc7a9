"""`doctor`: how the world around bibtools is: services, cache, configuration, versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bibtools.cache import Cache, Holding
from bibtools.config import Config
from bibtools.config.layers import Setting
from bibtools.errors import ExitCode
from bibtools.identifier import ARXIV, Identifier
from bibtools.providers import Provider, Request, Service, Unreadable
from bibtools.transport.answer import BAD_REQUEST, FOUND, Answer

# A paper that every service knows, asked for with the very request that a run makes.
_PROBE = Identifier(ARXIV, "1706.03762")
NOT_ASKED = "not asked"
UNREADABLE = "unreadable"

Ask = Callable[[str, Service, Request], Answer]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a service answered to one request."""

    name: str
    url: str
    status: str
    reason: str = ""
    seconds: float | None = None
    quota: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What the cache holds, or why it cannot be used."""

    path: str
    size: int
    holdings: tuple[Holding, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorOutcome:
    """The whole checkup."""

    versions: Mapping[str, str]
    services: tuple[Checked, ...]
    cache: Stored
    settings: Mapping[str, Setting]

    @property
    def exit_code(self) -> int:
        """Exit code 3 where a service that was asked gave no usable answer."""
        fine = all(each.status in {FOUND, NOT_ASKED} for each in self.services)
        return ExitCode.IN_STEP if fine else ExitCode.COULD_NOT


def doctor(
    config: Config, providers: Mapping[str, Provider], ask: Ask, cache: Stored, versions: Mapping[str, str]
) -> DoctorOutcome:
    """Ask every service once, unless offline or without the key that it needs."""
    services = tuple(_checked(config, each, ask) for each in providers.values())
    return DoctorOutcome(versions=versions, services=services, cache=cache, settings=config.settings)


def stored(cache: Cache, problems: list[str]) -> Stored:
    """Return what a cache holds; `problems` is where it tells why it cannot be used."""
    try:
        holdings, size = cache.holdings(), cache.size()
    except OSError as error:
        return Stored(str(cache.path), 0, (), str(error))
    finally:
        cache.close()
    return Stored(str(cache.path), size, tuple(holdings), "; ".join(problems))


def _checked(config: Config, provider: Provider, ask: Ask) -> Checked:
    service = config.services[provider.NAME]
    if config.offline:
        return Checked(provider.NAME, service.url, NOT_ASKED, "offline")
    if service.key_header and not service.key:
        return Checked(provider.NAME, service.url, NOT_ASKED, "no key is configured")
    [request] = provider.requests([_PROBE])
    answer = ask(provider.NAME, service, request)
    status, reason = answer.status, answer.reason
    if status in {FOUND, BAD_REQUEST}:
        try:
            found = provider.records(request, answer.body).records
        except Unreadable as error:
            status, reason = UNREADABLE, str(error)
        else:
            status, reason = (FOUND, "") if found else (UNREADABLE, f"it does not list arXiv:{_PROBE.value}")
    return Checked(provider.NAME, service.url, status, reason, answer.seconds or None, answer.quota)
