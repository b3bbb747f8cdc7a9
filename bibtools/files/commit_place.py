"""The place of a file in the next commit of its work tree."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Literal

from bibtools.core.named_tuple import NamedTuple
from bibtools.files.worktree import find, is_within

if TYPE_CHECKING:
    from collections.abc import Mapping

PART: Final = "part"
NEW: Final = "new"  # git could track it, and does not yet
APART: Final = "apart"  # ignored, or of another work tree
CommitPlace = Literal["part", "new", "apart"]


class SubmoduleDifference(NamedTuple):
    """A submodule, as reports show it, that has a file otherwise than git records it; `untold`: why git cannot say."""

    submodule: str
    untold: str = ""


def end_of_link(path: str, base: str, environ: Mapping[str, str]) -> str:
    """Return the target of a link that stays in the work tree of a base, relative to it; empty if it is not a link.

    Git tracks the link, and a commit of that holds nothing of the file.
    """
    folder = os.path.realpath(base)
    whole = os.path.normpath(os.path.join(folder, path))
    real = os.path.realpath(whole)
    repository = find(base, environ) if real != whole else None
    return os.path.relpath(real, folder) if repository and is_within(real, repository.top) else ""
