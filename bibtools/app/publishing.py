"""Publishing: new papers are written as they were published, where the indexes on this machine make that certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.bibliography.entries.options import PROPOSE, WRITE, PublishedPolicy
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import ARXIV, Identifier

if TYPE_CHECKING:
    from bibtools.matching.preprint import Preprint
    from bibtools.matching.published_version import PublishedVersion
    from bibtools.records.record import Record

# Tells of preprints what they became, and who says so.
Judge = Callable[[Iterable["Preprint"]], Mapping[Identifier, tuple[str, "PublishedVersion"]]]


class CertainVersion(NamedTuple):
    """What makes it certain that a paper was published: the gate and the source, with the work itself."""

    gate: str
    source: str
    where: str
    record: Record


class Publishing(NamedTuple):
    """The lookup of published versions, None if no source is on this machine, and what is done with them."""

    judge: Judge | None = None
    policy: PublishedPolicy = WRITE

    def of(self, records: Sequence[Record]) -> dict[Identifier, CertainVersion]:
        """Return the papers that were certainly published."""
        if self.judge is None or not records:
            return {}
        return dict(_certain(records, self.judge))

    def written(self, records: Sequence[Record], known: Mapping[Identifier, CertainVersion]) -> list[Record]:
        """Return the records that entries are built of."""
        done = self.done(known)
        return [done[each.identifier].record if each.identifier in done else each for each in records]

    def done(self, known: Mapping[Identifier, CertainVersion]) -> Mapping[Identifier, CertainVersion]:
        """Return which of these are written as they were published."""
        return known if self.policy == WRITE else {}

    def proposals(self, known: Mapping[Identifier, CertainVersion], bib: str) -> Iterator[Finding]:
        """Yield which papers could be cited as published, where that is only proposed."""
        for work, found in known.items() if self.policy == PROPOSE else ():
            message = f"{work} was published: {found.where} ({found.source}, {found.gate}): bibtools upgrade writes it"
            data = {"identifier": work.id, "gate": found.gate, "source": found.source}
            yield Finding("published-since", bib, None, message, about=work, data=data)


def _certain(records: Iterable[Record], judge: Judge) -> Iterator[tuple[Identifier, CertainVersion]]:
    from bibtools.index.published_record import as_published, record_of
    from bibtools.matching.preprint import preprint_of
    from bibtools.matching.published_version import canonical_venue

    preprints = {
        each.identifier: each
        for each in records
        if each.identifier.scheme == ARXIV and each.publication is None and not each.withdrawn
    }
    for identifier, (source, version) in judge([preprint_of(each) for each in preprints.values()]).items():
        if version.work and version.gate:
            where = f"{canonical_venue(version.work)} {version.work.year}"
            record = as_published(preprints[identifier], record_of(version.work, source))
            yield identifier, CertainVersion(version.gate, source, where, record)
