"""Places in the file system that matter to bibtools. It loads next to nothing, since the hook's fast path asks, too."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIGURATIONS = (".bibtools.toml", "pyproject.toml")


def cache_folder(environ: Mapping[str, str]) -> str:
    """Return BIBTOOLS_CACHE_DIR, or the place for caches (XDG Base Directory Specification).

    Of a user without a home it is a place where nothing can be kept: never one in the current folder.
    """
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib costs more than all of this
    caches = environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home.startswith("/") else os.devnull)
    return environ.get("BIBTOOLS_CACHE_DIR") or f"{caches}/bibtools"


def configurations(folder: str) -> list[str]:
    """Return the files that may hold the configuration of a folder, the nearest first, up to the work tree's top."""
    found = []
    while True:
        found += [os.path.join(folder, name) for name in CONFIGURATIONS]  # noqa: PTH118 - the same
        above = os.path.dirname(folder)  # noqa: PTH120 - the same
        if os.path.exists(os.path.join(folder, ".git")) or above == folder:  # noqa: PTH110, PTH118 - the same
            return found
        folder = above
