"""Published works: what the indexes on this machine have of a preprint's publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bibtools.app.retracted_versions import Retracted, Versions, none_retracted, without_retracted
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.published_lookup import MOST_OF_KEY, PublishedIndex
from bibtools.index.published_work import INFORMAL, PublishedWork
from bibtools.matching.preprint import Preprint
from bibtools.matching.published_version import NOTHING, PublishedVersion, certain_version, published_version
from bibtools.records.publication import PROCEEDINGS

if TYPE_CHECKING:
    from bibtools.identifiers.identifier import Identifier

_NO_VERSION = frozenset({INFORMAL, PROCEEDINGS})


class WorksIndex(NamedTuple):
    """An index of published works, and the name of its source."""

    source: str
    works: PublishedIndex


class PublishedVersions:
    """Judges what preprints became, from indexes of published works."""

    def __init__(self, indexes: Sequence[WorksIndex], retracted: Retracted = none_retracted) -> None:
        self._indexes, self.retracted = indexes, retracted

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the indexes that are there."""
        return tuple(each.source for each in self._indexes if each.works.is_there)

    def of(self, preprints: Iterable[Preprint]) -> Versions:
        """Return what each preprint became, with the source; preprints without a known publication are left out.

        What is retracted is only proposed.
        """
        left = list(preprints)
        found: dict[Identifier, tuple[str, PublishedVersion]] = {}
        for each in (each for each in self._indexes if each.works.is_there):
            for preprint, version in zip(left, _versions(each.works, left), strict=True):
                before = found.get(preprint.identifier)
                if version != NOTHING and (before is None or (before[1].work is None and version.work is not None)):
                    found[preprint.identifier] = (each.source, version)
        return without_retracted(found, self.retracted)


def _versions(index: PublishedIndex, preprints: Sequence[Preprint]) -> list[PublishedVersion]:
    """Return what each preprint became; works of its authors are looked for where no other one is it for certain."""
    titled = index.titled({each.title.text for each in preprints})
    declared = index.identified("doi", {doi for each in preprints for doi in each.dois})
    named = index.identified("arxiv", {each.identifier.value for each in preprints})

    def works(each: Preprint, authored: Sequence[PublishedWork] = ()) -> list[PublishedWork]:
        of_dois = (declared.get(doi, ()) for doi in each.dois)
        return _united(titled.get(each.title.text, ()), authored, *of_dois, named.get(each.identifier.value, ()))

    found = {
        id(each): version
        for each in preprints
        if len(titled.get(each.title.text, ())) < MOST_OF_KEY and (version := certain_version(each, works(each)))
    }
    authored = index.by_authors({each.surnames for each in preprints if id(each) not in found})
    return [
        found.get(id(each)) or published_version(each, works(each, authored.get(each.surnames, ())))
        for each in preprints
    ]


def _united(*found: Sequence[PublishedWork]) -> list[PublishedWork]:
    works = {work.key: work for some in found for work in some if work.kind not in _NO_VERSION}
    return list(works.values())
