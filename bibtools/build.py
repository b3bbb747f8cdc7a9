"""From record to entry: the one place that knows what a dialect wants."""

from __future__ import annotations

from bibtools import citekey, latex, title_case
from bibtools.entry import Entry
from bibtools.identifier import arxiv
from bibtools.names import Name, to_bibtex
from bibtools.record import Record


def preprint(record: Record, key: str) -> Entry:
    """Build the BibTeX entry of a preprint.

    The year is that of the first version. `howpublished` repeats the id, since plain, alpha and their kin print neither
    `eprint` nor `url`.
    """
    value = record.identifier.value
    # Old ids carry their archive, and the class of theirs was never part of the citation.
    primary_class = record.categories[0] if record.categories and "/" not in value else None
    fields = {
        "author": authors(record.authors),
        "title": title_case.protect(latex.clean(record.title)),
        "year": str(year) if (year := year_of(record)) else None,
        "howpublished": f"arXiv:{value}",
        "eprint": value,
        "archivePrefix": "arXiv",
        "primaryClass": primary_class,
        "url": arxiv.abs_url(value),
        "code": record.code[0].url if record.code else None,
    }
    return Entry("misc", key, tuple((name, text) for name, text in fields.items() if text))


def eprint_fields(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the fields by which an existing entry is found by its arXiv id from then on."""
    entry = preprint(record, "")
    wanted = ("eprint", "archivePrefix", "primaryClass")
    return tuple((name, value) for name, value in entry.fields if name in wanted)


def code_field(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the field with the link to the code, or none where no link is known."""
    return tuple((name, value) for name, value in preprint(record, "").fields if name == "code")


def year_of(record: Record) -> int | None:
    """Return the year of the first version: from its date, or as far as the id tells."""
    return record.date.year if record.date else arxiv.year_of(record.identifier.value)


def default_key(record: Record) -> str:
    """Return the citation key of a record where nobody asks for another."""
    author = record.authors[0] if record.authors else None
    return citekey.default_key(author, year_of(record), record.title, f"arXiv:{record.identifier.value}")


def authors(names: tuple[Name, ...]) -> str:
    """Return an author list as BibTeX reads it."""
    return " and ".join(_encoded(name) for name in names)


def _encoded(name: Name) -> str:
    family, given, von, suffix = (
        latex.encode(latex.clean(part)) for part in (name.family, name.given, name.von, name.suffix)
    )
    return to_bibtex(Name(family, given, von, suffix, name.corporate))
