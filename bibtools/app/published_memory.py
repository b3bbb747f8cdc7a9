"""What preprints of libraries became, by the texts of their entries: each is asked about once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from bibtools.app.opened_library import OpenedLibrary, Opening, opened_library
from bibtools.app.upgrade import PREPRINT_TYPES, CertainUpgrade, Knowing, certain_upgrades
from bibtools.bibliography.library.blocks import Block, shared_keys
from bibtools.bibliography.library.directives import spans_above
from bibtools.bibliography.library.named_papers import Placed, named_papers
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.matching.published_version import canonical_venue
from bibtools.providers.resolution import Resolution

_FEWEST = 1_000  # entries that are forgotten at once


class KnownPublication(NamedTuple):
    """Where a preprint appeared, and by which gate a source says so."""

    identifier: Identifier
    gate: str
    source: str
    where: str


_Name = tuple[str, str, bool]  # what is directed above an entry, its text, and whether others share its key


class PublishedMemory:
    """Remembers what entries became; it holds for as long as nothing else may be known of their works."""

    def __init__(self, opening: Opening = opened_library) -> None:
        self.opening = opening  # who reads libraries
        self._known: dict[_Name, KnownPublication | None] = {}

    def of(self, opened: OpenedLibrary, today: date, knowing: Knowing) -> Iterator[tuple[Block, KnownPublication]]:
        """Yield the entries of a library that were certainly published, in order."""
        text, entries = opened.library.text, list(spans_above(opened.library))
        shared = shared_keys(block for block, _ in entries)
        names = [
            (_directives(text[slice(*above)]), text[slice(*block.span)], block.key.casefold() in shared)
            for block, above in entries
        ]
        new = {name: entry for entry, name in zip(entries, names, strict=True) if name not in self._known}
        if new:
            by_start = {block.span.start: name for name, (block, _) in new.items()}
            asked = _published_among(new.values(), shared, opened, today, knowing)
            found = {by_start[each.entry.block.span.start]: _publication(each) for each in asked}
            self._known |= {name: found.get(name) for name in new}
        for (block, _), name in zip(entries, names, strict=True):
            if published := self._known[name]:
                yield block, published
        if len(self._known) > 2 * len(names) + _FEWEST:
            self._known = {name: self._known[name] for name in names}


def _published_among(
    entries: Iterable[Placed], shared: Collection[str], opened: OpenedLibrary, today: date, knowing: Knowing
) -> Iterator[CertainUpgrade]:
    """Yield those of some entries that were certainly published; only those of known papers are read whole."""
    of_preprints = (each for each in entries if each[0].type.lower() in PREPRINT_TYPES)
    named = list(named_papers(opened.library, of_preprints, today))
    resolution = knowing.resolve([paper for _, paper in named]) if named else Resolution()
    known = (opened.known.at(*entry) for entry, paper in named if paper in resolution.records)
    return certain_upgrades(known, resolution, shared, knowing)


def _directives(above: str) -> str:
    return above if "bibtools:" in above.lower() else ""


def _publication(upgrade: CertainUpgrade) -> KnownPublication:
    where = f"{canonical_venue(upgrade.work)} {upgrade.work.year}"
    return KnownPublication(upgrade.identifier, upgrade.gate, upgrade.source, where)
