"""Summaries: a record in one line, and in several, as plain text that a terminal and an editor may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.core.text import printable
from bibtools.identifiers.arxiv import abs_url
from bibtools.identifiers.identifier import ARXIV
from bibtools.records.codelinks import ranking
from bibtools.records.record import Record
from bibtools.tex.names import OTHERS, Name

_MOST = 10  # names in full


def summary(record: Record) -> str:
    """Return a record in one line: title, authors, year, identifier, and whether it is withdrawn."""
    year = str(record.date.year) if record.date else ""
    origin = ", ".join(filter(None, (_short(record.authors), year)))
    mark = " [withdrawn]" if record.withdrawn else ""
    return printable(f"{_plain(record.title)}{f' ({origin})' if origin else ''}, {record.identifier}{mark}")


def details(record: Record) -> str:
    """Return a record in several lines: what is known of it, except for its abstract; without a line end behind it."""
    return "\n".join(printable(line) for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield f"{_plain(record.title)}{' [withdrawn]' if record.withdrawn else ''}"
    if record.authors:
        yield _long(record.authors)
    if dated := ", ".join(filter(None, (record.date.isoformat() if record.date else "", " ".join(record.categories)))):
        yield dated
    code = ranking.best(record.code)
    notes = {"Comment": record.comment, "Published": record.journal_ref, "DOI": record.doi}
    notes["Code"] = code.url if code else None
    yield from (f"{label}: {_plain(value)}" for label, value in notes.items() if value)
    yield abs_url(record.identifier.value) if record.identifier.scheme == ARXIV else str(record.identifier)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _family(name: Name) -> str:
    return f"{name.von} {name.family}".strip()


def _short(authors: Sequence[Name]) -> str:
    """Return authors as they are cited: one, two, or the first "et al."."""
    if len(authors) > 2 or OTHERS in authors[1:]:
        return f"{_family(authors[0])} et al."
    return " and ".join(map(_family, authors))


def _long(authors: Sequence[Name]) -> str:
    shown = [name.display for name in authors[:_MOST] if name != OTHERS]
    if len(authors) > _MOST:
        return f"{', '.join(shown)} and {len(authors) - _MOST} others"
    return ", ".join(shown) + (" and others" if OTHERS in authors else "")
