"""`upgrade --undo`: entries that were upgraded become the preprints' again."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.opened_library import OpenedLibrary, opened_library
from bibtools.app.upgrade import NotUndone, Undone, UpgradeOutcome, house_form, is_preprint, named_entries
from bibtools.app.write_loop import write_planned
from bibtools.bibliography.editing.fill import is_another_paper, obstacle
from bibtools.bibliography.editing.upgrade import UpgradedEntry, rebuilt, restored
from bibtools.bibliography.editing.upgrade_proof import prove_upgraded
from bibtools.bibliography.entries.builder import preprint
from bibtools.bibliography.library.blocks import shared_keys
from bibtools.bibliography.library.house_style import infer
from bibtools.core.errors import ReadError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, apply_edits
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import NamedPath
from bibtools.providers.resolution import Resolution, Resolve
from bibtools.storage.earlier_entries import EarlierEntries, EarlierEntry, hash_of

if TYPE_CHECKING:
    from bibtools.bibliography.entries.options import EntryPreferences
    from bibtools.bibliography.library.identity import Known


def undo(
    named: NamedPath,
    keys: Collection[str],
    resolve: Resolve,
    earlier: EarlierEntries,
    preferences: EntryPreferences,
    today: date,
    *,
    diff: bool = False,
    locking: Locking = Locking(),  # noqa: B008 - a constant
) -> UpgradeOutcome:
    """Bring back what the entries with some keys were; raises ReadError, UsageError and WriteError.

    The old text returns, byte for byte, if the entry has not been edited since; else the preprint's fields are rebuilt
    from its record, and every field of the user's stays.
    """

    def plan(source: Source | None) -> tuple[UpgradeOutcome, str | None]:
        if source is None:
            raise ReadError(f"{named.path}: there is no such file")
        opened = opened_library(source, named.path, today)
        place = os.path.realpath(named.path)
        kept = {key: found for key in keys if (found := earlier.of(place, key))}
        outcome = _Undoing(opened, kept, preferences).outcome(named_entries(opened, keys), resolve, diff=diff)
        if outcome.undone:
            prove_upgraded(opened.library, outcome.after, outcome.entries, opened.known.fields_of)
        return outcome, outcome.after if outcome.written else None

    return write_planned(named, plan, locking)


class _Undoing(NamedTuple):
    """A library, and what was kept of its entries."""

    opened: OpenedLibrary
    kept: dict[str, EarlierEntry]
    preferences: EntryPreferences

    def outcome(self, entries: Sequence[Known], resolve: Resolve, *, diff: bool) -> UpgradeOutcome:
        library, shared = self.opened.library, shared_keys(each.block for each in self.opened.known.entries)
        refused = [NotUndone(each.block.key, f"it {why}") for each in entries if (why := obstacle(each, shared))]
        left = [each for each in entries if obstacle(each, shared) is None]
        back = {each.block.key: found for each in left if (found := self._restored(each))}
        edited = [each for each in left if each.block.key not in back]
        wanted = [each.arxiv for each in edited if each.arxiv and not is_preprint(each)]
        resolution = resolve(wanted) if wanted else Resolution()
        undone = [Undone(entry, self.kept[key]) for key, entry in back.items()]
        for each in edited:
            made = self._rebuilt(each, resolution)
            if isinstance(made, NotUndone):
                refused.append(made)
            else:
                undone.append(Undone(made, None))
        return UpgradeOutcome(
            bib=library.source.path,
            before=library.text,
            after=apply_edits(library.text, [each.entry.whole for each in undone]),
            is_diff=diff,
            upgraded=(),
            proposed=(),
            preprints=0,
            resolution=resolution,
            findings=(),
            sources=(),
            undone=tuple(undone),
            refused=tuple(refused),
        )

    def _restored(self, entry: Known) -> UpgradedEntry | None:
        """Return an entry as it was, if it still is what was written in its place."""
        library, kept = self.opened.library, self.kept.get(entry.block.key)
        if kept is None or hash_of(library.text[slice(*entry.block.span)]) != kept.written:
            return None
        return restored(library, entry.block, kept.old)

    def _rebuilt(self, entry: Known, resolution: Resolution) -> UpgradedEntry | NotUndone:
        """Return an entry with the preprint's fields, or why it cannot be."""
        key, arxiv, library = entry.block.key, entry.arxiv, self.opened.library
        if is_preprint(entry):
            return NotUndone(key, "it is already the preprint entry")
        if arxiv is None:
            return NotUndone(key, "it has no arXiv id, and no earlier version of it was kept")
        record = resolution.records.get(arxiv)
        if record is None:
            why = resolution.unresolved.get(arxiv, "it does not exist")
            return NotUndone(key, f"no earlier version of it was kept, and {arxiv} could not be looked up: {why}")
        if is_another_paper(entry, record):
            return NotUndone(key, f"{arxiv} is another paper, {record.title!r}")
        made = preprint(record, key, house_form(self.preferences, library))
        return rebuilt(library, infer(library), entry, made)
