"""Contradictions in details of the work that is meant: words of its title, missing authors, place, year, DOI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.core.rule import Level
from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.difference import Difference
from bibtools.matching.identity_checks import COMPLETE, MAY_LACK, Completeness
from bibtools.matching.place_names import may_be_one
from bibtools.matching.same_work import SLIP, has_first_alone, is_elsewhere, is_later, surplus
from bibtools.records.venues.venue_table import CONFERENCE, kind_of, spellings

_KNOWN = 30  # works of a venue and a year that are enough, where the work is known to have appeared elsewhere
_VOLUME_YEAR = frozenset({"NeurIPS", "CoRL"})  # whose volume appears the year after
_LATE = 4  # years after a conference in which its proceedings may still appear


def changed_word(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a word of the title is another one in every source that may be of the same version.

    A preprint and what became of it may well have two titles.
    """
    same = [each for each in agreeing if not _is_of_another_version(claim, each)]
    if not same or any(not claim.title.differing_words(each.title) for each in agreeing):
        return
    best = max(same, key=lambda each: claim.title.likeness(each.title))
    is_one = all(each.title.is_exactly(best.title) for each in same)
    meant = best.shown_title if is_one and not best.is_preprint else ""
    severity: Level = "note" if best.is_preprint else "warning"  # in an earlier version it may have had this title
    yield Difference("title", claim.title.text, best.record, best.shown_title, severity, meant=meant)


