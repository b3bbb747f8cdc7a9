"""A resolution: what became of a set of identifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bibtools.identifier import Identifier
from bibtools.record import Record

OFFLINE = "offline"  # as a trouble: nobody was asked, as configured


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a set of identifiers: each is in exactly one of the first four."""

    records: dict[Identifier, Record] = field(default_factory=dict)
    nonexistent: tuple[Identifier, ...] = ()
    rejected: tuple[Identifier, ...] = ()  # a provider says that this is no identifier
    unresolved: dict[Identifier, str] = field(default_factory=dict)  # could not ask, and why
    trouble: str = ""  # why providers could not be asked, in one text
    expired: frozenset[Identifier] = frozenset()  # records that are older than the cache would like

    @property
    def asked(self) -> frozenset[Identifier]:
        """All identifiers that this resolution speaks of."""
        return frozenset((*self.records, *self.nonexistent, *self.rejected, *self.unresolved))


Resolve = Callable[[Sequence[Identifier]], Resolution]


def supplement(resolution: Resolution, bundled: Iterable[Record]) -> Resolution:
    """Add the code links of bundled records to records that name none."""
    code = {record.identifier: record.code for record in bundled}
    records = {
        each: record if record.code else replace(record, code=code.get(each, ()))
        for each, record in resolution.records.items()
    }
    return replace(resolution, records=records)
