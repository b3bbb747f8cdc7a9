"""Contradictions in identity: identifiers of other works, titles of other works, authors of other papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.rule import Level
from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.difference import Difference
from bibtools.matching.same_work import (
    NEAR,
    OTHER,
    has_title,
    is_elsewhere,
    is_later,
    is_misspelt,
    shared,
    strangers,
)

# Returns how many works of a venue and year are known.
Completeness = Callable[[str, int], int]

COMPLETE = 150  # works of a venue and a year: an index that has as many knows it completely
_MANY_STRANGERS = 0.3  # of an entry's authors
_SHOWN = 4  # authors in a message
MAY_LACK = " (a record may lack some: see the paper)"
_DISTINCTIVE = 4  # words of a title that is hardly another work's, given an author or a preprint
# Words of a title that no two works have by chance: among 575,162 preprints, five pairs have one (and discussions).
_UNIQUE = 6
_ABOUT_ANOTHER = lazy_pattern(
    r"(?:discussions?|comments?|repl(?:y|ies)|responses?|rejoinder|errat(?:um|a)|corrigend(?:um|a)|corrections?|addendum"
    r"|reviews?|book reviews?|retraction|editorial|preface|introduction|proceedings)\b"
)
_CLOSE_BY = 2  # years
_CROWD = 20  # authors, of whom sources lack some: DBLP has 39 of one paper, and its proceedings more


def other_identifiers(claim: ClaimedWork, named: Sequence[Witness], titled: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that an identifier is another work's."""
    for each in named:
        if has_title(claim, each) or not claim.title.compact:
            continue
        likeness = claim.title.likeness(each.title)
        common = shared(claim.people, each.people)
        if likeness >= NEAR and (common or claim.is_open):
            continue
        field = "eprint" if each.is_preprint else "doi"
        value = claim.arxiv if each.is_preprint else claim.doi
        shown = value.value if value else ""
        is_other = likeness < OTHER and not common and bool(claim.people)
        is_sure = is_other or _has_only_strangers(claim, each)
        is_sure |= likeness < OTHER and any(claim.title.is_exactly(other.title) for other in titled)
        if is_sure or not common:
            yield Difference(field, shown, each.record, each.shown_title, "error" if is_sure else "warning")
        elif likeness < OTHER and common < max(len(claim.people), len(each.people)) / 2:
            yield Difference(field, shown, each.record, each.shown_title, "warning")


def _has_only_strangers(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether all authors of an entry are others than a work's, however their names may be written."""
    if claim.is_open or witness.is_partial or not witness.people:
        return False
    unknown = strangers(claim, witness)
    return len(unknown) == len(claim.people) > 0 and not any(is_misspelt(each, witness.people) for each in unknown)


def other_authors(claim: ClaimedWork, same: Sequence[Witness], named: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that a work of this title has other authors, where it is certainly the one that is meant."""
    exact = [each for each in same if claim.title.is_exactly(each.title)]
    meant = [each for each in exact or same if each in named or _is_meant(claim, each)]
    is_sure = bool(meant and exact)
    if not meant and _is_unique(claim):
        meant = [each for each in exact if _is_close_by(claim, each)]
    if not meant or not claim.people:
        return
    best = max(meant, key=lambda each: shared(claim.people, each.people))
    unknown = strangers(claim, best)
    if best not in named and _may_be_another_version(claim, best):
        return
    others = [each for each in unknown if not is_misspelt(each, best.people)]
    is_other = len(others) >= max(1, _MANY_STRANGERS * len(claim.people))
    shown = ", ".join(each.display for each in unknown[:_SHOWN])
    severity: Level = "error" if is_other and is_sure else "warning"
    has_all = best.people and shared(best.people, claim.people) == len(best.people)  # and others besides
    if has_all and len(best.people) >= _CROWD:
        severity = "note"
    # One index alone may lack authors, and takes none away.
    is_known = best in named or sum(len(each.people) == len(best.people) for each in meant) > 1
    whole = best.bibtex_authors if exact and has_all and is_known else ""
    value = f"{best.shown_authors}{MAY_LACK if has_all and not is_known else ''}"
    yield Difference("author", shown, best.record, value, severity, meant=whole)


def _may_be_another_version(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry may be of another version elsewhere, which has some other authors besides."""
    is_other = is_elsewhere(claim, witness) or is_later(claim, witness)
    return is_other and shared(claim.people, witness.people) > 0


def _is_meant(claim: ClaimedWork, witness: Witness) -> bool:
    """Return whether an entry speaks of a work of its title: it names its venue, or the title is hardly another's."""
    if witness.venue and witness.venue in claim.venues:
        return True
    is_long = len(claim.title.words.split()) >= _DISTINCTIVE
    is_preprint = claim.is_preprint and bool(claim.arxiv or claim.place)
    return is_long and _is_close_by(claim, witness) and (shared(claim.people, witness.people) > 0 or is_preprint)


def _is_close_by(claim: ClaimedWork, witness: Witness) -> bool:
    return claim.year is None or witness.year is None or abs(claim.year - witness.year) <= _CLOSE_BY


def _is_unique(claim: ClaimedWork) -> bool:
    return len(claim.title.words.split()) >= _UNIQUE and not _ABOUT_ANOTHER.match(claim.title.words)


def other_title(claim: ClaimedWork, near: Sequence[Witness]) -> Iterator[Difference]:
    """Yield that the work that is meant has another title; a preprint may have had the entry's before."""
    best = max(near, key=lambda each: claim.title.likeness(each.title))
    if best.is_preprint:
        yield Difference("title", claim.title.text, best.record, best.shown_title, "note")
    else:
        yield Difference("title", claim.title.text, best.record, best.shown_title, "warning", meant=best.shown_title)


def of_same_place(claim: ClaimedWork, authored: Sequence[Witness]) -> list[Witness]:
    """Return the works of exactly the authors, in the venue and year that are claimed, with half of the title's words.

    The entry is hardly of another one: its title has an abbreviation, or was that of a draft.
    """
    words = set(claim.title.words.split())
    here = _of_place(claim, authored)
    return [each for each in here if 2 * len(words & set(each.title.words.split())) >= len(words) > 0]


def _of_place(claim: ClaimedWork, authored: Sequence[Witness]) -> list[Witness]:
    return [each for each in authored if each.venue and each.venue in claim.venues and each.year == claim.year]


def is_shortened_there(claim: ClaimedWork, authored: Sequence[Witness]) -> bool:
    """Return whether the authors have a paper there whose title is the beginning of the entry's, or the whole of it."""
    return any(claim.title.is_shortened(each.title) for each in _of_place(claim, authored))


def closed_world(
    claim: ClaimedWork, known: Completeness, nearest: Sequence[Witness], authored: Sequence[Witness]
) -> Iterator[Difference]:
    """Yield that a venue's year, known completely, has no work of this title, and what its authors have there."""
    if len(claim.venues) != 1 or claim.is_workshop or claim.is_preprint:
        return
    venue = next(iter(claim.venues))
    # What the proceedings' title says is surer than the field, which may be that of the volume.
    years = claim.place_years or ((claim.year,) if claim.year else ())
    if not years or any(known(venue, year) < COMPLETE for year in years):
        return
    value = f"{venue} {years[0]} has no paper of this title"
    if own := _of_place(claim, authored):
        value += f"; its authors have {_listed(own)}"
    elif nearest:
        value += f"; the nearest titles are {_listed(nearest)}"
    yield Difference("booktitle", claim.place, "closed world", value, "warning")


def _listed(some: Sequence[Witness]) -> str:
    return "; ".join(f"{each.shown_title!r} ({each.record})" for each in some[:2])
