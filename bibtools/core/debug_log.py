"""The debug log of a module, by the standard `logging`, which is used only if another module has loaded it."""

from __future__ import annotations

import sys


class DebugLog:
    """Writes what a module does to the logger of its name; without a handler, that costs next to nothing.

    Never give it a secret: a key, a header, or an address with a query.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, message: str, *values: object) -> None:
        """Log a message, into which the values are put as `logging` does it."""
        logging = sys.modules.get("logging")
        if logging is not None:
            logging.getLogger(self._name).debug(message, *values)
