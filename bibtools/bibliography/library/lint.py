"""Lint: what is wrong with a library itself. It is reported, never edited."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.bibliography.library.blocks import ENTRY, Block, Library
from bibtools.bibliography.library.duplicates import doubts
from bibtools.bibliography.library.fault import Fault, head
from bibtools.bibliography.library.fields import can_be_read, fields
from bibtools.bibliography.library.generator import generator_of
from bibtools.bibliography.library.identity import Identities
from bibtools.bibliography.library.merge_conflict import conflict
from bibtools.core.finding import Finding, Spans
from bibtools.core.text import Source, Span, line_end


def findings(library: Library, known: Identities) -> list[Finding]:
    """Return the findings about a library, sorted by position.

    Broken entries, keys used twice, places that BibTeX and biber read differently, duplicates, and whether a
    program overwrites it.
    """
    broken = [*_conflicts(library.source), *_broken(library), *_unreadable(known, library), *_disputed(library)]
    return _placed(library.source, [*broken, *_repeated(library), *doubts(known.entries), *_generated(library)])


def faults(library: Library) -> list[Finding]:
    """Return only the faults that make LaTeX fail: broken entries and duplicate keys, sorted; or just a conflict."""
    conflicts = list(_conflicts(library.source))
    if conflicts:
        return _placed(library.source, conflicts)  # both sides together are broken, of course
    unreadable = (
        _unreadable_at(stop or 0, block, library)
        for block in library.blocks
        if block.kind == ENTRY and not block.problem and not block.disputed and not can_be_read(library.text, block)
        for stop in [fields(library.text, block)[1]]
    )
    return _placed(library.source, [*_broken(library), *unreadable, *_repeated(library)])


def conflicts(source: Source) -> list[Finding]:
    """Return only an unresolved merge conflict, without reading the entries."""
    return _placed(source, list(_conflicts(source)))


def _placed(source: Source, found: list[Fault]) -> list[Finding]:
    found.sort(key=lambda fault: (fault.span.start, fault.rule, fault.message))
    spans, path = Spans(source.text), source.path
    return [spans.finding(fault.rule, path, fault.span, fault.message, fault.data) for fault in found]


def _conflicts(source: Source) -> Iterator[Fault]:
    offset = conflict(source.text)
    if offset is not None:
        span = Span(offset, line_end(source.text, offset))
        yield Fault(span, "conflict-marker", "unresolved merge conflict: until it is resolved, nothing is written")


def _broken(library: Library) -> Iterator[Fault]:
    for block in library.blocks:
        if block.problem:
            what = f"entry {block.key}" if block.key else f"this @{block.type or block.kind}"
            message = f"{what} is broken: {block.problem}; bibtools changes nothing in it"
            yield Fault(head(block), "broken-entry", message, {"key": block.key} if block.key else {})


def _unreadable(known: Identities, library: Library) -> Iterator[Fault]:
    for entry in known.entries:
        if entry.problem is not None and not entry.block.problem:
            yield _unreadable_at(entry.problem, entry.block, library)


def _unreadable_at(offset: int, block: Block, library: Library) -> Fault:
    message = f"entry {block.key} cannot be parsed from here on: a comma, a brace or a quote is missing before this"
    span = Span(offset, line_end(library.text, offset, max(offset, block.span.end)))
    return Fault(span, "broken-entry", f"{message}; bibtools changes nothing in it", {"key": block.key})


def _disputed(library: Library) -> Iterator[Fault]:
    for block in library.keyed():
        if block.disputed:
            message = (
                f"BibTeX reads an entry {block.key} here, biber does not: "
                "for BibTeX neither a percent sign nor @comment hides it"
            )
            yield Fault(head(block), "disputed-entry", message, {"key": block.key})


def _repeated(library: Library) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for block in sorted(library.keyed(), key=lambda each: each.span):
        folded = block.key.casefold()
        if folded in seen:
            first = seen[folded]
            spelled = "" if first == block.key else f" (first as {first}; BibTeX ignores case)"
            message = f"the key {block.key} is used again{spelled}"
            yield Fault(block.key_span, "duplicate-key", message, {"key": block.key, "first": first})
        seen.setdefault(folded, block.key)


def _generated(library: Library) -> Iterator[Fault]:
    found = generator_of(library)
    if found:
        message = (
            f"{found.program} generates this file: additions vanish at the next export; "
            "keep new papers in a second .bib (--bib more.bib) and name both in the paper"
        )
        span = Span(found.offset, line_end(library.text, found.offset))
        yield Fault(span, "generated-library", message, {"program": found.program})
