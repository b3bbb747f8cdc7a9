"""What git tracks: the files that a commit consists of. Git is started as seldom and as cheaply as possible."""

from __future__ import annotations

import os
from _blake2 import blake2b

from bibtools.core.locations import git_dir_of, work_tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from bibtools.files.program import ProgramOutput

_SETTLED = 2_000_000_000  # nanoseconds after which a file's times show every change
ABSENT, FOLDER, STRANGE = "-", "/", "!"  # instead of times and hashes, for anything but a regular file
NO_FILE = frozenset({ABSENT, FOLDER, STRANGE})
# Of a file's mode (inode(7)); the module stat is not loaded for three numbers.
_REGULAR, FOLDERS, KIND = 0o100000, 0o040000, 0o170000


def hash_of(data: bytes) -> str:
    """Return a hash of some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def times(path: str) -> str:
    """Return what shows every change to a file that is old enough; for anything but a regular file, what it is."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ABSENT
    if status.st_mode & KIND != _REGULAR:
        return FOLDER if status.st_mode & KIND == FOLDERS else STRANGE
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def folder_times(path: str) -> str:
    """Return what shows that a file was added to a folder or removed from it."""
    if times(path) != FOLDER:
        return ABSENT
    status = os.stat(path)
    return f"0.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def settled_times(path: str, now: int) -> str:
    """Return the times of a file that are believed (`now` in nanoseconds)."""
    return settled(times(path), now)


def settled(found: str, now: int) -> str:
    """Return times, or a question mark where a change at this moment could go unnoticed."""
    return found if found in NO_FILE or max(map(int, found.split(".")[1:3])) + _SETTLED < now else "?"


def index_times(environ: Mapping[str, str], now: int) -> str:
    """Return the times of git's index, and which index that is; they change with what git tracks.

    Take them before asking git what it tracks.
    """
    path = _index(environ)
    return f"{settled_times(path, now)} {hash_of(os.fsencode(path))}"


def is_same_index(before: str, environ: Mapping[str, str]) -> bool:
    """Return whether git's index is certainly what it was."""
    known, _, name = before.partition(" ")
    path = _index(environ)
    return known not in {"?", *NO_FILE} and name == hash_of(os.fsencode(path)) and known == times(path)


def _index(environ: Mapping[str, str]) -> str:
    """Return where git keeps what it tracks; where it would be, if that is not plain (a work tree beside another)."""
    configured, here = environ.get("GIT_INDEX_FILE", ""), os.getcwd()
    if configured and (os.path.isabs(configured) or work_tree(here) == here):
        return configured
    if configured:  # git takes it from the top of the work tree
        return ""
    return os.path.join(environ.get("GIT_DIR") or git_dir_of(work_tree(here) or os.sep), "index")


def is_outside(environ: Mapping[str, str]) -> bool:
    """Return whether the current folder is in no work tree, as far as a quick look shows."""
    named = environ.get("GIT_INDEX_FILE") or environ.get("GIT_DIR")
    return not named and not work_tree(os.getcwd())


def tracked(environ: Mapping[str, str]) -> ProgramOutput:
    """Return the files that git tracks below the current folder, each followed by NUL."""
    from bibtools.files.git import ls_files  # mostly git need not be started

    return ls_files(os.curdir, environ, "--cached")


def new(path: str, environ: Mapping[str, str]) -> ProgramOutput:
    """Return a file where git could track it, but does not yet: it is in a work tree, and not ignored."""
    from bibtools.files.git import ls_files

    return ls_files(os.curdir, environ, "--others", "--exclude-standard", "--", path)
