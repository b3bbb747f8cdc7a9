"""The search for publications by titles, connected to a client and the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from bibtools.app.wiring import asking
from bibtools.network.services import addresses
from bibtools.providers.resolution import OFFLINE
from bibtools.providers.title_search import (
    TITLE_SERVICES,
    SearchTitles,
    SoughtTitle,
    TitleAnswers,
    search_titles,
)
from bibtools.storage.answers import Cache

if TYPE_CHECKING:
    from bibtools.app.run_observer import RunObserver
    from bibtools.config.configuration import Config
    from bibtools.index.lookup import Index
    from bibtools.matching.searcher import Searcher
    from bibtools.network.answer import Answer
    from bibtools.network.client import Client
    from bibtools.network.rate_limit import Clock
    from bibtools.network.request import Request


def title_search(
    config: Config, client: Client, clock: Clock, progress: RunObserver, services: Sequence[str]
) -> SearchTitles:
    """Return what searches for works by their titles, one request each; none offline."""
    ask = asking(config, lambda: client)

    def search(wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        if config.offline:
            return TitleAnswers({}, dict.fromkeys(wanted, OFFLINE))
        heard = progress.counted("searching for titles", "titles")
        asked = [TITLE_SERVICES[each] for each in services]
        with closing(Cache(config.cache_dir, clock.now, progress.note, addresses(config.services))) as answers:
            return search_titles(wanted, ask, answers, budget, asked, heard)

    return search


def searcher(config: Config, client: Client, index: Index) -> Searcher:
    """Return what searches for papers by their words: in the index, and over the network unless that is not wanted."""
    from bibtools.matching.searcher import Searcher  # for commands that search
    from bibtools.providers import arxiv

    def question(request: Request) -> Answer:
        return client.ask(arxiv.NAME, config.services[arxiv.NAME], request)

    return Searcher(index, None if config.offline else question)
