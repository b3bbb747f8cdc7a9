"""Small trees of files, and the papers that a run finds in them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bibtools.app.gather import Gathered, gather_papers
from bibtools.app.source_files import Sources
from bibtools.app.target import target
from bibtools.core.errors import BibtoolsError
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

ARTICLE = "\\documentclass{article}\n"
ID = "arXiv:2101.00001\n"


class Paper(NamedTuple):
    """A paper as a run finds it; the target is empty where it is not clear."""

    roots: set[str]
    sources: set[str]
    libraries: list[str]
    target: str
    asides: set[str]


def grow(folder: Path, tree: Mapping[str, str | bytes]) -> None:
    """Write the files of a tree."""
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def repository(folder: Path) -> Path:
    """Make a folder the top of a work tree, as far as that is a matter of files."""
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".git" / "refs").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    return folder


def papers_in(folder: Path, *given: str) -> list[Paper]:
    """Return the papers that a run in a folder finds."""
    files = Workspace(str(folder))
    found = gather_papers(Sources(given or (os.curdir,)), date(2026, 11, 20), WALKED, files=files)
    return [_paper(each, given or (os.curdir,), files) for each in found]


def _paper(gathered: Gathered, given: Sequence[str], files: Workspace) -> Paper:
    try:
        meant = target(None, gathered, given, files).path
    except BibtoolsError:
        meant = ""
    asides = {each.aside.source for each in gathered.asides}
    libraries = list(dict.fromkeys(each.path for each in gathered.libraries))
    return Paper({*gathered.roots}, {*gathered.names}, libraries, meant, asides)
