"""Whether a source speaks of the work that an entry claims: titles and authors, compared as people mean them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.place_names import may_be_one
from bibtools.matching.preprint import Person, unpaired, without_umlauts

SAME, NEAR, OTHER = 0.93, 0.8, 0.55  # likenesses of titles: of one work, of nearly one, below it of another
_OF_ONE = lazy_pattern(r"/([A-Z][a-z]+(?:-[A-Z][a-z]+)*)\d\d[a-z]{0,2}\Z")  # a key of DBLP
_SPELT = 0.75  # likeness of surnames in two spellings
_SENTENCE = 4  # words of a title of which one may be another
_MOST_INITIALS = 4  # that indexes write without blanks
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
    if has_first_alone(witness) and len(claim.people) > 1 and claim.people[0].is_same(witness.people[0]):
        return True
    if not claim.people or not witness.people:
        # Of an institution's work, the title alone says little: many papers have it.
        return claim.is_open and (not claim.year or not witness.year or abs(claim.year - witness.year) <= SLIP)
    return not strangers(claim, witness) or (witness.is_partial and shared(claim.people, witness.people) > 0)


def has_first_alone(witness: Witness) -> bool:
    """Return whether a source may have the first author alone, as many lists of accepted papers do.

    DBLP's keys say how many there are: "Knuth84" has one, "DiffieH76" two.
    """
    if len(witness.people) != 1 or witness.is_preprint:
        return False
    key = _OF_ONE.search(witness.record)
    return key is None or _letters(key[1]) not in _letters(witness.people[0].display)


def _letters(name: str) -> str:
    return normalise_title(name).replace(" ", "")


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


def is_reworded(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an identifier's work has one other word in its title, and the same authors."""
    words = len(claim.title.words.split())
    is_one_word = words == len(witness.title.words.split()) and len(claim.title.differing_words(witness.title)) == 1
    has_all = len(claim.people) == len(witness.people) > 0 and not strangers(claim, witness)
    return is_one_word and words >= _SENTENCE and (has_all or claim.is_open)


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
    return sum(any(_are_one(each, other) for other in others) for each in some)


def strangers(claim: ClaimedWork, witness: Witness) -> list[Person]:
    """Return the authors of an entry who are none of a work's."""
    words = {word for each in witness.people for word in each.words}
    return [
        each
        for each in claim.people
        if not any(_are_one(each, other) for other in witness.people)
        and not (each.words & words and len(each.surname) > 1 and each.surname in words)
    ]


def surplus(claim: ClaimedWork, witness: Witness) -> list[Person]:
    """Return the authors of an entry beyond a work's; each of the work's goes with one of the entry's at most."""
    left = list(witness.people)
    # A full name first: "Haoran Liu" is not "Guiquan Liu", though "H. Liu" may be anybody.
    rest = unpaired(claim.people, left, lambda one, other: _are_one(one, other) and _first(one) == _first(other))
    return unpaired(rest, left, _are_one)


def _first(each: Person) -> str:
    return normalise_title(each.display)[:1]


def _are_one(one: Person, other: Person) -> bool:
    return one.is_same(other) or _is_cut(one, other) or _is_joined(one, other) or _is_turned(one, other)


def _is_turned(one: Person, other: Person) -> bool:
    """Return whether a name has its family first: "Neumann János" for "John von Neumann", "Wang X." for "Xin Wang"."""
    own, words = _words(one), _words(other)
    if len(own) == 2 and len(words) > 1 and own[0] == words[-1] and own[1][0] == words[0][0]:
        return True
    return _is_indexed(one, words)


def _is_indexed(one: Person, words: Sequence[str]) -> bool:
    """Return whether a name is how indexes of medicine have another: "Schleier-Smith JM", "Kawarabayashi K.-i."."""
    parts = one.display.split()
    family, given = "".join(without_umlauts(normalise_title(" ".join(parts[:-1]))).split()), parts[-1]
    letters = normalise_title(given).replace(" ", "")
    if not family or not 0 < len(letters) <= _MOST_INITIALS or not (given.isupper() or "." in given):
        return False
    before = next((words[:at] for at in range(1, len(words)) if "".join(words[at:]) == family), [])
    return bool(before) and before[0][0] == letters[0]


def _words(each: Person) -> list[str]:
    return without_umlauts(normalise_title(each.display)).split()


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
