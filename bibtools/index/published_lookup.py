"""Look-ups in an index of published works: by title, by all authors, and by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bibtools.core.gc_pause import no_collection
from bibtools.index import titles
from bibtools.index.index_file import IndexFile
from bibtools.index.published_schema import WORKS, authors_key, identifier_key
from bibtools.index.published_work import PublishedWork, unpacked

_FEW = 20  # keys whose works are too few for the garbage collector
# A title such as "Editorial" has thousands of works.
MOST_OF_KEY = 40
_OF_KEY = f"""
    SELECT works.packed, proceedings.packed FROM keys
    JOIN works ON works.number = keys.work LEFT JOIN proceedings ON proceedings.key = works.crossref
    WHERE keys.key = ? LIMIT {MOST_OF_KEY}
"""  # noqa: S608 - a constant


class PublishedIndex(IndexFile):
    """An index of published works, read only."""

    schema = WORKS

    def titled(self, wanted: Iterable[str]) -> dict[str, list[PublishedWork]]:
        """Return the works of each title, whole or without a subtitle on either side."""
        keys = {title: titles.keys(title)[1] for title in wanted}
        found = self._of_keys([key for some in keys.values() for key in some])
        return {title: _united(found, some) for title, some in keys.items()}

    def by_authors(self, wanted: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[PublishedWork]]:
        """Return the works of exactly these authors, given by their surnames, in any order."""
        keys = {surnames: key for surnames in wanted if (key := authors_key(surnames)) is not None}
        found = self._of_keys(list(keys.values()))
        return {surnames: found.get(key, []) for surnames, key in keys.items()}

    def identified(self, scheme: str, values: Iterable[str]) -> dict[str, list[PublishedWork]]:
        """Return the works with some identifiers of a scheme: "doi", "arxiv", or "key" for a source's own."""
        keys = {value: identifier_key(scheme, value) for value in values}
        found = self._of_keys(list(keys.values()))
        return {value: found.get(key, []) for value, key in keys.items()}

    def works_of_year(self, name: str, year: int) -> dict[str, int]:
        """Return how many works the venues of this name have in a year, by stream."""
        statement = "SELECT stream, works FROM venues WHERE year = ? AND name = ? COLLATE NOCASE"
        rows: list[tuple[str, int]] = self.fetched(statement, [year, name])
        return dict(rows)

    def _of_keys(self, keys: Sequence[int]) -> dict[int, list[PublishedWork]]:
        """Return the works with some keys, each with what its proceedings say."""
        if len(keys) <= _FEW:
            return self._read(keys)
        with no_collection():
            return self._read(keys)

    def _read(self, keys: Sequence[int]) -> dict[int, list[PublishedWork]]:
        rows: list[list[tuple[str, str | None]]] = self.fetched_each(_OF_KEY, [(key,) for key in keys])
        return {
            key: [work for packed, parent in some if (work := _work(packed, parent))]
            for key, some in zip(keys, rows, strict=False)  # nothing where there is no index
        }


def _united(found: Mapping[int, Sequence[PublishedWork]], keys: Sequence[int]) -> list[PublishedWork]:
    return list({work.key: work for key in keys for work in found.get(key, ())}.values())


def _work(packed: str, parent: str | None) -> PublishedWork | None:
    """Return the work of a row, with what its proceedings say; a broken row counts as none."""
    try:
        return unpacked(packed, parent)
    except (ValueError, TypeError, AttributeError):
        return None
