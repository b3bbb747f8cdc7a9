"""Merging: library and records to a plan, which says what text is spliced in where, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from bibtools.bibliography.citekey import generation
from bibtools.bibliography.citekey.work import Work, of_entry
from bibtools.bibliography.editing import insertion
from bibtools.bibliography.editing.code_doubts import unclear_code
from bibtools.bibliography.editing.fill import (
    EPRINT_FIELDS,
    field_names,
    foreign_field,
    is_another_paper,
    lacking,
    obstacle,
)
from bibtools.bibliography.editing.plan import Added, Plan, Present, Updated
from bibtools.bibliography.editing.recognition import recognised
from bibtools.bibliography.entries.builder import default_key, named_first, software, year_of
from bibtools.bibliography.entries.fidelity import unfaithful
from bibtools.bibliography.entries.options import DEFAULT, EntryOptions
from bibtools.bibliography.entries.published import entry_of
from bibtools.bibliography.library import house_style
from bibtools.bibliography.library.aliases import taken_keys
from bibtools.bibliography.library.blocks import Block, Library, shared_keys
from bibtools.bibliography.library.fault import head
from bibtools.bibliography.library.identity import Identities, Known
from bibtools.bibliography.library.venue_habits import VenueHabits
from bibtools.core.finding import Data, Finding, Spans
from bibtools.core.gc_pause import no_collection
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Edit
from bibtools.identifiers.identifier import Identifier
from bibtools.records.record import Record

if TYPE_CHECKING:
    from bibtools.bibliography.citekey.pattern import Pattern
    from bibtools.bibliography.editing.plan import Copies

USABLE_KEY = lazy_pattern(r"[^\s\"#%'(),={}\\~\x00-\x1f\x7f]+")  # what BibTeX and biber both take for a key


@no_collection()
def plan(
    library: Library,
    known: Identities,
    records: Iterable[Record],
    cited_keys: Mapping[Identifier, str],
    reserved: Iterable[str] = (),
    *,
    keys: Pattern | None = None,
    form: EntryOptions = DEFAULT,
    fill: bool = False,
    completes: bool = True,
    copies: Copies | None = None,
) -> Plan:
    """Plan the merge of records into a library.

    An entry that matches a record by DOI, or by title, first author and year, gains the eprint
    fields, if it `completes` entries; one that matches by its identifier gains the fields it lacks, with
    `fill`; every other record becomes a new entry as `form` says. Its key is the one under which the sources cite
    it (`cited_keys`),
    else follows the pattern `keys`, by default the one of the library's own keys; it is none of the `reserved`
    ones. What is copied from other libraries goes in with them.
    """
    merging = _Merging(library, known, cited_keys, reserved, keys, form, fill=fill, completes=completes, copies=copies)
    for record in records:
        merging.take(record)
    return merging.plan()


class _Merging:
    """The state of one merge, local to `plan`."""

    def __init__(
        self,
        library: Library,
        known: Identities,
        cited_keys: Mapping[Identifier, str],
        reserved: Iterable[str],
        keys: Pattern | None,
        form: EntryOptions,
        *,
        fill: bool,
        completes: bool,
        copies: Copies | None,
    ) -> None:
        self._configured, self._form, self._completes = keys, form, completes
        self._library, self._known, self._cited, self._fills = library, known, cited_keys, fill
        self._style = house_style.infer(library)
        self._shared = shared_keys(library.keyed())
        self._copies = copies
        self._taken = {key.casefold() for key in (*taken_keys(library), *reserved)}
        self._taken |= {each.key.casefold() for each in copies.copied} if copies else set()
        self._added: list[Added] = []
        self._updates: dict[Block, tuple[Updated, Edit]] = {}
        self._present: list[Present] = []
        self._findings: list[Finding] = []

    def plan(self) -> Plan:
        updates = list(self._updates.values())
        edits = [edit for _, edit in updates]
        planned = Plan(
            (),
            tuple(self._added),
            tuple(update for update, _ in updates),
            tuple(self._present),
            tuple(self._findings),
        )
        if self._copies is None:
            edits += insertion.of_entries(self._library, self._style, planned.entries)
            return planned._replace(edits=tuple(edits))
        copies = self._copies
        new = insertion.of_entries(self._library, self._style, [*copies.entries, *planned.entries])
        return planned._replace(
            edits=(*edits, *copies.edits, *new, *copies.behind),
            copied=copies.copied,
            macros=copies.macros,
            findings=(*planned.findings, *copies.findings),
        )

    @cached_property
    def _field_name(self) -> Callable[[str], str]:
        return field_names(self._library, self._style)

    @cached_property
    def _wordings(self) -> VenueHabits:
        return VenueHabits(self._library, self._known)

    @cached_property
    def _pattern(self) -> Pattern | None:
        return self._configured or _inferred(self._known)

    def take(self, record: Record) -> None:
        stated = self._known.of([record.identifier]).get(record.identifier) if self._fills else None
        if stated:
            self._fill_stated(stated, record)
            return
        match = recognised(self._known, record)
        if match is None or match.block in self._updates:
            self._add(record)
        elif not self._completes:
            self._present.append(Present(record.identifier, match.block.key))
        elif reason := self._obstacle(match):
            self._present.append(Present(record.identifier, match.block.key))
            self._note(match, record, _left_alone(match, record, reason))
        else:
            if not self._fill(match, record):
                self._present.append(Present(record.identifier, match.block.key))
                return
            self._findings += self._unclear_code(record, match) if self._fills else []

    def _obstacle(self, match: Known) -> str | None:
        foreign = foreign_field(match)
        return obstacle(match, self._shared) or (f"has its own {foreign.name}" if foreign else None)

    def _fill_stated(self, entry: Known, record: Record) -> None:
        """Fill an entry found by its arXiv id, unless that id is clearly another paper's."""
        if is_another_paper(entry, record):
            self._note(entry, record, _other_paper(entry, record))
            return
        if not obstacle(entry, self._shared) and self._fill(entry, record):
            self._findings += self._unclear_code(record, entry)

    def _fill(self, entry: Known, record: Record) -> bool:
        """Have an entry gain what it lacks; return whether that is anything."""
        code = self._fills and not self._has_software(entry)
        new = lacking(entry, record, self._form, fills=self._fills, code=code)
        if new:
            spelt = [(self._field_name(name), value) for name, value in new]
            edit = insertion.of_fields(self._library, self._style, entry.block, entry.fields, spelt, EPRINT_FIELDS)
            update = Updated(record.identifier, entry.block.key, tuple(name for name, _ in new))
            self._updates[entry.block] = update, edit
        return bool(new)

    def _has_software(self, entry: Known) -> bool:
        """Return whether the code of an entry has an entry of its own."""
        return _of_software(entry.block.key).casefold() in self._taken

    def _add(self, record: Record) -> None:
        made = _made(record, self._pattern)
        key, finding = _key(self._library, record, self._cited.get(record.identifier), made, self._taken)
        self._findings += finding
        self._taken.add(key.casefold())
        code = software(record, generation.unique(_of_software(key), self._taken), self._form)
        if code:
            self._taken.add(code.key.casefold())
        entry = entry_of(record, key, self._form, code.key if code else None, self._wordings.of(record))
        self._added.append(
            Added(
                identifier=record.identifier,
                key=key,
                provider=record.provider,
                title=record.title,
                entry=entry,
                code=record.code,
                software=code,
            )
        )
        path = self._library.source.path
        self._findings += [*unfaithful(record, self._form, path), *unclear_code(record, path)]

    def _note(self, entry: Known, record: Record, rule_and_message: tuple[str, str]) -> None:
        rule, message = rule_and_message
        self._findings.append(self._at(entry, rule, message, {"identifier": record.identifier.id}))

    def _unclear_code(self, record: Record, entry: Known) -> list[Finding]:
        found = unclear_code(record, self._library.source.path)
        return [self._at(entry, each.rule, each.message, each.data) for each in found]

    def _at(self, entry: Known, rule: str, message: str, data: Data) -> Finding:
        data = {**data, "key": entry.block.key}
        path, span = self._library.source.path, head(entry.block)
        return Spans(self._library.text).finding(rule, path, span, message, data)


