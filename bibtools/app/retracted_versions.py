"""Retracted versions: what a preprint became, and is retracted, is written nowhere, and shown with that reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from bibtools.matching.published_version import Proposal, PublishedVersion

if TYPE_CHECKING:
    from bibtools.identifiers.identifier import Identifier
    from bibtools.records.record import Record

# Returns which DOIs are those of retracted works.
Retracted = Callable[[Iterable[str]], Collection[str]]
Versions = Mapping["Identifier", tuple[str, PublishedVersion]]

_REASON = "it is retracted"


def none_retracted(dois: Iterable[str]) -> Collection[str]:
    """Return nothing: nobody here knows of retractions."""
    del dois
    return ()


def without_retracted(judged: Versions, retracted: Retracted, records: Iterable[Record] = ()) -> Versions:
    """Return what preprints became; what an index or a service's record says is retracted is not written."""
    dois = {doi for _, version in judged.values() for doi in _dois(version)}
    if not dois:
        return judged
    own = {each.publication.doi for each in records if each.publication and each.retracted}
    gone = {*retracted(sorted(dois)), *own} & dois
    if not gone:
        return judged
    return {each: (source, _shown(version, gone)) for each, (source, version) in judged.items()}


def _dois(version: PublishedVersion) -> Iterable[str]:
    works = [each.work for each in version.proposed] + ([version.work] if version.work else [])
    return (work.doi for work in works if work.doi)


def _shown(version: PublishedVersion, gone: Collection[str]) -> PublishedVersion:
    """Return a version of which retracted works are only proposed, with the reason."""
    proposed = tuple(each._replace(reason=_REASON) if each.work.doi in gone else each for each in version.proposed)
    if version.work is None or version.work.doi not in gone:
        return version._replace(proposed=proposed)
    return PublishedVersion(None, None, (Proposal(version.work, _REASON), *proposed))
