"""Proof before writing: a planned text must still hold everything that the old one held.

It is read again by this project's reader and by `bibtexparser`, which was written by other people and shares no code
with it. Whatever either of them read before and does not read after stops the write.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bibtools.errors import ProofError
from bibtools.library import TEXT, Library
from bibtools.library.reader import fields, read
from bibtools.merge import Plan
from bibtools.text import Source

if TYPE_CHECKING:
    from bibtexparser.model import Entry as ParsedEntry


def prove(library: Library, plan: Plan, text: str) -> None:
    """Raise ProofError where a planned text has lost a block or a key, or does not hold the new entries as built."""
    path = library.source.path
    after = read(Source(path, text))
    updated = {update.key for update in plan.updated}
    kept = Counter(
        library.text[slice(*block.span)] for block in library.blocks if block.kind != TEXT and block.key not in updated
    )
    lost = kept - Counter(text[slice(*block.span)] for block in after.blocks if block.kind != TEXT)
    if lost:
        raise ProofError(f"{path}: the planned text would change {next(iter(lost))[:60]!r}; nothing was written")
    new = {added.key: added for added in plan.added}
    built = {key: [(name.lower(), value) for name, value in added.entry.fields] for key, added in new.items()}
    written = {
        block.key: [(field.name, field.value) for field in fields(text, block)[0]]
        for block in after.entries()
        if block.key in new
    }
    if written != built:
        raise ProofError(f"{path}: the new entries do not read back as they were built; nothing was written")
    _prove_independently(library, plan, text)


def _prove_independently(library: Library, plan: Plan, text: str) -> None:
    before, after = _keys(library.text), _keys(text)
    missing = before + Counter(added.key for added in plan.added) - after
    if missing:
        keys = ", ".join(sorted(missing)[:3])
        raise ProofError(f"{library.source.path}: a second reader would no longer find {keys}; nothing was written")


def _keys(text: str) -> Counter[str]:
    import logging  # noqa: PLC0415 - loaded before a write only

    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry  # noqa: PLC0415 - the same
    from bibtexparser.splitter import Splitter  # noqa: PLC0415 - the same

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it warns of what the findings say better
    keys: Counter[str] = Counter()
    for block in Splitter(text).split().blocks:
        inner: ParsedEntry | object = block
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            inner = block.ignore_error_block
        if isinstance(inner, Entry):
            keys[inner.key] += 1
    return keys
