"""Searching for works by their titles, at Crossref: a request a title, within a budget, and only where somebody asks.

What is found is a candidate: whoever searches compares it, by the gates of `matching`. That nothing is found says
nothing against a title, since books, theses and proceedings of many publishers are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.counted_work import Heard, unheard
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import BAD_REQUEST, FOUND, Answer
from bibtools.network.request import Request
from bibtools.providers import crossref
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
    """What a search found, by title; what could not be asked, and why, is in `unanswered` alone."""

    found: Mapping[SoughtTitle, tuple[Record, ...]]
    unanswered: Mapping[SoughtTitle, str]


# Searches for some titles, with at most so many requests.
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
    heard: Heard = unheard,
) -> TitleAnswers:
    """Search for works by their titles, with at most so many requests; a service in trouble is left alone.

    `heard` is called with the number of requests, and the part of them all, before each of them.
    """
    titles = list(dict.fromkeys(wanted))
    found: dict[SoughtTitle, tuple[Record, ...]] = {}
    unanswered: dict[SoughtTitle, str] = {}
    trouble, asked, refused = "", 0, 0
    for sought in titles:
        trouble = trouble or (BEYOND_BUDGET if asked >= budget else "")
        if trouble or not normalise_title(sought.title):
            unanswered[sought] = trouble or NO_WORDS
            continue
        heard(asked, asked / min(budget, len(titles)))
        asked += 1
        answer = ask(crossref.search(sought.title, sought.names))
        records, reason = _read(answer)
        if reason:
            unanswered[sought] = reason
            refused += 1
            trouble = "" if answer.status == BAD_REQUEST and refused < _MOST_REFUSED else reason
            continue
        refused = 0
        found[sought] = tuple(records)
        memory.keep(crossref.NAME, records, ())
    return TitleAnswers(found, unanswered)


def _read(answer: Answer) -> tuple[Sequence[Record], str]:
    """Return the records of an answer, or why there are none to be read."""
    if answer.status != FOUND:
        return (), answer.reason or f"{crossref.NAME} has no list of works"
    try:
        return crossref.listed(answer.body), ""
    except Unreadable as error:
        return (), f"{crossref.NAME}: {error}"
