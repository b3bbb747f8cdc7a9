"""Which files are the sources of a paper at a commit: those that git tracks, since a commit consists of these."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from bibtools.app.gather import SourceFiles
from bibtools.config.papers import EVERYTHING, Paper, is_within
from bibtools.files import exact_text, pathnames, submodule, walking
from bibtools.files.regular_files import NOT_REGULAR
from bibtools.hook.fast_path import hash_of_names
from bibtools.hook.git_index import folder_times, settled
from bibtools.sources.filetypes import WALKED


def find(paper: Paper, listing: bytes | None, exclusion: walking.Exclusion, named: Sequence[str]) -> SourceFiles:
    """Return the sources of a paper, given what git tracks (outside of git, all files are taken).

    A file that the configuration names is one whatever its ending, as it is for `bibtools sync`; those that the command
    line names are, too, if they are the paper's and of a known type.
    """
    if listing is None or any(_is_outside(place) for place in paper.sources):
        return _walked(paper, listing, exclusion)
    is_excluded = walking.excluded(exclusion)
    single = [
        os.path.normpath(place) for place in paper.sources if place != EVERYTHING and not pathnames.is_folder(place)
    ]
    candidates = [*(os.fsdecode(name) for name in listing.split(b"\0")[:-1]), *map(os.path.normpath, named)]
    known = [
        name
        for name in dict.fromkeys(candidates)
        if pathnames.suffix(name) in WALKED and is_within(name, paper.sources) and not is_excluded(name)
    ]
    there = {name: pathnames.is_file(name) for name in known}
    folders = [place for place in paper.sources if place != EVERYTHING and pathnames.is_folder(place)]
    inner = [name for name in candidates if pathnames.suffix(name) not in WALKED and pathnames.is_folder(name)]
    unread = (submodule.unread(name, WALKED, os.environ) for name in inner if is_within(name, paper.sources))
    strange = [name for name in single if name == exact_text.STANDARD_INPUT or _is_strange(name)]
    return SourceFiles(
        tuple(name for name in dict.fromkeys([*single, *known]) if there.get(name, name not in strange)),
        (*folders, *(name for name in known if not there[name])),
        (*(exact_text.Unread(name, NOT_REGULAR, failed=True) for name in strange), *filter(None, unread)),
        named=frozenset(single),
    )


def _walked(paper: Paper, listing: bytes | None, exclusion: walking.Exclusion) -> SourceFiles:
    now = time.time_ns()  # a folder that changes from now on is not believed
    walk = walking.walk(paper.sources, WALKED, exclusion)
    folders = tuple(
        (path, hash_of_names(names), settled(folder_times(path), now)) for path, names in (walk.folders or {}).items()
    )
    single = frozenset(place for place in paper.sources if not pathnames.is_folder(place)) & {*walk.paths}
    is_listed = listing is None and walk.folders is not None
    return SourceFiles(walk.paths, (), walk.unread, folders, is_listed=is_listed, named=single)


def _is_strange(name: str) -> bool:
    return pathnames.exists(name) and not pathnames.is_file(name)


def _is_outside(place: str) -> bool:
    return os.path.isabs(place) or os.path.normpath(place).startswith(os.pardir)
