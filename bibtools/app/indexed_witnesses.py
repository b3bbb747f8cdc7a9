"""The records of works in this machine's indexes: arXiv's of preprints, and those of published works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache

from bibtools.app.knowledge import Witnesses
from bibtools.app.published_works import PublishedVersions, WorksIndex
from bibtools.app.retracted_versions import Retracted
from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.index import titles
from bibtools.index.lookup import Index
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import NAME, Packed, to_record
from bibtools.index.published_work import INFORMAL, PublishedWork
from bibtools.index.retraction_index import RetractionIndex
from bibtools.matching.claimed_work import Witness, of_record, of_work
from bibtools.matching.complete_years import works_of_complete_year
from bibtools.matching.identity_checks import COMPLETE
from bibtools.matching.preprint import ComparedTitle, preprint_of
from bibtools.records.record import Record
from bibtools.records.venues import venue_table

_MOST = 20  # papers of a title
_FEWEST_WORDS = 4  # of a title whose like is looked for
_LIKE, _NEAREST = 0.6, 3  # likeness of titles that are near, and how many are shown


def indexed_witnesses(preprints: Index, published: Sequence[WorksIndex], retractions: RetractionIndex) -> Witnesses:
    """Return the witnesses that some indexes are."""

    def retracted(dois: Iterable[str]) -> Collection[str]:
        return retractions.retractions_of(dois).keys()

    own = _IndexedWitnesses(preprints, published, retracted)
    return Witnesses(
        titled=own.titled,
        authored=own.authored,
        near=own.near,
        identified=own.identified,
        known=own.known,
        published=own.published,
        retracted=retracted,
    )


class _IndexedWitnesses:
    def __init__(self, preprints: Index, published: Sequence[WorksIndex], retracted: Retracted) -> None:
        self._preprints, self._published = preprints, published
        self._versions = PublishedVersions(published, retracted)
        self.known = cache(self._known)
        self._number = cache(self._number_of)

    def titled(self, wanted: Iterable[str]) -> dict[str, list[Witness]]:
        """Return the works of some titles, with those that only lack a subtitle."""
        texts = list(wanted)
        found: dict[str, list[Witness]] = {text: [] for text in texts}
        for each in self._published:
            for text, works in each.works.titled(texts).items():
                found[text] += _witnesses(works, each.source)
        keys = {text: titles.keys(text)[1] for text in texts}
        numbers = self._preprints.titled([key for some in keys.values() for key in some])
        packed = self._preprints.packed(list({paper for some in numbers.values() for paper in some[:_MOST]}))
        for text, some in keys.items():
            for paper in dict.fromkeys(paper for key in some for paper in numbers.get(key, [])[:_MOST]):
                if paper in packed and (witness := _preprint(paper, packed[paper])):
                    found[text].append(witness)
        return found

    def authored(self, wanted: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[Witness]]:
        """Return the published works of exactly some authors, by their surnames."""
        lists = list(wanted)
        found: dict[tuple[str, ...], list[Witness]] = {each: [] for each in lists}
        for each in self._published:
            for surnames, works in each.works.by_authors(lists).items():
                found[surnames] += _witnesses(works, each.source)
        return found

    def near(self, wanted: Iterable[ComparedTitle]) -> dict[str, list[Witness]]:
        """Return the preprints whose titles are most like some titles, by their words."""
        found: dict[str, list[Witness]] = {}
        for title in wanted:
            words = title.words.split()
            if len(words) < _FEWEST_WORDS or not self._preprints.is_there:
                continue
            packed = self._preprints.packed(self._preprints.nearly_worded(words, _MOST))
            some = [_preprint(paper, row) for paper, row in packed.items()]
            likely = [(title.likeness(each.title), each) for each in some if each]
            best = sorted((pair for pair in likely if pair[0] >= _LIKE), key=lambda pair: -pair[0])
            found[title.text] = [each for _, each in best[:_NEAREST]]
        return found

    def identified(self, wanted: Iterable[Identifier]) -> Mapping[Identifier, list[Witness]]:
        """Return the published works of some DOIs."""
        dois = {each.value: each for each in wanted if each.scheme == DOI}
        found: dict[Identifier, list[Witness]] = {}
        for index in self._published:
            for value, works in index.works.identified(DOI, dois).items():
                found.setdefault(dois[value], []).extend(_witnesses(works, index.source))
        return found

    def _known(self, venue: str, year: int) -> int:
        """Return how many works of a venue and year an index has, at most too few where many are certainly missing."""
        whole = works_of_complete_year(lambda each: self._number(venue, each), year)
        return whole or min(self._number(venue, year), COMPLETE - 1)

    def _number_of(self, venue: str, year: int) -> int:
        """Return how many works of a venue and year an index has, under all names of the venue."""
        numbers = (
            sum(each.works.works_of_year(name, year).values()) for each in self._published for name in _names(venue)
        )
        return max(numbers, default=0)

    def published(self, records: Sequence[Record]) -> Collection[Identifier]:
        """Return which preprints were certainly published."""
        became = self._versions.of(map(preprint_of, records))
        return {identifier for identifier, (_, version) in became.items() if version.work}


def _preprint(paper: int, row: Packed) -> Witness | None:
    with suppress(ValueError):  # a broken row counts as none
        return of_record(to_record(identifier(paper), row), NAME)
    return None


def _witnesses(works: Iterable[PublishedWork], source: str) -> list[Witness]:
    return [of_work(each, source) for each in works if each.kind != INFORMAL]


def _names(venue: str) -> list[str]:
    """Return what a source may call a venue: its short name, and those that mean the same."""
    return list(dict.fromkeys([venue, *venue_table.spellings(venue)]))
