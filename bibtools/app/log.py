"""The log: the standard `logging` of what happens during a call, for programs; silent without a handler."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bibtools.core.counted_work import unheard
from bibtools.core.text import printable

if TYPE_CHECKING:
    from bibtools.core.counted_work import Heard

LOG = logging.getLogger("bibtools")
LOG.addHandler(logging.NullHandler())


class LogObserver:
    """Writes into the log which services a run waits for, and what cannot be used."""

    @staticmethod
    def waiting(service: str, seconds: float | None) -> None:
        """Log which service the run waits for, and how long; None means until another run has its answer."""
        until = "another run has its answer" if seconds is None else f"{seconds:.1f} s have passed"
        LOG.info("waiting to ask %s until %s", service, until)

    @staticmethod
    def note(text: str) -> None:
        """Log something noteworthy."""
        LOG.warning("%s", printable(text))

    @staticmethod
    def counted(task: str, noun: str) -> Heard:
        """Log what begins; how far it is stands in the lines of those who do it."""
        LOG.info("%s (%s)", task, noun)
        return unheard
