"""Proof of copies: they are there as in the other library, they say the same as there, and all else does as before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bibtools.bibliography.editing.plan import Copied, Plan
from bibtools.bibliography.library.blocks import ENTRY, TEXT, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.macros import Macros, names_in, undefined
from bibtools.bibliography.library.presence import lookup
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source


def wrongly_copied(library: Library, plan: Plan, after: Library, today: date) -> Iterator[str]:
    """Yield why a planned text does not hold what it should after copying."""
    copied = (*(each.text for each in plan.copied), *plan.macros)
    expected = Counter(block for text in copied for block in _texts(read(Source("", text))))
    gained = Counter(_texts(after)) - Counter(_texts(library))
    if expected - gained:
        yield "lacks what is to be copied"
    macros, defined = Macros(after), _defined(plan)
    where = {block.key: block for block in after.understood()}
    for each in plan.copied:
        if each.key not in where or _meanings(each, where[each.key], macros, defined) != each.meanings:
            yield f"would change what {each.key} says"
    yield from (f"has {key} behind {parent}, which it names" for key, parent in _in_front(plan.copied, where))
    yield from _changed(library, after, macros)
    yield from _without_works(plan, after, today)


def _texts(library: Library) -> Iterator[str]:
    return (library.text[slice(*block.span)] for block in library.blocks if block.kind != TEXT)


def _defined(plan: Plan) -> frozenset[str]:
    """Return the names of the macros that are copied."""
    return frozenset(name for text in plan.macros for name in Macros(read(Source("", text))).definitions)


def _meanings(copied: Copied, block: Block, macros: Macros, defined: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what the fields of a copy say; what no definition of the other library says stays open."""
    found = fields(macros.text, block)[0]
    left = frozenset().union(*(undefined(meaning) for _, meaning in copied.meanings)) - defined
    return tuple((each.name, macros.meaning(each, block.span.start, left) or "") for each in found)


def _in_front(copied: Sequence[Copied], where: Mapping[str, Block]) -> Iterator[tuple[str, str]]:
    """Yield the copies behind an entry that they name; in a circle one of them must be."""
    named = {each.key: each.parents for each in copied}
    for each in copied:
        for parent in each.parents:
            is_behind = {each.key, parent} <= where.keys() and where[parent].span.start < where[each.key].span.start
            if is_behind and each.key not in _reached(parent, named):
                yield each.key, parent


def _reached(key: str, named: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the entries that one names, or that these name in turn, itself included."""
    reached, following = {key}, [key]
    while following:
        new = [each for each in named.get(following.pop(), ()) if each not in reached]
        reached.update(new)
        following += new
    return reached


def _changed(library: Library, after: Library, macros: Macros) -> Iterator[str]:
    """Yield the entries of the library itself that say something else than before."""
    lost = Counter(_used(library, Macros(library))) - Counter(_used(after, macros))
    yield from (f"would change what {key} says" for key, *_ in lost)


def _used(library: Library, macros: Macros) -> Iterator[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """Yield the entries that use macros, and what they say."""
    text = library.text
    for block in library.blocks:
        found = fields(text, block)[0] if block.kind == ENTRY else []
        using = [each for each in found if next(names_in(text, each.value_span), None)]
        if using:
            yield block.key, tuple((each.name, macros.meaning(each, block.span.start)) for each in using)


def _without_works(plan: Plan, after: Library, today: date) -> Iterator[str]:
    """Yield the copies that are not found by the identifiers which they have in the other library."""
    keys: dict[object, set[str]] = {}
    for each in plan.copied:
        if each.identifier:
            keys.setdefault(each.identifier, set()).add(each.key)
    works = [each.identifier for each in plan.copied if each.identifier]
    found = lookup(after.source, set(works), today, after.blocks) if works else {}
    yield from (f"lacks {work} under its id" for work in works if found.get(work) not in keys[work])
