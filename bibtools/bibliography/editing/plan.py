"""A plan: the edits to a library, and the account of them for the user."""

from __future__ import annotations

from bibtools.bibliography.entries.entry import Entry
from bibtools.bibliography.library.blocks import Library
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, apply_edits
from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import CodeLink


class Added(NamedTuple):
    """A new entry: the record's provider, title and code links, and the code's own entry if there is one."""

    identifier: Identifier
    key: str
    provider: str
    title: str
    entry: Entry
    code: tuple[CodeLink, ...] = ()  # all that are known, the best evidence first
    software: Entry | None = None


class Updated(NamedTuple):
    """An existing entry that gains fields."""

    identifier: Identifier
    key: str
    fields: tuple[str, ...]


class Present(NamedTuple):
    """A mentioned work that is there already: in the library at `bib`, or in the plan's own where that is empty."""

    identifier: Identifier
    key: str
    bib: str = ""


class Copied(NamedTuple):
    """An entry that is copied from another library: its text, and what its fields say there.

    `text` is what is inserted: the entry as it stands there, below the directives that say which work it is.
    """

    key: str
    provider: str  # the path of that library
    title: str
    text: str
    identifier: Identifier | None = None  # of the work, if it says so
    meanings: tuple[tuple[str, str], ...] = ()  # of the fields, with all macros
    parents: tuple[str, ...] = ()  # the keys of copied or existing entries that must follow this one


class Copies(NamedTuple):
    """What is copied, and where: some of it as new entries are, the rest in front of them or behind them."""

    edits: tuple[Edit, ...] = ()
    entries: tuple[Copied | str, ...] = ()  # that go where new entries go, with definitions in front of them
    behind: tuple[Edit, ...] = ()
    copied: tuple[Copied, ...] = ()  # all of them
    macros: tuple[str, ...] = ()
    works: frozenset[Identifier] = frozenset()  # that are there now
    findings: tuple[Finding, ...] = ()


NO_COPIES = Copies()


class Plan(NamedTuple):
    """Edits to a library and the account of them; without edits there is nothing to do."""

    edits: tuple[Edit, ...] = ()
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    present: tuple[Present, ...] = ()
    findings: tuple[Finding, ...] = ()
    copied: tuple[Copied, ...] = ()
    macros: tuple[str, ...] = ()  # the definitions that are copied with these

    @property
    def entries(self) -> list[Entry]:
        """All new entries."""
        return [entry for each in self.added for entry in (each.entry, each.software) if entry]

    def apply(self, library: Library) -> str:
        """Return the new text of the library."""
        return apply_edits(library.text, self.edits)
