"""Merge conflicts that are left in a library."""

from __future__ import annotations

import re

from bibtools.errors import ReadError
from bibtools.text import Lines, Source

_MARKERS = re.compile(
    r"^<{7}(?: [^\r\n]*)?\r?$(?=[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: |\r?$))", re.MULTILINE
)  # https://git-scm.com/docs/git-merge#_how_conflicts_are_presented


def conflict(text: str) -> int | None:
    """Return where the first conflict begins, or None where there is none."""
    if "<<<<<<<" not in text:
        return None
    match = _MARKERS.search(text)
    return match.start() if match else None


def refuse(source: Source) -> None:
    """Raise ReadError where two versions of a library stand in it side by side: nobody can tell what it holds."""
    offset = conflict(source.text)
    if offset is not None:
        line, column = Lines(source.text).position(offset)
        raise ReadError(f"{source.path}:{line}:{column}: a merge conflict is left here: resolve it first")
