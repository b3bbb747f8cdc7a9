"""Whether two names may be of one place, a journal or a conference: whole, abbreviated, or by its initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtools.bibliography.library.identity import normalise_title

_SMALL = frozenset("the of and for in on at a an de la le du des d l der die das und et fur th st nd rd".split())
_GENERAL = frozenset("proceedings proc international intl int annual conference conf symposium symp ieee acm".split())
_ENOUGH = 3  # words that two names share in order, even if one of them adds a place, a day, a number
_SHORTEST = 3  # letters of initials


def may_be_one(place: str, names: Iterable[str]) -> bool:
    """Return whether a place may be one of some names."""
    own = _words(place)
    return any(_are_one(own, _words(name)) for name in names if name)


def _words(name: str) -> list[str]:
    return [word for word in normalise_title(name).split() if word not in _SMALL and not word[0].isdigit()]


def _are_one(own: Sequence[str], other: Sequence[str]) -> bool:
    if _has_acronym(own, other) or _has_acronym(other, own):
        return True
    short, long = sorted(([word for word in words if word not in _GENERAL] for words in (own, other)), key=len)
    common = _in_order(short, long)
    return bool(short) and common == len(short) and (len(long) == common or common >= _ENOUGH)


def _in_order(short: Sequence[str], long: Sequence[str]) -> int:
    """Return how many words of one list are in the other, in its order."""
    rest = iter(long)
    return sum(any(_abbreviates(word, other) for other in rest) for word in short)


def _abbreviates(one: str, two: str) -> bool:
    """Return whether a word is the other, begins it, or is a contraction of it: "int", "intl", "natl"."""
    short, long = sorted((one, two), key=len)
    if long.startswith(short):
        return True
    letters = iter(long)
    return short[0] == long[0] and len(short) >= _SHORTEST and all(letter in letters for letter in short)


def _has_acronym(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether the initials of some words, or of some that follow each other, are one of the others."""
    initials = "".join(word[0] for word in words)
    return any(len(word) >= _SHORTEST and word in initials for word in others)
