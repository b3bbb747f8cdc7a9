"""The line of a progress bar, drawn with rich: as wide as the terminal, and in its colours."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Column, Table
from rich.text import Text

from bibtools.cli.progress_rate import CountedWork

_BAR = 30  # columns
_NARROW = 60  # a terminal of fewer columns has no place for a bar


def drawn(task: str, work: CountedWork, time: float, stream: TextIO, *, has_color: bool) -> str:
    """Return the line, without its end."""
    width = max(1, _width(stream) - 1)  # a line that fills the terminal would wrap
    console = Console(file=stream, width=width, force_terminal=True, no_color=not has_color, highlight=False)
    columns = [Column(no_wrap=True, overflow="ellipsis"), Column(no_wrap=True, overflow="ellipsis")]
    cells: list[Text | ProgressBar] = [Text(task), Text(work.words(time))]
    if work.now.part and width >= _NARROW:
        columns.insert(1, Column(width=_BAR))
        cells.insert(1, ProgressBar(total=1.0, completed=min(1.0, work.now.part), width=_BAR))
    grid = Table.grid(*columns, padding=(0, 2))
    grid.add_row(*cells)
    with console.capture() as capture:
        console.print(grid, end="")
    return next(iter(capture.get().splitlines()), "").rstrip()


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80
