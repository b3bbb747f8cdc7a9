"""`upgrade`: a library's preprints become their published versions, where these are certain."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.declared_versions import with_declared
from bibtools.app.named_versions import VersionSources, with_named
from bibtools.app.opened_library import OpenedLibrary, opened_library
from bibtools.app.retracted_versions import Retracted, none_retracted, without_retracted
from bibtools.app.unchanged_fields import unchanged_fields
from bibtools.app.write_loop import write_planned
from bibtools.bibliography.editing.fill import is_another_paper, obstacle
from bibtools.bibliography.editing.upgrade import UpgradedEntry, upgraded
from bibtools.bibliography.editing.upgrade_proof import prove_upgraded
from bibtools.bibliography.entries.published import entry_of
from bibtools.bibliography.entries.richer_spelling import richer_names
from bibtools.bibliography.library import dialect
from bibtools.bibliography.library.blocks import Library, shared_keys
from bibtools.bibliography.library.house_style import infer
from bibtools.bibliography.library.identity import Known
from bibtools.bibliography.library.venue_habits import VenueHabits
from bibtools.core.errors import ExitCode, ReadError, UsageError
from bibtools.core.finding import Finding, Spans
from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Source, apply_edits
from bibtools.files.library_lock import Locking
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.doi import is_of_preprint
from bibtools.identifiers.identifier import Identifier
from bibtools.index.published_record import as_published, record_of
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import Preprint, preprint_of
from bibtools.matching.published_version import Proposal, PublishedVersion
from bibtools.providers.resolution import Resolution, Resolve, joined
from bibtools.records.venues.preprint_servers import is_preprint_server
from bibtools.storage.earlier_entries import EarlierEntries, EarlierEntry, hash_of
from bibtools.tex import latex
from bibtools.tex.names import Name, each_of, listed

if TYPE_CHECKING:
    from bibtools.app.searching import Searching
    from bibtools.bibliography.entries.entry import Entry
    from bibtools.bibliography.entries.options import EntryOptions, EntryPreferences
    from bibtools.records.record import Record

# Tells of preprints what they became, and who says so.
Judge = Callable[[Iterable[Preprint]], Mapping[Identifier, tuple[str, PublishedVersion]]]

# The types of entries that a preprint may have.
PREPRINT_TYPES = frozenset("article misc online unpublished techreport report electronic www".split())
_CONTAINERS = ("journal", "journaltitle", "booktitle")


class Upgraded(NamedTuple):
    """An entry that became its published version's, and the evidence."""

    identifier: Identifier
    entry: UpgradedEntry
    gate: str
    source: str
    work: PublishedWork


class Undone(NamedTuple):
    """An entry that is the preprint's again; `earlier` is what was kept of it, None where it is rebuilt."""

    entry: UpgradedEntry
    earlier: EarlierEntry | None


class NotUndone(NamedTuple):
    """An entry whose upgrade cannot be undone."""

    key: str
    reason: str


class Proposed(NamedTuple):
    """A preprint for which it is not certain what it became."""

    identifier: Identifier
    key: str
    source: str
    version: PublishedVersion
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeOutcome:
    """What an upgrade did to a library, or would do."""

    bib: str
    before: str
    after: str
    is_diff: bool
    upgraded: tuple[Upgraded, ...]
    proposed: tuple[Proposed, ...]
    preprints: int  # how many entries were examined
    resolution: Resolution
    findings: tuple[Finding, ...]
    sources: tuple[str, ...]  # which indexes of published works there are
    undone: tuple[Undone, ...] = ()
    refused: tuple[NotUndone, ...] = ()

    @property
    def entries(self) -> list[UpgradedEntry]:
        """All entries that change."""
        return [*(each.entry for each in self.upgraded), *(each.entry for each in self.undone)]

    @property
    def written(self) -> bool:
        """Whether the library was changed."""
        return bool(self.entries) and not self.is_diff

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if self.refused or (self.resolution.unresolved and not self.resolution.is_offline):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if self.is_diff and self.entries else ExitCode.IN_STEP


class Knowing(NamedTuple):
    """Who is asked: what preprints are, and what they became."""

    resolve: Resolve
    judge: Judge
    sources: tuple[str, ...]
    naming: VersionSources | None = None
    searching: Searching | None = None
    retracted: Retracted = none_retracted


