"""Cited entries: what a checked paper cites, and the entries of its libraries that it therefore uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bibtools.app.undefined_keys import cited_bare, key_rules
from bibtools.bibliography.library.used_entries import Entries
from bibtools.sources import cite_commands
from bibtools.sources.citation import CITED, EVERYTHING, NOCITED, PERHAPS, SPACED

if TYPE_CHECKING:
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.bibliography.library.blocks import Library
    from bibtools.sources.cited_key import CitedKey

_SURELY = frozenset({CITED, NOCITED, SPACED})


def used_entries(outcome: CheckOutcome, libraries: Sequence[Library]) -> set[tuple[str, int]]:
    """Return the places of the entries that a paper uses: the path of a library, and where the entry begins."""
    entries = Entries(libraries, key_rules(outcome.gathered), _cited_in)
    return entries.used(_keys(outcome))


def citations(outcome: CheckOutcome) -> Iterator[CitedKey]:
    """Yield where a paper cites keys, also in its notes; what may be a key counts in a document that cites."""
    gathered = outcome.gathered
    for each in gathered.citations:
        if each.kind in _SURELY or (each.kind == PERHAPS and each.path in gathered.citing):
            yield each


def cites_all(outcome: CheckOutcome) -> bool:
    r"""Return whether a paper cites everything that its libraries hold (`\nocite{*}`)."""
    return any(each.kind == EVERYTHING for each in outcome.gathered.citations)


def _keys(outcome: CheckOutcome) -> Iterator[str]:
    """Yield the keys that a paper cites, and those of the works that it names otherwise."""
    for each in citations(outcome):
        yield each.key
        yield cited_bare(each.key, outcome.gathered)
    yield from (key for _, key in outcome.present)


def _cited_in(value: str) -> Iterator[str]:
    return (each.key for each in cite_commands.citations(value) if each.kind in _SURELY)
