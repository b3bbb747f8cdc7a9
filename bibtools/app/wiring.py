"""Connecting: the resolving that a configuration asks for, with its providers, their pace and the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import NamedTuple

from bibtools.config.configuration import Config
from bibtools.files import exact_text
from bibtools.identifiers.identifier import Identifier
from bibtools.index.lookup import Index
from bibtools.index.provider import IndexProvider
from bibtools.linkcheck import github_api
from bibtools.linkcheck.checker import Asking, look
from bibtools.matching.searcher import Searcher
from bibtools.network.answer import FOUND, Answer
from bibtools.network.client import Transport
from bibtools.network.per_host import side_by_side
from bibtools.network.private_network import Ground
from bibtools.network.rate_limit import Clock, Pace
from bibtools.network.request import Request
from bibtools.network.services import addresses
from bibtools.network.url import base
from bibtools.network.visit import Visitor
from bibtools.providers import arxiv, bundled, datacite, oai, semanticscholar
from bibtools.providers.code_links import attribute
from bibtools.providers.contract import Provider
from bibtools.providers.resolution import OFFLINE, Attribute, Links, Resolution, Resolve, supplement
from bibtools.providers.resolver import resolve
from bibtools.records.codelinks import ranking
from bibtools.records.link_status import Verdict
from bibtools.storage.answers import Cache
from bibtools.storage.tables.store import Tables
from bibtools.storage.visits import Visits

# Who is asked for records, in that order: the source itself, the batches, then what costs a request a paper, then what
# needs a key.
PROVIDERS: dict[str, Provider] = {each.NAME: each for each in (arxiv, datacite, oai, semanticscholar)}


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
    pace = Pace(config.pace_dir / "pace", clock, waiting, note)
    return Transport(pace, clock, config.mailto, config.timeout, retry=retry)


def has_own_index(config: Config) -> bool:
    """Return whether the index is that of the user's cache, and not one that somebody else may have made."""
    return config.index_path.parent == config.cache_dir


class Connected(NamedTuple):
    """What answers the questions of a run."""

    resolve: Resolve
    attribute: Attribute
    searcher: Searcher


def connected(
    config: Config, clock: Clock, waiting: Callable[[str, float | None], None], note: Callable[[str], None]
) -> Connected:
    """Return the resolving that a configuration asks for: over the network, or `offline` from this machine alone.

    `waiting` is told of pauses, `note` of a cache or a table that cannot be used.
    """
    client = client_of(config, clock, waiting, note)
    asked = [each for each in PROVIDERS.values() if config.services[each.NAME].is_open]

    index = Index(config.index_path, note, is_own=has_own_index(config))
    where = addresses(config.services)

    def ask(provider: Provider, request: Request) -> Answer:
        if not provider.SERVICE.is_remote:
            return Answer(FOUND, exact_text.bundled_records() if provider is bundled else b"")
        return client.ask(provider.NAME, config.services[provider.NAME], request)

    def resolve_all(identifiers: Sequence[Identifier]) -> Resolution:
        with closing(Cache(config.cache_dir, clock.now, note, where)) as cache:
            here: list[Provider] = [IndexProvider(index)]
            last = [*here, bundled] if config.offline else [bundled]
            found = resolve(identifiers, [*here, *asked], ask, cache, last, offline=config.offline)
        return replace(found, trouble=OFFLINE) if config.offline and identifiers else found

    def attribute_all(resolution: Resolution, paired: Links) -> Resolution:
        resolution = _with_bundled_code(resolution)
        tables = Tables(config.cache_dir, note)
        with closing(Cache(config.cache_dir, clock.now, note, where)) as cache, closing(tables):
            return attribute(resolution, config.code_from, paired, tables.links, ask, cache, offline=config.offline)

    def question(request: Request) -> Answer:
        return client.ask(arxiv.NAME, config.services[arxiv.NAME], request)

    return Connected(resolve_all, attribute_all, Searcher(index, None if config.offline else question))


def looking(
    config: Config, clock: Clock, waiting: Callable[[str, float | None], None], note: Callable[[str], None]
) -> Callable[[Sequence[str]], dict[str, Verdict]]:
    """Return who tells what addresses lead to, as a configuration asks for."""
    client = client_of(config, clock, waiting, note)
    service = config.services[github_api.NAME]
    visitor = Visitor(Ground(config.private), clock, config.timeout)
    asking = Asking(
        lambda request: client.ask(github_api.NAME, service, request),
        service.key is not None,
        visitor.visit,
        side_by_side,
    )

    def look_at(urls: Sequence[str]) -> dict[str, Verdict]:
        with closing(Visits(config.cache_dir, clock.now, note, base(service.url))) as visits:
            return look(urls, visits, asking, offline=config.offline)

    return look_at


def _with_bundled_code(resolution: Resolution) -> Resolution:
    lacking = [each for each, record in resolution.records.items() if ranking.best(record.code) is None]
    if not lacking:
        return resolution
    [request] = bundled.requests(lacking)
    known = bundled.records(request, exact_text.bundled_records()).records
    return supplement(resolution, {record.identifier: record.code for record in known})
