"""Flags with which files are opened: those that the system knows. Windows lacks most, and has one of its own.

The hooks' fast path loads this, and nothing else for it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def known(system: ModuleType, *names: str) -> int:
    """Return flags by their names, without those that a system does not know."""
    flags = 0
    for name in names:
        flags |= getattr(system, name, 0)
    return flags


# Without O_BINARY, Windows would change line ends, and end a file at its first Ctrl-Z.
BINARY = known(os, "O_BINARY")
# What opens a pipe returns at once, and no terminal becomes ours.
SAFELY = known(os, "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_NOINHERIT", "O_BINARY")
NO_LINK = known(os, "O_NOFOLLOW")
FOLDER = known(os, "O_DIRECTORY")
