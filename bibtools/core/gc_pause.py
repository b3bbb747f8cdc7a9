"""Python's search for cycles of garbage, paused while many values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the search for cycles of garbage.

    It looks at all values again and again while they become more, so that the time would grow faster than their number.
    For values that cannot be part of a cycle that is in vain.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
