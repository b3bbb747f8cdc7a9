"""Progress: one line on stderr that tells what is going on, when it takes longer than a second and somebody watches."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from bibtools.identifier import Identifier
    from bibtools.resolve import Resolution, Resolve

_PATIENCE = 1.0  # seconds before anything is shown
_RHYTHM = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows a task and the seconds it has taken; a thread draws, since the work itself may be waiting for an answer."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._task = ""
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        if self._stream.isatty():
            self._thread = threading.Thread(target=self._draw, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def waiting(self, service: str, seconds: float) -> None:
        """Tell that a service's pace makes the run wait."""
        self._task = f"waiting {seconds:.0f} s for {service}'s turn"

    def task(self, description: str) -> None:
        """Tell what is being done from now on."""
        self._task = description

    def during(self, description: str, resolve: Resolve) -> Resolve:
        """Return the same resolving, with progress."""

        def told(identifiers: Sequence[Identifier]) -> Resolution:
            self.task(f"{description} about {len(identifiers)} papers")
            return resolve(identifiers)

        return told

    def _draw(self) -> None:
        begin = time.monotonic()
        shown = False
        wait: Callable[[float], bool] = self._done.wait
        if wait(_PATIENCE):
            return
        while not wait(_RHYTHM):
            self._stream.write(f"{_CLEAR}{self._task or 'reading sources'} … {time.monotonic() - begin:.0f} s")
            self._stream.flush()
            shown = True
        if shown:
            self._stream.write(_CLEAR)
            self._stream.flush()
