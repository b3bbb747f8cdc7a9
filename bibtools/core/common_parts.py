"""What two texts have in common at their beginnings and at their ends."""

from __future__ import annotations

_PIECE = 65_536  # characters that are compared at once


def common_start(one: str, other: str) -> int:
    """Return how many of the first characters two texts have in common."""
    shortest = min(len(one), len(other))
    for at in range(0, shortest, _PIECE):
        end = min(at + _PIECE, shortest)
        if one[at:end] != other[at:end]:
            return _first_difference(one, other, at, end)
    return shortest


def _first_difference(one: str, other: str, at: int, end: int) -> int:
    """Return where two texts differ first, between two offsets where they do."""
    while end - at > 1:
        middle = (at + end) // 2
        if one[at:middle] == other[at:middle]:
            at = middle
        else:
            end = middle
    return at


def common_end(one: str, other: str, most: int) -> int:
    """Return how many of the last characters two texts have in common, at most some."""
    done = 0
    while done < most:
        size = min(_PIECE, most - done)
        if _last(one, done, size) != _last(other, done, size):
            return done + _same_last(one, other, done, size)
        done += size
    return done


def _last(text: str, done: int, size: int) -> str:
    return text[len(text) - done - size : len(text) - done]


def _same_last(one: str, other: str, done: int, size: int) -> int:
    """Return how many characters before the last `done` ones are the same, of some that are not all."""
    same = 0
    while size - same > 1:
        half = (size - same) // 2
        if _last(one, done + same, half) == _last(other, done + same, half):
            same += half
        else:
            size = same + half
    return same
