"""`doctor`: the state of bibtools' environment: services, cache, configuration, versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from bibtools.app.wiring import has_own_index
from bibtools.config.configuration import Config
from bibtools.config.layers import Setting
from bibtools.core.errors import ExitCode
from bibtools.index.information import info
from bibtools.index.schema import Info
from bibtools.linkcheck import github_api
from bibtools.network.answer import FOUND, NOT_ASKED, Answer, AnswerStatus
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.providers.http_lookup import interpret, module_of
from bibtools.providers.registry import CODE_LINKS, PROBES, PROVIDERS, WITNESSES, Registration
from bibtools.records.link_status import ALIVE
from bibtools.storage.answers import Contents

UNREADABLE: Final = "unreadable"  # an answer, but not to what was asked

_REPOSITORY = github_api.GitHubRepository("git", "git")  # no other one is as sure to stay
Ask = Callable[[str, Service, Request], Answer]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a service answered to one request."""

    name: str
    url: str
    status: AnswerStatus | Literal["unreadable"]
    reason: str = ""
    seconds: float | None = None
    quota: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorOutcome:
    """The whole checkup."""

    versions: Mapping[str, str]
    services: tuple[Diagnosis, ...]
    cache: Contents
    index: Info | None
    index_path: Path
    settings: Mapping[str, Setting]

    @property
    def exit_code(self) -> int:
        """Exit code 3 where a service that was asked gave no usable answer."""
        fine = all(each.status in {FOUND, NOT_ASKED} for each in self.services)
        return ExitCode.IN_STEP if fine else ExitCode.COULD_NOT


def examine(config: Config, ask: Ask, cache: Contents, versions: Mapping[str, str]) -> DoctorOutcome:
    """Ask every service once, unless offline or without the key that it needs."""
    return DoctorOutcome(
        versions=versions,
        services=(
            *(_examined(config, each, ask) for each in PROVIDERS if each.is_remote),
            *(_examined(config, each, ask, is_wanted=each.name in config.code_from) for each in CODE_LINKS),
            *(_examined(config, each, ask) for each in WITNESSES),
            _examined_repositories(config, ask),
        ),
        cache=cache,
        index=info(config.index_path, is_own=has_own_index(config)),
        index_path=config.index_path,
        settings=config.settings,
    )


def _examined(config: Config, row: Registration, ask: Ask, *, is_wanted: bool = True) -> Diagnosis:
    """Ask a service for a work that it knows, with the very request that a run makes."""
    service, probe = config.services[row.name], PROBES[row.schemes[0]]
    obstacles = {
        "offline": config.offline,
        "no key is configured": not service.is_open,
        "code_from does not name it": not is_wanted,
    }
    if reason := next((reason for reason, holds in obstacles.items() if holds), ""):
        return Diagnosis(row.name, service.url, NOT_ASKED, reason)
    module = module_of(row)
    [request] = module.requests([probe])
    answer, reading = interpret(module, request, ask(row.name, service, request), authoritative=row.authoritative)
    examined = Diagnosis(
        row.name, service.url, answer.status, answer.reason, seconds=answer.seconds or None, quota=answer.quota
    )
    if answer.status != FOUND or (reading and (reading.records or reading.incomplete)):
        return examined
    reason = answer.reason if reading is None else f"it does not list {probe}"
    return replace(examined, status=UNREADABLE, reason=reason)


def _examined_repositories(config: Config, ask: Ask) -> Diagnosis:
    """Ask GitHub, which knows whether links to code lead anywhere, for a repository that exists."""
    name, service = github_api.NAME, config.services[github_api.NAME]
    if config.offline:
        return Diagnosis(name, service.url, NOT_ASKED, "offline")
    answer = ask(name, service, github_api.request(_REPOSITORY))
    found = github_api.link_status(_REPOSITORY, answer)
    is_readable = answer.status != FOUND or found.status == ALIVE
    return Diagnosis(
        name,
        service.url,
        answer.status if is_readable else UNREADABLE,
        answer.reason or found.reason,
        seconds=answer.seconds or None,
        quota=answer.quota,
    )
