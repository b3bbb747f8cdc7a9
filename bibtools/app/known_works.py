"""What this machine knows of works: records, published versions, and code links. Makes no requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.app.log import LogObserver
from bibtools.app.upgrade import Knowing
from bibtools.app.wired_indexes import published_versions
from bibtools.app.wiring import has_own_index, world
from bibtools.config.configuration import Config
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.lookup import Index
from bibtools.index.numbering import identifier
from bibtools.index.published_work import PublishedWork
from bibtools.index.titles import normal
from bibtools.matching.preprint import preprint_of
from bibtools.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bibtools.app.retracted_versions import Versions


class KnownWork(NamedTuple):
    """A work as this machine knows it; `published` is the version of a preprint that is certain."""

    record: Record
    published: PublishedWork | None = None
    source: str = ""  # who says so


class KnownWorks:
    """Looks works up on this machine, each once."""

    def __init__(self, config: Config) -> None:
        self.config = config.overridden(offline=True)
        self._here = world(self.config, LogObserver())
        self._versions = published_versions(self.config, LogObserver.note)
        self._index = Index(config.index_path, LogObserver.note, is_own=has_own_index(config))
        self._known: dict[Identifier, KnownWork | None] = {}

    @property
    def sources(self) -> tuple[str, ...]:
        """The indexes of published works that there are."""
        return self._versions.sources

    def find(self, works: Sequence[Identifier]) -> dict[Identifier, KnownWork]:
        """Return what is known of some works."""
        new = [each.work for each in works if each.work not in self._known]
        if new:
            resolution = self._here.attribute(self._here.resolve(new), {})
            versions = self._published(
                [each for each in resolution.records.values() if each.identifier.scheme == ARXIV]
            )
            self._known |= dict.fromkeys(new)
            for work, record in resolution.records.items():
                source, version = versions.get(record.identifier, ("", None))
                self._known[work] = KnownWork(record, version.work if version else None, source)
        return {each.work: known for each in works if (known := self._known.get(each.work))}

    def _published(self, records: Sequence[Record]) -> Versions:
        return self._versions.of(preprint_of(each, each.year or 0) for each in records) if self.sources else {}

    def begun(self, words: Sequence[str], most: int) -> list[Record]:
        """Return papers of the index whose titles have words that begin so."""
        index = self._index
        numbers = index.begun([normal(each) for each in words], most)
        found = index.records(map(identifier, numbers))
        return [found[each] for each in map(identifier, numbers) if each in found]

    def knowing(self) -> Knowing:
        """Return what knows, for an upgrade, what preprints are and became."""
        return Knowing(self._here.resolve, self._versions.of, self.sources, retracted=self._versions.retracted)
