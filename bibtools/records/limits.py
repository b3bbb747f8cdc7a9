"""Limits on the lengths of a record's fields, so that no service writes megabytes into a library.

Nothing real comes near them: arXiv's own limits are 1,920 characters for an abstract and 255 for most other fields; the
longest list of authors is one of 15,025 (doi:10.1016/S0140-6736(21)00461-6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from bibtools.records.publication import Publication
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import Name

TITLE = 2000  # characters; a longer one is dropped, since half a title would be wrong
NAME = 300  # characters of all parts; a list with a longer one is dropped
AUTHORS = 20_000
ABSTRACT, COMMENT = 50_000, 5000  # characters; the rest is cut off
JOURNAL_REF, DOI = 2000, 300  # characters; a longer one is dropped
VENUE = 2000  # characters of each of a publication's texts
CATEGORIES, LINKS, ALIASES = 50, 50, 50
ADDRESS = 2000  # characters of a link; a longer one is dropped


def title(text: str) -> str:
    """Return a title, or an empty text if it is too long."""
    return text if len(text) <= TITLE else ""


def authors(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return a list of authors, or none if it or one of its names is too long."""
    listed = tuple(names)
    return listed if len(listed) <= AUTHORS and all(map(_is_name, listed)) else ()


def links(found: Iterable[CodeLink]) -> tuple[CodeLink, ...]:
    """Return the links within the limits, at most the first few."""
    return tuple([link for link in found if is_link(link)][:LINKS])


def is_link(link: CodeLink) -> bool:
    """Return whether a link has the right types, and a URL that can be written."""
    is_typed = isinstance(link.url, str) and isinstance(link.origin, str) and isinstance(link.rank, int)
    return is_typed and len(link.url) <= ADDRESS and len(link.origin) <= ADDRESS and link.url.isprintable()


def holds(record: Record) -> bool:
    """Return whether all fields of a record are within the limits."""
    texts = (
        (record.title, TITLE),
        (record.abstract, ABSTRACT),
        (record.comment, COMMENT),
        (record.journal_ref, JOURNAL_REF),
        (record.doi, DOI),
    )
    return (
        all(len(text or "") <= most for text, most in texts)
        and len(record.categories) <= CATEGORIES
        and len(record.aliases) <= ALIASES
        and all(len(each.value) + len(each.scheme) <= DOI for each in record.aliases)
        and (record.publication is None or _holds_publication(record.publication))
        and authors(record.authors) == record.authors
        and links(record.code) == record.code
    )


def _holds_publication(publication: Publication) -> bool:
    values = (getattr(publication, each.name) for each in fields(publication))
    texts = [value for value in values if isinstance(value, str)]
    return all(len(text) <= VENUE for text in texts) and authors(publication.editors) == publication.editors


def _is_name(name: Name) -> bool:
    return len(name.family) + len(name.given) + len(name.von) + len(name.suffix) <= NAME
