"""Named versions: publications that INSPIRE gives for arXiv's ids, and DOIs that others match with them, as candidates.

INSPIRE's record names the id itself, so that it passes a gate; a match of an aggregator is only ever proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bibtools.app.declared_versions import DeclaredVersions
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.index.published_record import work_of
from bibtools.matching.preprint import Preprint
from bibtools.matching.published_version import NOTHING, Proposal, PublishedVersion, published_version
from bibtools.providers.registry import VERSIONS
from bibtools.providers.resolution import NOT_LISTED, Resolution, Resolve, joined
from bibtools.records.record import Record

# The archives of which INSPIRE collects the papers.
_PHYSICS = frozenset("hep-ex hep-lat hep-ph hep-th gr-qc nucl-ex nucl-th astro-ph quant-ph math-ph physics".split())


class Candidates(NamedTuple):
    """DOIs that services match with preprints, each with the service, and the failed requests."""

    dois: Mapping[Identifier, Sequence[tuple[str, str]]]  # a source and a DOI
    resolution: Resolution


class VersionSources(NamedTuple):
    """Who names publications by arXiv ids: a service whose own records do, and services that match them."""

    published: Resolve
    candidates: Callable[[Sequence[Identifier]], Candidates]


def with_named(
    preprints: Sequence[tuple[Preprint, Record]], before: DeclaredVersions, naming: VersionSources, resolve: Resolve
) -> DeclaredVersions:
    """Return what preprints became, given what indexes and their authors say; who is open still is asked about."""
    left = [each for each, record in preprints if _is_open(each, before) and _is_physics(record)]
    named = _named(left, before, naming.published)
    left = [each for each, _ in preprints if _is_open(each, named) and not each.dois]
    return _proposed(left, named, naming, resolve)


def _is_open(preprint: Preprint, known: DeclaredVersions) -> bool:
    return known.judged.get(preprint.identifier, ("", NOTHING))[1].work is None


def _is_physics(record: Record) -> bool:
    return any(each.partition(".")[0] in _PHYSICS for each in record.categories)


def _named(preprints: Sequence[Preprint], before: DeclaredVersions, published: Resolve) -> DeclaredVersions:
    if not preprints:
        return before
    resolution = published([each.identifier for each in preprints])
    judged, records = dict(before.judged), dict(before.records)
    for each in preprints:
        record = resolution.records.get(each.identifier)
        work = work_of(record) if record else None
        if work is None or record is None:
            continue
        earlier = [proposal.work for proposal in judged.get(each.identifier, ("", NOTHING))[1].proposed]
        version = published_version(each, [work._replace(arxiv=each.identifier.value), *earlier])
        if version != NOTHING:
            judged[each.identifier] = (VERSIONS[0].name, version)
            records[work.key] = record
    return DeclaredVersions(judged, records, joined(before.resolution, _in_trouble(resolution)))


def _proposed(
    preprints: Sequence[Preprint], before: DeclaredVersions, naming: VersionSources, resolve: Resolve
) -> DeclaredVersions:
    found = naming.candidates([each.identifier for each in preprints]) if preprints else Candidates({}, Resolution())
    wanted = [Identifier(DOI, doi) for some in found.dois.values() for _, doi in some]
    resolution = resolve(list(dict.fromkeys(wanted))) if wanted else Resolution()
    judged = dict(before.judged)
    for each in preprints:
        proposals = list(_of_candidates(each, found.dois.get(each.identifier, ()), resolution))
        if proposals and each.identifier not in judged:
            judged[each.identifier] = (proposals[0][0], PublishedVersion(None, None, tuple(of for _, of in proposals)))
    unresolved = _in_trouble(resolution) if resolution.trouble else Resolution()
    troubles = joined(_in_trouble(found.resolution), unresolved)
    return DeclaredVersions(judged, before.records, joined(before.resolution, troubles))


def _of_candidates(
    preprint: Preprint, dois: Sequence[tuple[str, str]], resolution: Resolution
) -> Iterator[tuple[str, Proposal]]:
    """Yield what gates would write or propose of some candidates, as proposals."""
    for source, doi in dict.fromkeys(dois):
        record = resolution.records.get(Identifier(DOI, doi))
        work = work_of(record) if record else None
        version = published_version(preprint, [work]) if work else NOTHING
        if version.work:
            yield source, Proposal(version.work, f"{source} is the only source of its DOI")
        yield from ((source, each) for each in version.proposed)


def _in_trouble(resolution: Resolution) -> Resolution:
    """Return only what could not be asked: that a service does not list a work is none of the user's business."""
    if resolution.is_offline:
        return Resolution()
    unasked = {each: why for each, why in resolution.unresolved.items() if not why.endswith(NOT_LISTED)}
    trouble = resolution.trouble or "; ".join(dict.fromkeys(unasked.values()))
    return Resolution(unresolved=unasked, trouble=trouble)
