"""The index as a provider: it answers at once, for every paper that it has."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.identifiers.identifier import Identifier
from bibtools.index.lookup import Index
from bibtools.providers.contract import Reading


def lookup(identifiers: Sequence[Identifier], index: Index) -> Reading:
    """Return what an index has; papers that it lacks may well exist, since they are added every day."""
    found = index.records(identifiers)
    return Reading(tuple(record for record in found.values() if record.title and record.authors))
