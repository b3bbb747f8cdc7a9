"""Several papers in one folder: which sources and which library are whose."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

EVERYTHING = "."


class Paper(NamedTuple):
    """One paper: its sources (files and folders), and its library, if that is told; both relative to the folder.

    Of each, whether the user named it: else a file of the repository did, whose word counts for less.
    """

    sources: tuple[str, ...] = (EVERYTHING,)
    bib: str | None = None
    has_users_sources: bool = False
    has_users_bib: bool = False


def of_files(papers: Sequence[Paper], paths: Iterable[str]) -> list[Paper]:
    """Return the papers that some files or folders belong to, as sources or libraries, or that lie in them."""
    named = [os.path.relpath(path) for path in paths if path]
    return [
        paper
        for paper in papers
        if any(
            is_within(path, paper.sources)
            or path == os.path.normpath(paper.bib or "")
            or any(is_within(source, [path]) for source in paper.sources)
            for path in named
        )
    ]


def covers(path: str, paper: Paper) -> bool:
    """Return whether all sources of a paper are in a folder, or are that."""
    return all(is_within(source, [os.path.relpath(path)]) for source in paper.sources)


def is_within(path: str, places: Iterable[str]) -> bool:
    """Return whether a path is one of some places, or below one of them; all are relative to the current folder."""
    whole = f"{os.path.normpath(path)}/"
    return any(
        not whole.startswith(("../", "/")) if place == EVERYTHING else whole.startswith(f"{os.path.normpath(place)}/")
        for place in places
    )
