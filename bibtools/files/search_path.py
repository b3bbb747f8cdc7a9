"""The search path for programs; the hooks' fast path looks there as well: nothing else is loaded for it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_REGULAR, _KIND = 0o100000, 0o170000  # of a file's mode (inode(7)); the module stat is not loaded for two numbers

_ENDINGS = ("",) if os.name == "posix" else (".exe",)  # a script of Windows' is run by its shell, which is not started


def located(name: str, environ: Mapping[str, str]) -> str:
    """Return where a program is; a folder of the search path that is relative to the current one is a stranger's."""
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        if os.path.isabs(folder):
            for ending in _ENDINGS:
                if _is_program(program := f"{folder}/{name}{ending}"):
                    return program
    return ""


def _is_program(path: str) -> bool:
    try:
        return os.stat(path).st_mode & _KIND == _REGULAR and os.access(path, os.X_OK)
    except (OSError, ValueError):
        return False
