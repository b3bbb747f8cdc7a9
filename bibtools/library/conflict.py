"""Merge conflicts that are left in a library."""

from __future__ import annotations

import re

_MARKERS = re.compile(
    r"^<{7}(?: [^\r\n]*)?\r?$(?=[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: |\r?$))", re.MULTILINE
)  # https://git-scm.com/docs/git-merge#_how_conflicts_are_presented


def conflict(text: str) -> int | None:
    """Return where the first conflict begins, or None where there is none."""
    if "<<<<<<<" not in text:
        return None
    match = _MARKERS.search(text)
    return match.start() if match else None
