"""Searching for works by their titles: one request per title and service, within a budget, and only on request.

What is found is a candidate: whoever searches compares it, by the gates of `matching`. That nothing is found says
nothing against a title, since books, theses and proceedings of many publishers are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.counted_work import Heard, unheard
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import BAD_REQUEST, FOUND, Answer
from bibtools.network.request import Request
from bibtools.providers import crossref, datacite
from bibtools.providers.contract import Unreadable
from bibtools.records.record import Record

_MOST_REFUSED = 2  # one after the other: then it is not the titles

BEYOND_BUDGET = "the limit on title searches was reached"
NO_WORDS = "its title has no words"


class SoughtTitle(NamedTuple):
    """A title that is searched for, with the family names of some authors."""

    title: str
    names: tuple[str, ...] = ()


class TitleAnswers(NamedTuple):
    """What a search found, by title, and which titles a service could not be asked about, and why."""

    found: Mapping[SoughtTitle, tuple[Record, ...]]
    unanswered: Mapping[SoughtTitle, str]


class TitleService(NamedTuple):
    """A service that finds works by their titles: its requests, and how a list of its works is read."""

    name: str
    search: Callable[[str, Sequence[str]], Request]
    listed: Callable[[bytes], Sequence[Record]]


CROSSREF = TitleService(crossref.NAME, crossref.search, crossref.listed)
DATACITE = TitleService(datacite.NAME, datacite.search, datacite.listed)  # theses, software, data and reports
TITLE_SERVICES = {each.name: each for each in (CROSSREF, DATACITE)}

# Searches for some titles, each service for at most so many.
SearchTitles = Callable[[Iterable[SoughtTitle], int], TitleAnswers]


class _Memory(Protocol):
    """What remembers records by their identifiers."""

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        """Remember what a provider said."""
        ...


def search_titles(
    wanted: Iterable[SoughtTitle],
    ask: Callable[[Request], Answer],
    memory: _Memory,
    budget: int,
    services: Sequence[TitleService] = (CROSSREF,),
    heard: Heard = unheard,
) -> TitleAnswers:
    """Search for works by their titles, each service for at most so many: the next one for what the others lack.

    A service in trouble is left alone. What one finds by the very title settles it, whatever the others' trouble.
    `heard` is called with the number of a service's requests, and the part of them all, before each of them.
    """
    listed = list(dict.fromkeys(wanted))
    found: dict[SoughtTitle, tuple[Record, ...]] = {}
    unanswered: dict[SoughtTitle, str] = {}
    for service in services:
        left = [each for each in listed if not _has_title(each, found.get(each, ()))]
        answers = _searched(left, service, ask, memory, budget, heard)
        for sought in left:
            found_here = answers.found.get(sought, ())
            if sought in answers.found or sought in found:
                found[sought] = (*found.get(sought, ()), *found_here)
            if _has_title(sought, found_here):
                unanswered.pop(sought, None)
            elif reason := answers.unanswered.get(sought):
                unanswered.setdefault(sought, reason)
    return TitleAnswers(found, unanswered)


def _has_title(sought: SoughtTitle, records: Iterable[Record]) -> bool:
    return any(normalise_title(each.title) == normalise_title(sought.title) for each in records)


def _searched(
    wanted: Sequence[SoughtTitle],
    service: TitleService,
    ask: Callable[[Request], Answer],
    memory: _Memory,
    budget: int,
    heard: Heard,
) -> TitleAnswers:
    found: dict[SoughtTitle, tuple[Record, ...]] = {}
    unanswered: dict[SoughtTitle, str] = {}
    trouble, asked, refused = "", 0, 0
    for sought in wanted:
        trouble = trouble or (BEYOND_BUDGET if asked >= budget else "")
        if trouble or not normalise_title(sought.title):
            unanswered[sought] = trouble or NO_WORDS
            continue
        heard(asked, asked / min(budget, len(wanted)))
        asked += 1
        answer = ask(service.search(sought.title, sought.names))
        records, reason = _read(answer, service)
        if reason:
            unanswered[sought] = reason
            refused += 1
            trouble = "" if answer.status == BAD_REQUEST and refused < _MOST_REFUSED else reason
            continue
        refused = 0
        found[sought] = tuple(records)
        memory.keep(service.name, records, ())
    return TitleAnswers(found, unanswered)


def _read(answer: Answer, service: TitleService) -> tuple[Sequence[Record], str]:
    """Return the records of an answer, or why it cannot be read."""
    if answer.status != FOUND:
        return (), answer.reason or f"{service.name} has no list of works"
    try:
        return service.listed(answer.body), ""
    except Unreadable as error:
        return (), f"{service.name}: {error}"
