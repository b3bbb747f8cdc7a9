"""Near keys: the one key of a library that a key without an entry may be a slip of.

Digits tell works apart (`smith2019`, `smith2019a`), so a near key has the same ones; two may be swapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern

_SHORTEST, _LONG = 5, 10  # characters of a key in which one slip, or two, may be looked for
_LONGEST = 200
_KEPT = 1 << 16  # keys of a library, which are compared at each keystroke
_MARKS = lazy_pattern(r"[\W_]+")
_AUTHOR_YEAR = lazy_pattern(r"[^\W\d]{2,}(?:1[89]|20)\d\d")
_SERIAL = lazy_pattern(r"\d[a-z]{0,2}\Z")  # a key that ends so is one of a series


def near_key(key: str, known: Iterable[str]) -> str | None:
    """Return the known key that is meant for sure by its spelling, None where there is none, or more than one."""
    return _nearest(key, known, (_differs_in_case, _differs_in_marks, _continues, _has_slips))


def unmistakable_key(key: str, known: Iterable[str]) -> str | None:
    """Return the known key that differs in nothing but case and punctuation, None where there is none, or several.

    A key with another letter may be that of another author, whose paper is not there: no program can know.
    """
    return _nearest(key, known, (_differs_in_case, _differs_in_marks))


def _nearest(key: str, known: Iterable[str], ways: Iterable[Callable[[str, str], bool]]) -> str | None:
    others = [each for each in dict.fromkeys(known) if each != key]
    if len(key) > _LONGEST:
        return None
    for is_near in ways:
        found = [each for each in others if is_near(key, each)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _differs_in_case(key: str, other: str) -> bool:
    return key.casefold() == other.casefold()


def _differs_in_marks(key: str, other: str) -> bool:
    return bool(bare := _bare(key)) and bare == _bare(other)


@lru_cache(_KEPT)
def _bare(key: str) -> str:
    return _MARKS.sub("", key).casefold()


@lru_cache(_KEPT)
def _digits(bare: str) -> list[str]:
    return sorted(filter(str.isdigit, bare))


def _continues(key: str, other: str) -> bool:
    """Return whether a key of an author and a year is how another one begins, which has words of the title, too."""
    one, two = _bare(key), _bare(other)
    return _AUTHOR_YEAR.fullmatch(one) is not None and two.startswith(one) and two[len(one) :][:2].isalpha()


def _has_slips(key: str, other: str) -> bool:
    one, two = _bare(key), _bare(other)
    allowed = 0 if len(one) < _SHORTEST else 1 if len(one) < _LONG else 2
    if abs(len(one) - len(two)) > allowed or _digits(one) != _digits(two):
        return False
    if _SERIAL.search(one) and _SERIAL.search(two) and one.rstrip("abcdefgh") == two.rstrip("abcdefgh"):
        return False
    return bool(allowed) and distance(one, two, allowed) <= allowed


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
