"""Connecting: the resolving that a configuration asks for, with its providers, their pace and the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bibtools import files
from bibtools.cache import Cache
from bibtools.config import Config
from bibtools.config.services import SERVICES
from bibtools.identifier import Identifier
from bibtools.pace import Clock, Pace
from bibtools.providers import Provider, Request, bundled
from bibtools.resolution import OFFLINE, Resolution, Resolve, supplement
from bibtools.resolve import resolve
from bibtools.transport.answer import FOUND, Answer
from bibtools.transport.client import Transport


def client_of(
    config: Config,
    clock: Clock,
    waiting: Callable[[str, float | None], None],
    note: Callable[[str], None],
    *,
    retry: bool = True,
) -> Transport:
    """Return the client that a configuration asks for.

    `waiting` is told whom it waits for and how long, `note` if other processes cannot know of this one.
    """
    pace = Pace(config.cache_dir / "pace", clock, waiting, note)
    return Transport(pace, clock, config.mailto, config.timeout, retry=retry)


def connected(
    config: Config, clock: Clock, waiting: Callable[[str, float | None], None], note: Callable[[str], None]
) -> Resolve:
    """Return the resolving that a configuration asks for: over the network, or `offline` from this machine alone.

    `waiting` is told of pauses, `note` of a cache that cannot be used.
    """
    client = client_of(config, clock, waiting, note)
    asked = [each for each in SERVICES.values() if config.services[each.NAME].is_open]

    def ask(provider: Provider, request: Request) -> Answer:
        if not provider.SERVICE.is_remote:
            return Answer(FOUND, files.bundled_records())
        return client.ask(provider.NAME, config.services[provider.NAME], request)

    def resolve_all(identifiers: Sequence[Identifier]) -> Resolution:
        cache = Cache(config.cache_dir, clock.now, note)
        try:
            found = resolve(identifiers, asked, ask, cache, [bundled], offline=config.offline)
        finally:
            cache.close()
        if config.offline and identifiers:
            found = replace(found, trouble=OFFLINE)
        return _with_bundled_code(found)

    return resolve_all


def _with_bundled_code(resolution: Resolution) -> Resolution:
    lacking = [each for each, record in resolution.records.items() if not record.code]
    if not lacking:
        return resolution
    [request] = bundled.requests(lacking)
    return supplement(resolution, bundled.records(request, files.bundled_records()).records)
