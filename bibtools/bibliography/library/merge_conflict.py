"""Unresolved merge conflicts in a library."""

from __future__ import annotations

import re

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Lines, Position, Source

# The lines of one conflict, in order; https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
_OPENING = lazy_pattern(r"^<{7}(?: [^\r\n]*)?\r?$", re.MULTILINE)
_MIDDLE = lazy_pattern(r"^={7}\r?$", re.MULTILINE)
_CLOSING = lazy_pattern(r"^>{7}(?: |\r?$)", re.MULTILINE)


def conflict(text: str) -> int | None:
    """Return where the first conflict begins, or None if there is none.

    If what follows the first opening line completes no conflict, what follows a later one cannot either.
    """
    if "<<<<<<<" not in text:
        return None
    opening = _OPENING.search(text)
    middle = _MIDDLE.search(text, opening.end()) if opening else None
    closing = _CLOSING.search(text, middle.end()) if middle else None
    return opening.start() if opening and closing else None


def refuse(source: Source) -> None:
    """Raise ReadError if a library contains an unresolved merge conflict: its contents are ambiguous."""
    offset = conflict(source.text)
    if offset is not None:
        raise unresolved(source.path, Lines(source.text).position(offset))


def unresolved(path: str, position: Position) -> ReadError:
    """Return the error of a library that has an unresolved merge conflict at a position."""
    return ReadError(f"{path}:{position.line}:{position.column}: unresolved merge conflict: resolve it first")
