"""Declared versions: publications whose DOIs authors gave to arXiv, asked about where no index knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.index.published_record import work_of
from bibtools.matching.preprint import Preprint
from bibtools.matching.published_version import NOTHING, PublishedVersion, published_version
from bibtools.providers.resolution import Resolution, Resolve
from bibtools.records.record import Record

Judged = Mapping[Identifier, tuple[str, PublishedVersion]]


class DeclaredVersions(NamedTuple):
    """What preprints became, who says so, and the records of what was asked about, by DOI."""

    judged: Judged
    records: Mapping[str, Record]
    resolution: Resolution


def with_declared(preprints: Sequence[Preprint], known: Judged, resolve: Resolve) -> DeclaredVersions:
    """Return what preprints became, given what indexes know; DOIs that none of them has are asked about at once.

    An answer passes the same gates as a work of an index; without one, nothing changes.
    """
    open_ones = [each for each in preprints if each.dois and not _is_known(each, known)]
    wanted = list(dict.fromkeys(Identifier(DOI, each) for preprint in open_ones for each in preprint.dois))
    resolution = resolve(wanted) if wanted else Resolution()
    records = {identifier.value: record for identifier, record in resolution.records.items()}
    judged = dict(known)
    for each in open_ones:
        found = [record for value in each.dois if (record := records.get(value))]
        works = [work for record in found if (work := work_of(record))]
        before = known.get(each.identifier, ("", NOTHING))[1]
        version = published_version(each, [*works, *(proposal.work for proposal in before.proposed)])
        if works and version != NOTHING:
            judged[each.identifier] = (found[0].provider, version)
    return DeclaredVersions(judged, records, resolution)


def _is_known(preprint: Preprint, known: Judged) -> bool:
    """Return whether an index has the publication of a preprint, or the work of its DOI."""
    if preprint.identifier not in known:
        return False
    version = known[preprint.identifier][1]
    return version.work is not None or any(each.work.doi in preprint.dois for each in version.proposed)
