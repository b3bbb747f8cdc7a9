"""Near keys: the one key of a library that a key without an entry may be a slip of.

Digits tell works apart (`smith2019`, `smith2019a`), so a near key has the same ones; two may be swapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import compress, islice

from bibtools.core.lazy_pattern import lazy_pattern

_SHORTEST, _LONG = 5, 10  # characters of a key in which one slip, or two, may be looked for
_LONGEST = 200
_KEPT = 1 << 16  # keys of a library, which are compared at each keystroke
_ANSWERS = 1000
_MARKS = lazy_pattern(r"[\W_]+")
_AUTHOR_YEAR = lazy_pattern(r"[^\W\d]{2,}(?:1[89]|20)\d\d")
_SERIAL = lazy_pattern(r"\d[a-z]{0,2}\Z")  # a key that ends so is one of a series


class NearKeys:
    """The keys of libraries, among which one is looked for that another may be a slip of; what was found is kept."""

    def __init__(self, known: Iterable[str]) -> None:
        self._keys = tuple(dict.fromkeys(known))
        self._folded = [each.casefold() for each in self._keys]
        self._bare = [_bare(each) for each in self._keys]
        self._found: dict[str, str | None] = {}

    def near(self, key: str) -> str | None:
        """Return the known key that is meant for sure by its spelling, None where there is none, or more than one."""
        if key not in self._found:
            if len(self._found) >= _ANSWERS:
                self._found.clear()
            self._found[key] = _only(key, self._likely(key))
        return self._found[key]

    def unmistakable(self, key: str) -> str | None:
        """Return the known key that differs in nothing but case and punctuation, None where there is none, or several.

        A key with another letter may be that of another author, whose paper is not there: no program can know.
        """
        return _only(key, islice(self._likely(key), 2))

    def _likely(self, key: str) -> Iterator[list[str]]:
        """Yield the keys that are near in each way, the surest first."""
        folded, bare = key.casefold(), _bare(key)
        yield self._chosen(each == folded for each in self._folded)
        yield self._chosen(each == bare for each in self._bare) if bare else []
        is_start = _AUTHOR_YEAR.fullmatch(bare) is not None
        yield self._chosen(_continues(bare, each) for each in self._bare) if is_start else []
        yield self._slips(bare)

    @cached_property
    def _digits(self) -> list[list[str]]:
        return [_digits(each) for each in self._bare]

    def _slips(self, bare: str) -> list[str]:
        length, digits = len(bare), _digits(bare)
        most = 0 if length < _SHORTEST else 1 if length < _LONG else 2
        return [
            key
            for key, other, its in zip(self._keys, self._bare, self._digits if most else (), strict=bool(most))
            if its == digits and -most <= len(other) - length <= most and _is_slip(bare, other, most)
        ]

    def _chosen(self, are_near: Iterable[bool]) -> list[str]:
        return [*compress(self._keys, are_near)]


def _only(key: str, ways: Iterable[list[str]]) -> str | None:
    if len(key) > _LONGEST:
        return None
    for found in ways:
        if others := [each for each in found if each != key]:
            return others[0] if len(others) == 1 else None
    return None


@lru_cache(2)  # at each keystroke in a source the libraries are the same
def near_keys(known: frozenset[str]) -> NearKeys:
    """Return keys among which some are looked for again and again."""
    return NearKeys(known)


@lru_cache(_KEPT)
def _bare(key: str) -> str:
    return _MARKS.sub("", key).casefold()


@lru_cache(_KEPT)
def _digits(bare: str) -> list[str]:
    return sorted(filter(str.isdigit, bare))


def _continues(one: str, two: str) -> bool:
    """Return whether a key of an author and a year is how another one begins, which has words of the title, too."""
    return two.startswith(one) and two[len(one) :][:2].isalpha()


def _is_slip(one: str, two: str, most: int) -> bool:
    if _SERIAL.search(one) and _SERIAL.search(two) and one.rstrip("abcdefgh") == two.rstrip("abcdefgh"):
        return False
    return distance(one, two, most) <= most


def distance(one: str, two: str, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped; more than `most` where it is more.

    This is the distance of optimal string alignment.
    """
    before: list[int] = []
    last = list(range(len(two) + 1))
    for row, char in enumerate(one, 1):
        current = [row]
        for column, other in enumerate(two, 1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (char != other))
            if before and column > 1 and char == two[column - 2] and one[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        if min(current) > most:
            return most + 1
        before, last = last, current
    return last[-1]
