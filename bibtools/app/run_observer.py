"""Observers of a run's progress: a terminal, or a program's log; the use cases themselves print nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bibtools.core.counted_work import Heard


class RunObserver(Protocol):
    """Hears how a run goes on: a terminal, or the log of a program."""

    def waiting(self, service: str, seconds: float | None) -> None:
        """Hear which service the run waits for, and how long; None means until another run has its answer."""

    def note(self, text: str) -> None:
        """Hear something noteworthy."""

    def counted(self, task: str, noun: str) -> Heard:
        """Begin work that can be counted, in things of a kind; return what hears how far it is."""
