"""Look-ups in an index of published works: by title, by all authors, and by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from bibtools.core.gc_pause import no_collection
from bibtools.index import titles
from bibtools.index.index_file import AT_ONCE, IndexFile
from bibtools.index.published_schema import WORKS, authors_key, identifier_key
from bibtools.index.published_work import PublishedWork, unpacked

_MOST = 40  # works of a key that are looked at: a title such as "Editorial" has thousands


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

    @no_collection()
    def _of_keys(self, keys: Sequence[int]) -> dict[int, list[PublishedWork]]:
        """Return the works with some keys, each with what its proceedings say."""
        numbers: dict[int, list[int]] = {}
        for start in range(0, len(keys), AT_ONCE):
            rows: list[tuple[int, int]] = self.ask(
                "SELECT key, work FROM keys WHERE key IN", keys[start : start + AT_ONCE]
            )
            for key, number in rows:
                if len(held := numbers.setdefault(key, [])) < _MOST:
                    held.append(number)
        works = self._of_numbers(list(dict.fromkeys(each for held in numbers.values() for each in held)))
        return {key: [works[each] for each in held if each in works] for key, held in numbers.items()}

    def _of_numbers(self, numbers: Sequence[int]) -> dict[int, PublishedWork]:
        found: dict[int, PublishedWork] = {}
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            rows: list[tuple[int, str]] = self.ask("SELECT number, packed FROM works WHERE number IN", some)
            for number, packed in rows:
                with suppress(ValueError, TypeError, AttributeError):  # a row that is broken is as good as none
                    found[number] = unpacked(packed)
        parents = self._proceedings({work.crossref for work in found.values() if work.crossref})
        return {number: _with_parent(work, parents) for number, work in found.items()}

    def _proceedings(self, keys: Iterable[str]) -> dict[str, PublishedWork]:
        wanted, found = list(keys), {}
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            rows: list[tuple[str, str]] = self.ask("SELECT key, packed FROM proceedings WHERE key IN", some)
            for key, packed in rows:
                with suppress(ValueError, TypeError, AttributeError):  # the same
                    found[key] = unpacked(packed)
        return found


def _united(found: Mapping[int, Sequence[PublishedWork]], keys: Sequence[int]) -> list[PublishedWork]:
    return list({work.key: work for key in keys for work in found.get(key, ())}.values())


def _with_parent(work: PublishedWork, parents: Mapping[str, PublishedWork]) -> PublishedWork:
    parent = parents.get(work.crossref)
    if parent is None:
        return work
    return work._replace(
        full=work.full or parent.title,
        venue=work.venue or parent.venue,
        volume=work.volume or parent.volume,
        publisher=work.publisher or parent.publisher,
        series=work.series or parent.series,
        editors=work.editors or parent.editors,
        isbn=work.isbn or parent.isbn,
    )
