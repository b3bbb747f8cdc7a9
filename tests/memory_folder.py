"""Where files that soon go may be kept in memory: a disk makes whoever writes ten thousand small ones wait."""

from __future__ import annotations

import os
import shutil

_IN_MEMORY = "/dev/shm"  # noqa: S108 - it is what it is called
_ROOM = 1 << 30  # containers often give it 64 MB


def memory_folder() -> str | None:
    """Return a folder in memory, if the system has one in which there is room and programs may lie."""
    if not os.access(_IN_MEMORY, os.W_OK | os.X_OK) or os.statvfs(_IN_MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return _IN_MEMORY if shutil.disk_usage(_IN_MEMORY).free > _ROOM else None
