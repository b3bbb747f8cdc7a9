"""Record to entry, of works that have been published: the one place that knows which fields which type has.

Types and fields follow "BibTeXing", section 3, and "The biblatex Package", section 2; what a type requires is always
written, everything else that its people leave out as they like (`EXTRA`) only where it is wanted. BibTeX's own styles
know no software, data and pages of the web, and print a `@misc` instead.
"""

from __future__ import annotations

from collections.abc import Collection, Container

from bibtools.bibliography.entries.builder import (
    archive,
    authors,
    credited,
    doi_field,
    extra,
    finished,
    preprint,
    text_of,
)
from bibtools.bibliography.entries.entry import Entry
from bibtools.bibliography.entries.options import (
    BIBLATEX,
    BIBTEX,
    DEFAULT,
    SHORT,
    Dialect,
    EntryOptions,
)
from bibtools.bibliography.entries.venue_wording import AS_CONFIGURED, VenueWording
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import doi
from bibtools.identifiers.identifier import ARXIV, DOI
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.records.venues import venue_names
from bibtools.tex import latex, title_case


class _Form(NamedTuple):
    """How a type is written in a dialect: its name, the fields that it has, and of these the optional ones."""

    name: str
    fields: tuple[str, ...]
    type: str = ""  # the field of that name


_IN_BOOK = ("booktitle", "volume", "pages", "series", "editor", "address", "isbn")
_WHOLE = ("volume", "edition", "series", "address", "isbn")
_FORMS: dict[tuple[Dialect, str], _Form] = {
    (BIBTEX, kinds.ARTICLE): _Form("article", ("journal", "volume", "number", "pages", "publisher", "issn")),
    (BIBTEX, kinds.INPROCEEDINGS): _Form("inproceedings", (*_IN_BOOK, "publisher")),
    (BIBTEX, kinds.INCOLLECTION): _Form("incollection", (*_IN_BOOK, "chapter", "edition", "publisher!")),
    (BIBTEX, kinds.BOOK): _Form("book", (*_WHOLE, "publisher!")),
    (BIBTEX, kinds.COLLECTION): _Form("book", (*_WHOLE, "publisher!")),
    (BIBTEX, kinds.PROCEEDINGS): _Form("proceedings", ("volume", "series", "address", "publisher", "isbn")),
    (BIBTEX, kinds.PHDTHESIS): _Form("phdthesis", ("school", "address")),
    (BIBTEX, kinds.MASTERSTHESIS): _Form("mastersthesis", ("school", "address")),
    (BIBTEX, kinds.THESIS): _Form("phdthesis", ("school", "address"), "Thesis"),
    (BIBTEX, kinds.TECHREPORT): _Form("techreport", ("institution", "number", "address")),
    (BIBTEX, kinds.MANUAL): _Form("manual", ("edition", "address")),
    (BIBLATEX, kinds.ARTICLE): _Form("article", ("journal", "volume", "number", "pages", "eid", "issn")),
    (BIBLATEX, kinds.INPROCEEDINGS): _Form("inproceedings", (*_IN_BOOK, "publisher")),
    (BIBLATEX, kinds.INCOLLECTION): _Form("incollection", (*_IN_BOOK, "chapter", "edition", "publisher!", "editor!")),
    (BIBLATEX, kinds.BOOK): _Form("book", (*_WHOLE, "publisher!")),
    (BIBLATEX, kinds.COLLECTION): _Form("collection", (*_WHOLE, "publisher!")),
    (BIBLATEX, kinds.PROCEEDINGS): _Form("proceedings", ("volume", "series", "address", "publisher", "isbn")),
    (BIBLATEX, kinds.PHDTHESIS): _Form("thesis", ("school", "address"), "phdthesis"),
    (BIBLATEX, kinds.MASTERSTHESIS): _Form("thesis", ("school", "address"), "mathesis"),
    (BIBLATEX, kinds.THESIS): _Form("thesis", ("school", "address"), "Thesis"),
    (BIBLATEX, kinds.TECHREPORT): _Form("report", ("institution", "number", "address"), "techreport"),
    (BIBLATEX, kinds.MANUAL): _Form("manual", ("edition", "address")),
    (BIBLATEX, kinds.DATASET): _Form("dataset", ("version", "publisher!")),
    (BIBLATEX, kinds.SOFTWARE): _Form("software", ("version", "howpublished")),
    (BIBLATEX, kinds.ONLINE): _Form("online", ("organization",)),
    (BIBLATEX, kinds.PREPRINT): _Form("online", ("organization", "pubstate")),
}
# biblatex requires editors of a collection; a part of a book without known editors is an @inbook.
_IN_UNEDITED_BOOK = _Form("inbook", (*_IN_BOOK, "chapter", "edition", "publisher!"))
_OTHERS: dict[Dialect, _Form] = {
    BIBTEX: _Form("misc", ("howpublished", "edition")),
    BIBLATEX: _Form("misc", ("howpublished", "version")),
}
# What is written only where it is wanted, unless a type requires it.
_WANTED = frozenset({"publisher", "address", "editor", "series", "isbn", "issn"})
_MEETING_BEHIND = lazy_pattern(
    r"\s+[–—-]+\s+[A-Z][A-Za-z/&-]*\s*['’][0-9]{2,4}\Z"
)  # "… Theory of computing - STOC '71"
_ALWAYS = frozenset({"author", "title", "year", "date", "type", "doi", "url"})
_ORDER = tuple(
    """author editor title journal booktitle type howpublished organization series volume number chapter pages eid
    edition version publisher address school institution month year date pubstate doi url isbn issn""".split()
)
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_YEAR_BEFORE = lazy_pattern(r"\A(?:19|20)[0-9]{2}\s+(?=\S+\s+\S)")  # "2016 IEEE Conference on …"
_ACRONYM_BEHIND = lazy_pattern(r"\s*\((?=[^()]*[A-Z]{2})[A-Za-z0-9&' -]{2,20}\)\Z")  # "… Pattern Recognition (CVPR)"


