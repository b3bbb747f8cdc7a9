"""The paths that a walk leaves out, as configured."""

from __future__ import annotations

import os

from bibtools.core.named_tuple import NamedTuple


class Exclusion(NamedTuple):
    """Which files a walk leaves out: patterns as in `.gitignore`, relative to a folder."""

    folder: str = os.curdir
    patterns: tuple[str, ...] = ()
