"""The commit before which a hook runs: whether a library will be part of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from bibtools.files import worktree
from bibtools.files.commit_place import APART, NEW, PART, CommitPlace, SubmoduleDifference, end_of_link
from bibtools.files.pathnames import relative
from bibtools.files.program import ProgramOutput
from bibtools.hook.git_index import new


class GitCommit:
    """A commit, given what git tracks (None outside of git); git is asked again only about what it does not.

    Where git refuses to answer (`refusal` says why), a library counts as part of it.
    """

    def __init__(self, tracked: ProgramOutput, environ: Mapping[str, str]) -> None:
        self._listing, self._environ = tracked.output, environ
        self.refusal = tracked.refusal

    def place_of(self, path: str) -> CommitPlace:
        """Return a library's place: part of the commit, new to git, or outside it; for a link, its target's."""
        place = self._place_of(path)
        end = end_of_link(path, os.curdir, self._environ) if self._listing is not None and place == PART else ""
        return self._place_of(end) if end else place

    def _place_of(self, path: str) -> CommitPlace:
        if self._listing is None or b"\0%b\0" % os.fsencode(relative(path)) in b"\0%b" % self._listing:
            return PART
        repository = worktree.find(os.curdir, self._environ)
        if repository and not worktree.is_within(os.path.realpath(path), repository.top):
            return PART  # no commit holds it, as none holds what TeX itself brings
        answer = new(path, self._environ)
        self.refusal = self.refusal or answer.refusal
        return PART if answer.output is None else NEW if answer.output else APART

    def submodule_of(self, path: str) -> SubmoduleDifference | None:
        """Return the submodule that has a library otherwise than the commit records it; else None."""
        from bibtools.files import submodule  # few libraries are in one

        return submodule.differing(path, self._environ)
