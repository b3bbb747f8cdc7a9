"""Verification: whether what an entry claims is what sources say of its work.

Positive evidence first: the records of its identifiers, then the works that have its title, then those of its authors.
Only a contradiction in identity is an error: another work's identifier, authors of another paper. What says nothing is
no evidence: a title that no index has may well be a book's, a report's or a thesis's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.difference import Difference
from bibtools.matching.preprint import Person

Verdict = Literal["agrees", "contradicts", "unconfirmed", "not-asked"]

_SAME, _NEAR, _OTHER = 0.93, 0.8, 0.55  # likenesses of titles: of one work, of nearly one, below it of another
_MANY_STRANGERS = 0.3  # of an entry's authors
_COMPLETE = 150  # works of a venue and a year: an index that has as many knows it completely
_KNOWN = 30  # the same, where the work is known to have appeared elsewhere
_SLIP = 1  # years by which proceedings and preprints differ as a matter of course
_VOLUME_YEAR = frozenset({"NeurIPS"})  # whose volume appears the year after
_SHOWN = 4  # authors in a message
_DISTINCTIVE = 4  # words of a title that is hardly another work's


class Evidence(NamedTuple):
    """What was found to speak of an entry's work."""

    named: Sequence[Witness]  # records of its identifiers
    titled: Sequence[Witness]  # works of its title
    authored: Sequence[Witness]  # works of its authors, with other titles
    bogus: Sequence[Difference] = ()  # identifiers that reference managers are known to invent
    has_unknown: bool = False  # whether an identifier of the entry was not found, or not asked for


class Verification(NamedTuple):
    """The verdict on one entry, with its evidence."""

    verdict: Verdict
    witnesses: tuple[Witness, ...]  # that agree in identity
    differences: tuple[Difference, ...]


# Returns how many works of a venue and year are known.
Completeness = Callable[[str, int], int]


def verified(claim: ClaimedWork, evidence: Evidence, known: Completeness, this_year: int) -> Verification:
    """Return what the evidence says of an entry; `known` tells how much of a venue's year the indexes have."""
    differences = [*evidence.bogus, *_identifiers(claim, evidence), *_future(claim, this_year)]
    same = [each for each in (*evidence.named, *evidence.titled) if _has_title(claim, each)]
    agreeing = [each for each in same if _has_authors(claim, each)]
    # A work with a subtitle more may be a later edition, or the paper about a program.
    close = [each for each in agreeing if claim.title.likeness(each.title) >= _SAME]
    if close and claim.is_paper:
        differences += [*_changed_word(claim, close), *_missing_authors(claim, close)]
        differences += _place_and_year(claim, close, known)
    elif same and not agreeing and not differences and claim.is_paper:
        differences += _authors(claim, same, evidence.named)
    if not agreeing and not same and not differences and claim.is_paper:
        near = [each for each in evidence.authored if _is_nearly(claim, each)]
        differences += _title(claim, near) if near else _closed_world(claim, known)
    if any(each.severity != "note" for each in differences):
        return Verification("contradicts", tuple(agreeing), tuple(differences))
    agrees = bool(agreeing) and not evidence.has_unknown
    return Verification("agrees" if agrees else "unconfirmed", tuple(agreeing), tuple(differences))


def _has_title(claim: ClaimedWork, witness: Witness) -> bool:
    if claim.title.is_exactly(witness.title):
        return True
    if claim.title.numbers != witness.title.numbers:
        return False
    return claim.title.likeness(witness.title) >= _SAME or (
        claim.title.is_shortened(witness.title) and _shared(claim.people, witness.people) >= 1
    )


def _shared(some: Sequence[Person], others: Sequence[Person]) -> int:
    return sum(any(each.is_same(other) for other in others) for each in some)


def _strangers(claim: ClaimedWork, witness: Witness) -> list[Person]:
    words = {word for each in witness.people for word in each.words}
    return [
        each
        for each in claim.people
        if not any(each.is_same(other) for other in witness.people)
        and not (each.words & words and len(each.surname) > 1 and each.surname in words)
    ]


