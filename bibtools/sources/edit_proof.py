"""Proof of edits to a source: read again, it cites and names what it did, but for what was to be changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bibtools.core.fixes import Fix
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Source, Span, apply_edits
from bibtools.sources.citation import CITED, NOCITED, SPACED
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import CitedKey, cited_keys
from bibtools.sources.filetypes import type_of
from bibtools.sources.mention import Mention, Suspect
from bibtools.sources.notebook_edits import differ_by, in_notebook
from bibtools.sources.scanner import module_of, scan, structure
from bibtools.sources.structure import Structure

_DIGIT = lazy_pattern(r"[0-9]+")


class SourceReader(NamedTuple):
    """How a source is read: with the macros of its document, and as of which day."""

    macros: Mapping[str, CiteMacro]
    today: date


def edits(source: Source, fixes: Sequence[Fix]) -> list[Edit]:
    """Return the edits of a source that fixes make; raises ValueError where one of them cannot be done."""
    cells = _by_cell(fixes)
    for fix in fixes:
        if part(source.text, source.path, fix.cell)[slice(*fix.span)] != fix.old:
            raise ValueError("something else stands there")
    if None in cells:
        return cells[None]
    return in_notebook(source.text, _numbered(cells))


def part(text: str, path: str, cell: int | None) -> str:
    """Return a text, or the cell of a notebook that it is; nothing where there is no such cell."""
    return text if cell is None else parts(text, path).get(cell, "")


def parts(text: str, path: str) -> dict[int | None, str]:
    """Return the cells of a notebook by their numbers, of any other text the whole."""
    module = module_of(type_of(os.path.splitext(path)[1]))
    cells: dict[int | None, str] = module.cell_texts(text) if hasattr(module, "cell_texts") else {}
    return cells or {None: text}


def objection(source: Source, fixes: Sequence[Fix], text: str, reader: SourceReader) -> str:
    """Return why a text is not its source with fixes alone, nothing where it is."""
    cells = _by_cell(fixes)
    if None not in cells and not differ_by(source.text, _numbered(cells), text):
        return "more than its cells would change"
    suffix = os.path.splitext(source.path)[1]
    after = source._replace(text=text)
    if _parts(source.text, suffix) != _parts(text, suffix):
        return "the parts and libraries that it names would be others"
    keys = ((each, _key(each, cells)) for each in _cited(source, suffix, reader))
    expected = [(each.cell, each.kind, key) for each, key in keys if key]  # else it is taken out
    found = [(each.cell, each.kind, each.key) for each in _cited(after, suffix, reader)]
    if len(found) != len(expected) or not all(map(_are_alike, expected, found)):
        return "it would not be read as these citations"
    return _other_mentions(source, after, suffix, fixes, reader)


def _parts(text: str, suffix: str) -> Structure:
    """Return the structure of a text's document; where its parts begin and end, edits change."""
    found = structure(text, suffix)
    named = (each._replace(scope=_DIGIT.sub("0", each.scope)) for each in found.libraries)
    return found._replace(libraries=tuple(named))


def _by_cell(fixes: Iterable[Fix]) -> dict[int | None, list[Edit]]:
    cells: dict[int | None, list[Edit]] = {}
    for fix in sorted(fixes, key=lambda each: each.span):
        cells.setdefault(fix.cell, []).append(fix.edit)
    return cells


def _numbered(cells: Mapping[int | None, list[Edit]]) -> dict[int, list[Edit]]:
    return {number: edits for number, edits in cells.items() if number is not None}


def _cited(source: Source, suffix: str, reader: SourceReader) -> tuple[CitedKey, ...]:
    return cited_keys(source, suffix, reader.macros)


def _key(cited: CitedKey, cells: Mapping[int | None, list[Edit]]) -> str:
    """Return the key of a citation after the edits."""
    start, end = cited.span
    within = [edit for edit in cells.get(cited.cell, ()) if _touches(edit.span, cited.span)]
    if len(within) == 1 and within[0].span.start <= start and end <= within[0].span.end:
        return within[0].text
    if not within or (cited.key != "" and end - start != len(cited.key)):
        return cited.key
    local = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.text) for edit in within]
    return apply_edits(cited.key, local)


def _touches(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _other_mentions(source: Source, after: Source, suffix: str, fixes: Sequence[Fix], reader: SourceReader) -> str:
    """Return what else would be named, or no longer be; what was mended is an id, and has no fault any more."""
    before, now = scan(source, reader.today, suffix), scan(after, reader.today, suffix)
    old, new = (_spans(fixes, is_new=is_new) for is_new in (False, True))
    kept = [list(_apart(each.mentions, spans)) for each, spans in ((before, old), (now, new))]
    if kept[0] != kept[1]:
        return "papers that it names would be others"
    doubtful: list[Mention | Suspect] = [*now.suspects, *(each for each in now.mentions if each.repaired)]
    left = [each.text for each in doubtful if _lies_in(each, new)]
    return f"{left[0]} would not be read as an id either" if left else ""


def _spans(fixes: Sequence[Fix], *, is_new: bool) -> dict[int | None, list[Span]]:
    """Return the spans of fixes in the text before, or in the one after."""
    found: dict[int | None, list[Span]] = {}
    shift: dict[int | None, int] = {}
    for fix in sorted(fixes, key=lambda each: each.span):
        moved = shift.get(fix.cell, 0) if is_new else 0
        length = len(fix.new) if is_new else len(fix.old)
        found.setdefault(fix.cell, []).append(Span(fix.span.start + moved, fix.span.start + moved + length))
        shift[fix.cell] = shift.get(fix.cell, 0) + len(fix.new) - len(fix.old)
    return found


def _apart(mentions: Iterable[Mention], spans: Mapping[int | None, list[Span]]) -> Iterator[tuple[object, ...]]:
    for each in mentions:
        if not _lies_in(each, spans):
            yield each.cell, each.identifier, each.text, each.key


def _lies_in(each: Mention | Suspect, spans: Mapping[int | None, list[Span]]) -> bool:
    return any(_touches(each.span, span) for span in spans.get(each.cell, ()))


def _are_alike(one: tuple[int | None, str, str], other: tuple[int | None, str, str]) -> bool:
    """Return whether two citations, by cell, kind and key, are the same; a blank behind the key may come or go."""
    kinds = {one[1], other[1]}
    return one[::2] == other[::2] and (len(kinds) == 1 or (SPACED in kinds and kinds <= {CITED, NOCITED, SPACED}))
