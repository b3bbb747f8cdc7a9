"""Gates for published versions: which work is certainly a preprint's publication, and which ones may be.

Measured on 12,509 labelled preprints against 228,263 published works:

====  ===============================================================================  ==========================
W-a   the authors' own DOI, title .90 alike, first author, -1 to 10 years              925 of 982 agree with DBLP
      (50 years before that, and in any order: exact title, surnames .8 shared)     17 of 17
W-b   the proceedings' page names the id; first author, or title .95 alike             3,090 pairs, none wrong
W-c   exact title, surnames .8 shared, first author, -1 to 3 years, one venue          11,620 right, 0 wrong
      (or all authors in any order, where the comment names venue and year)            5 of 5
====  ===============================================================================  ==========================

A title alone, weighted sums of likenesses and one aggregator's word never write; 140 of 273 pairs of parts I and II
pass a likeness of .97. For five venues whose journal and conference papers share titles, W-c needs the comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Literal

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import ComparedTitle, Person, Preprint, person, shared_people
from bibtools.records.venues import venue_names

Gate = Literal["W-a", "W-b", "W-c"]

_EARLIEST, _LATEST, _LATEST_DECLARED = -1, 3, 10  # years after the first version
_POSTED_LATE = -50  # a work of one's youth
_ALIKE, _NEARLY_SAME = 0.90, 0.95
_SHARED = 0.8  # of the surnames
_PROPOSED_ALIKE, _RETITLED = 0.85, 0.6
_MOST_PROPOSED = 5
_ONLY_WITH_COMMENT = frozenset({"STOC", "SODA", "FOCS", "ICASSP", "IJCAI"})
# What is no version of the paper that it names.
_ABOUT_ANOTHER = lazy_pattern(
    r"\W*(?:errat(?:um|a)|corrigend(?:um|a)|correction|addend(?:um|a)|(?:a )?(?:comments?|reply|repl(?:y|ies)|response"
    r"|rejoinder|discussion) (?:on|to|of)|annex|appendix|retract(?:ion|ed)|withdrawn)\b",
    re.IGNORECASE,
)
_SUPPLEMENT = lazy_pattern(
    r"\W*(?:this is )?(?:an? |the )?"
    r"(?:errat(?:um|a)|corrigend(?:um|a)|annex|appendix|supplement(?:ary material)?) (?:to|of|for)\b",
    re.IGNORECASE,
)
_LONG_FORM = lazy_pattern(
    r"\b(?:extended|long(?:er)?|full(?:er)?|expanded|complete)\s+(?:and \w+ )?(?:version|report)\b", re.IGNORECASE
)
_ABRIDGED = lazy_pattern(r"[(\[](?:extended )?abstract[)\]]|\babridged\b|\btutorial\b", re.IGNORECASE)
_OF_ABRIDGED = ("abstract", "abridged", "tutorial")  # one of which every such title has
_WORKSHOP = lazy_pattern(r"\bworkshops?\b|-W\Z", re.IGNORECASE)


class Proposal(NamedTuple):
    """A work that may be the published version, and why that is not certain."""

    work: PublishedWork
    reason: str


class PublishedVersion(NamedTuple):
    """What is known of a preprint's publication: the work, by the gate that it passed, or proposals."""

    work: PublishedWork | None
    gate: Gate | None
    proposed: tuple[Proposal, ...] = ()


NOTHING = PublishedVersion(None, None)


