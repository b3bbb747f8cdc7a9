"""The closest known name to an unknown one, for messages."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 0.5  # of 1: names that have less in common are not meant


def nearest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str | None:
    """Return the known name closest to a name, ignoring case; None if none is close."""
    from difflib import get_close_matches  # for the message only

    by_lower_case = {each.lower(): each for each in known}
    close = get_close_matches(name.lower(), by_lower_case, 1, alike)
    return by_lower_case[close[0]] if close else None
