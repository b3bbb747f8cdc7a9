"""Look-ups in an index of published works: by title, by all authors, and by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bibtools.core.gc_pause import no_collection
from bibtools.index import titles
from bibtools.index.index_file import AT_ONCE, IndexFile
from bibtools.index.published_schema import WORKS, authors_key, identifier_key
from bibtools.index.published_work import PublishedWork, unpacked

_FEW = 20  # keys whose works are too few for the garbage collector
# A title such as "Editorial" has thousands of works.
MOST_OF_KEY = 40
_FOUND = "works.packed, proceedings.packed"
_WITH_PROCEEDINGS = "LEFT JOIN proceedings ON proceedings.key = works.crossref"
_OF_KEY = f"""
    SELECT ?1, {_FOUND} FROM keys JOIN works ON works.number = keys.work {_WITH_PROCEEDINGS}
    WHERE keys.key = ?1 LIMIT {MOST_OF_KEY}
"""  # noqa: S608 - a constant
# Of many keys at once, and of each no more than by itself: in half the time, but a single key would take longer.
_OF_KEYS = f"""
    WITH wanted (key) AS (VALUES {{}}) SELECT wanted.key, {_FOUND} FROM wanted
    JOIN works ON works.number IN (SELECT work FROM keys WHERE keys.key = wanted.key LIMIT {MOST_OF_KEY})
    {_WITH_PROCEEDINGS}
"""  # noqa: S608 - a constant
_Row = tuple[int, str, str | None]


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
            each: list[list[_Row]] = self.fetched_each(_OF_KEY, [(key,) for key in dict.fromkeys(keys)])
            return _by_key(each)
        with no_collection():
            return _by_key(self._of_many(list(dict.fromkeys(keys))))

    def _of_many(self, keys: Sequence[int]) -> Iterator[list[_Row]]:
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            yield self.fetched(_OF_KEYS.format(",".join(["(?)"] * len(some))), some)


def _by_key(answers: Iterable[Iterable[_Row]]) -> dict[int, list[PublishedWork]]:
    found: dict[int, list[PublishedWork]] = {}
    for rows in answers:
        for key, packed, parent in rows:
            if work := _work(packed, parent):
                found.setdefault(key, []).append(work)
    return found


def _united(found: Mapping[int, Sequence[PublishedWork]], keys: Sequence[int]) -> list[PublishedWork]:
    return list({work.key: work for key in keys for work in found.get(key, ())}.values())


def _work(packed: str, parent: str | None) -> PublishedWork | None:
    """Return the work of a row, with what its proceedings say; a broken row counts as none."""
    try:
        return unpacked(packed, parent)
    except (ValueError, TypeError, AttributeError):
        return None
