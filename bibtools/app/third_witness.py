"""The third witness: an aggregator that alone says of a work that it is retracted, which is a hint and no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bibtools.app.knowledge import ClaimedEntry, Judged
from bibtools.bibliography.library.blocks import Block
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.doi import is_of_preprint
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.providers.attestation import Attest, Attestation
from bibtools.providers.resolution import Resolution

_KNOWN = frozenset({"retracted", "withdrawn"})  # of these there is nothing to ask


class Witnessed(NamedTuple):
    """The verdicts on some entries, with what the witness says of their works, and its attestation."""

    judged: Mapping[Block, Judged]
    attestation: Attestation


def with_third_witness(
    claims: Iterable[ClaimedEntry], judged: Mapping[Block, Judged], attest: Attest, resolution: Resolution
) -> Witnessed:
    """Ask about the DOIs of all entries of which nobody else says that they are retracted, all at once.

    The `resolution` is that of the entries' own identifiers.
    """
    dois = {
        each.entry.block: [doi for doi in _dois(each, found) if not _is_settled(doi, resolution)]
        for each in claims
        if _KNOWN.isdisjoint((found := judged[each.entry.block]).states)
    }
    asked = attest(list(dict.fromkeys(doi for some in dois.values() for doi in some)))
    return Witnessed({block: _with(asked, each, dois.get(block, ())) for block, each in judged.items()}, asked)


def _dois(each: ClaimedEntry, found: Judged) -> Iterator[Identifier]:
    """Yield the DOIs of an entry's work: its own, and those of the records that agree with it."""
    if each.claim.doi:
        yield each.claim.doi
    for witness in found.result.witnesses:
        doi = Identifier(DOI, witness.doi)
        if witness.doi and not is_of_preprint(doi):
            yield doi


def _is_settled(doi: Identifier, resolution: Resolution) -> bool:
    """Return whether a DOI is no work's, or that of a notice, which aggregators take for what it takes back."""
    if doi in resolution.nonexistent or doi in resolution.rejected:
        return True
    record = resolution.records.get(doi)
    return record is not None and record.publication is not None and bool(record.publication.notice)


def _with(asked: Attestation, each: Judged, dois: Iterable[Identifier]) -> Judged:
    own = list(dict.fromkeys(dois))
    retracted = [doi for doi in own if doi in asked.retracted]
    if retracted:
        hints = tuple((asked.source, str(doi)) for doi in retracted)
        each = each._replace(states=(*each.states, "possibly-retracted"), hints=hints)
    return each._replace(is_open=any(doi in asked.unasked for doi in own))
