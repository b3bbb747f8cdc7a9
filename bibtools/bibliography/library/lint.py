"""What is wrong with a library itself: places that are left alone and reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.bibliography.library.blocks import ENTRY, Library
from bibtools.bibliography.library.duplicates import doubts
from bibtools.bibliography.library.fields import can_be_read, fields
from bibtools.bibliography.library.generator import origin
from bibtools.bibliography.library.identity import Identities
from bibtools.bibliography.library.merge_conflict import conflict
from bibtools.core.finding import Finding
from bibtools.core.text import Lines


def findings(library: Library, known: Identities) -> list[Finding]:
    """Report what its owner should know of a library, in order of place.

    Broken entries, keys used twice, places that BibTeX and biber read differently, entries of one work, and that a
    program will write it anew.
    """
    broken = [*_conflicts(library), *_broken(library), *_unreadable(known), *_disputed(library), *_repeated(library)]
    return _placed(library, sorted([*broken, *doubts(known.entries), *_generated(library)]))


def faults(library: Library) -> list[Finding]:
    """Report only what makes LaTeX fail: broken entries and keys used twice, in order of place; of a conflict, that."""
    conflicts = list(_conflicts(library))
    if conflicts:
        return _placed(library, conflicts)  # both sides together are broken, of course
    unreadable = (
        _unreadable_at(stop or 0, block.key)
        for block in library.blocks
        if block.kind == ENTRY and not block.problem and not block.disputed and not can_be_read(library.text, block)
        for stop in [fields(library.text, block)[1]]
    )
    return _placed(library, sorted([*_broken(library), *unreadable, *_repeated(library)]))


def _placed(library: Library, found: Sequence[tuple[int, str, str]]) -> list[Finding]:
    if not found:
        return []
    lines, path = Lines(library.text), library.source.path
    return [Finding(rule, path, lines.position(offset), message) for offset, rule, message in found]


def _conflicts(library: Library) -> Iterator[tuple[int, str, str]]:
    offset = conflict(library.text)
    if offset is not None:
        yield offset, "conflict-marker", "a merge conflict is left here: resolve it; until then nothing is written"


def _broken(library: Library) -> Iterator[tuple[int, str, str]]:
    for block in library.blocks:
        if block.problem:
            what = f"entry {block.key}" if block.key else f"this @{block.type or block.kind}"
            yield block.span.start, "broken-entry", f"{what} is broken: {block.problem}; it was left alone"


def _unreadable(known: Identities) -> Iterator[tuple[int, str, str]]:
    for entry in known.entries:
        if entry.problem is not None and not entry.block.problem:
            yield _unreadable_at(entry.problem, entry.block.key)


def _unreadable_at(offset: int, key: str) -> tuple[int, str, str]:
    message = f"entry {key} cannot be read from here on: a comma, a brace or a quote is missing before this place"
    return offset, "broken-entry", f"{message}; it was left alone"


def _disputed(library: Library) -> Iterator[tuple[int, str, str]]:
    for block in library.keyed():
        if block.disputed:
            yield (
                block.span.start,
                "disputed-entry",
                (
                    f"BibTeX reads an entry {block.key} here, biber does not: "
                    "for BibTeX neither a percent sign nor @comment hides it"
                ),
            )


def _repeated(library: Library) -> Iterator[tuple[int, str, str]]:
    seen: dict[str, str] = {}
    for block in sorted(library.keyed(), key=lambda each: each.span):
        folded = block.key.casefold()
        if folded in seen:
            spelled = "" if seen[folded] == block.key else f" (first as {seen[folded]}; BibTeX ignores case)"
            yield block.key_span.start, "duplicate-key", f"the key {block.key} is used a second time{spelled}"
        seen.setdefault(folded, block.key)


def _generated(library: Library) -> Iterator[tuple[int, str, str]]:
    found = origin(library)
    if found:
        message = (
            f"{found.program} writes this file: what is added to it vanishes at the next export; "
            "keep new papers in a second .bib (--bib more.bib) and name both in the paper"
        )
        yield found.offset, "generated-library", message
