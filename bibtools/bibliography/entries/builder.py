"""Record to entry: the one place that knows what each dialect requires."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from bibtools.bibliography.entries import code_placement
from bibtools.bibliography.entries.entry import Entry
from bibtools.bibliography.entries.options import (
    ARCHIVES,
    ARTICLE,
    BIBLATEX,
    BIBTEX,
    DEFAULT,
    NAMES,
    TYPES,
    EntryOptions,
    IdField,
)
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.identifiers import arxiv, doi
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.records.record import Record
from bibtools.tex import latex, title_case
from bibtools.tex.letters import IN_ASCII, Lettering
from bibtools.tex.names import OTHERS, Name, to_bibtex
from bibtools.tex.printing import name_part, romanised_words

_PLAIN_DOI = lazy_pattern(
    r"[0-9./][A-Za-z0-9._;()/:<>+-]*", re.ASCII
)  # no sign that TeX or BibTeX would take for its own
_SPECIAL = lazy_pattern(r"[%#&$]")


def preprint(record: Record, key: str, form: EntryOptions = DEFAULT, software_key: str | None = None) -> Entry:
    """Return the entry of a preprint, dated by its first version; `software_key` is the key of its code's entry."""
    facts = {**_work(record, form), **archive(record, form), **_place(record, form), **extra(record, form)}
    return finished(TYPES[form.dialect, form.preprint], key, facts, record, form, software_key)


def finished(
    type_: str, key: str, facts: dict[str, str | None], record: Record, form: EntryOptions, software_key: str | None
) -> Entry:
    """Return an entry of some facts, with the link to the code, in the dialect's names and the order that is wanted."""
    names = NAMES[form.dialect]
    facts = _with_code(facts, record, form, software_key)
    written = [(names[name], value) for name, value in facts.items() if value and name in names]
    if not form.order:
        return Entry(type_, key, tuple(written))
    first = [field for wanted in form.order for field in written if field[0].lower() == wanted.lower()]
    return Entry(type_, key, (*first, *(field for field in written if field not in first)))


def _work(record: Record, form: EntryOptions) -> dict[str, str | None]:
    """Return what a work is: authors, title, date."""
    year = year_of(record)
    return {
        "author": authors(credited(record.authors, form), form.lettering, most=form.max_authors),
        "title": title_case.protect(latex.clean(record.title), form.lettering),
        "journal": f"arXiv preprint {record.identifier}" if form.preprint == ARTICLE else None,
        "year": str(year) if year else None,
        "date": record.date.isoformat() if record.date else str(year or "") or None,
        "howpublished": str(record.identifier) if _repeats_id(form, "howpublished") else None,
    }


def archive(record: Record, form: EntryOptions, *, says_class: bool = False) -> dict[str, str | None]:
    """Return the archive fields of a preprint; old ids contain their archive, and are cited without class."""
    preprints = (each for each in (record.identifier, *record.aliases) if each.scheme == ARXIV)
    value = next((each.value for each in preprints), None)
    if value is None:
        return {}
    primary_class = record.categories[0] if record.categories and ("/" not in value or says_class) else None
    return {"eprint": value, "archivePrefix": ARCHIVES[form.dialect], "primaryClass": primary_class}


def _place(record: Record, form: EntryOptions) -> dict[str, str | None]:
    doi, note = _published_doi(record), _published_note(record, form.lettering)
    notes = [str(record.identifier) if _repeats_id(form, "note") else None, note]
    return {
        # What says that it is published, cannot say that it is not.
        "pubstate": "prepublished" if form.dialect == BIBLATEX and not (doi or note) else None,
        "doi": doi,
        "url": arxiv.abs_url(record.identifier.value) if form.has_url else None,
        "note": ". ".join(filter(None, notes)),
    }


def _repeats_id(form: EntryOptions, field: IdField) -> bool:
    """Return whether a field repeats the id.

    An article has it in `journal`, and biblatex prints the address of an `@online` whatever its options are ("The
    biblatex Package", section 3.1.2.1, `url`).
    """
    return form.repeats_id and form.id_field == field and form.preprint != ARTICLE and form.dialect == BIBTEX


def _with_code(
    facts: dict[str, str | None], record: Record, form: EntryOptions, software_key: str | None
) -> dict[str, str | None]:
    """Return the fields with the code link added, after the field's existing text."""
    chosen = code_placement.written(record.code, form.code_links)
    if software_key and form.dialect == BIBLATEX:
        return {**facts, "related": software_key, "relatedstring": "Code"}
    if found := code_placement.field(form.code_field, chosen):
        name, value = found
        if form.dialect == BIBLATEX and name == code_placement.ADDENDUM:
            name = code_placement.NOTE  # biblatex's `addendum` is what we write of a publication, too
        existing = facts.get(name)
        return {
            **facts,
            name: f"{existing}{'. ' if name == code_placement.NOTE else ', '}{value}" if existing else value,
        }
    return facts


