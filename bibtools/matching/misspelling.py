"""Misspelt words: slips of the keys, as opposed to two right spellings of one word."""

from __future__ import annotations

import re

_FEWEST = 5  # letters of a word in which a slip shows
# Two right spellings: "optimisation", "analyse", "behaviour", "centre", "haematology", "modelling" (double letters).
_VARIANTS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("re", "er"), ("ae", "e"), ("oe", "e"))


def is_slip(one: str, other: str) -> bool:
    """Return whether a word is another one with two letters swapped, or one inside more, less or for another."""
    if min(len(one), len(other)) < _FEWEST or one[0] != other[0] or one[-1] != other[-1] or not (one + other).isalpha():
        return False
    if _unvaried(one) == _unvaried(other):
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    rests = ((one[1:], other), (one, other[1:]), (one[1:], other[1:]), (one[1::-1] + one[2:], other))
    return any(a == b for a, b in rests)


def _unvaried(word: str) -> str:
    """Return a word in one of its spellings."""
    for british, american in _VARIANTS:
        word = word.replace(british, american)
    return re.sub(r"(.)\1", r"\1", word)
