"""Which files are the sources of a paper at a commit: those that git tracks, since a commit consists of these."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bibtools.app.source_files import SourceFiles, empty_places
from bibtools.config.papers import EVERYTHING, Paper, is_within
from bibtools.core.locations import git_dir_of
from bibtools.files import exact_text, pathnames, walking
from bibtools.files.exclusion import Exclusion
from bibtools.files.program import listed_names
from bibtools.files.regular_files import NOT_REGULAR
from bibtools.hook.fast_path import hash_of_names
from bibtools.hook.git_index import folder_times, settled
from bibtools.sources.filetypes import WALKED


def find(paper: Paper, listing: bytes | None, exclusion: Exclusion, named: Sequence[str]) -> SourceFiles:
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
    candidates = chain(listed_names(listing), map(pathnames.relative, filter(pathnames.is_file, named)))
    known = dict.fromkeys(
        name
        for name in candidates
        if pathnames.suffix(name) in WALKED and is_within(name, paper.sources) and not is_excluded(name)
    )
    there = {name: pathnames.is_file(name) for name in known}
    folders = [place for place in paper.sources if place != EVERYTHING and pathnames.is_folder(place)]
    inner = list(_in_submodules(folders, listing, exclusion))
    known |= dict.fromkeys(inner)
    there |= dict.fromkeys(inner, True)
    strange = [name for name in single if name == exact_text.STANDARD_INPUT or _is_strange(name)]
    names = tuple(name for name in dict.fromkeys([*single, *known]) if there.get(name, name not in strange))
    unread = [exact_text.Unread(name, NOT_REGULAR, failed=True) for name in strange]
    unread += _lost(name for name in known if not there[name])
    unread += _unlisted_folders(listed_names(listing), paper, folders)
    return SourceFiles(
        names,
        (*folders, *(name for name in known if not there[name])),
        (*unread, *empty_places(paper.sources, names)),
        is_listed=not inner,
        named=frozenset(single),
    )


def _in_submodules(places: Sequence[str], listing: bytes, exclusion: Exclusion) -> Iterator[str]:
    """Yield the sources in submodules that the configuration names: of these git lists no more than the folders."""
    for place in map(os.path.normpath, places):
        if b"\0%b\0" % os.fsencode(place) in b"\0%b" % listing and os.path.lexists(git_dir_of(place)):
            yield from walking.walk([place], WALKED, exclusion).paths


def _lost(names: Iterable[str]) -> Iterator[exact_text.Unread]:
    for name in names:
        if reason := exact_text.lost_link(name):
            yield exact_text.Unread(name, reason, failed=False, aloud=True)


def _unlisted_folders(listed: Iterable[str], paper: Paper, places: Sequence[str]) -> Iterator[exact_text.Unread]:
    """Yield why folders were not looked into that git lists as if they were files."""
    top = os.path.realpath(os.curdir)
    named = {os.path.normpath(place) for place in places}
    for name in listed:
        if pathnames.suffix(name) not in WALKED and name not in named and pathnames.is_folder(name):
            yield from walking.unlisted_folder(name, name, top, WALKED) if is_within(name, paper.sources) else ()


def _walked(paper: Paper, listing: bytes | None, exclusion: Exclusion) -> SourceFiles:
    now = time.time_ns()  # a folder that changes from now on is not believed
    walk = walking.walk(paper.sources, WALKED, exclusion)
    folders = tuple(
        (path, hash_of_names(names), settled(folder_times(path), now)) for path, names in (walk.folders or {}).items()
    )
    single = frozenset(place for place in paper.sources if not pathnames.is_folder(place)) & {*walk.paths}
    is_listed = listing is None and walk.folders is not None
    unread = (*walk.unread, *empty_places(paper.sources, walk.paths))
    return SourceFiles(walk.paths, (), unread, folders, is_listed=is_listed, named=single)


def _is_strange(name: str) -> bool:
    return pathnames.exists(name) and not pathnames.is_file(name)


def _is_outside(place: str) -> bool:
    return os.path.isabs(place) or os.path.normpath(place).startswith(os.pardir)
