"""An entry as its readers see it: with its macros written out, and the fields that it takes from another entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bibtools.bibliography.library.blocks import Field, Library
from bibtools.bibliography.library.identity import Known
from bibtools.bibliography.library.macros import Macros, undefined

_TAKEN_AS = {"title": "booktitle"}  # "BibTeXing", section 2: a parent's title is what its papers appeared in
_NEVER = frozenset(
    {"crossref", "xref", "xdata", "ids", "entryset", "label", "sortkey", "eprint", "doi", "url", "pages"}
)


def whole_entries(library: Library, known: Iterable[Known], wanted: Iterable[Known]) -> Iterator[Known]:
    """Yield some of the entries of a library with all that they mean."""
    macros = Macros(library)
    by_key: dict[str, Known] = {}
    for each in known:
        by_key.setdefault(each.block.key.lower(), each)
    for each in wanted:
        written = (_written_out(macros, field) for field in (*each.fields, *_taken(each, by_key)))
        yield each._replace(fields=tuple(filter(None, written)))


def _written_out(macros: Macros, field: Field) -> Field | None:
    """Return a field with what its macros stand for; None where that is defined elsewhere, by a style perhaps."""
    start, end = field.value_span
    written = macros.text[start:end]
    if (written[:1] in {"{", ""} and "#" not in written) or written.isdecimal():
        return field
    meaning = macros.meaning(field, start)
    return None if meaning is None or undefined(meaning) else field._replace(value=meaning)


def _taken(entry: Known, by_key: Mapping[str, Known]) -> Iterator[Field]:
    """Yield the fields that an entry lacks, and the one that it refers to has."""
    parent = by_key.get(entry.value("crossref").strip().lower())
    if parent is None or parent is entry:
        return
    held = {field.name for field in entry.fields} | _NEVER
    for field in parent.fields:
        name = _TAKEN_AS.get(field.name, field.name)
        if name not in held and not (field.name == "booktitle" and parent.value("title")):
            yield field._replace(name=name)
