"""The place of a file in the commit that a work tree leads to."""

from __future__ import annotations

from typing import Final, Literal

PART: Final = "part"
NEW: Final = "new"  # git could track it, and does not yet
APART: Final = "apart"  # ignored, or of another work tree
CommitPlace = Literal["part", "new", "apart"]
