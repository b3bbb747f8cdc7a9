"""Progress: one line on stderr that tells what is going on, when it takes longer than a second and somebody watches."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self, TextIO

from bibtools.cli.quiet import is_quiet
from bibtools.core.text import printable

if TYPE_CHECKING:
    from bibtools.identifiers.identifier import Identifier
    from bibtools.providers.resolution import Resolution, Resolve

_PATIENCE = 1.0  # seconds before anything is shown
_RHYTHM = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows a task and the seconds it has taken; a thread draws, since the work itself may be waiting for an answer."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_quiet = is_quiet()
        self._task = ""
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._announced: set[tuple[str, bool]] = set()

    def __enter__(self) -> Self:
        if self._stream.isatty() and not self._is_quiet:
            self._thread = threading.Thread(target=self._draw, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def waiting(self, service: str, seconds: float | None) -> None:
        """Show which service the run waits for, and how long; None means until another run has its answer.

        A log gets one line for each wait that takes longer than a moment.
        """
        if seconds is None:
            self._task = f"waiting for another run of bibtools that asks {service}"
        else:
            self._task = f"waiting {seconds:.0f} s before asking {service} again"
        is_news = (service, seconds is None) not in self._announced and (seconds is None or seconds >= _PATIENCE)
        if is_news and not self._thread:
            self._announced.add((service, seconds is None))
            self._write(f"note: {self._task}\n")

    def note(self, text: str) -> None:
        """Print a note at once."""
        self._write(f"{_CLEAR if self._thread else ''}note: {printable(text)}\n")

    def task(self, description: str) -> None:
        """Show what is being done from now on."""
        self._task = description

    def during(self, resolve: Resolve) -> Resolve:
        """Return the same resolving, with progress."""

        def resolve_and_show(identifiers: Sequence[Identifier]) -> Resolution:
            self.task(f"asking about {len(identifiers)} papers")
            return resolve(identifiers)

        return resolve_and_show

    def _write(self, text: str) -> None:
        if self._is_quiet:
            return
        self._stream.write(text)
        self._stream.flush()

    def _draw(self) -> None:
        begin = time.monotonic()
        shown = False
        wait: Callable[[float], bool] = self._done.wait
        if wait(_PATIENCE):
            return
        while not wait(_RHYTHM):
            self._write(f"{_CLEAR}{self._task or 'reading sources'} … {time.monotonic() - begin:.0f} s")
            shown = True
        if shown:
            self._write(_CLEAR)
