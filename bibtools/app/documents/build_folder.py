"""Build folders: the document that a build has left its files of, and whose sources lie elsewhere.

latexmk with `-outdir` or `-auxdir` runs BibTeX, and what stands before it in `$bibtex`, in the folder of the `.aux`
files. Which document these are of, `-recorder` notes in a `.fls`: the folder it was compiled in, and what it read
(https://tug.org/texinfohtml/web2c.html, "Common options"). Where there is no `.fls`, the name of the `.aux` shows it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from bibtools.app.documents.division import is_latex
from bibtools.config.papers import EVERYTHING
from bibtools.files import pathnames, worktree
from bibtools.files.regular_files import begins

_AUXILIARY, _RECORD = ".aux", ".fls"
_MOST = 50  # documents of one build folder
_LONGEST = 1 << 18  # bytes in which a record names the folder and the root: they come first
_LONGEST_PATH = 4096  # PATH_MAX; each part of a path is looked for, so one of megabytes would take minutes


def given_or_built(given: Sequence[str], environ: Mapping[str, str]) -> Sequence[str]:
    """Return what is given, or the roots of the documents that the current folder is a build folder of.

    The folder is untrusted, and so is its content. So a document must be in the same work tree, in a folder
    above, or in one that the user's own BIBINPUTS names, as latexmk sets it.
    """
    if tuple(given) != (EVERYTHING,):
        return given
    names = pathnames.names_in(os.curdir)
    stems = sorted(name.removesuffix(_AUXILIARY) for name in names if name.endswith(_AUXILIARY))
    away = [stem for stem in stems if f"{stem}.tex" not in names][:_MOST]
    homes = list(_homes(environ)) if away else []
    found = dict.fromkeys(root for stem in away for root in [_root(stem, homes)] if root)
    return tuple(found) or given


def _homes(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the folders whose documents may have been built here, without links."""
    here = os.path.realpath(os.curdir)
    named = environ.get("BIBINPUTS", "").split(os.pathsep)
    for place in (*(os.path.realpath(each) for each in named if os.path.isabs(each)), *_above(here)):
        if place != here:
            yield place


def _above(here: str) -> Iterator[str]:
    top, folder = worktree.boundary(), here
    while folder != top and worktree.is_within(folder, top):
        folder = os.path.dirname(folder)
        yield folder


def _root(stem: str, homes: Sequence[str]) -> str:
    """Return the root of a document that was built under a name; empty if there is none."""
    data = begins(f"{stem}{_RECORD}", _LONGEST)
    recorded = [] if b"\0" in data else os.fsdecode(data).splitlines()
    if recorded and recorded[0].startswith("PWD "):
        named = recorded[0].removeprefix("PWD ")
        home = os.path.realpath(named) if len(named) <= _LONGEST_PATH else ""
        lines = (line for line in recorded if line.startswith("INPUT ") and len(line) <= _LONGEST_PATH)
        inputs = (line.removeprefix("INPUT ") for line in lines)
        ways = [(home, name) for name in inputs if is_latex(name)] if home in homes else []
    else:
        ways = [(home, f"{stem}.tex") for home in homes]
    for home, name in ways:
        place = os.path.normpath(os.path.join(home, name))
        if worktree.is_within(os.path.realpath(place), home) and pathnames.is_file(place):
            return _relative(place)
    return ""


def _relative(place: str) -> str:
    try:
        return os.path.relpath(place)
    except ValueError:  # on another drive of Windows
        return place
