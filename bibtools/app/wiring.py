"""The composition root: configuration, clock and providers, connected; what a command does not use is not loaded."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.app.run_observer import RunObserver
from bibtools.app.world import Connections, World
from bibtools.config.configuration import Config, load
from bibtools.config.user_file import location
from bibtools.core.locations import cache_problem
from bibtools.core.process_exit import say
from bibtools.core.text import printable

if TYPE_CHECKING:
    from bibtools.app.check import Recorded
    from bibtools.app.named_versions import VersionSources
    from bibtools.app.undefined_keys import Meant
    from bibtools.bibliography.citekey.key_reading import KeyReading
    from bibtools.files.library_lock import Locking
    from bibtools.identifiers.identifier import Identifier
    from bibtools.index.index_file import Patience
    from bibtools.index.lookup import Index
    from bibtools.matching.searcher import Searcher
    from bibtools.network.answer import Answer
    from bibtools.network.client import Client
    from bibtools.network.rate_limit import Clock
    from bibtools.network.request import Request
    from bibtools.providers.attestation import Attest, Attestation
    from bibtools.providers.contract import Provider, Reading
    from bibtools.providers.registry import Registration
    from bibtools.providers.resolution import Attribute, Links, Resolution, Resolve
    from bibtools.providers.title_search import SearchTitles
    from bibtools.records.link_status import LinkStatus
    from bibtools.records.record import Record
    from bibtools.storage.earlier_entries import EarlierEntries

Waiting = Callable[[str, float | None], None]  # called with the service that a run waits for, and the seconds if known
Note = Callable[[str], None]  # called with what cannot be used, and why: a cache, a table, a lock

_AT_ONCE = 0.05  # seconds between looks at whether a wait was cancelled
_MOST_ANSWERS = 20_000  # records of the cache in which a paper is looked for by its author


def _never() -> bool:
    return False


def read_config(
    folder: str | os.PathLike[str] = "", *, trust: bool = False, environ: Mapping[str, str] | None = None
) -> Config:
    """Return the configuration that holds in a folder, by default the current one; raises ConfigError.

    Its `strangers` and `ignored` say which settings do not count. With `trust` the user trusts the repository that
    the folder is in. `environ` are the variables of the environment, by default those of this process.
    """
    variables = os.environ if environ is None else environ
    return load(variables, Path.cwd() / folder, location(variables), trust=trust)


def configuration(*, trust: bool = False, quiet_about_files: bool = False, asks: bool = True) -> Config:
    """Read the configuration that holds here, and note which parts of it are ignored; raises ConfigError.

    With `trust` the user trusts this repository; with `quiet_about_files`, ignored files have been reported before. To
    a run that `asks` no service, their settings do not matter.
    """
    config = read_config(trust=trust)
    for note in (*(() if quiet_about_files else config.strangers), *(config.ignored if asks else ())):
        say(f"note: {printable(note)}\n")
    return config


def today() -> date:
    """Return the user's own day."""
    return date.today()  # noqa: DTZ011 - the same


def clock(is_cancelled: Callable[[], bool] | None = None) -> Clock:
    """Return this machine's clock; waiting ends as soon as it `is_cancelled`."""
    from bibtools.network.rate_limit import Clock, WaitCancelled

    def sleep(seconds: float) -> None:
        end = time.monotonic() + seconds
        while is_cancelled and (left := end - time.monotonic()) > 0:
            if is_cancelled():
                raise WaitCancelled
            time.sleep(min(left, _AT_ONCE))

    return Clock(time.time, sleep if is_cancelled else time.sleep, time.monotonic)


def locking(config: Config, progress: RunObserver) -> Locking:
    """Return where the locks of libraries lie, and how long this run waits for one."""
    from bibtools.files.library_lock import PATIENCE, Locking

    patience = PATIENCE if config.timeout is None else min(PATIENCE, config.timeout)
    return Locking(config.cache_dir / "locks", patience, progress.note)


def earlier_entries(config: Config, note: Note) -> EarlierEntries:
    """Return where entries are kept as they were before an upgrade: in a folder of the user's own."""
    from bibtools.storage.earlier_entries import EarlierEntries

    folder = config.data_dir
    if problem := cache_problem(str(folder)):
        other = "set BIBTOOLS_DATA_DIR to another folder"
        note(f"{folder}: earlier entries are not kept there, because {problem}; {other}")
        return EarlierEntries(Path(os.devnull, "bibtools"), lambda _: None)
    return EarlierEntries(folder, note)


def world(config: Config, progress: RunObserver, is_cancelled: Callable[[], bool] = _never) -> World:
    """Connect what a configuration asks for: over the network until it `is_cancelled`, or `offline`."""
    return World(config, today(), lambda: _connected(config, progress, is_cancelled))


