"""Records as entries, in the style of a new file."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.app.get import GetOutcome
from bibtools.bibliography.citekey import generation
from bibtools.bibliography.entries.builder import default_key
from bibtools.bibliography.entries.entry import Style, render
from bibtools.bibliography.entries.published import entry_of
from bibtools.records.record import Record


def got(outcome: GetOutcome) -> str:
    """Return the entries of all records."""
    return "\n".join(text for _, text in entries(outcome))


def entries(outcome: GetOutcome) -> Iterator[tuple[Record, str]]:
    """Yield every record with its entry; their keys differ from each other."""
    for record, key in keyed(outcome):
        yield record, render(entry_of(record, key, outcome.form), Style()) + "\n"


def keyed(outcome: GetOutcome) -> Iterator[tuple[Record, str]]:
    """Yield every record with a key of its own."""
    taken: set[str] = set()
    for record in outcome.resolution.records.values():
        key = generation.unique(default_key(record), taken)
        taken.add(key.casefold())
        yield record, key
