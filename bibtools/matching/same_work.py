"""Whether a source speaks of the work that an entry claims: titles and authors, compared as people mean them."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.preprint import Person

SAME, NEAR, OTHER = 0.93, 0.8, 0.55  # likenesses of titles: of one work, of nearly one, below it of another
SLIP = 1  # years by which proceedings and preprints differ as a matter of course


def has_title(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a source's work has the entry's title, or one that only a subtitle tells from it."""
    if claim.title.is_exactly(witness.title):
        return True
    if claim.title.numbers != witness.title.numbers:
        return False
    return claim.title.likeness(witness.title) >= SAME or (
        claim.title.is_shortened(witness.title) and shared(claim.people, witness.people) >= 1
    )


def has_authors(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether the entry's authors are the work's: all known ones of them, the first one first or nearly so."""
    if not claim.people or not witness.people:
        # Of an institution's work, the title alone says little: many papers have it.
        return claim.is_open and (not claim.year or not witness.year or abs(claim.year - witness.year) <= SLIP)
    return not strangers(claim, witness) or (witness.is_partial and shared(claim.people, witness.people) > 0)


def is_nearly(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a work is the one that is meant, under a title that is nearly its own."""
    if witness.venue and claim.venues and witness.venue not in claim.venues:
        return False
    if claim.year and witness.year and abs(claim.year - witness.year) > SLIP:
        return False
    if not claim.people or strangers(claim, witness):
        return False
    return claim.title.likeness(witness.title) >= NEAR


def shared(some: Sequence[Person], others: Sequence[Person]) -> int:
    """Return how many people of one list are in another."""
    return sum(any(each.is_same(other) for other in others) for each in some)


def strangers(claim: ClaimedWork, witness: Witness) -> list[Person]:
    """Return the authors of an entry who are none of a work's."""
    words = {word for each in witness.people for word in each.words}
    return [
        each
        for each in claim.people
        if not any(each.is_same(other) for other in witness.people)
        and not (each.words & words and len(each.surname) > 1 and each.surname in words)
    ]
