"""Duplicates: entries of one work, and entries that share an id but hardly a work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from bibtools.bibliography.library.fault import Fault, head
from bibtools.bibliography.library.identity import Known, TitleWords, are_others, title_words
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.doi import is_of_preprint
from bibtools.identifiers.identifier import Identifier

_SHORTEST = 16  # letters of a title that says which work it is: there are many introductions
_THESIS = lazy_pattern(r"thesis|dissertation|habilitation", re.IGNORECASE)
_YEARS = 5  # between a preprint and its publication


def doubts(entries: Iterable[Known]) -> Iterator[Fault]:
    """Yield the entries that repeat the work of an earlier entry, or share its id under another title.

    Each entry is reported once. Equal keys are another rule's business.
    """
    reported: set[int] = set()
    works = [_Work(entry) for entry in entries]
    for group, doubt_of in _GROUPS:
        for first, second in _pairs(works, group):
            place = second.entry.block.span.start
            doubt = None if place in reported else doubt_of(first, second)
            if doubt:
                reported.add(place)
                keys = {"key": second.entry.block.key, "first": first.entry.block.key}
                yield Fault(head(second.entry.block), *doubt, keys)


class _Work:
    """The compared parts of an entry, cached: the first of a group is compared with all others."""

    def __init__(self, entry: Known) -> None:
        self.entry = entry

    @cached_property
    def title(self) -> TitleWords:
        return title_words(self.entry.value("title"))

    @cached_property
    def first_author(self) -> str:
        return self.entry.first_author

    @cached_property
    def year(self) -> int | None:
        return self.entry.year


# What entries of a group have in common; None where an entry is in none.
Group = Callable[[_Work], Identifier | str | None]


def _pairs(works: Iterable[_Work], group: Group) -> Iterator[tuple[_Work, _Work]]:
    """Pair each entry with the first one of its group."""
    firsts: dict[Identifier | str, _Work] = {}
    for work in works:
        name = group(work)
        if name is None:
            continue
        first = firsts.setdefault(name, work)
        if first is not work and first.entry.block.key.casefold() != work.entry.block.key.casefold():
            yield first, work


def _by_id(first: _Work, second: _Work) -> tuple[str, str] | None:
    if are_others(first.title, second.title):
        one, other = first.entry.block.key, second.entry.block.key
        message = f"{one} and {other} have different titles, but both claim to be {first.entry.arxiv}"
        return "shared-id", f"{message}: at most one of them is"
    return _same(first, second, str(first.entry.arxiv))


def _by_doi(first: _Work, second: _Work) -> tuple[str, str] | None:
    if are_others(first.title, second.title):
        return None  # parts of one volume
    return _same(first, second, str(first.entry.doi))


def _by_title(first: _Work, second: _Work) -> tuple[str, str] | None:
    years = first.year, second.year
    near = years[0] is None or years[1] is None or abs(years[0] - years[1]) <= _YEARS
    apart = _are_apart(first.entry, second.entry)
    if not near or not first.first_author or first.first_author != second.first_author or apart:
        return None
    one, other = first.entry.block.key, second.entry.block.key
    by = "title, first author and year" if years[0] == years[1] is not None else "title and first author"
    return "duplicate-work", f"{other} seems to be the same work as {one}, by {by}"


def _are_apart(first: Known, second: Known) -> bool:
    """Return whether two entries say that they are different works: by their ids, their editions, or as a thesis.

    The DOI of a preprint proves nothing about its publication's.
    """
    if _is_thesis(first) != _is_thesis(second):
        return True  # who writes one often publishes a paper of the same title
    editions = {entry.value("edition").strip("{} .").casefold() for entry in (first, second)}
    if len(editions - {""}) > 1:
        return True
    ids = first.arxiv and second.arxiv and first.arxiv != second.arxiv
    dois = {entry.doi for entry in (first, second) if entry.doi and not is_of_preprint(entry.doi)}
    return bool(ids) or len(dois) > 1


def _is_thesis(entry: Known) -> bool:
    what = " ".join((entry.block.type, *map(entry.value, ("type", "note", "howpublished", "school"))))
    return bool(entry.value("school")) or _THESIS.search(what) is not None


def _same(first: _Work, second: _Work, by: str) -> tuple[str, str]:
    one, other = first.entry.block.key, second.entry.block.key
    return "duplicate-work", f"{other} is the same work as {one}, {by}: cite one of them"


def _title(work: _Work) -> str | None:
    title = work.title.compact
    return title if len(title) >= _SHORTEST else None


_GROUPS: tuple[tuple[Group, Callable[[_Work, _Work], tuple[str, str] | None]], ...] = (
    (lambda work: work.entry.arxiv, _by_id),
    (lambda work: work.entry.doi, _by_doi),
    (_title, _by_title),
)
