"""Proposals for an undefined key: the key or the paper that was meant, from what this machine knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from shlex import quote
from typing import Protocol

from bibtools.app.check_cache import LibraryParts
from bibtools.app.gather import Gathered
from bibtools.app.undefined_keys import NO_PROPOSAL, KeyProposal, Meant
from bibtools.bibliography.citekey.key_reading import read_key
from bibtools.bibliography.citekey.near_key import near_keys
from bibtools.bibliography.library.aliases import taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.presence import lookup
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source, printable
from bibtools.identifiers.identifier import ARXIV, Identifier

_MOST = 20  # keys whose papers are looked for
_TITLE = 60  # characters of a title
_OTHERS = 5  # papers that a key may mean besides, and more are not counted


class HeldWorks(Protocol):
    """The works that libraries have."""

    def get(self, work: Identifier, /) -> str | None:
        """Return the key of a work's entry."""


class _FirstHeld:
    """The works of several libraries; the first that has one counts."""

    def __init__(self, libraries: Sequence[HeldWorks]) -> None:
        self._libraries = libraries

    def get(self, work: Identifier, /) -> str | None:
        return next(filter(None, (each.get(work) for each in self._libraries)), None)


class _LibraryWorks:
    """The works of libraries, which are looked for one by one: few are asked for."""

    def __init__(self, libraries: Sequence[Library], today: date) -> None:
        self._libraries, self._today = libraries, today

    def get(self, work: Identifier, /) -> str | None:
        found = (lookup(each.source, {work}, self._today, each.blocks).get(work) for each in self._libraries)
        return next(filter(None, found), None)


def of_libraries(
    sources: Sequence[Source], gathered: Gathered, meant: Meant, today: date, parts: LibraryParts | None = None
) -> Proposals:
    """Return what proposes the meaning of keys, given the libraries of a paper; `parts` may know these already."""
    if parts and None not in (found := [parts.holdings(each) for each in sources]):
        known = [each for each in found if each]
        held = _FirstHeld([each.works for each in known])
        return Proposals(gathered.resolved.union(*(each.keys for each in known)), held, gathered.cited_keys, meant)
    libraries = [read(each) for each in sources]
    return of_read_libraries(libraries, gathered, _LibraryWorks(libraries, today), meant)


def of_read_libraries(
    libraries: Sequence[Library], gathered: Gathered, held: HeldWorks, meant: Meant, added: Iterable[str] = ()
) -> Proposals:
    """Return the same of libraries that are read already, with keys that they gain in this run."""
    keys = {*added, *(key for each in libraries for key in taken_keys(each))}
    return Proposals(gathered.resolved | keys, held, gathered.cited_keys, meant)


class Proposals:
    """Proposes what is meant by the undefined keys of one paper.

    `keys` are those of its libraries, `held` the works that these have with their keys, and `cited` the keys under
    which sources cite works by their ids.
    """

    def __init__(self, keys: Iterable[str], held: HeldWorks, cited: Mapping[Identifier, str], meant: Meant) -> None:
        self._keys, self._held, self._cited, self._meant = near_keys(frozenset(keys)), held, cited, meant
        self._left = _MOST

    def __call__(self, key: str) -> KeyProposal:
        """Return what to do about a key; NO_PROPOSAL where that is not known."""
        near = self._keys.near(key)
        if near:
            return KeyProposal(f"did you mean {near}?", key=near)
        if not self._left:
            return NO_PROPOSAL
        self._left -= 1
        reading = read_key(key)
        if reading.arxiv:
            return self._of_paper(key, Identifier(ARXIV, reading.arxiv), "", 0)
        records = self._meant(reading)
        if not records:
            return NO_PROPOSAL
        return self._of_paper(key, records[0].identifier.work, records[0].title, len(records) - 1)

    def _of_paper(self, key: str, work: Identifier, title: str, others: int) -> KeyProposal:
        """Return what to do where a key may mean a paper: one that is there is cited by its key, never added twice."""
        short = title if len(title) <= _TITLE else f"{title[:_TITLE].rstrip()}…"
        shown = f"{work} ({printable(short)})" if title else str(work)
        also = f", or one of {others if others <= _OTHERS else 'many'} others" if others > 1 else ", or another one"
        named = f"it may be {shown}{also if others else ''}"
        if own := self._held.get(work):
            return KeyProposal(f"{named}, whose entry is {own}: cite that", key=own)
        if work in self._cited:
            also = f"{named}, which is cited as {self._cited[work]}, too: cite one of the two keys everywhere"
            return KeyProposal(also)
        return KeyProposal(f"{named}: bibtools add {quote(work.id)} --key {quote(key)}", work=work.id)