def upgrade(
    named: NamedPath,
    knowing: Knowing,
    preferences: EntryPreferences,
    today: date,
    *,
    keys: Collection[str] = (),
    diff: bool = False,
    locking: Locking = Locking(),  # noqa: B008 - a constant
    earlier: EarlierEntries | None = None,
    files: Workspace = HERE,
) -> UpgradeOutcome:
    """Upgrade the preprints of a library, or those with some keys; raises ReadError, UsageError and WriteError.

    What the entries were before is kept among the `earlier` ones, before anything is written.
    """

    def plan(source: Source | None) -> tuple[UpgradeOutcome, str | None]:
        if source is None:
            raise ReadError(f"{named.path}: there is no such file")
        with no_collection(lasting=True):
            opened = opened_library(source, named.path, today, files)
            outcome = _planned(opened, knowing, house_form(preferences, opened.library), keys, diff=diff)
            if outcome.upgraded:
                prove_upgraded(opened.library, outcome.after, outcome.entries, opened.known.fields_of)
        if outcome.written and earlier:
            earlier.keep(os.path.realpath(files.at(named.path)), _kept(outcome.upgraded, today))
        return outcome, outcome.after if outcome.written else None

    return write_planned(named, plan, locking, files)


def _kept(done: Iterable[Upgraded], today: date) -> Iterator[EarlierEntry]:
    for each in done:
        key, _, old, new, _ = each.entry
        yield EarlierEntry(
            key=key, old=old, written=hash_of(new), gate=each.gate, source=each.source, day=today.isoformat()
        )


def house_form(preferences: EntryPreferences, library: Library) -> EntryOptions:
    """Return how new entries of a library are written."""
    shown = dialect.infer(library)
    return preferences.form(shown.dialect, shown.encoding)


def is_preprint(entry: Known) -> bool:
    """Return whether an entry is that of a preprint: it names an arXiv id, and no place where it was published.

    The place of one with a `crossref` is the other entry's.
    """
    if entry.arxiv is None or entry.block.type.lower() not in PREPRINT_TYPES or entry.value("crossref").strip("{} "):
        return False
    place = next((value for name in _CONTAINERS if (value := entry.value(name).strip("{} "))), "")
    return not place or is_preprint_server(place)


def _planned(
    opened: OpenedLibrary, knowing: Knowing, form: EntryOptions, keys: Collection[str], *, diff: bool
) -> UpgradeOutcome:
    library, style = opened.library, infer(opened.library)
    chosen = [each for each in editable(opened, keys) if is_preprint(each)]
    found = _judged(chosen, knowing.resolve(_papers(chosen)) if chosen else Resolution(), knowing)
    publishing = _Publishing(found.records, form, VenueHabits(library, opened.known))
    done = [
        Upgraded(
            identifier=each.record.identifier,
            entry=upgraded(library, style, each.entry, publishing.entry_of(each, version.work, source)),
            gate=version.gate or "",
            source=source,
            work=version.work,
        )
        for each, source, version in found.judged
        if version.work
    ]
    return UpgradeOutcome(
        bib=library.source.path,
        before=library.text,
        after=apply_edits(library.text, [each.entry.whole for each in done]),
        is_diff=diff,
        upgraded=tuple(done),
        proposed=tuple(_proposals(library, found.judged)),
        preprints=found.preprints,
        resolution=found.resolution,
        findings=tuple(_disputed(library, found.disputed)),
        sources=knowing.sources,
    )


class _Judged(NamedTuple):
    """What is known of the preprints of a library."""

    preprints: int  # how many entries were examined
    judged: Sequence[tuple[_Preprint, str, PublishedVersion]]
    disputed: Sequence[_Preprint]  # entries whose id is another paper's
    records: Mapping[str, Record]
    resolution: Resolution


def _papers(entries: Iterable[Known]) -> list[Identifier]:
    return [each.arxiv for each in entries if each.arxiv]


def _judged(chosen: Sequence[Known], resolution: Resolution, knowing: Knowing) -> _Judged:
    known = [_Preprint(each, record) for each in chosen if (record := _record(each, resolution))]
    disputed = [each for each in known if is_another_paper(each.entry, each.record)]
    right = [each for each in known if each not in disputed] if disputed else known
    preprints = [each.preprint for each in right]
    asked = with_declared(preprints, knowing.judge(preprints), knowing.resolve)
    if knowing.naming:
        asked = with_named([(each.preprint, each.record) for each in right], asked, knowing.naming, knowing.resolve)
    if knowing.searching and knowing.searching.budget:
        from bibtools.app.searched_versions import with_searched  # where titles are searched for

        asked = with_searched(preprints, asked, knowing.searching)
    became = without_retracted(asked.judged, knowing.retracted, asked.records.values())
    judged = [(each, *became[each.record.identifier]) for each in right if each.record.identifier in became]
    return _Judged(
        preprints=len(chosen),
        judged=[(each, source, _agreeing(each.entry, version)) for each, source, version in judged],
        disputed=disputed,
        records=asked.records,
        resolution=joined(resolution, asked.resolution),
    )


