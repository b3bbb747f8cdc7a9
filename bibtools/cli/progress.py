"""Progress: one line on stderr about the current work, after a second and on a terminal only.

Work that can be counted has a bar, its rate, and the time that is left. Piped output and hooks have none of it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TextIO

from bibtools.cli.color import is_wanted
from bibtools.cli.quiet import is_quiet
from bibtools.core.counted_work import unheard
from bibtools.core.text import printable

if TYPE_CHECKING:
    from bibtools.cli.progress_rate import CountedWork, ProgressStep
    from bibtools.core.counted_work import Heard

_PATIENCE = 1.0  # seconds before anything is shown
_RHYTHM = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows a task and the seconds it has taken; a thread draws, since the work itself may be waiting for an answer."""

    def __init__(self, stream: TextIO | None = None, *, has_bar: bool = True) -> None:
        self._stream = stream or sys.stderr
        self._is_quiet = is_quiet()
        self._has_bar = has_bar
        self._has_color = is_wanted(self._stream.isatty())
        self._task = ""
        self._counted: CountedWork | None = None
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
            self._task = f"waiting for another run of bibtools that is using {service}"
        else:
            self._task = f"waiting {seconds:.0f} s before asking {service} again"
        is_news = (service, seconds is None) not in self._announced and (seconds is None or seconds >= _PATIENCE)
        if is_news and not self._thread:
            self._announced.add((service, seconds is None))
            self._write(f"note: {printable(self._task)}\n")

    def note(self, text: str) -> None:
        """Print a note at once."""
        self._write(f"{_CLEAR if self._thread else ''}note: {printable(text)}\n")

    def task(self, description: str) -> None:
        """Show what is being done from now on."""
        self._task, self._counted = description, None

    def counted(self, task: str, noun: str) -> Heard:
        """Show from now on work that can be counted, and how far it is; return what hears that."""
        if not self._thread:
            return unheard
        from bibtools.cli.progress_rate import CountedWork, ProgressStep  # on a terminal

        self._task, self._counted = task, None
        begun: list[ProgressStep] = []

        def heard(count: int, part: float) -> None:
            step = ProgressStep(time.monotonic(), count, part)
            if not begun:
                begun.append(step)
            self._task, self._counted = task, CountedWork(noun, begun[0], step)

        return heard

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
            self._write(f"{_CLEAR}{self._line(time.monotonic() - begin)}")
            shown = True
        if shown:
            self._write(_CLEAR)

    def _line(self, seconds: float) -> str:
        counted, task = self._counted, printable(self._task) or "reading sources"
        if counted is None or not self._has_bar:
            return f"{task} … {seconds:.0f} s"
        from bibtools.cli.progress_bar import drawn  # for long work on a terminal

        return drawn(task, counted, time.monotonic(), self._stream, has_color=self._has_color)
