"""An index of matches: DOIs that a service has matched with arXiv's preprints, as candidates."""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.index.index_file import IndexFile
from bibtools.index.match_schema import MATCHES
from bibtools.index.published_schema import identifier_key

_OF_KEY = "SELECT arxiv, doi FROM keys JOIN matches ON matches.number = keys.match WHERE key = ? LIMIT 20"


class MatchIndex(IndexFile):
    """An index of matches, read only."""

    schema = MATCHES

    def dois_of(self, wanted: Iterable[str]) -> dict[str, list[str]]:
        """Return the DOIs that are matched with some of arXiv's ids."""
        listed = list(dict.fromkeys(wanted))
        rows: list[list[tuple[str, str]]] = self.fetched_each(
            _OF_KEY, [(identifier_key("arxiv", each),) for each in listed]
        )
        found = {
            each: [doi for own, doi in some if own == each.lower()] for each, some in zip(listed, rows, strict=False)
        }
        return {each: some for each, some in found.items() if some}