class CertainUpgrade(NamedTuple):
    """An entry of a preprint that is certainly published, and who says so."""

    entry: Known
    identifier: Identifier
    gate: str
    source: str
    work: PublishedWork


def certain_upgrades(
    entries: Iterable[Known], resolution: Resolution, shared: Collection[str], knowing: Knowing
) -> Iterator[CertainUpgrade]:
    """Yield the entries that an upgrade would change, with the evidence; nothing is planned for them.

    The `resolution` has the records of the papers that they name. Of the keys that are `shared`, casefolded, several
    entries of the library have each.
    """
    chosen = [each for each in entries if is_preprint(each) and obstacle(each, shared) is None]
    for each, source, version in _judged(chosen, resolution, knowing).judged:
        if version.work:
            yield CertainUpgrade(each.entry, each.record.identifier, version.gate or "", source, version.work)


class _Preprint:
    """An entry of a preprint, with its record."""

    def __init__(self, entry: Known, record: Record) -> None:
        self.entry, self.record = entry, record
        self.preprint = preprint_of(record, entry.year or 0)

    @property
    def own_names(self) -> list[Name]:
        """The authors as the user writes them, where that is more than ASCII."""
        written = self.entry.value("author")
        if written.isascii() and "\\" not in written:
            return []
        parts = each_of(latex.decode(latex.untied(written)))
        return [name for each in parts if (name := listed(each))]


def editable(opened: OpenedLibrary, keys: Collection[str]) -> list[Known]:
    """Return the entries that may be edited, all or those with some keys; raises UsageError if nothing has one."""
    entries, shared = named_entries(opened, keys), shared_keys(each.block for each in opened.known.entries)
    return [each for each in entries if obstacle(each, shared) is None]


def named_entries(opened: OpenedLibrary, keys: Collection[str]) -> list[Known]:
    """Return the entries with some keys, without any all of them; raises UsageError if nothing has one."""
    entries = opened.known.entries
    if missing := [key for key in keys if all(each.block.key != key for each in entries)]:
        raise UsageError(f"{opened.library.source.path}: no entry has the key {missing[0]}")
    return [each for each in entries if not keys or each.block.key in keys]


def _record(entry: Known, resolution: Resolution) -> Record | None:
    """Return the record of an entry; None of a withdrawn paper, which no publication speaks for."""
    record = resolution.records.get(entry.arxiv) if entry.arxiv else None
    return None if record is None or record.withdrawn else record


def _agreeing(entry: Known, version: PublishedVersion) -> PublishedVersion:
    """Return what a preprint became, only proposed where the entry itself names another DOI."""
    own = entry.doi
    if version.work is None or own is None or is_of_preprint(own) or own.value == version.work.doi:
        return version
    return PublishedVersion(None, None, (Proposal(version.work, f"the entry names another DOI, {own.value}"),))


class _Publishing(NamedTuple):
    """Builds the entries of published versions, with their venues as the library's other entries have them."""

    asked: Mapping[str, Record]  # of services, by DOI or key
    form: EntryOptions
    habits: VenueHabits

    def entry_of(self, preprint: _Preprint, work: PublishedWork, source: str) -> Entry:
        """Return the entry that a preprint's becomes, without what certainly stays of it."""
        same = unchanged_fields(preprint.entry, preprint.preprint, work, self.form)
        has_same_authors = "author" in same
        record = as_published(
            preprint.record,
            self.asked.get(work.key)
            or self.asked.get(work.doi)
            or record_of(work, source, authors=preprint.record.authors if has_same_authors else None),
        )
        if not has_same_authors and (own := preprint.own_names):
            record = replace(record, authors=richer_names(record.authors, own))
        return entry_of(record, preprint.entry.block.key, self.form, wording=self.habits.of(record), without=same)


def _proposals(library: Library, judged: Iterable[tuple[_Preprint, str, PublishedVersion]]) -> Iterator[Proposed]:
    lines = Lines(library.text)
    for each, source, version in judged:
        if version.proposed:
            line = lines.position(each.entry.block.span.start).line
            yield Proposed(each.record.identifier, each.entry.block.key, source, version, line)


def _disputed(library: Library, preprints: Iterable[_Preprint]) -> Iterator[Finding]:
    """Yield that the id of an entry is another paper's."""
    spans = Spans(library.text)
    for each in preprints:
        key, identifier = each.entry.block.key, each.record.identifier
        message = f"{key}: {identifier} is another paper, {each.record.title!r}: it was not upgraded"
        data = {"key": key, "id": str(identifier)}
        yield spans.finding("disputed-entry", library.source.path, each.entry.block.key_span, message, data)
