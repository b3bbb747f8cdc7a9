"""A plan: the edits to a library, and the account of them for the user."""

from __future__ import annotations

from typing import NamedTuple

from bibtools.entry import Entry
from bibtools.finding import Finding
from bibtools.library import Library
from bibtools.text import Edit, apply_edits


class Added(NamedTuple):
    """A new entry, and of its record the provider and the title."""

    id: str
    key: str
    provider: str
    title: str
    entry: Entry


class Updated(NamedTuple):
    """An existing entry that gains fields."""

    id: str
    key: str
    fields: tuple[str, ...]


class Present(NamedTuple):
    """A mentioned work that the library already has."""

    id: str
    key: str


class Plan(NamedTuple):
    """Edits to a library and what they mean; no edits: nothing to do."""

    edits: tuple[Edit, ...] = ()
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    present: tuple[Present, ...] = ()
    findings: tuple[Finding, ...] = ()

    def apply(self, library: Library) -> str:
        """Return the new text of the library."""
        return apply_edits(library.text, self.edits)
