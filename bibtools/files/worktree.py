"""The work tree: where it begins, and the folder that what its files name must stay in.

It is found as gitrepository-layout(5) and git(1) have it, and nothing of a repository is believed for that. The hooks'
fast path looks for it as well: nothing else is loaded for it.
"""

from __future__ import annotations

import os

from bibtools.core.locations import git_dir_of, is_own, upwards
from bibtools.files.open_flags import SAFELY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

REGULAR, FOLDER, _KIND = 0o100000, 0o040000, 0o170000  # of a file's mode; the module stat is not loaded for these
_LONGEST_POINTER = 4096  # bytes of a `.git` file


class Repository:
    """A work tree by its top, and git's own folder or the file that names it; `index` where a commit has its own."""

    __slots__ = ("git_dir", "index", "top")

    def __init__(self, git_dir: str, top: str, index: str = "") -> None:
        self.git_dir, self.top, self.index = git_dir, top, index


def find(folder: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository that a folder is in; None outside of any.

    One that the environment names (git does so for its hooks) counts for what is in its work tree, and so does its
    index.
    """
    here, place = os.path.realpath(os.curdir), os.path.realpath(folder)
    own = _named(here, environ) or discovered(here, environ)
    if own and is_within(place, own.top):
        nearest = own if place == here else discovered(place, environ)
        if nearest is None or nearest.top == own.top or not is_within(nearest.top, own.top):
            return Repository(own.git_dir, own.top, environ.get("GIT_INDEX_FILE", ""))
        return nearest
    return discovered(place, environ)


def _named(here: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository that the environment names; its work tree is the current folder unless that is named.

    Git gives its hooks relative names, too. These hold at the top of the work tree, which a hook may have left: where
    the nearest repository is the one that is named, its top is known, else it is the nearest folder where they lead to
    one.
    """
    named, tree = environ.get("GIT_DIR"), environ.get("GIT_WORK_TREE")
    if not named:
        return None
    found = discovered(here, environ)
    if found and _is_named(found, named, here) and not (tree and os.path.isabs(tree)):
        return found
    places = upwards(here) if not os.path.isabs(named) else (here,)
    start = next((each for each in places if _is_git_dir(os.path.join(each, named))), here)
    return Repository(os.path.realpath(os.path.join(start, named)), os.path.realpath(os.path.join(start, tree or "")))


def _is_named(found: Repository, named: str, here: str) -> bool:
    ours = {os.path.realpath(found.git_dir), git_folder(found.git_dir)}
    return any(os.path.realpath(os.path.join(place, named)) in ours for place in (here, found.top))


def discovered(folder: str, environ: Mapping[str, str]) -> Repository | None:
    """Return the repository whose work tree a folder is in, given without links: the nearest that has a `.git`."""
    named = environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    ceilings = {os.path.realpath(each) for each in named if each}
    try:
        device = 0 if environ.get("GIT_DISCOVERY_ACROSS_FILESYSTEM") else os.stat(folder).st_dev
        for each in upwards(folder):
            if each != folder and (each in ceilings or (device and os.stat(each).st_dev != device)):
                return None
            if _is_git_dir(git_dir_of(each)):
                return Repository(git_dir_of(each), each)
    except (OSError, ValueError):  # not a folder, or not readable
        return None
    return None


def _is_git_dir(path: str) -> bool:
    """Return whether git would take a `.git` for its folder, or for a file that names that."""
    if os.path.isdir(path):
        has = [os.path.lexists(os.path.join(path, name)) for name in ("HEAD", "objects", "refs", "commondir")]
        return has[0] and ((has[1] and has[2]) or has[3])
    return kind_of(path) == REGULAR


def git_folder(git_dir: str) -> str:
    """Return git's own folder, which a `.git` file may name."""
    if os.path.isdir(git_dir):
        return os.path.realpath(git_dir)
    name = _first_words(git_dir)
    return git_dir if name is None else _beside(git_dir, name.removeprefix(b"gitdir:"))


def common_folder(folder: str) -> str:
    """Return the folder that a linked work tree's own one shares with the main work tree: the same where there is none.

    Git has its configuration and its patterns there (gitrepository-layout(5), commondir).
    """
    path = os.path.join(folder, "commondir")
    name = _first_words(path) if kind_of(path) == REGULAR else None
    return folder if name is None else _beside(path, name)


def _beside(path: str, name: bytes) -> str:
    try:
        return os.path.realpath(os.path.join(os.path.dirname(path), os.fsdecode(name.strip())))
    except ValueError:  # no name that a file can have
        return os.path.dirname(path)


def _first_words(path: str) -> bytes | None:
    """Return the content of a file that names a folder; None if there is none."""
    try:
        pointer = os.open(path, os.O_RDONLY | SAFELY)
        try:
            return os.read(pointer, _LONGEST_POINTER)
        finally:
            os.close(pointer)
    except OSError:
        return None


def kind_of(path: str) -> int:
    """Return what a path leads to, 0 for nothing."""
    try:
        return os.stat(path).st_mode & _KIND
    except (OSError, ValueError):
        return 0


def size_of(path: str) -> int:
    """Return how many bytes a path leads to, 0 for nothing."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


def top(folder: str) -> str | None:
    """Return the real path of the top of the work tree that a folder is in, as git would find it."""
    here = os.path.realpath(folder or os.curdir)
    while not os.path.isdir(here) and (above := os.path.dirname(here)) != here:
        here = above  # the folder is still to be made
    found = discovered(here, os.environ)
    return found.top if found else None


def boundary(folder: str = os.curdir, base: str = "") -> str:
    """Return the folder that may hold what a file in some folder names: the top of its work tree.

    Outside of git, and where another user has put the `.git` there, it is the higher one of that folder and the base,
    which is the current one unless another is given.
    """
    here, current = os.path.realpath(folder or os.curdir), os.path.realpath(base or os.curdir)
    tree = top(here)
    if tree and _is_own(git_dir_of(tree)):
        return tree
    return current if is_within(here, current) else here


def _is_own(path: str) -> bool:
    try:
        return is_own(os.lstat(path).st_uid)
    except OSError:
        return False


def is_within(path: str, folder: str) -> bool:
    """Return whether a real path is a folder, or below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
