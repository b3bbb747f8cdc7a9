"""Entries of one library that are one work, or say so and can hardly be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bibtools.library.identity import Known, compact_title, plainly_disagree

_SHORTEST = 16  # letters of a title that says which work it is: there are many introductions
_YEARS = 5  # between a preprint and its publication


class Doubt(NamedTuple):
    """A place, a rule and a message."""

    offset: int
    rule: str
    message: str


def doubts(entries: Iterable[Known]) -> Iterator[Doubt]:
    """Yield the entries that are the work of an entry before them, or share its id with another title.

    An entry is told of once. Equal keys are another rule's business.
    """
    told: set[int] = set()
    for group, said in _GROUPS:
        for first, second in _pairs(entries, group):
            place = second.block.span.start
            doubt = None if place in told else said(first, second)
            if doubt:
                told.add(place)
                yield Doubt(place, *doubt)


def _pairs(entries: Iterable[Known], group: Callable[[Known], str | None]) -> Iterator[tuple[Known, Known]]:
    """Pair each entry with the first one of its group."""
    firsts: dict[str, Known] = {}
    for entry in entries:
        name = group(entry)
        if name is None:
            continue
        first = firsts.setdefault(name, entry)
        if first is not entry and first.block.key.casefold() != entry.block.key.casefold():
            yield first, entry


def _by_id(first: Known, second: Known) -> tuple[str, str] | None:
    value = first.arxiv.value if first.arxiv else ""
    if plainly_disagree(first.value("title"), second.value("title")):
        message = (
            f"{first.block.key} and {second.block.key} have other titles, but both say that they are arXiv:{value}"
        )
        return "shared-id", f"{message}: one of the ids is wrong"
    return _same(first, second, f"arXiv:{value}")


def _by_doi(first: Known, second: Known) -> tuple[str, str] | None:
    if plainly_disagree(first.value("title"), second.value("title")):
        return None  # parts of one volume
    return _same(first, second, f"doi:{first.doi.value}" if first.doi else "")


def _by_title(first: Known, second: Known) -> tuple[str, str] | None:
    years = first.year, second.year
    near = years[0] is None or years[1] is None or abs(years[0] - years[1]) <= _YEARS
    if not near or not first.first_author or first.first_author != second.first_author or _are_apart(first, second):
        return None
    message = f"{second.block.key} seems to be the work that {first.block.key} is, by title, first author and year"
    return "duplicate-work", message


def _are_apart(first: Known, second: Known) -> bool:
    """Tell whether two entries name different ids; the DOI of a preprint says nothing of that of its publication."""
    ids = first.arxiv and second.arxiv and first.arxiv != second.arxiv
    dois = [entry.doi.value for entry in (first, second) if entry.doi and not entry.doi.value.startswith("10.48550/")]
    return bool(ids) or len(set(dois)) > 1


def _same(first: Known, second: Known, by: str) -> tuple[str, str]:
    return "duplicate-work", f"{second.block.key} is the work that {first.block.key} is, {by}: cite one of them"


def _title(entry: Known) -> str | None:
    title = compact_title(entry.value("title"))
    return title if len(title) >= _SHORTEST else None


_GROUPS: tuple[tuple[Callable[[Known], str | None], Callable[[Known, Known], tuple[str, str] | None]], ...] = (
    (lambda entry: entry.arxiv.value if entry.arxiv else None, _by_id),
    (lambda entry: entry.doi.value if entry.doi else None, _by_doi),
    (_title, _by_title),
)
