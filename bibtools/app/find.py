"""`find`: which papers a text names, without an id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bibtools.core.errors import ExitCode
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, Span
from bibtools.identifiers import arxiv
from bibtools.identifiers.identifier import Identifier
from bibtools.matching.match import Match
from bibtools.matching.searcher import Searched
from bibtools.providers.resolution import Resolve
from bibtools.records.record import Record
from bibtools.sources import plain

Search = Callable[[str], Searched]
ID = "id"


class FoundPaper(NamedTuple):
    """A paper that was found, and its record, if that is known."""

    match: Match
    record: Record | None


class FindOutcome(NamedTuple):
    """Papers, the surest first, and why something could not be looked for."""

    found: tuple[FoundPaper, ...]
    trouble: str = ""

    @property
    def exit_code(self) -> int:
        """The exit code: 0 where a paper is sure."""
        if any(each.match.sure for each in self.found):
            return ExitCode.IN_STEP
        return ExitCode.COULD_NOT if self.trouble else ExitCode.DIFFERS


def find(text: str, search: Search, resolve: Resolve, most: int, today: date) -> FindOutcome:
    """Return the papers that a text may name, at most so many; a text that is an id names that paper."""
    identifier = _identifier(text, today)
    if identifier:
        return _by_id(identifier.work, len(text), resolve)
    searched = search(text)
    chosen = list({match.identifier: match for match in reversed(searched.matches)}.values())[::-1][:most]
    records = resolve([match.identifier for match in chosen]).records if chosen else {}
    return FindOutcome(tuple(FoundPaper(match, records.get(match.identifier)) for match in chosen), searched.trouble)


def _identifier(text: str, today: date) -> Identifier | None:
    """Return the id that a text is, or the one that an address has."""
    read = arxiv.parse(text, today)
    if isinstance(read, Identifier):
        return read
    mentions = plain.scan(Source("", text), today).mentions if len(text.split()) == 1 else ()
    return mentions[0].identifier if len(mentions) == 1 else None


def _by_id(identifier: Identifier, length: int, resolve: Resolve) -> FindOutcome:
    resolution = resolve([identifier])
    record = resolution.records.get(identifier)
    if record is None:
        return FindOutcome((), next(iter(resolution.unresolved.values()), ""))
    return FindOutcome(
        (FoundPaper(Match(Span(0, length), identifier, 1.0, (ID,), sure=True, title=record.title), record),)
    )
