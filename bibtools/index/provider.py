"""The index as a provider: it answers at once, for every paper that it has."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bibtools.identifiers.identifier import Identifier
from bibtools.index.lookup import Index
from bibtools.index.row_codec import NAME
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.providers.contract import Reading


class IndexProvider:
    """Looks papers up in an index; those it lacks may well exist, since papers are added every day."""

    NAME = NAME
    SERVICE = Service("")
    AUTHORITATIVE = False
    MOST = sys.maxsize

    def __init__(self, index: Index) -> None:
        self._index = index

    def requests(self, asks: Sequence[Identifier]) -> list[Request]:
        """Return the one look-up."""
        return [Request(NAME, "", tuple(asks))] if asks and self._index.is_there else []

    def records(self, request: Request, body: bytes) -> Reading:
        """Return the records that the index has; there is no response to parse."""
        del body
        found = self._index.records(request.asks)
        return Reading(tuple(record for record in found.values() if record.title and record.authors))
