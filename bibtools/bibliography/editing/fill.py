"""Filling: which fields an existing entry gains from a record, or why it gains none.

Only missing fields are added; nothing in an entry is ever changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container

from bibtools.bibliography.entries import code_placement
from bibtools.bibliography.entries.builder import code_field, eprint_fields
from bibtools.bibliography.entries.entry import Style, in_case
from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect, EntryOptions
from bibtools.bibliography.library.blocks import Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import Known, plainly_disagree
from bibtools.records.record import Record

# The names of the eprint fields in either dialect.
_SPELLINGS = {
    "eprint": {"eprint"},
    "archivePrefix": {"archiveprefix", "eprinttype"},
    "primaryClass": {"primaryclass", "eprintclass"},
    "doi": {"doi"},
}
_GAINED = frozenset({"code", "github", "note", "addendum", "howpublished"}).union(*_SPELLINGS.values())
EPRINT_FIELDS = frozenset(name for names in _SPELLINGS.values() for name in names)
# By which an entry shows whose names it uses.
_OWN_NAMES: dict[Dialect, set[str]] = {
    BIBLATEX: {"eprinttype", "eprintclass"},
    BIBTEX: {"archiveprefix", "primaryclass"},
}
_OF_PREPRINT = ("eprint", "archivePrefix", "primaryClass")


def lacking(
    entry: Known, record: Record, form: EntryOptions, *, fills: bool, code: bool
) -> tuple[tuple[str, str], ...]:
    """Return the eprint fields that an entry lacks and, on request, the link to the code.

    They are called as in the dialect that the entry's own eprint fields are in: beside DBLP's `eprinttype`, the class
    is `eprintclass`.
    """
    has = {field.name for field in entry.fields}
    # An entry that has an old id already gets what the id does not say: math/0211159 is in math.DG.
    says_class = fills and entry.arxiv is not None
    form = form._replace(dialect=next((dialect for dialect, own in _OWN_NAMES.items() if own & has), form.dialect))
    new = [
        (name, value)
        for name, value in eprint_fields(record, form, says_class=says_class)
        if not _spellings(name) & has
    ]
    return (*new, *(code_field(record, form, has) if code and not _has_code(entry) else ()))


def _has_code(entry: Known) -> bool:
    return code_placement.holds_link([(field.name, field.value) for field in entry.fields])


def _spellings(name: str) -> set[str]:
    """Return the names that a field has in either dialect."""
    return next(names for names in _SPELLINGS.values() if name.lower() in names)


def may_gain(entry: Known) -> bool:
    """Return whether an entry can take fields and lacks one that a record may supply."""
    has = {field.name for field in entry.fields}
    lacks = not _has_code(entry) or any(not _SPELLINGS[name] & has for name in _OF_PREPRINT)
    return obstacle(entry, ()) is None and lacks


def obstacle(entry: Known, shared: Container[str]) -> str | None:
    """Return why an entry cannot take fields, or None if it can; `shared` are casefolded keys of several entries."""
    if entry.problem is not None or entry.block.problem:
        return "is broken"
    if entry.protected:
        return "is protected"
    if not entry.block.key or entry.block.key.casefold() in shared:
        return "shares its key with another entry" if entry.block.key else "has no key"
    return None


def foreign_field(entry: Known) -> Field | None:
    """Return the field that states another id of an entry, or another archive."""
    return next((field for field in entry.fields if _is_foreign(field)), None)


def _is_foreign(field: Field) -> bool:
    says_arxiv = field.value.strip("{} ").lower() == "arxiv"
    return field.name == "eprint" or (field.name in {"archiveprefix", "eprinttype"} and not says_arxiv)


def is_another_paper(entry: Known, record: Record) -> bool:
    """Return whether the record of an entry's id clearly has another title: the id is a typo then."""
    return plainly_disagree(entry.value("title"), record.title)


def field_names(library: Library, style: Style) -> Callable[[str], str]:
    """Return how the fields that entries gain are spelt: as the library has a name most often, else in its style."""
    found: dict[str, Counter[str]] = {}
    for block in library.understood():
        for field in fields(library.text, block)[0]:
            if field.name in _GAINED:
                found.setdefault(field.name, Counter())[library.text[slice(*field.name_span)]] += 1
    common = {name: spelt.most_common(1)[0][0] for name, spelt in found.items()}
    shown = next((common[name] for name in ("archiveprefix", "primaryclass") if name in common), "")
    case = "lower" if shown.islower() else "upper" if shown.isupper() else "as is" if shown else style.field_case
    return lambda name: common.get(name.lower()) or in_case(name, case)