class _Compared:
    """A work beside a preprint."""

    def __init__(self, preprint: Preprint, work: PublishedWork) -> None:
        self.work, self.preprint = work, preprint
        self.title = ComparedTitle(work.title)
        self.later = int(work.year) - preprint.year if work.year.isdigit() and preprint.year else 0
        self.is_exact = self.title.is_exactly(preprint.title)
        # Most have the same list of names, and nobody has to look at any of them.
        self._has_same_names = bool(work.authors) and work.authors == preprint.displayed

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return tuple(map(person, self.work.authors))

    @cached_property
    def venue(self) -> str:
        return canonical_venue(self.work)

    @cached_property
    def _claimed(self) -> str:
        claim = self.preprint.claim
        return _canonical(claim.venue) if claim else ""

    @cached_property
    def is_claimed(self) -> bool:
        claim = self.preprint.claim
        return claim is not None and self._claimed == self.venue and str(claim.year) == self.work.year

    @property
    def is_other_than_claimed(self) -> bool:
        return bool(self._claimed) and _contradicts(self._claimed, self.venue, self.preprint.comment)

    @property
    def has_first_author(self) -> bool:
        if self._has_same_names:
            return True
        own = self.preprint.people
        return bool(own and self.people) and own[0].is_same(self.people[0])

    @property
    def has_same_authors(self) -> bool:
        if self._has_same_names:
            return True
        own = self.preprint.people
        return len(own) == len(self.people) > 0 and all(map(Person.is_same, own, self.people))

    @property
    def shared(self) -> float:
        return 1.0 if self._has_same_names else shared_people(self.preprint.people, self.people)

    @property
    def has_another_doi(self) -> bool:
        """Return whether the authors' DOI is another work's; IEEE's names venue and year: 10.1109/cvpr.2016.90."""
        dois = self.preprint.dois
        if not dois or self.work.doi in dois:
            return False
        named = f"/{self.venue.lower()}.{self.work.year}."
        return bool(self.work.doi) or not any(named in each for each in dois)

    @cached_property
    def likeness(self) -> float:
        return 1.0 if self.is_exact else self.title.likeness(self.preprint.title)

    def is_like(self, least: float) -> bool:
        """Return whether the titles are at least so like."""
        return self.title.may_be_like(self.preprint.title, least) and self.likeness >= least

    @property
    def has_same_numbers(self) -> bool:
        return self.title.numbers == self.preprint.title.numbers

    def is_elsewhere(self, other: _Compared) -> bool:
        """Return whether another work appeared elsewhere, or in another year."""
        return self is not other and (self.work.year != other.work.year or self.venue != other.venue)

    def is_in_time(self, latest: int) -> bool:
        return (self.later >= _EARLIEST or self.is_claimed) and self.later <= latest


def _contradicts(claimed: str, venue: str, comment: str) -> bool:
    """Return whether a comment names another venue than a work has, both of the table of venues."""
    if claimed == venue or not all(map(venue_names.mentions, (claimed, venue))):
        return False
    return all(each.venue.short != venue for each in venue_names.mentions(comment))


def canonical_venue(work: PublishedWork) -> str:
    """Return the short name of a work's venue in the table of venues, else as its source has it."""
    return _short_name(work.venue) or _short_name(work.full) or work.venue


def _canonical(text: str) -> str:
    return _short_name(text) or text


@lru_cache(maxsize=1 << 12)  # a library's works have few venues
def _short_name(text: str) -> str:
    """Return the short name of the venue that a text names first, in the table of venues; empty if it names none."""
    found = venue_names.mentions(text) if text else []
    return found[0].venue.short if found else ""


def _is_declared(each: _Compared) -> bool:
    if each.work.doi not in each.preprint.dois or not each.is_like(_ALIKE):
        return False
    if each.is_exact and each.shared >= _SHARED:  # however late it was posted, and whoever comes first
        return _POSTED_LATE <= each.later <= _LATEST_DECLARED
    return each.has_first_author and each.is_in_time(_LATEST_DECLARED)


def _is_named_by_page(each: _Compared) -> bool:
    named = each.work.arxiv
    return named == each.preprint.identifier.value and (each.has_first_author or each.is_like(_NEARLY_SAME))


def _is_same_work(each: _Compared) -> bool:
    return (
        each.is_exact
        and (each.has_first_author or (each.is_claimed and each.shared == 1))
        and not each.work.is_partial
        and each.shared >= _SHARED
        and each.is_in_time(_LATEST)
        and not each.has_another_doi
        and not each.is_other_than_claimed
        and (each.venue not in _ONLY_WITH_COMMENT or each.is_claimed)
        and not _WORKSHOP.search(each.work.venue)
    )


GATES: tuple[tuple[Gate, Callable[[_Compared], bool]], ...] = (
    ("W-a", _is_declared),
    ("W-b", _is_named_by_page),
    ("W-c", _is_same_work),
)


