"""Reading and writing pipes with a thread for each, where the system cannot wait for several at once (Windows).

A thread that reads from a pipe without a writer cannot be ended: it is left behind, and ends with the program. So
each has a descriptor of its own, which no one else closes.
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue

_PIECE = 1 << 16


class PipeReader:
    """What a descriptor brings, read by a thread."""

    def __init__(self, descriptor: int) -> None:
        self._pieces: SimpleQueue[bytes | OSError] = SimpleQueue()
        threading.Thread(target=self._read, args=(os.dup(descriptor),), daemon=True).start()

    def _read(self, descriptor: int) -> None:
        try:
            while piece := os.read(descriptor, _PIECE):
                self._pieces.put(piece)
            self._pieces.put(b"")
        except OSError as error:
            self._pieces.put(error)
        finally:
            os.close(descriptor)

    def piece(self, deadline: float | None) -> bytes | None:
        """Return the next part, nothing at the end, and None where it has not come by then; raises OSError."""
        try:
            piece = self._pieces.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
        except Empty:
            return None
        if isinstance(piece, OSError):
            raise piece
        return piece

    def gather(self, into: bytearray, deadline: float, most: int, *, is_bounded: bool) -> bool:
        """Return whether all has come in time; more than `most` is too much where that is a bound, else left out."""
        while piece := self.piece(deadline):
            if is_bounded or len(into) < most:
                into += piece
            if is_bounded and len(into) > most:
                return False
        return piece is not None


def feed(descriptor: int, data: bytes) -> None:
    """Write to a descriptor from a thread; who reads it may end before that."""
    threading.Thread(target=_write, args=(os.dup(descriptor), data), daemon=True).start()


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    with suppress(OSError):  # it has ended, and its exit code says why
        while left:
            left = left[os.write(descriptor, left[:_PIECE]) :]
    os.close(descriptor)
