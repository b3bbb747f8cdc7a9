"""Python's cyclic garbage collector, paused while many values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the cyclic garbage collector.

    It scans all live values again and again as their number grows, so the time would grow faster than the number.
    For values that cannot be part of a cycle, that is wasted.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
