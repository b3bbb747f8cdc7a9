"""Record to CSL-JSON: the form in which pandoc, Quarto and Zotero take references.

Types and variables follow CSL 1.0.2, appendices III and IV, and of preprints what Zotero writes of them. CSL styles
write titles in the case that they want, so that nothing is protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bibtools.bibliography.entries.published import venue_name
from bibtools.identifiers.arxiv import abs_url
from bibtools.identifiers.identifier import ARXIV, DOI
from bibtools.records import publication as kinds
from bibtools.records.codelinks import ranking
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex.names import OTHERS, Name
from bibtools.tex.plain_text import pieces, plain_text

_TYPES: Mapping[str, str] = {
    kinds.ARTICLE: "article-journal",
    kinds.INPROCEEDINGS: "paper-conference",
    kinds.INCOLLECTION: "chapter",
    kinds.BOOK: "book",
    kinds.COLLECTION: "book",
    kinds.PROCEEDINGS: "book",
    kinds.PHDTHESIS: "thesis",
    kinds.MASTERSTHESIS: "thesis",
    kinds.THESIS: "thesis",
    kinds.TECHREPORT: "report",
    kinds.STANDARD: "standard",
    kinds.MANUAL: "document",
    kinds.PATENT: "patent",
    kinds.SOFTWARE: "software",
    kinds.DATASET: "dataset",
    kinds.ONLINE: "webpage",
    kinds.PREPRINT: "article",
    kinds.MISC: "document",
}
_GENRES: Mapping[str, str] = {
    kinds.PHDTHESIS: "PhD thesis",
    kinds.MASTERSTHESIS: "Master’s thesis",
    kinds.PREPRINT: "preprint",
}
_IN_SOMETHING = frozenset({kinds.ARTICLE, kinds.INPROCEEDINGS, kinds.INCOLLECTION, kinds.ONLINE})
_PREPRINT_DOI = "10.48550/arXiv."  # how DataCite registers arXiv's papers


def csl_item(record: Record, key: str) -> dict[str, object]:
    """Return a work as an item of CSL-JSON; unknown variables are left out."""
    published = record.publication
    facts = _preprint(record) if published is None else _published(record, published)
    code = ranking.best(record.code)
    item: dict[str, object] = {
        "id": key,
        "type": facts.pop("type"),
        "title": _marked_up(record.title),
        "author": _names(record.authors),
        "issued": _issued(record, published),
        **facts,
        "abstract": record.abstract and plain_text(record.abstract),
        "custom": {"code": code.url} if code else None,
    }
    return {name: value for name, value in item.items() if value}


def _preprint(record: Record) -> dict[str, object]:
    """Return the values for a preprint, or for a work that is known by nothing but an identifier."""
    if record.identifier.scheme != ARXIV:
        return {"type": "document", "DOI": record.identifier.value}
    number = record.identifier.value
    return {
        "type": "article",
        "genre": "preprint",
        "publisher": "arXiv",
        "number": f"arXiv:{number}",
        "DOI": record.doi or f"{_PREPRINT_DOI}{number}",
        "URL": abs_url(number),
    }


def _published(record: Record, published: Publication) -> dict[str, object]:
    arxiv = next((each.value for each in (record.identifier, *record.aliases) if each.scheme == ARXIV), None)
    named = record.identifier.value if record.identifier.scheme == DOI else ""
    is_report = published.type in {kinds.TECHREPORT, kinds.STANDARD, kinds.PATENT}
    return {
        "type": _TYPES[published.type],
        "genre": _GENRES.get(published.type),
        "container-title": plain_text(venue_name(published)) if published.type in _IN_SOMETHING else None,
        "container-title-short": plain_text(published.short_venue),
        "event-title": plain_text(published.event),
        "collection-title": plain_text(published.series),
        "editor": _names(published.editors),
        "volume": published.volume,
        "issue": None if is_report else published.number,
        "number": published.number if is_report else published.article_number,
        "chapter-number": published.chapter,
        "page": published.pages.replace("--", "-"),
        "edition": published.edition,
        "version": published.version,
        "publisher": plain_text(published.institution or published.publisher),
        "publisher-place": plain_text(published.address),
        "DOI": published.doi or named,
        "URL": published.url or (abs_url(arxiv) if arxiv else None),
        "ISBN": published.isbn,
        "ISSN": published.issn,
        **({"archive": "arXiv", "archive_location": arxiv} if arxiv else {}),
    }


def _issued(record: Record, published: Publication | None) -> dict[str, object] | None:
    if published is None or published.year is None:
        parts = [record.date.year, record.date.month, record.date.day] if record.date else []
    else:
        parts = [part for part in (published.year, published.month, published.day) if part]
    return {"date-parts": [parts]} if parts else None


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    """Return names as CSL has them; of a list that goes on, the last one is what pandoc takes for "et al."."""
    return [_name(each) for each in names]


def _name(name: Name) -> dict[str, str]:
    if name == OTHERS:
        return {"literal": "others"}
    if name.corporate:
        return {"literal": name.display}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.von,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _marked_up(title: str) -> str:
    """Return a title with the markup that CSL knows: scripts, as HTML has them."""
    return "".join(f"<{script}>{text}</{script}>" if script else text for text, script in pieces(title))
