"""Published works of an index as records: how and where each appeared, as its source says it."""

from __future__ import annotations

from dataclasses import replace

from bibtools.bibliography.entries.richer_spelling import richer_names, richer_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.identifiers.identifier import ARXIV, DBLP, DOI, Identifier
from bibtools.index.proceedings_title import proceedings_title
from bibtools.index.published_work import PublishedWork
from bibtools.records import publication as publications
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex import mojibake
from bibtools.tex.names import Name, parse_display

_ARTICLE_NUMBER = lazy_pattern(r"(\d+):\d+-{1,2}\1:\d+\Z")  # DBLP's "12:1-12:27": the article's number, then its pages


def record_of(
    work: PublishedWork,
    source: str = DBLP,
    preprint: Identifier | None = None,
    authors: tuple[Name, ...] | None = None,
) -> Record:
    """Return the record of a published work, with the preprint that it is the version of, and its authors if known."""
    is_article = work.kind == publications.ARTICLE
    pages, number = _pages(work.pages)
    return Record(
        identifier=Identifier(DOI, work.doi) if work.doi else Identifier(source, work.key),
        title=mojibake.remade(work.title),
        authors=_names(work.authors) if authors is None else authors,
        provider=source,
        aliases=(preprint,) if preprint else (Identifier(ARXIV, work.arxiv),) if work.arxiv else (),
        publication=Publication(
            type=work.kind,
            venue=work.venue if is_article else proceedings_title(work.full) or work.venue,
            short_venue=work.venue,
            series=work.series,
            volume=work.volume,
            number=work.number,
            pages=pages,
            article_number=number,
            publisher=work.publisher,
            institution=work.school,
            editors=() if is_article else _names(work.editors),
            year=int(work.year) if work.year.isdigit() else None,
            month=_month(work.month),
            doi=work.doi,
            url="" if work.doi else work.url.replace("\\", ""),  # DBLP's BibTeX has "\_"
            isbn=work.isbn,
        ),
    )


def work_of(record: Record) -> PublishedWork | None:
    """Return a service's record of a published work in the form of an index's; None without a dated publication."""
    published = record.publication
    if published is None or not published.is_archival or published.year is None:
        return None
    return PublishedWork(
        key=str(record.identifier),
        kind=published.type,
        title=record.title,
        authors=tuple(each.display for each in record.authors),
        year=str(published.year),
        venue=published.short_venue or published.venue,
        full=published.venue,
        doi=published.doi or (record.identifier.value if record.identifier.scheme == DOI else ""),
        is_partial=not record.authors or any(each.corporate for each in record.authors),
        is_reprint=published.abridges,
    )


def as_published(preprint: Record, version: Record) -> Record:
    """Return the record of a preprint as it was published: all of its version, with its own id, classes and code.

    Letters and formulas that the version's source lost are the preprint's.
    """
    return replace(
        preprint,
        title=richer_title(version.title, preprint.title),
        authors=richer_names(version.authors, preprint.authors),
        publication=version.publication,
        comment=None,  # what it claims is done
    )


def _names(displayed: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(name for each in displayed if (name := parse_display(mojibake.remade(each))))


def _pages(pages: str) -> tuple[str, str]:
    """Return the pages, and the number of an article that has one instead."""
    match = _ARTICLE_NUMBER.match(pages)
    return ("", match[1]) if match else (pages, "")


def _month(text: str) -> int | None:
    short = text[:3].lower()
    return ABBREVIATED.index(short) + 1 if short in ABBREVIATED else None
