"""Any address: what its status says of a link. Only a plain "not there" is taken for one."""

from __future__ import annotations

from bibtools.records.link_status import ALIVE, GONE, UNKNOWN, Verdict

_GONE = {404: "there is nothing at this address (404)", 410: "it was removed (410)"}
_LEGAL = 451
_GUARDED = frozenset({401, 402, 403, 407})  # it is there, though not for everybody


def verdict(status: int) -> Verdict:
    """Return what an HTTP status says of the link that was followed."""
    if 200 <= status < 400 or status in _GUARDED:
        return Verdict(ALIVE)
    if status in _GONE:
        return Verdict(GONE, _GONE[status])
    if status == _LEGAL:
        return Verdict(GONE, "it was taken down for legal reasons (451)")
    return Verdict(UNKNOWN, f"the host answers {status}")
