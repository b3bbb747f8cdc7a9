"""An index of retractions, asked by the DOIs of works."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from bibtools.index import retraction
from bibtools.index.index_file import IndexFile
from bibtools.index.published_schema import identifier_key
from bibtools.index.retraction import RetractionNotice
from bibtools.index.retraction_schema import RETRACTIONS

_OF_KEY = "SELECT packed FROM keys JOIN notices ON notices.number = keys.notice WHERE key = ? LIMIT 100"


class RetractionIndex(IndexFile):
    """An index of retractions, read only."""

    schema = RETRACTIONS

    def retraction_of(self, doi: str) -> RetractionNotice | None:
        """Return the retraction that a work stands under, by its DOI; None where none is known."""
        return self.retractions_of([doi]).get(doi)

    def retractions_of(self, wanted: Iterable[str]) -> dict[str, RetractionNotice]:
        """Return the retractions that some works stand under, by their DOIs."""
        found = {doi: retraction.standing(notices) for doi, notices in self.notices_of(wanted).items()}
        return {doi: notice for doi, notice in found.items() if notice}

    def notices_of(self, wanted: Iterable[str]) -> dict[str, list[RetractionNotice]]:
        """Return all notices that speak of some works: retractions, doubts, corrections, reinstatements."""
        listed = list(dict.fromkeys(wanted))
        rows: list[list[tuple[str]]] = self.fetched_each(_OF_KEY, [(identifier_key("doi", doi),) for doi in listed])
        found: dict[str, list[RetractionNotice]] = {}
        for doi, some in zip(listed, rows, strict=False):  # nothing where there is no index
            for (packed,) in some:
                with suppress(ValueError, AttributeError):  # a broken row counts as none
                    notice = retraction.unpacked(packed)
                    if notice.doi == doi.lower():
                        found.setdefault(doi, []).append(notice)
        return found
