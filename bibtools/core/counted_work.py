"""Work that counts its progress, so that it can be shown."""

from __future__ import annotations

from collections.abc import Callable

# Hears how many things are done, and which part of the whole that is: from 0, where it is not known, to 1.
Heard = Callable[[int, float], None]


def unheard(count: int, part: float) -> None:
    """Show nothing."""
