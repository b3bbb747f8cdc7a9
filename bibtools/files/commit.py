"""The next commit of a work tree: which files git will put into it."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cached_property
from types import MappingProxyType

from bibtools.files import git, submodule
from bibtools.files.commit_place import APART, NEW, PART, CommitPlace, SubmoduleDifference, end_of_link
from bibtools.files.program import listed_names

_OTHER = "?"  # https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt--t
_WITH_TAGS = ("-t", "--cached", "--others", "--exclude-standard")
_FEW = 3


class CommitFiles:
    """The work tree that a folder is in; outside of any, everything counts as part of a commit.

    Git is asked about a few libraries one by one, since a work tree may be large; about more, once about all files.
    It is not asked where the walk has its `tags` already.
    """

    def __init__(self, base: str, sources: Collection[str], tags: Mapping[str, str] = MappingProxyType({})) -> None:
        self._base, self._sources, self._known = base or os.curdir, sources, tags
        self._asked = 0

    def place_of(self, path: str) -> CommitPlace:
        """Return the place of a library in the commit that its sources will be part of.

        Where git tracks none of these, there is no such commit yet. A link leads to what counts, if that is below.
        """
        place = self._place_of(path)
        end = end_of_link(path, self._base, os.environ)
        return self._place_of(end) if end and place == PART else place

    def _place_of(self, path: str) -> CommitPlace:
        tags = self._tags(os.path.normpath(path))
        if tags is None:
            return PART
        if _OTHER in tags:
            return NEW if self._is_begun else PART
        return PART if tags else APART

    def submodule_of(self, path: str) -> SubmoduleDifference | None:
        """Return the submodule that has a library otherwise than the commit records it; else None."""
        return submodule.differing(path, os.environ, self._base)

    def _tags(self, path: str) -> Collection[str] | None:
        """Return how git lists a file, None where it does not list anything."""
        if path in self._known:
            return [self._known[path]]
        self._asked += 1
        is_below = not os.path.isabs(path) and not path.startswith(os.pardir)
        if self._asked > _FEW and is_below and (self._all is None or path in self._all):
            return None if self._all is None else [self._all[path]]
        listed = self._listed(*_WITH_TAGS, "--", path)
        return None if listed is None else {each.partition(" ")[0] for each in listed}

    @cached_property
    def _all(self) -> dict[str, str] | None:
        listed = self._listed(*_WITH_TAGS)
        return None if listed is None else {name: tag for tag, _, name in (each.partition(" ") for each in listed)}

    @cached_property
    def _is_begun(self) -> bool:
        return not {os.path.normpath(name) for name in self._sources}.isdisjoint(self._listed("--cached") or ())

    def _listed(self, *arguments: str) -> list[str] | None:
        """Return what git lists, None where it does not."""
        output = git.ls_files(self._base, os.environ, *arguments).output
        return None if output is None else [*listed_names(output)]
