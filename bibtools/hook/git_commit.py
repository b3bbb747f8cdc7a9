"""The commit before which a hook runs: whether a library will be part of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from bibtools.files.commit_place import APART, NEW, PART, CommitPlace
from bibtools.files.pathnames import relative
from bibtools.hook.git_index import is_new


class GitCommit:
    """A commit, given what git tracks (None outside of git); git is asked again only about what it does not."""

    def __init__(self, listing: bytes | None, environ: Mapping[str, str]) -> None:
        self._listing, self._environ = listing, environ

    def place_of(self, path: str) -> CommitPlace:
        """Return a library's place: part of the commit, new to git, or apart from it."""
        if self._listing is None or b"\0%b\0" % os.fsencode(relative(path)) in b"\0%b" % self._listing:
            return PART
        return NEW if is_new(path, self._environ) else APART

    def submodule_of(self, path: str) -> str:
        """Return the submodule that has a library otherwise than the commit records it; else nothing."""
        from bibtools.files import submodule  # few libraries are in one

        return submodule.differing(path, self._environ)
