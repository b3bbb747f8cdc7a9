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


def make_private(folder: str) -> None:
    """Make a folder of the cache, and those above it that are missing, for this user alone, whatever the umask says."""
    if os.path.isdir(folder):  # noqa: PTH112 - the same
        return
    make_private(os.path.dirname(os.path.abspath(folder)))  # noqa: PTH100, PTH120 - the same
    try:
        os.mkdir(folder, 0o700)  # noqa: PTH102 - the same
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 - another process may have been quicker
            raise
    else:
        os.chmod(folder, 0o700)  # noqa: PTH101 - a umask may take rights from the owner, too


def make_private_file(path: str) -> None:
    """Make an empty file for this user alone, where there is none: what opens it later keeps its mode."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
