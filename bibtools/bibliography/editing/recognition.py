"""Recognition: which entry of a library is the work of a record, though it does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.bibliography.entries.builder import year_of
from bibtools.bibliography.library.identity import Identities, Known, compact_title, normalise_name
from bibtools.identifiers import doi
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record

_TOGETHER = "collaboration"


def recognised(known: Identities, record: Record) -> Known | None:
    """Return an entry without arXiv id with the same DOI, or the same title and author and a similar year."""
    names = list(_also_named(record))
    entries = known.of(names)
    for named in names:
        stated = entries.get(named)
        if stated and (not stated.arxiv or named.scheme == record.identifier.scheme):
            return stated
    year = year_of(record)
    for candidate in known.titled(compact_title(record.title)):
        near = candidate.year is None or year is None or -1 <= candidate.year - year <= 5
        is_other = candidate.arxiv or (record.publication and candidate.doi and record.identifier.scheme != ARXIV)
        if near and not is_other and _is_by(candidate, record):
            return candidate
    return None


def _also_named(record: Record) -> Iterator[Identifier]:
    """Yield what else a work is called, by which its entry may be found."""
    published = record.doi or (record.publication.doi if record.publication else "")
    named = doi.parse(published) if published else None
    yield from filter(None, (named,))
    yield from record.aliases if record.publication else ()


def _is_by(entry: Known, record: Record) -> bool:
    """Return whether an entry has a record's first author, who may be a collaboration: "ATLAS Collaboration"."""
    first = normalise_name(record.authors[0].family) if record.authors else ""
    together = normalise_name(entry.value("collaboration")).removesuffix(_TOGETHER)
    return bool(first) and (
        entry.first_author == first or (together != "" and together == first.removesuffix(_TOGETHER))
    )
