"""The order of copied entries: each in front of those that it names, as BibTeX needs it, wherever these are.

An entry that names one of the paper's own goes in front of that. The others go where new entries go; what would stand
before an entry that names it goes to the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtools.bibliography.editing import insertion
from bibtools.bibliography.editing.plan import Copied
from bibtools.bibliography.entries.entry import Style
from bibtools.bibliography.library.blocks import ENTRY, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.relations import parents
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit


class Placed(NamedTuple):
    """Edits before entries, texts that are placed like new entries, and texts for the end, in order."""

    edits: tuple[Edit, ...] = ()
    in_place: tuple[Copied, ...] = ()
    at_end: tuple[Copied, ...] = ()


def placed(library: Library, style: Style, copied: Sequence[Copied]) -> Placed:
    """Return where copied entries go."""
    ordered = children_first(copied)
    own = _Own(library)
    limits = _limits(ordered, own)
    edits: list[Edit] = []
    for start in sorted(set(limits.values())):
        group = [each for each in ordered if limits.get(each.key.casefold()) == start]
        edits.append(insertion.in_front(library, style, own.starting(start), group))
    free = [each for each in ordered if each.key.casefold() not in limits]
    order = insertion.order_of(library)
    if order is None:
        return Placed(tuple(edits), tuple(free), ())
    in_place, at_end = _divided(free, ordered, limits, own, order)
    return Placed(tuple(edits), tuple(in_place), tuple(at_end))


def children_first(copied: Sequence[Copied]) -> list[Copied]:
    """Return entries in their order, but none behind one that it names; a circle stays as it is."""
    known = {each.key.casefold(): each for each in copied}
    named = {each.key: [folded for key in each.parents if (folded := key.casefold()) in known] for each in copied}
    waiting = dict.fromkeys(known, 0)
    for keys in named.values():
        for key in keys:
            waiting[key] += 1
    ready = [each for each in copied if not waiting[each.key.casefold()]]
    found: list[Copied] = []
    for each in ready:
        found.append(each)
        for key in named[each.key]:
            waiting[key] -= 1
            if not waiting[key]:
                ready.append(known[key])
    done = {each.key for each in found}
    return [*found, *(each for each in copied if each.key not in done)]


class _Own:
    """The entries of the paper's library: where they are, and what they name."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._blocks = [each for each in library.blocks if each.kind == ENTRY and each.key]
        self.by_key = {each.key.casefold(): each for each in reversed(self._blocks)}

    def starting(self, start: int) -> Block:
        """Return the entry that begins at an offset."""
        return next(each for each in self._blocks if each.span.start == start)

    def naming(self) -> Mapping[str, int]:
        """Return where the last entry ends that names a key."""
        text = self._library.text
        return {key.casefold(): block.span.end for block in self._blocks for key in parents(fields(text, block)[0])}


def _limits(ordered: Sequence[Copied], own: _Own) -> dict[str, int]:
    """Return for copied entries the start of the first of the paper's own that they, or their parents, name."""
    limits: dict[str, int] = {}
    for each in reversed(ordered):
        keys = [key.casefold() for key in each.parents]
        starts = [limits[key] for key in keys if key in limits]
        starts += [own.by_key[key].span.start for key in keys if key in own.by_key]
        if starts:
            limits[each.key.casefold()] = min(starts)
    return limits


def _divided(
    free: Sequence[Copied], ordered: Sequence[Copied], limits: Mapping[str, int], own: _Own, order: insertion.Order
) -> tuple[list[Copied], list[Copied]]:
    """Return which entries can stand in the library's order, and which stand at its end."""
    naming = own.naming()
    children: dict[str, list[str]] = {}
    for each in ordered:
        for key in each.parents:
            children.setdefault(key.casefold(), []).append(each.key.casefold())
    places: dict[str, tuple[int, str]] = {}  # where an entry goes: an offset, and the order there
    in_place: list[Copied] = []
    at_end: list[Copied] = []
    for each in free:
        folded = each.key.casefold()
        index = order.place(each.key)
        before = order.blocks[index - 1].span.end if index else -1
        fits = before >= naming.get(folded, -1) and all(
            (child in places and places[child] < (before, folded)) or limits.get(child, before + 1) <= before
            for child in children.get(folded, ())
            if child != folded
        )
        if fits:
            in_place.append(each)
            places[folded] = (before, folded)
        else:
            at_end.append(each)
    return in_place, at_end