def _has_authors(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether the entry's authors are the work's: all known ones of them, the first one first or nearly so."""
    if not claim.people or not witness.people:
        # Of an institution's work, the title alone says little: many papers have it.
        return claim.is_open and (not claim.year or not witness.year or abs(claim.year - witness.year) <= _SLIP)
    return not _strangers(claim, witness) or (witness.is_partial and _shared(claim.people, witness.people) > 0)


def _identifiers(claim: ClaimedWork, evidence: Evidence) -> Iterator[Difference]:
    """Yield that an identifier is another work's."""
    for each in evidence.named:
        if _has_title(claim, each) or not claim.title.compact:
            continue
        likeness = claim.title.likeness(each.title)
        shared = _shared(claim.people, each.people)
        if likeness >= _NEAR and (shared or claim.is_open):
            continue
        field = "eprint" if each.is_preprint else "doi"
        value = str(claim.arxiv if each.is_preprint else claim.doi)
        is_other = likeness < _OTHER and not shared and bool(claim.people)
        is_sure = is_other or (
            likeness < _OTHER and any(claim.title.is_exactly(other.title) for other in evidence.titled)
        )
        if is_sure or not shared:
            yield Difference(field, value, each.record, each.shown_title, "error" if is_sure else "warning")
        elif likeness < _OTHER and shared < max(len(claim.people), len(each.people)) / 2:
            yield Difference(field, value, each.record, each.shown_title, "warning")


def _future(claim: ClaimedWork, this_year: int) -> Iterator[Difference]:
    if claim.year is not None and claim.year > this_year + 1:
        yield Difference("year", str(claim.year), "the calendar", f"it is {this_year}", "warning")


def _authors(claim: ClaimedWork, same: Sequence[Witness], named: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a work of this title has other authors, where it is certainly the one that is meant."""
    exact = [each for each in same if claim.title.is_exactly(each.title)]
    meant = [each for each in exact or same if each in named or _is_meant(claim, each)]
    if not meant or not claim.people:
        return
    best = max(meant, key=lambda each: _shared(claim.people, each.people))
    strangers = _strangers(claim, best)
    is_other = len(strangers) >= max(1, _MANY_STRANGERS * len(claim.people))
    shown = ", ".join(each.display for each in strangers[:_SHOWN])
    yield Difference("author", shown, best.record, best.shown_authors, "error" if is_other and exact else "warning")


def _is_meant(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry speaks of a work of its title: it names its venue, or the title is hardly another's."""
    if witness.venue and witness.venue in claim.venues:
        return True
    is_time = claim.year is None or witness.year is None or abs(claim.year - witness.year) <= 2
    is_long = len(claim.title.words.split()) >= _DISTINCTIVE
    is_preprint = claim.is_preprint and bool(claim.arxiv or claim.place)
    return is_long and is_time and (_shared(claim.people, witness.people) > 0 or is_preprint)


def _changed_word(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a word of the title is another one in every source."""
    if any(not claim.title.differing_words(each.title) for each in agreeing):
        return
    best = max(agreeing, key=lambda each: claim.title.likeness(each.title))
    yield Difference("title", claim.title.text, best.record, best.shown_title, "warning")


def _missing_authors(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a list which does not say "and others" lacks authors that every source has."""
    if claim.is_open or any(each.is_partial or len(each.people) <= len(claim.people) for each in agreeing):
        return
    best = min(agreeing, key=lambda each: len(each.people))
    shown = f"{len(claim.people)} authors"
    yield Difference("author", shown, best.record, f"{len(best.people)}: {best.shown_authors}", "warning")


def _place_and_year(claim: ClaimedWork, agreeing: Sequence[Witness], known: Completeness) -> Iterator[Difference]:
    published = [each for each in agreeing if each.venue]
    here = [each for each in published if each.venue in claim.venues]
    if here:
        yield from _year(claim, here)
    elif claim.venues and not claim.is_workshop and not claim.is_preprint:
        enough = _KNOWN if published else _COMPLETE
        years = {*claim.place_years, *([claim.year] if claim.year else [])}
        if years and all(any(known(each, year) >= enough for year in years) for each in claim.venues):
            where = published[0] if published else agreeing[0]
            shown = f"{where.venue} {where.year}" if where.venue else f"a preprint of {where.year}"
            yield Difference("booktitle", claim.place, where.record, shown, "warning")
    elif published and claim.year and not claim.is_preprint:
        return
    elif agreeing and claim.year and all(each.year and claim.year < each.year - _SLIP for each in agreeing):
        first = min(agreeing, key=lambda each: each.year or 0)
        yield Difference("year", str(claim.year), first.record, str(first.year), "warning")


def _year(claim: ClaimedWork, here: Sequence[Witness]) -> Iterator[Difference]:
    years = {each.year for each in here if each.year}
    if claim.year is None or not years or claim.year in years:
        return
    nearest = min(years, key=lambda year: abs(year - (claim.year or 0)))
    is_slip = abs(nearest - claim.year) <= _SLIP
    if is_slip and here[0].venue in _VOLUME_YEAR:
        return
    yield Difference("year", str(claim.year), here[0].record, str(nearest), "note" if is_slip else "warning")


def _is_nearly(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a work of the same authors is the one that is meant, under a title that is nearly its own."""
    if witness.venue and claim.venues and witness.venue not in claim.venues:
        return False
    if claim.year and witness.year and abs(claim.year - witness.year) > _SLIP:
        return False
    return claim.title.likeness(witness.title) >= _NEAR


def _title(claim: ClaimedWork, near: Sequence[Witness]) -> Iterator[Difference]:
    best = max(near, key=lambda each: claim.title.likeness(each.title))
    yield Difference("title", claim.title.text, best.record, best.shown_title, "warning")


def _closed_world(claim: ClaimedWork, known: Completeness) -> Iterator[Difference]:
    """Yield that a venue's year, known completely, has no work of this title."""
    if len(claim.venues) != 1 or claim.year is None or claim.is_workshop or claim.is_preprint:
        return
    venue = next(iter(claim.venues))
    if known(venue, claim.year) >= _COMPLETE:
        value = f"{venue} {claim.year} has no paper of this title"
        yield Difference("booktitle", claim.place, "closed world", value, "warning")
