"""Verification: whether what an entry claims is what sources say of its work.

Positive evidence first: the records of its identifiers, then the works that have its title, then those of its authors.
Only a contradiction in identity is an error: another work's identifier, authors of another paper. What says nothing is
no evidence: a title that no index has may well be a book's, a report's or a thesis's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.matching import detail_checks, identity_checks
from bibtools.matching.claimed_work import ClaimedWork, Witness
from bibtools.matching.difference import Difference
from bibtools.matching.identity_checks import Completeness
from bibtools.matching.same_work import SAME, has_authors, has_title, is_nearly, is_reworded
from bibtools.matching.verdict import Verdict

_IDENTIFIERS = frozenset({"eprint", "arxivid", "doi"})


class Evidence(NamedTuple):
    """What was found to speak of an entry's work."""

    named: Sequence[Witness]  # records of its identifiers
    titled: Sequence[Witness]  # works of its title
    authored: Sequence[Witness]  # works of its authors, with other titles
    near: Sequence[Witness] = ()  # works whose titles are like its own, the most like first
    bogus: Sequence[Difference] = ()  # identifiers that reference managers are known to invent
    has_unknown: bool = False  # whether an identifier of the entry was not found, or not asked for


class Verification(NamedTuple):
    """The verdict on one entry, with its evidence."""

    verdict: Verdict
    witnesses: tuple[Witness, ...]  # that agree in identity
    differences: tuple[Difference, ...]


def verified(claim: ClaimedWork, evidence: Evidence, known: Completeness, this_year: int) -> Verification:
    """Return what the evidence says of an entry; `known` says how much of a venue's year the indexes have."""
    found = [
        *evidence.bogus,
        *identity_checks.other_identifiers(claim, evidence.named, evidence.titled),
        *detail_checks.future_year(claim, this_year),
    ]
    differences = list(dict.fromkeys(found))  # two records of one work say the same
    same = [each for each in (*evidence.named, *evidence.titled) if has_title(claim, each)]
    agreeing = [each for each in same if has_authors(claim, each)]
    if claim.is_paper:
        differences += _as_a_paper(claim, evidence, same, agreeing, known, is_other=bool(differences))
    exact = [each for each in agreeing if claim.title.is_exactly(each.title)]
    sure = {each.record for each in (*evidence.named, *same) if claim.title.is_exactly(each.title)}
    own = {each.record for each in evidence.named}
    differences = [_as_far_as_certain(_with_identifier_meant(each, exact), sure | own, own) for each in differences]
    if any(each.severity != "note" for each in differences):
        return Verification("contradicts", tuple(agreeing), tuple(differences))
    is_elsewhere = any(each.field == "booktitle" for each in differences)  # no source confirms where it appeared
    agrees = bool(agreeing) and not evidence.has_unknown and not is_elsewhere
    return Verification("agrees" if agrees else "unconfirmed", tuple(agreeing), tuple(differences))


def _as_far_as_certain(difference: Difference, sure: Collection[str], own: Collection[str]) -> Difference:
    """Return a difference that says what is meant only by records of the exact title, or of the entry's identifiers.

    The title itself is known by an identifier alone.
    """
    certain = own if difference.field == "title" else sure
    if difference.field in _IDENTIFIERS or difference.source in certain:
        return difference
    return difference._replace(meant="")


def _with_identifier_meant(difference: Difference, agreeing: Sequence[Witness]) -> Difference:
    """Return a difference with the identifier that is meant in place of another work's, where there is but one."""
    if difference.meant or difference.field not in _IDENTIFIERS:
        return difference
    if difference.field == "doi":
        meant = {each.doi for each in agreeing if each.doi}
    else:
        meant = {_preprint(each) for each in agreeing if each.is_preprint}
    meant.discard(difference.entry)
    return difference._replace(meant=meant.pop()) if len(meant) == 1 else difference


def _preprint(witness: Witness) -> str:
    number = witness.record.partition(":")[2]
    return f"{number} [{witness.category}]" if witness.category else number


def _as_a_paper(
    claim: ClaimedWork,
    evidence: Evidence,
    same: Sequence[Witness],
    agreeing: Sequence[Witness],
    known: Completeness,
    *,
    is_other: bool,
) -> list[Difference]:
    """Return what contradicts an entry of a paper, rather than of a book; `is_other` if something does already."""
    # A work with a subtitle more may be a later edition, or the paper about a program.
    close = [each for each in agreeing if claim.title.likeness(each.title) >= SAME]
    if close:
        return [
            *detail_checks.changed_word(claim, close),
            *detail_checks.misspelt_title(claim, close),
            *detail_checks.missing_authors(claim, close),
            *detail_checks.surplus_authors(claim, close),
            *detail_checks.place_and_year(claim, close, known),
            *(detail_checks.other_doi(claim, close) if evidence.has_unknown else ()),
        ]
    if agreeing or is_other:
        return []
    if same and (found := list(identity_checks.other_authors(claim, same, evidence.named))):
        return found
    # A preprint that its identifier names may have had another title, but hardly with one word for another.
    reworded = [each for each in evidence.named if claim.title.differing_words(each.title)]
    near = [each for each in reworded if is_reworded(claim, each)]
    near += [each for each in (*reworded, *evidence.authored, *evidence.near) if is_nearly(claim, each)]
    if any(claim.title.is_respelt(each.title) for each in near):
        return list(detail_checks.misspelt_title(claim, near))
    if identity_checks.is_shortened_there(claim, evidence.authored):
        return []  # lists of accepted papers have titles that the paper itself has longer
    near = near or identity_checks.of_same_place(claim, evidence.authored)
    if near and not same:
        return list(identity_checks.other_title(claim, near))
    return [
        *detail_checks.own_contradiction(claim),
        *identity_checks.closed_world(claim, known, evidence.near, evidence.authored),
    ]
