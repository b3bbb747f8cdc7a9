"""The sources that name publications by the ids of preprints, connected to a client and the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from bibtools.app.named_versions import Candidates, VersionSources
from bibtools.app.wiring import asking, http_provider
from bibtools.identifiers.identifier import DOI
from bibtools.index.kinds import COMET
from bibtools.index.match_index import MatchIndex
from bibtools.network.services import addresses
from bibtools.providers.registry import VERSIONS
from bibtools.providers.resolution import Resolution
from bibtools.providers.resolver import resolve
from bibtools.storage.answers import Cache

if TYPE_CHECKING:
    from bibtools.config.configuration import Config
    from bibtools.identifiers.identifier import Identifier
    from bibtools.network.client import Client
    from bibtools.providers.contract import Provider


def naming(
    config: Config, client: Callable[[], Client], now: Callable[[], float], note: Callable[[str], None], *, is_own: bool
) -> VersionSources:
    """Return what names publications by arXiv ids: INSPIRE, and as candidates Semantic Scholar and COMET's matches."""
    by_id, by_match = VERSIONS

    ask = asking(config, client)

    def published(preprints: Sequence[Identifier]) -> Resolution:
        return _looked_up(preprints, [http_provider(by_id, ask)])

    def _looked_up(preprints: Sequence[Identifier], providers: Sequence[Provider]) -> Resolution:
        with closing(Cache(config.cache_dir, now, note, addresses(config.services))) as answers:
            return resolve(preprints, providers, answers, offline=config.offline)

    def candidates(preprints: Sequence[Identifier]) -> Candidates:
        matches = MatchIndex(COMET.path(config.index_path), note, is_own=is_own)
        listed = matches.dois_of(each.value for each in preprints)
        found = {each: [(COMET.name, doi) for doi in listed.get(each.value, ())] for each in preprints}
        is_open = config.services[by_match.name].is_open
        resolution = _looked_up(preprints, [http_provider(by_match, ask)]) if is_open else Resolution()
        for each, record in resolution.records.items():
            found[each] += [(by_match.name, alias.value) for alias in record.aliases if alias.scheme == DOI]
        return Candidates({each: some for each, some in found.items() if some}, resolution)

    return VersionSources(published, candidates)
