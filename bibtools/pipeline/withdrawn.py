"""Withdrawn papers: a finding for every one that a run learns of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bibtools.finding import Finding
from bibtools.record import Record
from bibtools.scan.mention import Mention

_SHOWN = 120  # characters of the comment


def message(record: Record) -> str:
    """Return what to say of a withdrawn paper: its own comment."""
    comment = record.comment or ""
    return f"withdrawn, says its comment: {comment[:_SHOWN]}{'…' if len(comment) > _SHOWN else ''}"


def findings(records: Iterable[Record], first: Mapping[str, Mention], bib: str) -> Iterator[Finding]:
    """Tell withdrawn papers where they are first mentioned, or else of the library."""
    for record in records:
        if record.withdrawn:
            value = record.identifier.value
            place = first.get(value)
            text = f"arXiv:{value}: {message(record)}"
            yield Finding("withdrawn", place.path if place else bib, place.position if place else None, text)
