"""Integrity: before writing, proof that a planned text still holds everything that the old one held.

It is read by this project's reader and by `bibtexparser`, an independent reader that shares no code
with it. Anything that either of them read before but not after stops the write. The other reader reads what can
differ (see `changed_part`), or all of both texts where that is asked for, a large library in a process of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from operator import call
from typing import TYPE_CHECKING

from bibtools.bibliography.editing.changed_part import changed_part
from bibtools.bibliography.editing.copy_proof import wrongly_copied
from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.library.blocks import TEXT, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.presence import lookup
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ProofError
from bibtools.core.gc_pause import no_collection
from bibtools.core.parallel import spread
from bibtools.core.text import Source

if TYPE_CHECKING:
    from bibtexparser.model import Entry as ParsedEntry


@no_collection()
def prove(library: Library, plan: Plan, text: str, today: date, *, fully: bool = False) -> None:
    """Raise ProofError if a planned text lost or changed anything, or lacks the new entries as built.

    `fully`, the other reader reads all of both texts.
    """
    path = library.source.path
    keys = {entry.key for entry in plan.entries} | {each.key for each in plan.copied}
    readers = [partial(_objection, library, plan, text, today)]
    if keys or plan.updated:
        readers.append(partial(_hidden, *((library.text, text) if fully else changed_part(library.text, text)), keys))
    sizes = [len(text) if fully else 0] * len(readers)
    for reason in filter(None, spread(call, readers, sizes)):
        raise ProofError(f"{path}: the planned text {reason}; nothing was written")


def prove_renamed(library: Library, text: str, keys: set[str]) -> None:
    """Raise ProofError if a text does not hold the same entries, or any but those of `keys` differs."""
    path = library.source.path
    after = read(Source(path, text))
    lost = Counter(_sound_blocks(library, keys)) - Counter(_sound_blocks(after, keys))
    same = [block.key for block in after.keyed()] == [block.key for block in library.keyed()]
    if lost or not same or read_keys(text) != read_keys(library.text):
        raise ProofError(f"{path}: the planned text would change more than the links; nothing was written")


def _objection(library: Library, plan: Plan, text: str, today: date) -> str | None:
    """Return why this project's reader rejects a planned text, None if it does not."""
    return next(_objections(library, plan, text, today), None)


def _hidden(old: str, text: str, keys: set[str]) -> str | None:
    """Return why the other reader rejects a planned text, or the changed part of it: it lacks an old or a new key."""
    missing = read_keys(old) + Counter(keys) - read_keys(text)
    return f"would hide {', '.join(sorted(missing)[:3])} from another reader" if missing else None


def _objections(library: Library, plan: Plan, text: str, today: date) -> Iterator[str]:
    after = read(Source(library.source.path, text))
    updated = {update.key for update in plan.updated}
    lost = Counter(_sound_blocks(library, updated)) - Counter(_sound_blocks(after, set()))
    if lost:
        yield f"would change {next(iter(lost))[-1][:60]!r}"
    yield from _wrongly_updated(library, plan, after)
    built = sorted((entry.key, [(name.lower(), value) for name, value in entry.fields]) for entry in plan.entries)
    keys = {key for key, _ in built}
    written = sorted(
        (block.key, [(field.name, field.value) for field in fields(text, block)[0]])
        for block in after.understood()
        if block.key in keys
    )
    if written != built:
        yield "does not read back as its new entries were built"
    keys_by_work = {added.identifier: added.key for added in plan.added}
    if lookup(after.source, keys_by_work, today, after.blocks) != keys_by_work:
        yield "lacks its new entries under their ids"
    if plan.copied:
        yield from wrongly_copied(library, plan, after, today)
    if text != _with_insertions(library.text, plan):
        yield "is not the old one with insertions"


def _with_insertions(old: str, plan: Plan) -> str | None:
    """Return the text after the plan's edits if all are insertions, else None."""
    pieces = []
    done = 0
    for (start, end), new in sorted(plan.edits, key=lambda edit: edit.span):
        if not (new.startswith(old[start:end]) or new.endswith(old[start:end])):
            return None
        pieces += [old[done:start], new]
        done = end
    return "".join([*pieces, old[done:]])


def _sound_blocks(library: Library, updated: set[str]) -> Iterator[tuple[str, bool, str]]:
    """Yield the contents of every block but the updated ones."""
    for block in library.blocks:
        if block.kind != TEXT and block.key not in updated:
            yield block.kind, block.disputed, library.text[slice(*block.span)]


def _wrongly_updated(library: Library, plan: Plan, after: Library) -> Iterator[str]:
    """Yield why an updated entry is wrong: it must have its old fields, the new ones, and nothing else."""
    updated = {update.key for update in plan.updated}
    before, now = (_fields_by_key(each, updated) for each in (library, after))
    for update in plan.updated:
        old, new = before.get(update.key, []), now.get(update.key, [])
        gained = [name for name, _ in new]
        for name, _ in old:
            if name in gained:
                gained.remove(name)
        kept = [field for field in new if field in old]
        if kept != old or gained != [name.lower() for name in update.fields] or not gained:
            yield f"would change {update.key} in an unplanned way"


def _fields_by_key(library: Library, keys: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the fields of the first entry of each of some keys; none if they cannot be read to their end."""
    found: dict[str, list[tuple[str, str]]] = {}
    for block in library.understood():
        if block.key in keys and block.key not in found:
            split, problem = fields(library.text, block)
            written = [(field.name, library.text[slice(*field.value_span)]) for field in split]
            found[block.key] = written if problem is None else []
    return found


def is_read_by_others(key: str, text: str) -> bool:
    """Return whether the other reader finds an entry by its key in a text of its own."""
    return key in read_keys(text)


def read_keys(text: str) -> Counter[str]:
    """Return the keys that the other reader finds, and how often."""
    import logging  # loaded before a write only

    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it warns of what the findings say better
    keys: Counter[str] = Counter()
    # It knows LF only, and finds its way back from a broken entry at the beginning of a line.
    for block in Splitter(text.replace("\r\n", "\n").replace("\r", "\n")).split().blocks:
        inner: ParsedEntry | object = block
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            inner = block.ignore_error_block
        if isinstance(inner, Entry):
            keys[inner.key] += 1
    return keys
