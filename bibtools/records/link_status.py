"""Link status: what a link was found to lead to."""

from __future__ import annotations

import json
from typing import Final, Literal

from bibtools.core.named_tuple import NamedTuple

_LATEST = 253402300800.0  # the year 10000, in seconds since the epoch
_LONGEST = 2000  # characters of a reason, or an address
LinkState = Literal["alive", "gone", "private", "unknown"]
ALIVE: Final = "alive"
GONE: Final = "gone"
PRIVATE: Final = "private"  # it leads into a private network, which readers cannot reach and we do not enter
UNKNOWN: Final = "unknown"  # it could not be checked, which says nothing of the link


class LinkStatus(NamedTuple):
    """What a link leads to; `moved` is the new URL of a renamed repository."""

    status: LinkState
    reason: str = ""
    moved: str | None = None
    archived: bool = False
    empty: bool = False  # a repository without a file
    since: float | None = None  # when it was found to be gone first, as seconds since the epoch


def of_json(text: str) -> LinkStatus | None:
    """Return a stored link status, or None if the text is not one."""
    try:
        status, reason, moved, archived, empty, since = json.loads(text)
        is_sound = status in {ALIVE, GONE} and (moved is None or (isinstance(moved, str) and len(moved) <= _LONGEST))
        when = None if since is None else float(since)
        is_dated = when is None or 0 <= when < _LATEST
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    return (
        LinkStatus(
            status=status,
            reason=str(reason)[:_LONGEST],
            moved=moved,
            archived=bool(archived),
            empty=bool(empty),
            since=when,
        )
        if is_sound and is_dated
        else None
    )
