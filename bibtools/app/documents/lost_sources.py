"""Sources that a document reads and that are not here: in a submodule or a sparse checkout, or behind a dead link."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bibtools.app.documents.division import Division
from bibtools.files.exact_text import Unread
from bibtools.files.meant_elsewhere import lost_source
from bibtools.files.workspace import Workspace

_MOST_TRIED = 50
_MOST = 5
_UNFOLLOWED = "what it reads by a name that only a run tells is not read: name its folder instead"


def lost_sources(
    division: Division, names: Iterable[str], known: Sequence[Unread], files: Workspace
) -> Iterator[Unread]:
    """Yield the sources that documents of a run read and git knows to be elsewhere, without what is known already."""
    noted = {each.path for each in known}
    own = frozenset(names)
    lost = dict.fromkeys(name for each in division.documents if each.root in own for name in each.lost)
    new = (name for name in lost if noted.isdisjoint(_with_folders(name)))
    reasons = ((name, lost_source(name, os.environ, files.base)) for name in islice(new, _MOST_TRIED))
    for name, reason in islice((each for each in reasons if each[1]), _MOST):
        yield Unread(name, reason, failed=False, aloud=True)


def unfollowed_sources(division: Division, names: Sequence[str], given: frozenset[str]) -> Iterator[Unread]:
    """Yield documents given by name that read files known only at run time: their folders were not given."""
    for each in division.documents if given.issuperset(names) else ():
        if each.is_open and each.root in given:
            yield Unread(each.root, _UNFOLLOWED, failed=False, aloud=True)


def _with_folders(name: str) -> Iterator[str]:
    """Yield a name and the folders above it."""
    while name and name != os.sep:
        yield name
        name = os.path.dirname(name)
