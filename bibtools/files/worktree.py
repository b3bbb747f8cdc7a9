"""The work tree: where it begins, and the folder that what its files name must stay in."""

from __future__ import annotations

import os

# ruff: noqa: PTH118, PTH120 - paths stay as written, and pathlib would resolve nothing by itself


def top(folder: str) -> str | None:
    """Return the real path of the nearest folder that holds `.git` (a folder, or a file in linked work trees)."""
    here = os.path.realpath(folder or os.curdir)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def boundary(folder: str = os.curdir, base: str = "") -> str:
    """Return the folder that may hold what a file in some folder names: the top of its work tree.

    Outside of git it is the higher one of that folder and the base, which is the current one unless another is given.
    """
    here, current = os.path.realpath(folder or os.curdir), os.path.realpath(base or os.curdir)
    return top(here) or (current if is_within(here, current) else here)


def is_within(path: str, folder: str) -> bool:
    """Return whether a real path is a folder, or below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