def _of_software(key: str) -> str:
    """Return the key for the entry of a paper's code."""
    return f"{key}-code"


def _left_alone(match: Known, record: Record, reason: str) -> tuple[str, str]:
    work = record.identifier
    message = (
        f"{match.block.key} is {work} by its title or DOI, but {reason} and was not changed; "
        f"to have it found by its id, write `% bibtools: is {work.id}` above it"
    )
    return "entry-without-id", message


def _other_paper(entry: Known, record: Record) -> tuple[str, str]:
    message = (
        f'{entry.block.key} says that it is {record.identifier}, but that is "{record.title}"; '
        "it was not changed: correct its id"
    )
    return "id-of-another-paper", message


def _inferred(known: Identities) -> Pattern | None:
    """Return the pattern that the keys of a library follow, None if there is none."""
    from bibtools.bibliography.citekey.inference import infer  # for runs that add an entry

    sound = (entry for entry in known.bare() if not entry.block.problem)
    keyed = (
        (entry.block.key, of_entry(entry.value("author", "editor"), entry.year, entry.value("title"), entry.block.type))
        for entry in sound
    )
    return infer(keyed)


def _made(record: Record, pattern: Pattern | None) -> str:
    if pattern is None:
        return default_key(record)
    type_ = record.publication.type if record.publication else "misc"
    return pattern.key(Work(named_first(record), year_of(record), record.title, type_, record.identifier))


def _key(library: Library, record: Record, cited: str | None, made: str, taken: set[str]) -> tuple[str, list[Finding]]:
    if cited is None:
        return generation.unique(made, taken), []
    if cited.casefold() not in taken and USABLE_KEY.fullmatch(cited):
        return cited, []
    key = generation.unique(made, taken)
    reason = "belongs to another entry" if cited.casefold() in taken else "is not allowed in a .bib"
    message = f"the key {cited} {reason}; {record.identifier} was added as {key}: cite that"
    data = {"identifier": record.identifier.id, "key": key, "cited": cited}
    return key, [Finding("key-taken", library.source.path, None, message, about=record.identifier, data=data)]
