"""A file that a source names and that is not there: whether another one is meant, or one that git or a link knows of.

To make a new file then would hide what the author has: the entries would be in two places, and git could no longer
check the other one out.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.locations import git_dir_of
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import git
from bibtools.files.program import Bounds
from bibtools.files.regular_files import read_regular
from bibtools.files.worktree import REGULAR, find, git_folder, is_within, kind_of

LINK: Final = "link"  # leads to a file that is not there
ANNEX: Final = "annex"  # the same, of git-annex
SUBMODULE: Final = "submodule"  # is not checked out
SPARSE: Final = "sparse"  # git tracks it, and the work tree has a part of the files only
DELETED: Final = "deleted"  # git tracks it
SPELLING: Final = "spelling"  # another file has that name but for its spelling
Kind = Literal["link", "annex", "submodule", "sparse", "deleted", "spelling"]

_SUBMODULES = ".gitmodules"
_LARGEST = 1_000_000  # bytes of that file
_MOST_NAMES = 100_000  # of a folder that are examined
_SECONDS = 5.0
_PATH = lazy_pattern(r'^[ \t]*path[ \t]*=[ \t]*"?([^"\r\n#;]+?)"?[ \t]*\r?$', re.MULTILINE)
_GITLINK = "160000"
_SKIPPED = frozenset({"S", "s"})  # https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt--t

_MESSAGES: Mapping[Kind, str] = {
    LINK: "{path} is a link to {other}, which is not there: mend the link, or remove it",
    ANNEX: "{path} is a link of git-annex whose content is not here: run git annex get {path}",
    SUBMODULE: "{path} is in the submodule {other}, which is not checked out: run git submodule update --init {other}",
    SPARSE: "git tracks {path}, which this sparse checkout leaves out: run git sparse-checkout add {other}",
    DELETED: "git tracks {path}, which was deleted here: run git checkout -- {path}",
    SPELLING: "there is no {path}, but {other}: spell it like that",
}


class Elsewhere(NamedTuple):
    """What is meant instead of a path that is not there: a kind, and the other path, relative as the path is."""

    kind: Kind
    path: str
    other: str

    @property
    def message(self) -> str:
        """What is so, and what to do."""
        return _MESSAGES[self.kind].format(path=self.path, other=self.other)


def elsewhere(path: str, environ: Mapping[str, str], base: str = "") -> Elsewhere | None:
    """Return what is meant by a path, relative to a base, that leads to no file; None where a new file is.

    Nothing is changed, and of files only names are read.
    """
    place = os.path.join(base, path)
    try:
        if os.path.exists(place) or "\0" in path or not os.path.basename(path):
            return None
    except ValueError:
        return None
    return lost_link(path, place) or _tracked(path, place, environ, base) or _spelt(path, base)


def lost_source(path: str, environ: Mapping[str, str], base: str = "") -> str:
    """Return why a source that another one reads is missing, where git or a link shows that; else an empty text.

    Git is asked only where a folder is empty or absent, or a part of the files is checked out: a document may name
    hundreds that a build makes.
    """
    place = os.path.join(base, path)
    if link := lost_link(path, place):
        return link.message
    folder = os.path.dirname(place)
    repository = find(_nearest_folder(folder or os.curdir), environ)
    if repository is None or not (_is_unfilled(folder or os.curdir) or _is_sparse(repository.git_dir)):
        return ""
    found = _tracked(path, place, environ, base)
    return found.message if found else ""


def _is_sparse(git_dir: str) -> bool:
    return os.path.exists(os.path.join(git_folder(git_dir), "info", "sparse-checkout"))


def lost_link(path: str, place: str) -> Elsewhere | None:
    """Return where a dangling link leads: the path itself, or a folder above it, which may be a link, too."""
    shown = path
    while shown:
        if os.path.islink(place) and not os.path.exists(place):
            target = os.readlink(place)
            is_annexed = "/annex/objects/" in os.path.normpath(target).replace(os.sep, "/")
            return Elsewhere(ANNEX if is_annexed else LINK, shown, target)
        shown, place = os.path.dirname(shown), os.path.dirname(place)
        if shown == os.sep:
            break
    return None


def _tracked(path: str, place: str, environ: Mapping[str, str], base: str) -> Elsewhere | None:
    """Return what git knows of a file: it tracks it, or a submodule that it is in."""
    there = _nearest_folder(os.path.dirname(place) or os.curdir)
    repository = find(there, environ)
    while repository and _is_unfilled(repository.top):  # of a submodule whose own repository is gone
        repository = find(os.path.dirname(repository.top), environ)
    if repository is None:
        return None
    real = os.path.join(os.path.realpath(there), os.path.relpath(os.path.abspath(place), os.path.abspath(there)))
    if not is_within(real, repository.top):
        return None
    name = os.path.relpath(real, repository.top)
    empty = [above for above in _above(name) if _is_unfilled(os.path.join(repository.top, above))]

    def shown(inside: str) -> str:
        start = os.path.realpath(base or os.curdir)
        whole = os.path.join(repository.top, inside)
        return inside and (whole if os.path.isabs(path) else os.path.relpath(whole, start))

    for tag, mode, listed in _index(repository.top, environ, [name, *empty]):
        if mode == _GITLINK and listed in empty:
            return Elsewhere(SUBMODULE, path, shown(listed))
        if listed == name and mode != _GITLINK:
            return (
                Elsewhere(SPARSE, path, shown(os.path.dirname(name) or "."))
                if tag in _SKIPPED
                else Elsewhere(DELETED, path, path)
            )
    named = next((above for above in submodules(repository.top) if above in empty), "")
    return Elsewhere(SUBMODULE, path, shown(named)) if named else None


def _nearest_folder(folder: str) -> str:
    while not os.path.isdir(folder):
        above = os.path.dirname(os.path.abspath(folder))
        if above == folder:
            break
        folder = above
    return folder


def _above(name: str) -> Iterator[str]:
    while name := os.path.dirname(name):
        yield name


def _is_unfilled(folder: str) -> bool:
    """Return whether a folder is one that git leaves where a submodule is not checked out, or could be."""
    pointer = git_dir_of(folder)
    if kind_of(pointer) == REGULAR:
        return not os.path.isdir(git_folder(pointer))
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _index(top: str, environ: Mapping[str, str], names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the tag, the mode and the name of what git's index holds of some names."""
    answer = git.ls_files(top, environ, "-t", "--stage", "--", *names, bounds=Bounds(_SECONDS, _LARGEST))
    for line in (answer.output or b"").split(b"\0")[:-1]:
        described, _, name = os.fsdecode(line).partition("\t")
        tag, mode, *_ = described.split(" ")
        yield tag, mode, name


