"""`doctor`: how the world around bibtools is: services, cache, configuration, versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bibtools.app.wiring import has_own_index
from bibtools.config.configuration import Config
from bibtools.config.layers import Setting
from bibtools.core.errors import ExitCode
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.lookup import info
from bibtools.index.schema import Info
from bibtools.network.answer import FOUND, NOT_ASKED, Answer
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.providers.contract import Provider
from bibtools.providers.resolver import interpret
from bibtools.storage.answers import Contents

# A paper that every service knows, asked for with the very request that a run makes.
_PROBE = Identifier(ARXIV, "1706.03762")
UNREADABLE = "unreadable"

Ask = Callable[[str, Service, Request], Answer]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a service answered to one request."""

    name: str
    url: str
    status: str
    reason: str = ""
    seconds: float | None = None
    quota: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorOutcome:
    """The whole checkup."""

    versions: Mapping[str, str]
    services: tuple[Examined, ...]
    cache: Contents
    index: Info | None
    index_path: Path
    settings: Mapping[str, Setting]

    @property
    def exit_code(self) -> int:
        """Exit code 3 where a service that was asked gave no usable answer."""
        fine = all(each.status in {FOUND, NOT_ASKED} for each in self.services)
        return ExitCode.IN_STEP if fine else ExitCode.COULD_NOT


def examine(
    config: Config, providers: Mapping[str, Provider], ask: Ask, cache: Contents, versions: Mapping[str, str]
) -> DoctorOutcome:
    """Ask every service once, unless offline or without the key that it needs."""
    return DoctorOutcome(
        versions=versions,
        services=tuple(_examined(config, each, ask) for each in providers.values()),
        cache=cache,
        index=info(config.index_path, is_own=has_own_index(config)),
        index_path=config.index_path,
        settings=config.settings,
    )


def _examined(config: Config, provider: Provider, ask: Ask) -> Examined:
    service = config.services[provider.NAME]
    if config.offline or not service.is_open:
        reason = "offline" if config.offline else "no key is configured"
        return Examined(provider.NAME, service.url, NOT_ASKED, reason)
    [request] = provider.requests([_PROBE])
    answer, reading = interpret(provider, request, ask(provider.NAME, service, request))
    status, reason = answer.status, answer.reason
    if status == FOUND and reading is None:
        status = UNREADABLE
    elif status == FOUND and reading and not reading.records:
        status, reason = UNREADABLE, f"it does not list {_PROBE}"
    return Examined(provider.NAME, service.url, status, reason, answer.seconds or None, answer.quota)
