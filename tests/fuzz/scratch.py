"""Folders for files that are written thousands of times: in memory, where the system has such a place."""

from __future__ import annotations

import os
import tempfile

_IN_MEMORY = "/dev/shm"  # noqa: S108 - it is what it is called


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Make a folder, which goes with the process."""
    where = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="bibtools-fuzz-", dir=where)
