"""Venue wording: how a library writes of a venue: its own macro or words, and the fields that it gives besides."""

from __future__ import annotations

from bibtools.bibliography.entries.entry import MacroName
from bibtools.core.named_tuple import NamedTuple


class VenueWording(NamedTuple):
    """How the entries of a library name a venue, and which optional fields they have; None and empty: as configured."""

    name: str | MacroName | None = None
    fields: frozenset[str] = frozenset()


AS_CONFIGURED = VenueWording()
