"""Proof of fixes to a library: read again by two readers, it has the same entries with the same fields.

Only what stands in the spans of the fixes differs, and these lie in values of fields, or outside of entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtools.bibliography.editing.integrity import read_keys
from bibtools.bibliography.library.blocks import ENTRY, STRING, TEXT, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Edit, Source, Span, apply_edits


def fix_objection(library: Library, edits: Sequence[Edit], text: str) -> str:
    """Return why a text is not a library with edits of its values alone, nothing where it is."""
    return next(_objections(library, edits, text), "")


def _objections(library: Library, edits: Sequence[Edit], text: str) -> Iterator[str]:
    after = read(Source(library.source.path, text))
    old, new = ([each for each in of.blocks if each.kind != TEXT] for of in (library, after))
    if [_identity(each) for each in old] != [_identity(each) for each in new]:
        yield "it would not be read as the same entries"
        return
    for before, now in zip(old, new, strict=True):
        if _with_edits(library.text, before.span, edits) != text[slice(*now.span)]:
            yield f"{before.key or before.kind} would change in an unplanned way"
        if before.kind in {ENTRY, STRING} and _planned(library.text, before, edits) != _read(text, now):
            yield f"the fields of {before.key or before.kind} would not be read as planned"
    if read_keys(library.text) != read_keys(text):
        yield "another reader would find other entries"


def _identity(block: Block) -> tuple[object, ...]:
    return block.kind, block.type, block.key, block.problem, block.disputed


def _with_edits(text: str, span: Span, edits: Sequence[Edit]) -> str:
    """Return a part of a text with the edits that lie in it."""
    start, end = span
    within = [each for each in edits if start <= each.span.start and each.span.end <= end]
    local = [Edit(Span(each.span.start - start, each.span.end - start), each.text) for each in within]
    return apply_edits(text[start:end], local)


def _planned(text: str, block: Block, edits: Sequence[Edit]) -> tuple[list[tuple[str, str]], bool]:
    found, problem = fields(text, block)
    return [(each.name, _with_edits(text, each.value_span, edits)) for each in found], problem is None


def _read(text: str, block: Block) -> tuple[list[tuple[str, str]], bool]:
    found, problem = fields(text, block)
    return [(each.name, text[slice(*each.value_span)]) for each in found], problem is None