def misspelt_title(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a word of the title is misspelt: every source has another one that differs by a slip of the keys."""
    if not agreeing or not all(claim.title.has_slip(each.title) for each in agreeing):
        return
    best = agreeing[0]
    yield Difference("title", claim.title.text, best.record, best.shown_title, "warning", meant=best.shown_title)


def _is_of_another_version(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether one of an entry and a source has a preprint, and the other one what became of it."""
    return is_later(claim, witness) or (witness.is_preprint and not claim.is_preprint)


def missing_authors(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a list which does not say "and others" lacks authors that every source has."""
    if claim.is_open or any(each.is_partial or len(each.people) <= len(claim.people) for each in agreeing):
        return
    if any(_has_all(claim, each) for each in agreeing):
        return
    # Another version may have fewer authors.
    same = [each for each in agreeing if not (is_elsewhere(claim, each) or is_later(claim, each))]
    if not same:
        return
    best = min(same, key=lambda each: len(each.people))
    shown = "1 author" if len(claim.people) == 1 else f"{len(claim.people)} authors"
    value = f"{len(best.people)} authors: {best.shown_authors}"
    yield Difference("author", shown, best.record, value, "warning", meant=best.bibtex_authors)


def _has_all(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether all names are there, though they cannot be told apart: "Ada Byron, Charles Babbage"."""
    words = {word for each in claim.people for word in each.words}
    return all(each.surname in words for each in witness.people)


def surplus_authors(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a list has more authors than any source, though each of its surnames is one of theirs."""
    if any(_may_have(claim, each) for each in agreeing):
        return
    best = max(agreeing, key=lambda each: len(each.people))
    if more := surplus(claim, best):
        shown = ", ".join(each.display for each in more)
        is_known = sum(len(each.people) == len(best.people) for each in agreeing) > 1  # or the record lacks some
        value = best.shown_authors if is_known else f"{best.shown_authors}{MAY_LACK}"
        meant = best.bibtex_authors if is_known else ""
        yield Difference("author", shown, best.record, value, "warning", meant=meant)


def _may_have(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether a work, or another version of it, may have as many authors as an entry."""
    if witness.is_partial or has_first_alone(witness) or len(witness.people) >= len(claim.people):
        return True
    is_before = witness.is_preprint and not claim.is_preprint
    return is_before or is_elsewhere(claim, witness) or is_later(claim, witness)


def future_year(claim: ClaimedWork, this_year: int) -> Iterator[Difference]:
    """Yield that a year has not come yet."""
    if claim.year is not None and claim.year > this_year + 1:
        yield Difference("year", str(claim.year), "the calendar", f"it is {this_year}", "warning")


def own_contradiction(claim: ClaimedWork) -> Iterator[Difference]:
    """Yield that the title of the proceedings names a year that is far from the entry's."""
    years = claim.place_years
    if claim.year is None or not years or not claim.venues or not all(map(_is_conference, claim.venues)):
        return
    if all(claim.year > year + _LATE or claim.year < year - SLIP for year in years):
        yield Difference("year", str(claim.year), "the entry itself", f"{claim.place}", "warning")


def place_and_year(claim: ClaimedWork, agreeing: Sequence[Witness], known: Completeness) -> Iterator[Difference]:
    """Yield that the work appeared elsewhere, or in another year."""
    own = [each for each in agreeing if claim.doi and each.doi == claim.doi.value.lower() and each.venue]
    published = [each for each in agreeing if each.venue]
    here = [each for each in published if each.venue in claim.venues]
    if here:
        yield from _year(claim, here, known)
    elif claim.venues and not claim.is_workshop and not claim.is_preprint:
        where = (own or published or agreeing)[0]
        yield from _elsewhere(claim, where, known, is_certain=bool(own) and _are_conferences(claim, where))
    elif published and claim.place and not claim.is_preprint:
        if any(may_be_one(claim.place, each.places) for each in published):
            return
        # A name that the table of venues lacks: another version's, another spelling, or of none that there is.
        where = published[0]
        yield Difference("booktitle", claim.place, where.record, f"{where.venue} {where.year}", "note")
    else:
        yield from _before_the_preprint(claim, agreeing)


def _before_the_preprint(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a preprint was not there yet; what a journal had, and what was written, may be years older."""
    if not claim.is_preprint or any(claim.year in each.noted_years for each in agreeing):
        return
    preprints = [each for each in agreeing if each.is_preprint and each.year]
    first = min(preprints, key=lambda each: each.year or 0, default=None)
    if first and first.year and claim.year and claim.year < first.year - SLIP and len(preprints) == len(agreeing):
        yield Difference("year", str(claim.year), first.record, str(first.year), "warning")


def _are_conferences(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry and a source name two conferences of the table: a paper is in one's proceedings."""
    return bool(spellings(witness.venue)) and all(map(_is_conference, (*claim.venues, witness.venue)))


def _elsewhere(
    claim: ClaimedWork, where: Witness, known: Completeness, *, is_certain: bool = False
) -> Iterator[Difference]:
    """Yield that a work appeared elsewhere; lists of submissions have such, so that one of them alone is only noted.

    It is certain where the entry's own DOI is that of another conference's paper.
    """
    shown = f"{where.venue} {where.year}" if where.venue else f"a preprint of {where.year}"
    if is_certain or _is_elsewhere(claim, known, enough=_KNOWN if where.venue else COMPLETE):
        yield Difference("booktitle", claim.place, where.record, shown, "warning")
    elif where.venue:
        yield Difference("booktitle", claim.place, where.record, shown, "note")


def _is_elsewhere(claim: ClaimedWork, known: Completeness, *, enough: int) -> bool:
    """Return whether the venue and year that are claimed are known well enough, and lack the work."""
    years = {*claim.place_years, *([claim.year] if claim.year else [])}
    return bool(years) and all(any(known(each, year) >= enough for year in years) for each in claim.venues)


def _is_conference(venue: str) -> bool:
    return kind_of(venue) == CONFERENCE


def _year(claim: ClaimedWork, here: Sequence[Witness], known: Completeness) -> Iterator[Difference]:
    years = {each.year for each in here if each.year}
    if claim.year is None or not years or claim.year in years:
        return
    nearest = min(years, key=lambda year: abs(year - (claim.year or 0)))
    venue = here[0].venue
    is_slip = abs(nearest - claim.year) <= SLIP
    if is_slip and claim.year > nearest and venue in _VOLUME_YEAR:
        return
    is_certain = _is_conference(venue) and known(venue, claim.year) >= COMPLETE
    severity: Level = "note" if is_slip and not is_certain else "warning"
    meant = str(nearest) if len(years) == 1 else ""
    yield Difference("year", str(claim.year), here[0].record, str(nearest), severity, meant=meant)


def other_doi(claim: ClaimedWork, agreeing: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that the registrant of a DOI that nobody has resolved gave the work of this venue and year another one."""
    if claim.doi is None or claim.is_preprint:
        return
    own = claim.doi.value.lower()
    here = [each for each in agreeing if each.doi and each.venue in claim.venues and each.year == claim.year]
    if not here or any(each.doi == own for each in agreeing):
        return
    if all(each.doi.partition("/")[0] == own.partition("/")[0] for each in here):
        meant = here[0].doi if len({each.doi for each in here}) == 1 else ""
        yield Difference("doi", own, here[0].record, here[0].doi, "warning", meant=meant)