def submodules(top: str) -> list[str]:
    """Return the folders that are submodules, as far as a file says so; it is a stranger's, and read as text."""
    try:
        text = os.fsdecode(read_regular(os.path.join(top, _SUBMODULES), _LARGEST))
    except OSError:
        return []
    return [os.path.normpath(each) for each in _PATH.findall(text)]


def _spelt(path: str, base: str) -> Elsewhere | None:
    """Return the file that has a name but for case, normal form and ending; the nearest spelling counts."""
    folder, name = os.path.split(path)
    there = _alike_folder(folder, base)
    if there is None:
        return None
    stem, ending = os.path.splitext(name)
    wanted = [_folded(each) for each in (name, stem if ending else "", f"{name}{ending or '.bib'}") if each]
    found = {each for each in _names(os.path.join(base, there)) if _folded(each) in wanted}
    for each in sorted(found, key=lambda each: (wanted.index(_folded(each)), each)):
        other = os.path.join(there, each)
        if kind_of(os.path.join(base, other)) == REGULAR:
            return Elsewhere(SPELLING, path, other)
    return None


def _alike_folder(folder: str, base: str) -> str | None:
    """Return a folder's name as it is spelt on the disk; None if there is no such folder, or several."""
    written = os.sep if os.path.isabs(folder) else ""
    for part in folder.split(os.sep):
        if not part or os.path.isdir(os.path.join(base, written, part)):
            written = os.path.join(written, part) if part else written
            continue
        alike = [
            each
            for each in _names(os.path.join(base, written))
            if _folded(each) == _folded(part) and os.path.isdir(os.path.join(base, written, each))
        ]
        if len(alike) != 1:
            return None
        written = os.path.join(written, alike[0])
    return written


def _names(folder: str) -> list[str]:
    try:
        with os.scandir(folder or os.curdir) as entries:
            return [each.name for _, each in zip(range(_MOST_NAMES), entries, strict=False)]
    except OSError:
        return []


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
