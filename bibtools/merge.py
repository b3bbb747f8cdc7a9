"""Library and records to a plan: which text is spliced in where, and the account of it for the user."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

from bibtools import citekey
from bibtools.build import eprint_fields, preprint, year_of
from bibtools.entry import Entry, Style, render, render_field
from bibtools.finding import Finding
from bibtools.identifier import doi
from bibtools.library import COMMENT, ENTRY, TEXT, UNCLOSED, Block, Field, Library
from bibtools.library.identity import Identities, Known, by_title, normalise_name, normalise_title
from bibtools.library.style import infer
from bibtools.record import Record
from bibtools.text import Edit, Lines, Span, apply_edits, newline_of

_REST_OF_LINE = re.compile(r"[^\r\n]*")
# The names of the eprint fields in either dialect.
_SPELLINGS = {
    "eprint": {"eprint"},
    "archivePrefix": {"archiveprefix", "eprinttype"},
    "primaryClass": {"primaryclass", "eprintclass"},
}
_TRAILING_COMMA = re.compile(r"\s*,(?:[ \t]*%[^\r\n]*|(?=[ \t]*[\r\n}]))")
_SORTED_FROM = 4  # entries; fewer are in order by chance too often


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


def plan(library: Library, known: Identities, records: Iterable[Record], cited_keys: Mapping[str, str]) -> Plan:
    """Plan the merge of records into a library that has none of their ids.

    `cited_keys` maps ids to the keys under which the sources cite them. A record that an entry already is, by its DOI
    or by title, first author and year, makes that entry gain its eprint fields; every other one becomes a new entry.
    """
    style = infer(library)
    taken = {block.key.casefold() for block in library.keyed()}
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
        elif reason := _why_not_filled(match):
            present.append(Present(record.identifier.value, match.block.key))
            findings.append(_left_alone(library, match, record, reason))
        else:
            updates[match.block] = _fill(library, style, match, record)
    edits = [edit for _, edit in updates.values()]
    edits += _insertions(library, style, [each.entry for each in added])
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


def _why_not_filled(match: Known) -> str | None:
    """Tell why an entry cannot take eprint fields, or None where it can."""
    if match.problem is not None or match.block.problem:
        return "is broken"
    if match.protected:
        return "is protected"
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
    author = record.authors[0] if record.authors else None
    default = citekey.default_key(author, year_of(record), record.title, f"arXiv:{record.identifier.value}")
    if cited is None:
        return citekey.unique(default, taken), []
    if cited.casefold() not in taken:
        return cited, []
    key = citekey.unique(default, taken)
    message = f"the key {cited} belongs to another entry; arXiv:{record.identifier.value} was added as {key}: cite that"
    return key, [Finding("key-taken", library.source.path, None, message)]


def _fill(library: Library, style: Style, match: Known, record: Record) -> tuple[Updated, Edit]:
    """Insert the eprint fields that an entry lacks, in the library's style; no line of the entry changes."""
    has = {field.name for field in match.fields}
    new = [pair for pair in eprint_fields(record) if not _SPELLINGS[pair[0]] & has]
    update = Updated(record.identifier.value, match.block.key, tuple(name for name, _ in new))
    return update, _field_insertion(
        library.text, style, match, [render_field(*pair, style, style.width) for pair in new]
    )


def _field_insertion(text: str, style: Style, match: Known, written: list[str]) -> Edit:
    """Put fields behind the last one where a comma follows it, else in front of it, so that it stays the last."""
    last = match.fields[-1]
    comma = _TRAILING_COMMA.match(text, last.value_span.end, match.block.body.end)
    if comma:
        return Edit(Span(comma.end(), comma.end()), "".join(f"{style.newline}{field}," for field in written))
    start = last.name_span.start
    line = _line_start(text, start)
    if text[line:start].strip():  # other fields stand on the same line
        return Edit(Span(start, start), "".join(f"{field.strip()}, " for field in written))
    return Edit(Span(line, line), "".join(f"{field},{style.newline}" for field in written))


def _insertions(library: Library, style: Style, entries: list[Entry]) -> list[Edit]:
    """Return one edit a place: in order where the library is sorted by key, else behind its last entry."""
    blocks = [block for block in _readable(library) if block.kind == ENTRY]
    keys = [block.key.casefold() for block in blocks]
    if len(keys) < _SORTED_FROM or any(one > two for one, two in pairwise(keys)):
        return _appended(library, style, entries)
    places: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.key.casefold()):
        places.setdefault(bisect_right(keys, entry.key.casefold()), []).append(entry)
    edits: list[Edit] = []
    for before, group in places.items():
        if before == len(keys):
            edits += _appended(library, style, group)
        elif before == 0:
            edits.append(_in_front(library, style, blocks[0], group))
        else:
            edits.append(_behind(library, style, blocks[before - 1], group))
    return edits


def _readable(library: Library) -> list[Block]:
    """Return the sound blocks in front of the first that does not close: it may take what follows for a part of it."""
    blocks = takewhile(lambda block: block.problem != UNCLOSED, library.blocks)
    return [block for block in blocks if block.kind not in {TEXT, COMMENT} and not block.disputed and not block.problem]


def _appended(library: Library, style: Style, entries: list[Entry]) -> list[Edit]:
    """Put entries behind the last block, in front of the metadata that reference managers keep at the end."""
    if not entries:
        return []
    if readable := _readable(library):
        return [_behind(library, style, readable[-1], entries)]
    if unclosed := next((block for block in library.blocks if block.problem == UNCLOSED), None):
        return [_in_front(library, style, unclosed, entries)]
    return [_at_end(library, style, entries)]


def _gap(style: Style) -> str:
    return style.newline * (style.between + 1)


def _joined(style: Style, entries: list[Entry]) -> str:
    return _gap(style).join(render(entry, style) for entry in entries)


def _behind(library: Library, style: Style, block: Block, entries: list[Entry]) -> Edit:
    """Insert behind a block: on the next line, so that a comment behind its brace stays with it."""
    text = library.text
    place = block.span.end
    rest_of_line = _REST_OF_LINE.match(text, place)
    if rest_of_line and "@" not in rest_of_line[0]:
        place = rest_of_line.end()
    at_line_end = not text[place:] or text[place] in "\r\n"
    return Edit(Span(place, place), _gap(style) + _joined(style, entries) + ("" if at_line_end else _gap(style)))


def _in_front(library: Library, style: Style, block: Block, entries: list[Entry]) -> Edit:
    """Insert in front of a block and the comment lines directly above it, which speak of it."""
    text = library.text
    place = _line_start(text, block.span.start)
    if text[place : block.span.start].strip():
        place = block.span.start
    while (above := _line_start(text, place - 1)) < place and text[above:place].lstrip().startswith("%"):
        place = above
    return Edit(Span(place, place), _joined(style, entries) + _gap(style))


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, max(0, offset)), text.rfind("\r", 0, max(0, offset))) + 1


def _at_end(library: Library, style: Style, entries: list[Entry]) -> Edit:
    """Append to a text without any block: an empty file, or comments only."""
    text = library.text
    newline = newline_of(text)
    before = "" if not text.strip("\ufeff \t\r\n") else newline if text.endswith(("\n", "\r")) else newline * 2
    return Edit(Span(len(text), len(text)), before + _joined(style, entries) + newline)
