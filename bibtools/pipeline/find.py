"""`find`: which papers a text names, without an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bibtools.errors import ExitCode
from bibtools.index.search import Match
from bibtools.record import Record
from bibtools.resolution import Resolve
from bibtools.searching import Searched

Search = Callable[[str], Searched]


class Found(NamedTuple):
    """A paper that was found, and its record, if that is known."""

    match: Match
    record: Record | None


class FindOutcome(NamedTuple):
    """Papers, the surest first, and why something could not be looked for."""

    found: tuple[Found, ...]
    trouble: str = ""

    @property
    def exit_code(self) -> int:
        """The exit code: 0 where a paper is sure."""
        if any(each.match.sure for each in self.found):
            return ExitCode.IN_STEP
        return ExitCode.COULD_NOT if self.trouble else ExitCode.DIFFERS


def find(text: str, search: Search, resolve: Resolve, most: int) -> FindOutcome:
    """Return the papers that a text may name, at most so many."""
    searched = search(text)
    chosen = list({match.identifier: match for match in reversed(searched.matches)}.values())[::-1][:most]
    records = resolve([match.identifier for match in chosen]).records if chosen else {}
    return FindOutcome(tuple(Found(match, records.get(match.identifier)) for match in chosen), searched.trouble)
