"""A resolution: what became of a set of identifiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import CodeLink, Record

NOT_LISTED = "does not list it"  # behind a provider's name, as the reason why a work is not resolved
OFFLINE = "offline"  # as a trouble: no request was made, as configured


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a set of identifiers: each is in exactly one of the first four."""

    records: dict[Identifier, Record] = field(default_factory=dict)
    nonexistent: tuple[Identifier, ...] = ()
    rejected: tuple[Identifier, ...] = ()  # a provider says that this is no identifier
    unresolved: dict[Identifier, str] = field(default_factory=dict)  # could not ask, and why
    trouble: str = ""  # why providers could not be asked, in one text
    expired: frozenset[Identifier] = frozenset()  # records that are older than the cache would like
    code_trouble: str = ""  # why links to code could not be looked for

    @property
    def is_offline(self) -> bool:
        """Whether no request was made, as configured."""
        return self.trouble == OFFLINE

    @property
    def asked(self) -> frozenset[Identifier]:
        """All identifiers that this resolution speaks of."""
        return frozenset((*self.records, *self.nonexistent, *self.rejected, *self.unresolved))


def joined(one: Resolution, other: Resolution) -> Resolution:
    """Return what became of two sets of identifiers as one."""
    if not other.asked:
        return one
    if not one.asked:
        return other
    return Resolution(
        records=one.records | other.records,
        nonexistent=tuple(dict.fromkeys((*one.nonexistent, *other.nonexistent))),
        rejected=tuple(dict.fromkeys((*one.rejected, *other.rejected))),
        unresolved=one.unresolved | other.unresolved,
        trouble="; ".join(dict.fromkeys(filter(None, (one.trouble, other.trouble)))),
        expired=one.expired | other.expired,
        code_trouble=one.code_trouble or other.code_trouble,
    )


Links = Mapping[Identifier, Sequence[CodeLink]]
Resolve = Callable[[Sequence[Identifier]], Resolution]
# Looks for links to code elsewhere, too; what the sources pair with papers is given.
Attribute = Callable[[Resolution, Links], Resolution]


def supplement(resolution: Resolution, links: Links) -> Resolution:
    """Add links to code to the records, in order of evidence."""
    from bibtools.records.codelinks import ranking  # where there are some

    records = {
        each: replace(record, code=ranking.in_order((*record.code, *links[each]))) if links.get(each) else record
        for each, record in resolution.records.items()
    }
    return replace(resolution, records=records)
