"""Where to view a work: its page and PDF at arXiv, its DOI, its code."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.app.identifier_links import ARXIV_PAGE, DOI_PAGE, PDF, identifier_links
from bibtools.app.known_works import KnownWork
from bibtools.identifiers import doi
from bibtools.identifiers.arxiv import abs_url
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
    is_preprint = place.work is not None and place.work.scheme == ARXIV
    names = {
        ARXIV_PAGE: "the arXiv page",
        PDF: "the PDF",
        DOI_PAGE: "the published version" if is_preprint else "the DOI",
    }
    links = identifier_links(place.work if is_preprint else None, _doi_of(place, known))
    yield from ((names[each.name], each.url) for each in links)
    if code := code_of(place, known):
        yield "the code", code


def _doi_of(place: PlaceOfWork, known: KnownWork | None) -> Identifier | None:
    """Return the DOI of a place's work: the one of its published version, its own, or what its entry says."""
    published = known.published.doi if known and known.published else None
    own = place.work.value if place.work and place.work.scheme == DOI else known.record.doi if known else None
    written = place.entry.get("doi") if place.entry else None
    found = (doi.parse(each) for each in (published, own, written) if each)
    return next((each for each in found if each and not doi.is_of_preprint(each)), None)


def code_of(place: PlaceOfWork, known: KnownWork | None) -> str | None:
    """Return the address of a work's code: as its entry has it, else as this machine knows it."""
    own = (place.entry.get("code") or "").strip() if place.entry else ""
    if own.startswith(_WEB):
        return own
    best = ranking.best(known.record.code) if known and known.record.code else None
    return best.url if best else None
