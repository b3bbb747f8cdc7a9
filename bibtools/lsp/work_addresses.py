"""Where a work can be looked at: its page and PDF at arXiv, its DOI, its code."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.app.known_works import KnownWork
from bibtools.identifiers import doi
from bibtools.identifiers.arxiv import abs_url, pdf_url
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.lsp.places import PlaceOfWork
from bibtools.records.codelinks import ranking

_WEB = ("https://", "http://")


def page(work: Identifier) -> str | None:
    """Return the address of a work's own page."""
    if work.scheme == ARXIV:
        return abs_url(work.value)
    return doi.url(work.value) if work.scheme == DOI else None


def addresses(place: PlaceOfWork, known: KnownWork | None) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a place's work, each with what it is."""
    work = place.work
    if work and work.scheme == ARXIV:
        yield "the arXiv page", abs_url(work.value)
        yield "the PDF", pdf_url(work.value)
    named = work.value if work and work.scheme == DOI else known.record.doi if known else None
    named = (known.published.doi if known and known.published else None) or named
    named = named or (place.entry.get("doi") if place.entry else None)
    if named:
        yield "the published version" if work and work.scheme == ARXIV else "the DOI", doi.url(named)
    if code := code_of(place, known):
        yield "the code", code


def code_of(place: PlaceOfWork, known: KnownWork | None) -> str | None:
    """Return the address of a work's code: as its entry has it, else as this machine knows it."""
    own = (place.entry.get("code") or "").strip() if place.entry else ""
    if own.startswith(_WEB):
        return own
    best = ranking.best(known.record.code) if known and known.record.code else None
    return best.url if best else None
