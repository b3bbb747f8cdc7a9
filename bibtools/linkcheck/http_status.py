"""HTTP status of any URL: what it means for a link. Only an unambiguous "not there" counts as gone."""

from __future__ import annotations

from bibtools.records.link_status import ALIVE, GONE, UNKNOWN, Verdict

_GONE = {404: "not found (404)", 410: "it was removed (410)"}
_LEGAL = 451
_GUARDED = frozenset({401, 402, 403, 407})  # it is there, though not for everybody


def verdict(status: int) -> Verdict:
    """Return the verdict of an HTTP status for a link."""
    if 200 <= status < 400 or status in _GUARDED:
        return Verdict(ALIVE)
    if status in _GONE:
        return Verdict(GONE, _GONE[status])
    if status == _LEGAL:
        return Verdict(GONE, "it was taken down for legal reasons (451)")
    return Verdict(UNKNOWN, f"the host answers {status}")
