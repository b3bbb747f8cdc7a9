"""Records as entries, in the style of a new file."""

from __future__ import annotations

from bibtools import citekey
from bibtools.build import preprint, year_of
from bibtools.entry import Style, render
from bibtools.pipeline.get import GetOutcome
from bibtools.record import Record


def got(outcome: GetOutcome) -> str:
    """Return the entries of all records, with keys that differ from each other."""
    taken: set[str] = set()
    entries = []
    for record in outcome.resolution.records.values():
        key = citekey.unique(_key(record), taken)
        taken.add(key.casefold())
        entries.append(render(preprint(record, key), Style()) + "\n")
    return "\n".join(entries)


def entry_of(record: Record) -> str:
    """Return the entry of one record."""
    return render(preprint(record, _key(record)), Style()) + "\n"


def _key(record: Record) -> str:
    author = record.authors[0] if record.authors else None
    return citekey.default_key(author, year_of(record), record.title, f"arXiv:{record.identifier.value}")
