"""Whether a source speaks of the work that an entry claims: titles and authors, compared as people mean them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bibtools.bibliography.library.identity import normalise_title
from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.place_names import may_be_one
from bibtools.matching.preprint import Person

SAME, NEAR, OTHER = 0.93, 0.8, 0.55  # likenesses of titles: of one work, of nearly one, below it of another
_SPELT = 0.75  # likeness of surnames in two spellings
SLIP = 1  # years by which proceedings and preprints differ as a matter of course


def has_title(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a source's work has the entry's title, or one that differs only by a subtitle."""
    if claim.title.is_exactly(witness.title):
        return True
    if claim.title.numbers != witness.title.numbers:
        return False
    if claim.title.is_respelt(witness.title):
        return True
    return claim.title.likeness(witness.title) >= SAME or (
        claim.title.is_shortened(witness.title) and shared(claim.people, witness.people) >= 1
    )


def has_authors(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether the entry's authors are the work's: all known ones of them, the first one first or nearly so."""
    if len(witness.people) == 1 < len(claim.people) and claim.people[0].is_same(witness.people[0]):
        return True  # many lists of accepted papers have the first author alone
    if not claim.people or not witness.people:
        # Of an institution's work, the title alone says little: many papers have it.
        return claim.is_open and (not claim.year or not witness.year or abs(claim.year - witness.year) <= SLIP)
    return not strangers(claim, witness) or (witness.is_partial and shared(claim.people, witness.people) > 0)


def is_nearly(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a work is the one that is meant, under a title that is nearly its own.

    A preprint and what became of it may well have two titles.
    """
    is_here = witness.venue in claim.venues or may_be_one(claim.place, witness.places)
    if witness.is_preprint != claim.is_preprint or (witness.venue and not is_here):
        return False
    if claim.year and witness.year and abs(claim.year - witness.year) > SLIP:
        return False
    if not claim.people or strangers(claim, witness):
        return False
    return claim.title.likeness(witness.title) >= NEAR


def is_elsewhere(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry and a source name two places, journals or conferences."""
    if not claim.place or claim.is_preprint or not witness.venue:
        return False
    return witness.venue not in claim.venues and not may_be_one(claim.place, witness.places)


def is_later(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry is of a preprint, and a source's work is what became of it: authors come and go."""
    return claim.is_preprint and not witness.is_preprint


def shared(some: Sequence[Person], others: Sequence[Person]) -> int:
    """Return how many people of one list are in another."""
    return sum(any(each.is_same(other) for other in others) for each in some)


def strangers(claim: ClaimedWork, witness: Witness) -> list[Person]:
    """Return the authors of an entry who are none of a work's."""
    words = {word for each in witness.people for word in each.words}
    return [
        each
        for each in claim.people
        if not any(_are_one(each, other) for other in witness.people)
        and not (each.words & words and len(each.surname) > 1 and each.surname in words)
    ]


def _are_one(one: Person, other: Person) -> bool:
    return one.is_same(other) or _is_cut(one, other) or _is_joined(one, other) or _is_turned(one, other)


def _is_turned(one: Person, other: Person) -> bool:
    """Return whether a name has its family first: "Neumann János" for "John von Neumann", "Wang X." for "Xin Wang"."""
    own, words = normalise_title(one.display).split(), normalise_title(other.display).split()
    return len(own) == 2 and len(words) > 1 and own[0] == words[-1] and own[1][0] == words[0][0]


def _is_cut(one: Person, other: Person) -> bool:
    """Return whether a name has lost all but the first letter of its surname: "H. D. III"."""
    return len(one.surname) == 1 and one.surname == other.surname[:1] and one.initials <= other.initials


def _is_joined(one: Person, other: Person) -> bool:
    """Return whether a surname is the other one's last two words: "DeTurck" and "De Turck"."""
    own, words = normalise_title(one.display).split(), normalise_title(other.display).split()
    return "".join(words[-2:]) == own[-1] or "".join(own[-2:]) == words[-1] if own and words else False


def is_misspelt(one: Person, people: Sequence[Person]) -> bool:
    """Return whether a name is nearly that of one of some people: "Agarwala" for "Agrawala", "P'erez" for "Pérez"."""
    return any(
        one.initials & other.initials and SequenceMatcher(None, _last(one), _last(other)).ratio() >= _SPELT
        for other in people
    )


def _last(each: Person) -> str:
    """Return a name without its first word and blanks: what broken accents have made of it included."""
    return "".join(normalise_title(each.display).split()[1:]) or each.surname
