"""Several papers in one folder: the sources and the library of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from bibtools.core.errors import UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.pathnames import SYSTEMS, Paths

EVERYTHING = "."


class Paper(NamedTuple):
    """A paper: its sources (files and folders), and its library if configured; both relative to the folder.

    Each is marked if the user named it, not the repository's file, which is trusted less.
    """

    sources: tuple[str, ...] = (EVERYTHING,)
    bib: str | None = None
    has_users_sources: bool = False
    has_users_bib: bool = False


def chosen(
    papers: Sequence[Paper],
    default: str | None,
    sources: Sequence[str],
    bib: str | None,
    stdin_filename: str | None = None,
    base: str = "",
) -> Sequence[Paper]:
    """Return the papers of a run: all configured ones, unless sources or a .bib are named.

    `default` is the configured library if no papers are configured. Raises UsageError if sources do not
    belong together.
    """
    if not papers or bib:
        own = tuple(sources) or (EVERYTHING,)
        return [Paper(own, bib or default, has_users_sources=True, has_users_bib=bool(bib))]
    if not sources:
        return papers
    places = [(stdin_filename or each) if each == "-" else each for each in sources]
    mine = of_files(papers, places, base)
    covered = [[paper for paper in mine if covers(place, paper, base)] for place in places]
    if all(covered) and {paper for some in covered for paper in some} == {*mine}:
        return mine  # folders that papers lie in: these, as they are configured
    strange = [place for place in places if not of_files(papers, [place], base)]
    if mine and strange:
        raise UsageError(f"{strange[0]} belongs to no configured paper: name the sources of one, or --bib")
    if len(mine) > 1:
        raise UsageError("SOURCES belong to several configured papers: name those of one, or none for all")
    return [Paper(tuple(sources), mine[0].bib if mine else default, has_users_sources=True)]


def of_files(papers: Sequence[Paper], paths: Iterable[str], base: str = "") -> list[Paper]:
    """Return the papers that some files or folders belong to as sources or libraries, or contain."""
    named = [_relative(path, base) for path in paths if path]
    return [
        paper
        for paper in papers
        if any(
            is_within(path, paper.sources)
            or _straight(path) == _straight(paper.bib or "")
            or any(is_within(source, [path]) for source in paper.sources)
            for path in named
        )
    ]


def covers(path: str, paper: Paper, base: str = "") -> bool:
    """Return whether all sources of a paper are a folder, or in it."""
    return all(is_within(source, [_relative(path, base)]) for source in paper.sources)


def _relative(path: str, base: str) -> str:
    """Return a path relative to a base, by default the current folder."""
    whole = os.path.join(base, path)
    try:
        return os.path.relpath(whole, base or os.curdir)
    except ValueError:  # on another drive of Windows
        return whole


def is_within(path: str, places: Iterable[str], paths: Paths = SYSTEMS) -> bool:
    """Return whether a path is one of some paths, or below one; all are relative to the current folder."""
    whole = _straight(path, paths)
    leads_out = whole.startswith("../") or paths.isabs(path)
    return any(not leads_out if place == EVERYTHING else whole.startswith(_straight(place, paths)) for place in places)


def _straight(path: str, paths: Paths = SYSTEMS) -> str:
    return f"{paths.normpath(path).replace(paths.sep, '/')}/"


def portable(path: str) -> str:
    r"""Return a path of a repository's configuration, which goes to all systems: a `\\` divides folders on each."""
    return path.replace("\\", "/")
