"""A notice that speaks of a published work: that it is retracted, doubted, corrected or reinstated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bibtools.core.named_tuple import NamedTuple

RETRACTED: Final = "Retraction"
DOUBTED: Final = "Expression of concern"
CORRECTED: Final = "Correction"
REINSTATED: Final = "Reinstatement"

_PARTS = "\x1e"


class RetractionNotice(NamedTuple):
    """A notice, as its source describes it; an empty text means that the source does not say."""

    nature: str  # RETRACTED, DOUBTED, CORRECTED or REINSTATED
    day: str  # "2023-05-14"
    doi: str  # of the work, in lower case
    notice: str = ""  # the DOI of the notice itself, in lower case
    reason: str = ""  # "Falsification of data; Investigation by the journal"

    def pack(self) -> str:
        """Return the row of a notice."""
        return _PARTS.join(self)


def unpacked(row: str) -> RetractionNotice:
    """Return the notice of a row; raises ValueError if it is broken."""
    parts = row.split(_PARTS)
    if len(parts) != len(RetractionNotice._fields):
        raise ValueError("a row of another form")
    return RetractionNotice._make(parts)


def standing(notices: Sequence[RetractionNotice]) -> RetractionNotice | None:
    """Return the retraction that a work stands under, given all notices of it; None if there is none, or it was lifted.

    A work that is reinstated later is not retracted, and neither is one that is only corrected or doubted.
    """
    last: RetractionNotice | None = None
    for each in sorted(notices, key=lambda each: each.day):
        if each.nature == RETRACTED:
            last = each
        elif each.nature == REINSTATED:
            last = None
    return last