def _connected(config: Config, progress: RunObserver, is_cancelled: Callable[[], bool]) -> Connections:
    ends = None if is_cancelled is _never else is_cancelled
    client = cache(lambda: client_of(config, clock(ends), progress.waiting, progress.note, is_cancelled=is_cancelled))

    @cache
    def index() -> Index:
        from bibtools.index.lookup import Index

        return Index(config.index_path, progress.note, is_own=has_own_index(config), patience=index_patience(config))

    if not config.offline:
        client()  # before there are threads, since they share its pace

    def named() -> VersionSources:
        from bibtools.app.wired_naming import naming  # for upgrades

        return naming(config, client, time.time, progress.note, is_own=has_own_index(config))

    @cache
    def searcher() -> Searcher:
        from bibtools.app import wired_search

        return wired_search.searcher(config, client(), index())

    def searching(services: Sequence[str]) -> SearchTitles:
        from bibtools.app.wired_search import title_search

        return title_search(config, client(), clock(), progress, services)

    resolve, attribute = _resolving(config, client, index, progress)
    return Connections(
        resolve=resolve,
        attribute=attribute,
        searcher=searcher,
        searching=searching,
        naming=named,
        attest=_witness(config, client, progress),
    )


def meant_by(configured: Callable[[], Config]) -> Meant:
    """Return a function that finds the papers which a key may mean, on this machine; it opens nothing before that."""

    @cache
    def opened() -> tuple[Index, list[Record]]:
        from bibtools.files import exact_text
        from bibtools.index.lookup import Index
        from bibtools.providers import bundled
        from bibtools.storage.answers import Cache

        config = configured()
        with closing(Cache(config.cache_dir, time.time, quiet, repair=False)) as answers:
            kept = answers.records(_MOST_ANSWERS)
        index = Index(config.index_path, quiet, is_own=has_own_index(config))
        return index, [*kept, *bundled.records(exact_text.bundled_records())]

    def meant(reading: KeyReading) -> list[Record]:
        from bibtools.matching.key_meaning import meanings

        index, known = opened()
        return [each.record for each in meanings(reading, index, known)]

    return meant


def recorded_by(configured: Callable[[], Config]) -> Recorded:
    """Return a function that finds what this machine knows of works: in the index, and in answers of any age."""

    def recorded(works: Sequence[Identifier]) -> list[Record]:
        config = configured().overridden(offline=True) if works else None
        if config is None or not (config.index_path.exists() or any(config.cache_dir.glob("records-*"))):
            return []  # the bundle has nothing to add: it holds no withdrawn paper
        from bibtools.index.lookup import Index  # costs more than a small paper

        index = Index(config.index_path, quiet, is_own=has_own_index(config))

        def never(request: Request) -> Answer:
            raise AssertionError(f"{request.provider}: nobody is asked")

        return list(_known(works, config, index, never))

    return recorded


def _known(
    works: Sequence[Identifier], config: Config, index: Index, ask: Callable[[Request], Answer]
) -> Iterator[Record]:
    from bibtools.network.services import addresses
    from bibtools.providers.resolver import resolve
    from bibtools.storage.answers import Cache

    providers = _providers(config, lambda: index, ask)
    first = [each for each in providers if not each.row.is_fallback]
    last = [each for each in providers if each.row.is_fallback or not each.row.is_remote]
    with closing(Cache(config.cache_dir, time.time, quiet, addresses(config.services), repair=False)) as answers:
        yield from resolve(works, first, answers, last, offline=True).records.values()


def quiet(reason: str) -> None:
    """Say nothing of what cannot be used: a proposal is no promise."""
    del reason


def client_of(
    config: Config,
    clock: Clock,
    waiting: Waiting,
    note: Note,
    *,
    retry: bool = True,
    is_cancelled: Callable[[], bool] = _never,
) -> Client:
    """Return the client for a configuration; `note` is called if other processes cannot know of this one."""
    from bibtools.network.client import Client
    from bibtools.network.rate_limit import RateLimiter

    limiter = RateLimiter(config.pace_dir / "pace", clock, waiting, note)
    return Client(limiter, clock, config.mailto, config.timeout, retry=retry, is_cancelled=is_cancelled)


def asking(config: Config, client: Callable[[], Client]) -> Callable[[Request], Answer]:
    """Return what asks the services that a configuration names; the client is made with the first question."""

    def ask(request: Request) -> Answer:
        return client().ask(request.provider, config.services[request.provider], request)

    return ask


def has_own_index(config: Config) -> bool:
    """Return whether the index is the one in the user's cache, not one that another user may have made."""
    return config.index_path.parent == config.cache_dir


