"""`--verbose`: the debug log on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bibtools.core.text import printable

if TYPE_CHECKING:
    import logging

_PACKAGE = "bibtools"


def listen(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    """Write the log to standard error until the command has ended."""
    del param
    if not value or ctx.find_root().meta.get(__name__):
        return
    import logging

    root = ctx.find_root()
    root.meta[__name__] = True
    handler, logger = logging.StreamHandler(sys.stderr), logging.getLogger(_PACKAGE)
    handler.setFormatter(_formatter(is_terminal=sys.stderr.isatty()))
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)

    def stop() -> None:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)

    root.call_on_close(stop)


def _formatter(*, is_terminal: bool) -> logging.Formatter:
    """Return what makes a line of a record; on a terminal, it takes the place of the line that shows progress."""
    import logging

    class Line(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            name = record.name.removeprefix(f"{_PACKAGE}.")
            line = f"[{record.relativeCreated / 1000:7.3f} s] {name}: {printable(record.getMessage())}"
            return f"\r\x1b[K{line}" if is_terminal else line

    return Line()