def entry_of(
    record: Record,
    key: str,
    form: EntryOptions = DEFAULT,
    software_key: str | None = None,
    wording: VenueWording = AS_CONFIGURED,
    without: Collection[str] = (),
) -> Entry:
    """Return the entry of a work: as it was published, or of the preprint where nothing else is known of it.

    What it is to be `without` is not built: an entry that is changed has it.
    """
    if record.publication is None and record.identifier.scheme == ARXIV:
        return preprint(record, key, form, software_key)
    return _of_publication(record, key, form, software_key, wording, without)


def _of_publication(
    record: Record,
    key: str,
    form: EntryOptions,
    software_key: str | None,
    wording: VenueWording,
    without: Collection[str],
) -> Entry:
    """Return the entry of a published work, all of one record; `wording` is how the library writes of its venue."""
    named = record.identifier.value if record.identifier.scheme == DOI else ""
    published = record.publication or Publication(type=kinds.MISC, doi=named)
    shape = _FORMS.get((form.dialect, published.type), _OTHERS[form.dialect])
    if shape.name == "incollection" and "editor!" in shape.fields and not published.editors:
        shape = _IN_UNEDITED_BOOK
    wanted = {*form.extra, *wording.fields}
    kept = {name.rstrip("!") for name in shape.fields if name not in _WANTED or name in wanted}
    kept |= _ALWAYS | ({"month"} & wanted) | (frozenset() if record.authors else {"editor"})
    kept.difference_update(without)
    facts = {**_work(record, published, shape, form, kept), **_place(published, form, wording, kept)}
    chosen = {name: value for name, value in facts.items() if name in kept}
    chosen = {name: chosen[name] for name in _ORDER if name in chosen}
    facts = {**chosen, **archive(record, form), **_others(extra(record, form))}
    return finished(shape.name, key, facts, record, form, software_key)


