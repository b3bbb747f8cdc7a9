"""Python's cyclic garbage collector, paused while many values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from bibtools.core.process_exit import is_program


@contextmanager
def no_collection(*, lasting: bool = False) -> Iterator[None]:
    """Pause the cyclic garbage collector.

    It scans all live values again and again as their number grows, so the time would grow faster than the number.
    For values that cannot be part of a cycle, that is wasted. What a program of ours makes that lasts until it ends is
    not scanned afterwards, either.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if lasting and is_program():
                gc.freeze()
            gc.enable()
