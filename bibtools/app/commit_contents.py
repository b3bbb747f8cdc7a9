"""Which of a paper's libraries are in its commit, according to git."""

from __future__ import annotations

from typing import Protocol

from bibtools.files.commit_place import PART, CommitPlace, SubmoduleDifference


class Commit(Protocol):
    """What git knows about the commit that a paper is part of."""

    def place_of(self, path: str) -> CommitPlace:
        """Return the place of a library in it."""

    def submodule_of(self, path: str) -> SubmoduleDifference | None:
        """Return the submodule that has a library otherwise than git records; else None."""


class NoCommit:
    """For a paper in no work tree, everything counts as part of a commit."""

    def place_of(self, path: str) -> CommitPlace:
        """Return `PART`: without a work tree, every library counts as part."""
        del path
        return PART

    def submodule_of(self, path: str) -> SubmoduleDifference | None:
        """Return None: without a work tree there is no submodule."""
        del path
        return None
