"""Pace: how often a service is asked, over all bibtools processes of one user.

One lock a rate group, held during the request, and beside it the time at which the last request ended. Terms of use
count every machine and process of a person together, so a pause inside of one process would not be enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_LOCK_PATIENCE = 60.0  # seconds to wait for another process's request; one that hangs longer is not waited for


class Clock(NamedTuple):
    """The time, as seconds since the epoch, and how to let some of it pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class Pace:
    """Keeps the interval between requests of a rate group; without a usable folder, within this process only."""

    def __init__(self, folder: Path, clock: Clock, waiting: Callable[[str, float], None]) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting = waiting
        self._ended: dict[str, float] = {}

    @contextmanager
    def turn(self, group: str, interval: float) -> Iterator[None]:
        """Wait for this process's turn, hold it, and note when it ended."""
        with self._lock(group):
            pause = self._last_end(group) + interval - self._clock.now()
            if 0 < pause <= interval:  # a time further ahead comes from a clock that was wrong
                self._waiting(group, pause)
                self._clock.sleep(pause)
            try:
                yield
            finally:
                self._note_end(group)

    @contextmanager
    def _lock(self, group: str) -> Iterator[None]:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - loaded on the way to a socket only

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / f"{group}.lock")
            lock.acquire(timeout=_LOCK_PATIENCE)
        except (OSError, Timeout):
            yield  # a folder that cannot be written, or a holder that hangs, must not stop the run
            return
        try:
            yield
        finally:
            lock.release()

    def _last_end(self, group: str) -> float:
        ended = self._ended.get(group, -math.inf)
        with suppress(OSError, ValueError):
            ended = max(ended, float((self._folder / f"{group}.ended").read_text(encoding="ascii")))
        return ended

    def _note_end(self, group: str) -> None:
        self._ended[group] = self._clock.now()
        with suppress(OSError):
            (self._folder / f"{group}.ended").write_text(f"{self._ended[group]:.3f}", encoding="ascii")
