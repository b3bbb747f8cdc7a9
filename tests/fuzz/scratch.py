"""Folders for files that are written thousands of times: in memory, where the system has such a place."""

from __future__ import annotations

import tempfile

from memory_folder import memory_folder


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Make a folder, which goes with the process."""
    return tempfile.TemporaryDirectory(prefix="bibtools-fuzz-", dir=memory_folder())