def software(record: Record, key: str, form: EntryOptions = DEFAULT) -> Entry | None:
    """Return the entry of a preprint's code, if its link goes into one."""
    chosen = code_placement.written(record.code, form.code_links)
    if not chosen or form.code_field != code_placement.SOFTWARE:
        return None
    work, names = _work(record, form), NAMES[form.dialect]
    facts = {**work, "title": f"Code for: {work['title']}", "url": chosen[0].url, "howpublished": None, "journal": None}
    return Entry(
        "software", key, tuple((names[name], value) for name, value in facts.items() if value and name in names)
    )


def _published_doi(record: Record) -> str | None:
    """Return the DOI of the published version that the authors give, if every program accepts it as it is."""
    found = doi.parse(record.doi) if record.doi else None
    return found.value if found and _PLAIN_DOI.fullmatch(found.value) else None


def _published_note(record: Record, lettering: Lettering) -> str | None:
    """Return the note of a claimed publication: a claim is only a note, and never changes the entry's type."""
    if not (record.journal_ref or record.comment):
        return None
    from bibtools.records.venues import comment_parser, venue_claim  # where somebody claims something

    where = latex.clean(record.journal_ref or "")
    claim = comment_parser.claim(record.comment) if record.comment and not where else None
    note = f"Published in {where}" if where else venue_claim.note(claim) if claim else None
    return text_of(note, lettering) if note else None


def extra(record: Record, form: EntryOptions) -> dict[str, str | None]:
    """Return the optional fields of a work that were requested."""
    if not form.extra:
        return {}
    known: dict[str, str | None] = {
        "abstract": text_of(latex.clean(record.abstract or ""), form.lettering),
        "keywords": ", ".join(record.categories),
        "month": ABBREVIATED[record.date.month - 1] if record.date else None,
    }
    if {"project", "dataset"} & set(form.extra):
        from bibtools.records.codelinks.related_links import related  # where they are wanted

        known |= related(record.comment or "", record.abstract or "")._asdict()
    return {name: known[name] for name in form.extra if name in known}


def eprint_fields(
    record: Record, form: EntryOptions = DEFAULT, *, says_class: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the fields by which an existing entry is found by its arXiv id, or by its DOI, from then on.

    The class of an old id is among them where an entry `says_class`.
    """
    names = NAMES[form.dialect]
    facts = archive(record, form, says_class=says_class) or {"doi": doi_field(record.identifier)}
    return tuple((names[name], value) for name, value in facts.items() if value)


def doi_field(identifier: Identifier) -> str | None:
    """Return a DOI as its field holds it: what TeX would take for its own is escaped."""
    return _SPECIAL.sub(r"\\\g<0>", identifier.value) if identifier.scheme == DOI else None


def code_field(record: Record, form: EntryOptions, has: Container[str]) -> tuple[tuple[str, str], ...]:
    """Return the code-link field for an existing entry, or none if no link is known.

    If the entry has that field, or its code would get its own entry, it is `code`.
    """
    if form.code_field == code_placement.NONE:
        return ()
    chosen = code_placement.written(record.code, form.code_links)
    names = NAMES[form.dialect]
    found = code_placement.field(form.code_field, chosen)
    if found is None or names.get(found[0], found[0]) in has:
        found = code_placement.field(code_placement.CODE, chosen)
    return ((names.get(found[0], found[0]), found[1]),) if found else ()


def year_of(record: Record) -> int | None:
    """Return the year of publication, else that of the first version: from its date, or from the id."""
    return record.year or (arxiv.year_of(record.identifier.value) if record.identifier.scheme == ARXIV else None)


def default_key(record: Record) -> str:
    """Return the default citation key of a record."""
    from bibtools.bibliography.citekey import generation  # an entry that is changed has a key

    author = next(iter(named_first(record)), None)
    return generation.default_key(author, year_of(record), record.title, str(record.identifier))


def named_first(record: Record) -> tuple[Name, ...]:
    """Return the authors of a work, or the editors of one that has none."""
    return record.authors or (record.publication.editors if record.publication else ())


def credited(names: tuple[Name, ...], form: EntryOptions) -> tuple[Name, ...]:
    """Return the authors whom an entry names: of a collaboration's paper it alone, where that is wanted."""
    together = tuple(name for name in names if name.corporate)
    return together if form.collaborations == "alone" and together else names


def authors(names: tuple[Name, ...], lettering: Lettering = IN_ASCII, *, most: int = 0) -> str:
    """Return an author list for BibTeX and biber; with `most`, the authors after the first are "and others"."""
    if most and len(names) > most:
        names = (*names[:most], OTHERS)
    return " and ".join(_encoded(name, lettering) for name in names)


def text_of(text: str, lettering: Lettering) -> str:
    """Return a cleaned text as LaTeX, with words of other alphabets as the paper's programs print them."""
    return latex.encode(romanised_words(text, lettering), lettering)


@lru_cache(maxsize=4096)  # given names are few
def _part(text: str, lettering: Lettering) -> str:
    return text if text.isascii() and text.isalpha() else name_part(latex.clean(text), lettering)


@lru_cache(maxsize=4096)  # long lists of papers are by few people
def _encoded(name: Name, lettering: Lettering) -> str:
    family, given, von, suffix = (part and _part(part, lettering) for part in name[:4])
    return to_bibtex(Name(family, given, von, suffix, name.corporate))
