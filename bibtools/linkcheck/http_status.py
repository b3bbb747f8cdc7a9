"""HTTP status of any URL: what it means for a link. Only an unambiguous "not there" counts as gone."""

from __future__ import annotations

from bibtools.records.link_status import ALIVE, GONE, UNKNOWN, LinkStatus

_GONE = {404: "not found (404)", 410: "it was removed (410)"}
_LEGAL = 451
_GUARDED = frozenset({401, 402, 403, 407})  # it is there, though not for everybody


def link_status(status: int) -> LinkStatus:
    """Return the link status of an HTTP status."""
    if 200 <= status < 400 or status in _GUARDED:
        return LinkStatus(ALIVE)
    if status in _GONE:
        return LinkStatus(GONE, _GONE[status])
    if status == _LEGAL:
        return LinkStatus(GONE, "it was taken down for legal reasons (451)")
    return LinkStatus(UNKNOWN, f"the host answers {status}")