def published_version(preprint: Preprint, works: Sequence[PublishedWork]) -> PublishedVersion:
    """Return what some works, found by title, authors or DOI, say of a preprint's publication."""
    compared = _compared(preprint, works)
    return _certain(compared) or PublishedVersion(None, None, tuple(_possible(preprint, compared)))


def certain_version(preprint: Preprint, works: Sequence[PublishedWork]) -> PublishedVersion | None:
    """Return what the gates say of works; None where none passes.

    All that may pass is found by title, DOI or id: works of the same authors can only be proposed.
    """
    return _certain(_compared(preprint, works))


def _compared(preprint: Preprint, works: Sequence[PublishedWork]) -> list[_Compared]:
    if not works or _SUPPLEMENT.match(preprint.comment) or not preprint.title.compact:
        return []
    return [_Compared(preprint, each) for each in works if _may_be_a_version(preprint, each)]


def _certain(compared: Sequence[_Compared]) -> PublishedVersion | None:
    for gate, passes in GATES:
        passing = [each for each in compared if passes(each)]
        if not passing:
            continue
        best = passing[0]
        exact = [each for each in compared if each.is_exact and each.has_first_author and each.shared >= _SHARED]
        # The authors' word outranks a title; but where both name different works, none is certain.
        if not any(map(best.is_elsewhere, (*passing, *exact))):
            return PublishedVersion(best.work, gate)
        return PublishedVersion(None, None, _proposals([*passing, *exact], "several publications have this title"))
    return None


def _may_be_a_version(preprint: Preprint, work: PublishedWork) -> bool:
    own = bool(_ABOUT_ANOTHER.match(preprint.title.words))
    return bool(_ABOUT_ANOTHER.match(work.title)) == own and not work.is_reprint and not _is_abridged(work.title)


def _is_abridged(title: str) -> bool:
    lowered = title.lower()
    return any(word in lowered for word in _OF_ABRIDGED) and _ABRIDGED.search(title) is not None


def _possible(preprint: Preprint, compared: Sequence[_Compared]) -> list[Proposal]:
    found = [(reason, each) for each in compared if (reason := _reason(preprint, each)) is not None]
    found.sort(key=lambda pair: -pair[1].likeness)
    return list(_proposals([each for _, each in found], "", [reason for reason, _ in found]))


def _reason(preprint: Preprint, each: _Compared) -> str | None:
    """Return why a work is worth proposing and no more; None where it is not."""
    if each.later > _LATEST_DECLARED:
        return None
    if each.work.doi in preprint.dois:
        return "the authors name its DOI, with another title or author"
    if each.is_exact and (each.has_first_author or each.shared >= _SHARED):
        return _doubt(preprint, each)
    if not each.has_same_authors or not each.has_same_numbers:
        return None
    if each.is_like(_PROPOSED_ALIKE):
        return "its title is slightly different"
    if each.title.is_shortened(preprint.title):
        return "its title lacks or has a subtitle"
    if each.is_claimed and each.is_like(_RETITLED):
        return "the comment names its venue and year, its title differs"
    return None


def _doubt(preprint: Preprint, each: _Compared) -> str:
    if each.has_another_doi:
        return f"the authors name another DOI, {', '.join(preprint.dois)}"
    if each.is_other_than_claimed:
        return "the comment names another venue"
    if each.later < _EARLIEST:
        return f"it was published {-each.later} years before the preprint was posted"
    if each.later > _LATEST:
        return f"it was published {each.later} years after the preprint"
    if _WORKSHOP.search(each.work.venue):
        return "it is in a workshop's proceedings"
    if each.venue in _ONLY_WITH_COMMENT:
        return f"papers of {each.venue} often have a journal version of the same title"
    if _LONG_FORM.search(preprint.comment):
        return "the preprint is its long form"
    return "its authors differ"


def _proposals(
    compared: Sequence[_Compared], reason: str, reasons: Sequence[str] | None = None
) -> tuple[Proposal, ...]:
    given = reasons if reasons is not None else [reason] * len(compared)
    found = {each.work.key: Proposal(each.work, why) for each, why in zip(compared, given, strict=True)}
    return tuple(found.values())[:_MOST_PROPOSED]
