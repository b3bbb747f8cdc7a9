"""What the parts of a library have, and which of it several have: kept while a few of them are replaced by others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtools.bibliography.library.entry_parts import EntryPart
    from bibtools.identifiers.identifier import Identifier

_KEYS = re.compile(r"[^\s,{}()\"=#%]+")


class Counts:
    """How many have each of some things, and what more than one has."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.several: set[str] = set()

    def add(self, things: Iterable[str]) -> None:
        """Count things in."""
        numbers = self._numbers
        for each in things:
            number = numbers[each] = numbers.get(each, 0) + 1
            if number == 2:
                self.several.add(each)

    def remove(self, things: Iterable[str]) -> None:
        """Count things out that were counted in."""
        numbers = self._numbers
        for each in things:
            numbers[each] -= 1
            if numbers[each] == 1:
                self.several.discard(each)
            elif not numbers[each]:
                del numbers[each]

    def left(self, others: Counts) -> Iterator[str]:
        """Yield what some have besides others that are counted here, too."""
        few = others._numbers
        return (each for each, number in self._numbers.items() if each not in few or number > few[each])

    def has_left(self, thing: str, others: Counts) -> bool:
        """Return whether some have something besides others that are counted here, too."""
        return self._numbers.get(thing, 0) > others._numbers.get(thing, 0)


class PartTally:
    """What parts have; of keys and works, what the plain ones have."""

    def __init__(self) -> None:
        self.named = Counts()  # the keys, whatever their case, and whatever may be one in parts that are not plain
        self.marks = Counts()
        self.keys = Counts()
        self.lowered = Counts()
        self.works: dict[Identifier, tuple[EntryPart, ...]] = {}

    def add(self, parts: Sequence[EntryPart]) -> None:
        """Count parts in."""
        plain = [each for each in parts if each.is_plain]
        for counts, things in self._counted(parts, plain):
            counts.add(things)
        for each in plain:
            for work in each.works:
                self.works[work] = (*self.works.get(work, ()), each)

    def remove(self, parts: Sequence[EntryPart]) -> None:
        """Count parts out that were counted in."""
        plain = [each for each in parts if each.is_plain]
        for counts, things in self._counted(parts, plain):
            counts.remove(things)
        for each in plain:
            for work in each.works:
                others = list(self.works.pop(work))
                others.remove(each)
                self.works.update({work: tuple(others)} if others else {})

    def _counted(
        self, parts: Sequence[EntryPart], plain: Sequence[EntryPart]
    ) -> Iterator[tuple[Counts, Iterable[str]]]:
        """Yield what is counted of some parts, and where."""
        yield self.named, chain((each.folded for each in plain), _words(parts))
        yield self.marks, chain.from_iterable(each.marks for each in parts)
        yield self.keys, (each.key for each in plain)
        yield self.lowered, (each.key.lower() for each in plain)

    def needed(self, parts: Sequence[EntryPart], starts: Sequence[int]) -> list[int]:
        """Return which parts a check must look at: those that are not plain, and those that share something."""
        keys, marks = self.named.several, self.marks.several
        chosen = [
            number
            for number, each in enumerate(parts)
            if not each.is_plain or each.folded in keys or not marks.isdisjoint(each.marks)
        ]
        return sorted({*chosen, *_reached(parts, starts, chosen)})


def _reached(parts: Sequence[EntryPart], starts: Sequence[int], chosen: Iterable[int]) -> Iterator[int]:
    """Yield the parts that others before them may reach into, which plain ones do not.

    What stands behind one is about the next entry, whatever comes between.
    """
    done, follows = 0, -1
    for number in chosen:
        each = parts[number]
        if not each.is_plain and (number == follows or not each.is_blank_behind) and number + 1 < len(parts):
            follows = number + 1
            yield follows
        if each.reach:
            end = bisect_left(starts, starts[number + 1] + each.reach, 0, len(parts))
            yield from range(max(number + 1, done), end)
            done = max(done, end)


def _words(parts: Iterable[EntryPart]) -> Iterator[str]:
    """Yield everything that may be a key in parts that are not plain."""
    for each in parts:
        if not each.is_plain:
            yield from {word.casefold() for word in _KEYS.findall(each.text)}
