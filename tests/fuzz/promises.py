"""Promises: what holds whatever comes in, and how a target says that one is broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category


class BrokenPromiseError(AssertionError):
    """A promise that is not kept."""


class Target(NamedTuple):
    """What is fuzzed.

    `check` raises BrokenPromiseError, or what the code under test raises. `seeds` are inputs to begin with, written for
    this purpose, and `words` are what to put into them.
    """

    check: Callable[[bytes], None]
    seeds: Sequence[bytes]
    words: Sequence[bytes] = ()


def promise(kept: object, what: str) -> None:
    """Raise BrokenPromiseError where a promise is not kept."""
    if not kept:
        raise BrokenPromiseError(what)


def promise_balanced(value: str, what: str) -> None:
    """Promise that BibTeX reads a value to its end: a backslash escapes no brace."""
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in f"x{value}"))
    promise(min(depths) == 0 and depths[-1] == 0, f"{what}: braces are not balanced: {value!r}")


# Control characters, halves of characters, ends of lines; and what turns the direction of a line around.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS = frozenset(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def promise_printable(value: str, what: str) -> None:
    """Promise that a value can be shown on a terminal and written on a line."""
    bad = {char for char in value if char in _TURNS or category(char) in _UNPRINTABLE}
    promise(not bad, f"{what}: not printable: {value!r}")
