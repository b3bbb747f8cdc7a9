"""Masked text: which sightings begin in it."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.core.text import Span, overlaps
from bibtools.identifiers.sighting import Sighting


def begins_in(sighting: Sighting, spans: Sequence[Span]) -> bool:
    """Return whether a sighting begins in one of the spans, which are sorted and disjoint."""
    start = sighting.span.start
    return overlaps(Span(start, start + 1), spans)
