"""Random changes to inputs: how targets are tried where atheris is not installed, and what failed is made short."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

LONGEST = 4096  # bytes of an input; longer ones find nothing more and take longer


def try_changes(check: Callable[[bytes], None], seeds: Sequence[bytes], words: Sequence[bytes], seconds: float) -> int:
    """Check inputs until the time is over, and return how many."""
    chance = random.Random()  # noqa: S311 - another search each time
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        check(changed(chance.choice(seeds), chance, seeds, words or [b"\0"]))
        count += 1
    return count


def changed(data: bytes, chance: random.Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return an input with a few random changes."""
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.choices(range(len(data) + 1), k=2))
        end = min(end, start + chance.choice([1, 4, 20, LONGEST]))
        other = chance.choice(seeds)
        match chance.randrange(7):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + data[start:end] + data[end:]
            case 2:
                data = data[:start] + other[: chance.randrange(len(other) + 1)] + data[end:]
            case 3:
                data = data[:start] + other[chance.randrange(len(other) + 1) :]
            case 4:
                data = data[:start] + chance.randbytes(chance.choice([1, 2, 8])) + data[end:]
            case _:
                data = data[:start] + chance.choice(words) + data[chance.choice([start, start, end]) :]
    return data[:LONGEST]


def failure(check: Callable[[bytes], None], data: bytes) -> str:
    """Return which promise an input breaks, or nothing; of an unexpected exception its kind."""
    try:
        check(data)
    except AssertionError as broken:
        return str(broken).partition(":")[0] or "AssertionError"
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return type(error).__name__
    return ""


def shortest(check: Callable[[bytes], None], data: bytes, seconds: float) -> bytes:
    """Take out of an input what it does not need to break the same promise, as far as the time goes."""
    wanted, size, end = failure(check, data), len(data) // 2, time.monotonic() + seconds
    while size:
        at = 0
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + size :]
            if failure(check, shorter) == wanted:
                data = shorter
            else:
                at += size
        size //= 2
    return data
