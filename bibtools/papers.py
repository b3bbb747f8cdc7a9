"""Several papers in one folder: which sources and which library are whose."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

EVERYTHING = "."


class Paper(NamedTuple):
    """One paper: its sources (files and folders), and its library, if that is told; both relative to the folder."""

    sources: tuple[str, ...] = (EVERYTHING,)
    bib: str | None = None


def of_files(papers: Sequence[Paper], paths: Iterable[str]) -> list[Paper]:
    """Return the papers that some files belong to, as sources or libraries."""
    named = [os.path.normpath(path) for path in paths]
    return [
        paper
        for paper in papers
        if any(is_within(path, paper.sources) or path == os.path.normpath(paper.bib or "") for path in named)
    ]


def is_within(path: str, places: Iterable[str]) -> bool:
    """Tell whether a path is one of some places, or below one of them."""
    whole = f"{os.path.normpath(path)}/"
    return any(place == EVERYTHING or whole.startswith(f"{os.path.normpath(place)}/") for place in places)