def index_patience(config: Config) -> Patience | None:
    """Return how long an index may be asked, None without a limit."""
    from bibtools.index.index_file import Patience

    return None if config.timeout is None else Patience(config.timeout, clock().monotonic)


def link_checker(
    config: Config, clock: Clock, progress: RunObserver
) -> Callable[[Sequence[str]], dict[str, LinkStatus]]:
    """Return a function that finds what addresses lead to, as a configuration asks for."""
    from bibtools.linkcheck import github_api
    from bibtools.linkcheck.checker import Asking, look
    from bibtools.network.per_host import side_by_side
    from bibtools.network.private_network import PrivateNetworkGuard
    from bibtools.network.url import base
    from bibtools.network.visit import Visitor
    from bibtools.storage.visits import Visits

    client = client_of(config, clock, progress.waiting, progress.note)
    service = config.services[github_api.NAME]
    visitor = Visitor(PrivateNetworkGuard(config.private), clock, config.timeout)
    asking = Asking(
        lambda request: client.ask(github_api.NAME, service, request),
        service.key is not None,
        visitor.visit,
        side_by_side,
    )

    def look_at(urls: Sequence[str]) -> dict[str, LinkStatus]:
        heard = progress.counted("checking links", "links")
        with closing(Visits(config.cache_dir, clock.now, progress.note, base(service.url))) as visits:
            return look(urls, visits, asking, heard, offline=config.offline)

    return look_at


def _resolving(
    config: Config, client: Callable[[], Client], index: Callable[[], Index], progress: RunObserver
) -> tuple[Resolve, Attribute]:
    """Return a function that resolves works, and one that looks for their code elsewhere."""
    from bibtools.network.services import addresses
    from bibtools.providers.resolver import resolve
    from bibtools.storage.answers import Cache

    now, where, note = time.time, addresses(config.services), progress.note

    ask = asking(config, client)

    def resolve_all(identifiers: Sequence[Identifier]) -> Resolution:
        providers = _providers(config, index, ask)
        first = [each for each in providers if not each.row.is_fallback]
        last = [each for each in providers if each.row.is_fallback or (config.offline and not each.row.is_remote)]
        heard = progress.counted("looking up papers", "papers")
        with closing(Cache(config.cache_dir, now, note, where)) as cache:
            return resolve(identifiers, first, cache, last, heard, offline=config.offline)

    def attribute_all(resolution: Resolution, paired: Links) -> Resolution:
        from bibtools.providers.code_links import attribute
        from bibtools.storage.tables.store import Tables

        known, tables = _with_bundled_code(resolution), Tables(config.cache_dir, note)
        with closing(Cache(config.cache_dir, now, note, where)) as cache, closing(tables):
            return attribute(known, config.code_from, paired, tables.links, ask, cache, offline=config.offline)

    return resolve_all, attribute_all


def _witness(config: Config, client: Callable[[], Client], progress: RunObserver) -> Attest:
    def attest(dois: Sequence[Identifier]) -> Attestation:
        from bibtools.app.wired_witness import attesting  # for verifications

        return attesting(config, client, progress)(dois)

    return attest


def _providers(config: Config, index: Callable[[], Index], ask: Callable[[Request], Answer]) -> list[Provider]:
    """Return the providers of works, in the registry's order: those that are there, with the keys that they need."""
    from bibtools.index import provider as index_provider
    from bibtools.providers.contract import Provider
    from bibtools.providers.registry import INDEX, PROVIDERS

    def provider(row: Registration) -> Provider:
        if row.is_remote:
            return http_provider(row, ask)
        if row.name == INDEX:
            return index_provider.connected(row, config.index_path, index)
        return Provider(row, _bundled)

    return [provider(row) for row in PROVIDERS if not row.is_remote or config.services[row.name].is_open]


def http_provider(row: Registration, ask: Callable[[Request], Answer]) -> Provider:
    """Return a provider that speaks HTTP; most runs ask it nothing, and what it takes is loaded with a question."""
    from bibtools.providers.contract import Provider

    @cache
    def asked() -> Provider:
        from bibtools.providers.http_lookup import over_http

        return over_http(row, ask)

    return Provider(row, lambda identifiers: asked().lookup(identifiers))


def _bundled(identifiers: Sequence[Identifier]) -> Reading:
    from bibtools.files import exact_text
    from bibtools.providers import bundled

    return bundled.lookup(identifiers, exact_text.bundled_records())


def _with_bundled_code(resolution: Resolution) -> Resolution:
    from bibtools.providers.resolution import supplement
    from bibtools.records.codelinks import ranking

    lacking = [each for each, record in resolution.records.items() if ranking.best(record.code) is None]
    if not lacking:
        return resolution
    known = _bundled(lacking).records
    return supplement(resolution, {record.identifier: record.code for record in known})
