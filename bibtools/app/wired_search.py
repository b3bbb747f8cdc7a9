"""The search for works by their titles, connected to a client and to what remembers answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from bibtools.network.services import addresses
from bibtools.providers import crossref
from bibtools.providers.resolution import OFFLINE
from bibtools.providers.title_search import SearchTitles, SoughtTitle, TitleAnswers, search_titles
from bibtools.storage.answers import Cache

if TYPE_CHECKING:
    from bibtools.config.configuration import Config
    from bibtools.network.answer import Answer
    from bibtools.network.client import Client
    from bibtools.network.rate_limit import Clock
    from bibtools.network.request import Request


def title_search(config: Config, client: Client, clock: Clock, note: Callable[[str], None]) -> SearchTitles:
    """Return who searches for works by their titles, a request each; offline nobody does."""

    def ask(request: Request) -> Answer:
        return client.ask(crossref.NAME, config.services[crossref.NAME], request)

    def search(wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        if config.offline:
            return TitleAnswers({}, dict.fromkeys(wanted, OFFLINE))
        with closing(Cache(config.cache_dir, clock.now, note, addresses(config.services))) as answers:
            return search_titles(wanted, ask, answers, budget)

    return search
