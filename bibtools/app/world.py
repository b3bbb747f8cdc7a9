"""The world of a run: everything external that a use case takes as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bibtools.config.configuration import Config
from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bibtools.app.named_versions import VersionSources
    from bibtools.identifiers.identifier import Identifier
    from bibtools.matching.searcher import Searcher
    from bibtools.providers.attestation import Attest, Attestation
    from bibtools.providers.resolution import Attribute, Links, Resolution, Resolve
    from bibtools.providers.title_search import SearchTitles, SoughtTitle, TitleAnswers


class Connections(NamedTuple):
    """Who is asked."""

    resolve: Resolve
    attribute: Attribute
    searcher: Callable[[], Searcher]
    searching: Callable[[Sequence[str]], SearchTitles]  # given the services that may be asked
    naming: Callable[[], VersionSources]
    attest: Attest


class World:
    """Everything external that a use case takes as an argument; connected on first use, since many make no request."""

    def __init__(self, config: Config, today: date, connect: Callable[[], Connections]) -> None:
        self.config, self.today = config, today
        self._connections = cache(connect)

    def resolve(self, identifiers: Sequence[Identifier]) -> Resolution:
        """Return what works are."""
        return self._connections().resolve(identifiers)

    def attribute(self, resolution: Resolution, paired: Links) -> Resolution:
        """Return the same records with the code that others know of."""
        return self._connections().attribute(resolution, paired)

    @property
    def searcher(self) -> Searcher:
        """What searches for papers by their words."""
        return self._connections().searcher()

    def search_titles(self, wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        """Return which works have some titles."""
        return self._connections().searching(("crossref", "datacite"))(wanted, budget)

    def search_published(self, wanted: Iterable[SoughtTitle], budget: int) -> TitleAnswers:
        """Return which published works have some titles."""
        return self._connections().searching(("crossref",))(wanted, budget)

    def attest(self, dois: Sequence[Identifier]) -> Attestation:
        """Return which works a witness says are retracted."""
        return self._connections().attest(dois)

    @property
    def naming(self) -> VersionSources:
        """What names the published versions of preprints."""
        return self._connections().naming()
