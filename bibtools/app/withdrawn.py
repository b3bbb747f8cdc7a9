"""Withdrawn papers: a finding for every one that a run learns of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.core.finding import Finding
from bibtools.records.record import Record

_SHOWN = 120  # characters of the comment


def message(record: Record) -> str:
    """Return what to say of a withdrawn paper: its own comment."""
    comment = record.comment or ""
    return f"withdrawn, says its comment: {comment[:_SHOWN]}{'…' if len(comment) > _SHOWN else ''}"


def findings(records: Iterable[Record], bib: str) -> Iterator[Finding]:
    """Return withdrawn papers, of a library."""
    for record in records:
        if record.withdrawn:
            value = record.identifier.value
            yield Finding("withdrawn", bib, None, f"arXiv:{value}: {message(record)}", about=value)
