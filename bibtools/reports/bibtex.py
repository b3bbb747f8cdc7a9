"""Records as entries, in the style of a new file."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools import citekey
from bibtools.build import default_key, preprint
from bibtools.entry import Style, render
from bibtools.pipeline.get import GetOutcome
from bibtools.record import Record


def got(outcome: GetOutcome) -> str:
    """Return the entries of all records."""
    return "\n".join(text for _, text in entries(outcome))


def entries(outcome: GetOutcome) -> Iterator[tuple[Record, str]]:
    """Yield every record with its entry; their keys differ from each other."""
    taken: set[str] = set()
    for record in outcome.resolution.records.values():
        key = citekey.unique(default_key(record), taken)
        taken.add(key.casefold())
        yield record, render(preprint(record, key, outcome.form), Style()) + "\n"
