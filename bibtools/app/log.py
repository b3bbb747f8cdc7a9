"""The log: what goes on during a call, for programs, by the standard `logging`; nobody sees it who does not listen."""

from __future__ import annotations

import logging

from bibtools.core.text import printable
from bibtools.providers.resolution import Resolve

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
    def during(resolve: Resolve) -> Resolve:
        """Return the same resolving: there is nothing to draw."""
        return resolve