def _others(requested: dict[str, str | None]) -> dict[str, str | None]:
    """Return what was requested of the work itself; the month is that of the publication."""
    return {name: value for name, value in requested.items() if name != "month"}


def _work(
    record: Record, published: Publication, shape: _Form, form: EntryOptions, kept: Container[str]
) -> dict[str, str | None]:
    """Return what a work is: people, title, date; only what is kept of it."""
    month = published.month if "month" in kept else None
    day = published.day if month and form.dialect == BIBLATEX else None
    dated = [f"{number:02}" for number in (month, day) if number]
    year, lettering = record.year, form.lettering
    return {
        "author": authors(credited(record.authors, form), lettering, most=form.max_authors)
        if "author" in kept
        else None,
        "editor": authors(published.editors, lettering, most=form.max_authors) if "editor" in kept else None,
        "title": title_case.protect(latex.clean(record.title), lettering) if "title" in kept else None,
        "year": str(year) if year else None,
        "month": ABBREVIATED[month - 1] if month else None,
        "date": "-".join([str(year), *dated]) if year else None,
        "type": shape.type or None,
    }


def _place(
    published: Publication, form: EntryOptions, wording: VenueWording, kept: Container[str]
) -> dict[str, str | None]:
    """Return where a work appeared, in the words of the library where it has its own; only what is kept of it."""
    lettering, by = form.lettering, published.institution or published.publisher
    where = published.venue or published.publisher
    version = f"Version {published.version.removeprefix('v')}" if published.version else ""
    named, pages = _doi(published), published.pages.replace("-", "--")
    texts = {
        "series": published.series,
        "volume": published.volume,
        "number": published.number,
        "chapter": published.chapter,
        "pages": pages or (published.article_number if form.dialect == BIBTEX else ""),
        "eid": published.article_number if not published.pages else "",
        "edition": _edition(published.edition, form.dialect),
        "version": published.version,
        "publisher": published.publisher,
        "address": published.address,
        "school": by,
        "institution": by,
        "howpublished": ", ".join(filter(None, (where, version))) if form.dialect == BIBTEX else where,
        "organization": where,
        "isbn": published.isbn,
        "issn": published.issn,
    }
    found = {
        name: text_of(cleaned, lettering)
        for name, text in texts.items()
        if text and name in kept and (cleaned := latex.clean(text))
    }
    if "pages" in found:
        found["pages"] = texts["pages"]  # as it is
    if "journal" in kept or "booktitle" in kept:
        venue = wording.name or text_of(latex.clean(venue_name(published, form.venue == SHORT)), lettering)
        found |= {"journal": venue, "booktitle": venue}
    has_address = "url" in form.extra or "url" in wording.fields or not named
    return {**found, "pubstate": "prepublished", "doi": named, "url": published.url if has_address else None}


def venue_name(published: Publication, short: bool = False) -> str:  # noqa: FBT001, FBT002 - the other form of one thing
    """Return the name of a journal or of proceedings, in full without year and acronym around it, or in short."""
    full = _MEETING_BEHIND.sub("", _ACRONYM_BEHIND.sub("", _YEAR_BEFORE.sub("", published.venue)))
    if not short:
        return full or published.short_venue
    known = [each.venue.short for each in venue_names.mentions(published.venue) if not each.workshops]
    return published.short_venue or (known[0] if len(set(known)) == 1 else full)


def _edition(edition: str, dialect: Dialect) -> str:
    """Return the number of an edition as its dialect writes it; the first is none."""
    if not edition.isdigit():
        return edition
    number = int(edition)
    if number <= 1:
        return ""
    return _ORDINALS[number - 1] if dialect == BIBTEX and number <= len(_ORDINALS) else edition


def _doi(published: Publication) -> str | None:
    """Return the DOI, with what TeX would take for its own escaped."""
    found = doi.parse(published.doi) if published.doi else None
    return doi_field(found) if found else None
