"""Library and records to a plan: which text is spliced in where, and the account of it for the user."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bibtools import citekey, insertion
from bibtools.build import default_key, eprint_fields, preprint, year_of
from bibtools.entry import Entry, Style
from bibtools.finding import Finding
from bibtools.identifier import doi
from bibtools.library import Block, Field, Library
from bibtools.library.identity import Identities, Known, by_title, normalise_name, normalise_title
from bibtools.library.style import infer
from bibtools.record import Record
from bibtools.text import Edit, Lines, apply_edits

_USABLE_KEY = re.compile(r"[^\s\"#%'(),={}\\~\x00-\x1f\x7f]+")  # what BibTeX and biber both take for a key
# The names of the eprint fields in either dialect.
_SPELLINGS = {
    "eprint": {"eprint"},
    "archivePrefix": {"archiveprefix", "eprinttype"},
    "primaryClass": {"primaryclass", "eprintclass"},
}


class Added(NamedTuple):
    """A new entry, and of its record the provider and the title."""

    id: str
    key: str
    provider: str
    title: str
    entry: Entry


class Updated(NamedTuple):
    """An existing entry that gains fields."""

    id: str
    key: str
    fields: tuple[str, ...]


class Present(NamedTuple):
    """A mentioned work that the library already has."""

    id: str
    key: str


class Plan(NamedTuple):
    """Edits to a library and what they mean; no edits: nothing to do."""

    edits: tuple[Edit, ...] = ()
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    present: tuple[Present, ...] = ()
    findings: tuple[Finding, ...] = ()

    def apply(self, library: Library) -> str:
        """Return the new text of the library."""
        return apply_edits(library.text, self.edits)


def plan(
    library: Library,
    known: Identities,
    records: Iterable[Record],
    cited_keys: Mapping[str, str],
    reserved: Iterable[str] = (),
) -> Plan:
    """Plan the merge of records into a library that has none of their ids.

    `cited_keys` maps ids to the keys under which the sources cite them. A record that an entry already is, by its DOI
    or by title, first author and year, makes that entry gain its eprint fields; every other one becomes a new entry,
    whose key is none of the `reserved` ones.
    """
    style = infer(library)
    keys = Counter(block.key.casefold() for block in library.keyed())
    taken = keys.keys() | {key.casefold() for key in reserved}
    added: list[Added] = []
    updates: dict[Block, tuple[Updated, Edit]] = {}
    present: list[Present] = []
    findings: list[Finding] = []
    records = list(records)
    titles = by_title(known) if records else {}
    for record in records:
        match = _same_work(known, titles, record)
        if match is None or match.block in updates:
            key, finding = _key(library, record, cited_keys.get(record.identifier.value), taken)
            findings += finding
            taken.add(key.casefold())
            added.append(_added(record, key))
        elif reason := _why_not_filled(match, keys):
            present.append(Present(record.identifier.value, match.block.key))
            findings.append(_left_alone(library, match, record, reason))
        else:
            updates[match.block] = _fill(library, style, match, record)
    edits = [edit for _, edit in updates.values()]
    edits += insertion.of_entries(library, style, [each.entry for each in added])
    return Plan(
        tuple(edits), tuple(added), tuple(update for update, _ in updates.values()), tuple(present), tuple(findings)
    )


def _added(record: Record, key: str) -> Added:
    return Added(record.identifier.value, key, record.provider, record.title, preprint(record, key))


def _same_work(known: Identities, titles: dict[str, list[Known]], record: Record) -> Known | None:
    """Find an entry without arXiv id by DOI, else by title and first author, not far in years from the preprint."""
    published = doi.parse(record.doi) if record.doi else None
    if published and published.value in known.by_doi and not known.by_doi[published.value].arxiv:
        return known.by_doi[published.value]
    year = year_of(record)
    first = normalise_name(record.authors[0].family) if record.authors else ""
    for candidate in titles.get(normalise_title(record.title), ()):
        near = candidate.year is None or year is None or -1 <= candidate.year - year <= 5
        if first and candidate.first_author == first and near and not candidate.arxiv:
            return candidate
    return None


def _why_not_filled(match: Known, keys: Counter[str]) -> str | None:
    """Tell why an entry cannot take eprint fields, or None where it can."""
    if match.problem is not None or match.block.problem:
        return "is broken"
    if match.protected:
        return "is protected"
    if not match.block.key or keys[match.block.key.casefold()] > 1:
        return "shares its key with another entry" if match.block.key else "has no key"
    taken = next((field for field in match.fields if _is_foreign(field)), None)
    return f"has its own {taken.name}" if taken else None


def _is_foreign(field: Field) -> bool:
    """Tell whether a field says that the entry is in an archive by another id, or another archive."""
    says_arxiv = field.value.strip("{} ").lower() == "arxiv"
    return field.name == "eprint" or (field.name in {"archiveprefix", "eprinttype"} and not says_arxiv)


def _left_alone(library: Library, match: Known, record: Record, reason: str) -> Finding:
    return Finding(
        "entry-without-id",
        library.source.path,
        Lines(library.text).position(match.block.span.start),
        f"{match.block.key} is arXiv:{record.identifier.value} by its title or DOI, but {reason} and was not changed; "
        f"to have it found by its id, write `% bibtools: is {record.identifier.value}` above it",
    )


def _key(library: Library, record: Record, cited: str | None, taken: set[str]) -> tuple[str, list[Finding]]:
    default = default_key(record)
    if cited is None:
        return citekey.unique(default, taken), []
    if cited.casefold() not in taken and _USABLE_KEY.fullmatch(cited):
        return cited, []
    key = citekey.unique(default, taken)
    reason = "belongs to another entry" if cited.casefold() in taken else "cannot be one in a .bib"
    message = f"the key {cited} {reason}; arXiv:{record.identifier.value} was added as {key}: cite that"
    return key, [Finding("key-taken", library.source.path, None, message)]


def _fill(library: Library, style: Style, match: Known, record: Record) -> tuple[Updated, Edit]:
    """Insert the eprint fields that an entry lacks, in the library's style; no line of the entry changes."""
    has = {field.name for field in match.fields}
    new = [pair for pair in eprint_fields(record) if not _SPELLINGS[pair[0]] & has]
    update = Updated(record.identifier.value, match.block.key, tuple(name for name, _ in new))
    return update, insertion.of_fields(library, style, match.block, match.fields, new)
