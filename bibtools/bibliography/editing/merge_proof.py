"""Proof of merged entries: read again by two readers, the library has the same works, and says all that it said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bibtools.bibliography.editing.entry_union import holds
from bibtools.bibliography.editing.integrity import read_keys
from bibtools.bibliography.library.blocks import ENTRY, TEXT, Block, Field, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.macros import Macros
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.relations import LISTS, SINGLE, aliases
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source

_WHITE = lazy_pattern(r"\s+")
_SEPARATOR = lazy_pattern(r"\s*,\s*")


def merge_objection(library: Library, renamed: Mapping[str, str], text: str, today: date) -> str:
    """Return why a text is not a library whose entries of the first keys became those of the second, else nothing."""
    return next(_objections(library, renamed, text, today), "")


def _objections(library: Library, renamed: Mapping[str, str], text: str, today: date) -> Iterator[str]:
    after = read(Source(library.source.path, text))
    members = {*renamed, *renamed.values()}
    yield from _others(library, after, members, renamed)
    for key in dict.fromkeys(renamed.values()):
        yield from _lost(library, after, key, [key, *(each for each in renamed if renamed[each] == key)])
    works = [set(identities(each, today).by_identifier) for each in (library, after)]
    if works[0] != works[1]:
        yield "the works of the library would be others"
    expected = Counter({key: number for key, number in read_keys(library.text).items() if key not in renamed})
    if expected != read_keys(text):
        yield "another reader would find other entries"
    if _between(library) != _between(after):
        yield "what stands between the entries would change"


def _others(library: Library, after: Library, members: set[str], renamed: Mapping[str, str]) -> Iterator[str]:
    """Yield what differs in the blocks that are not merged: nothing may but references to keys that are no more."""
    old, new = ([each for each in of.blocks if _is_apart(each, members)] for of in (library, after))
    if [(each.kind, each.type, each.key, each.problem) for each in old] != [
        (each.kind, each.type, each.key, each.problem) for each in new
    ]:
        yield "it would not be read as the same other entries"
        return
    folded = {key.casefold(): value for key, value in renamed.items()}
    for before, now in zip(old, new, strict=True):
        if library.text[slice(*before.span)] == text_of(after, now):
            continue
        expected = [(each.name, _mended(each, folded)) for each in fields(library.text, before)[0]]
        if before.kind != ENTRY or expected != [(each.name, _items(each)) for each in fields(after.text, now)[0]]:
            yield f"{before.key} would change"


def _is_apart(block: Block, members: set[str]) -> bool:
    return block.kind != TEXT and not (block.kind == ENTRY and block.key in members)


def text_of(library: Library, block: Block) -> str:
    """Return the text of a block."""
    return library.text[slice(*block.span)]


def _mended(field: Field, folded: Mapping[str, str]) -> str | list[str]:
    found = _items(field)
    return found if isinstance(found, str) else [folded.get(each.casefold(), each) for each in found]


def _items(field: Field) -> str | list[str]:
    is_reference = field.name in SINGLE or field.name in LISTS
    return _SEPARATOR.split(field.value.strip()) if is_reference else field.value


def _lost(library: Library, after: Library, key: str, keys: Sequence[str]) -> Iterator[str]:
    """Yield what a merged entry lacks of the entries that it was made from."""
    made = [block for block in after.understood() if block.key == key]
    if len(made) != 1:
        yield f"{key} would not be there once"
        return
    now, problem = fields(after.text, made[0])
    if problem is not None:
        yield f"{key} could not be read"
    has = _meanings(Macros(after), made[0], now)
    known = {key, *aliases(now)}
    for block in library.understood():
        if block.key not in keys:
            continue
        old = fields(library.text, block)[0]
        missing = [name for name, value in _meanings(Macros(library), block, old) if not holds(has, name, value)]
        missing += [each for each in aliases(old) if each not in known]
        if missing:
            yield f"{missing[0]} of {block.key} would be lost"


def _meanings(macros: Macros, block: Block, found: Sequence[Field]) -> list[tuple[str, str]]:
    """Return what fields say, with their macros."""
    meant = ((each.name, macros.meaning(each, block.span.start)) for each in found if each.name != "ids")
    return [(name, value or "") for name, value in meant]


def _between(library: Library) -> str:
    return "".join(_WHITE.sub("", text_of(library, block)) for block in library.blocks if block.kind == TEXT)
