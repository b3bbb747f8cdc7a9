"""A venue claim: where a comment says its paper was accepted, and its wording in a `.bib`'s note."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple
from bibtools.records.venues.venue_table import JOURNAL, kind_of

ACCEPTED = "accepted"
PUBLISHED = "published"
SUBMITTED = "submitted"
WORKSHOP = "workshop"  # at the venue, not in its main programme


class Claim(NamedTuple):
    """What authors say about their paper; a claim, never a verified fact."""

    venue: str  # the short name: "ICCV", "NeurIPS", "ApJ"; one that no table knows as it is written
    year: int | None
    track: str  # "", "Oral", "Spotlight", "Demo" …
    stage: str
    workshop: str = ""  # "ICML 2020 Workshop on Graph Learning"


_VERB = {ACCEPTED: "Accepted", PUBLISHED: "Published"}


def note(claim: Claim) -> str | None:
    """Return the wording of a claim for a note, "Accepted at ICCV 2021 (Oral)"; None if only submitted."""
    track = f" ({claim.track})" if claim.track else ""
    if claim.stage == WORKSHOP:
        return f"Accepted at the {claim.workshop}{track}"
    verb = _VERB.get(claim.stage)
    if verb is None:
        return None
    if kind_of(claim.venue) == JOURNAL:
        year = f" ({claim.year})" if claim.year else ""
        return f"{verb} in {claim.venue}{year}{track}"
    return f"{verb} at {claim.venue}{f' {claim.year}' if claim.year else ''}{track}"
