"""Paths: what they name, and how reports show them."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from typing import Protocol


class Paths(Protocol):
    """How a system writes paths: `os.path`, or `ntpath` for those of Windows."""

    sep: str

    def normpath(self, path: str, /) -> str:
        """Return a path without what leads nowhere."""

    def relpath(self, path: str, start: str, /) -> str:
        """Return a path relative to a folder."""

    def isabs(self, path: str, /) -> bool:
        """Return whether a path is absolute."""

    def join(self, path: str, other: str, /) -> str:
        """Return a path as it is from a folder."""


SYSTEMS: Paths = os.path


_OF_SYSTEM = ("/dev/stdin", "/dev/fd/", "/proc/")  # links of the system to what a process has open


def suffix(path: str) -> str:
    """Return a file's ending with its dot, in lower case."""
    return os.path.splitext(path)[1].lower()


def is_folder(path: str) -> bool:
    """Return whether a path names a folder."""
    return os.path.isdir(path)


def is_file(path: str) -> bool:
    """Return whether a path names a regular file, or something that we may not examine: reading it shows why."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def is_stream(path: str) -> bool:
    """Return whether a path names something that is neither a regular file nor a folder: a pipe, a device."""
    try:
        kind = stat.S_IFMT(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False
    return kind not in {stat.S_IFREG, stat.S_IFDIR}


def is_stream_itself(path: str) -> bool:
    """Return whether a path is a pipe or a device by itself, or by a link of the system (`/dev/stdin`, `/dev/fd/63`).

    Other links to one may be a repository's, and get onto a command line by `*.tex`; one may lie in `/dev/shm`, too.
    """
    is_systems = os.path.abspath(path).startswith(_OF_SYSTEM)
    return is_stream(path) and (is_systems or not os.path.islink(path))


def exists(path: str) -> bool:
    """Return whether something is there."""
    return os.path.exists(path)


def names_in(folder: str) -> list[str]:
    """Return what is in a folder, nothing where it cannot be listed."""
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []


def same(one: str, other: str) -> bool:
    """Return whether two paths name one file, also one that does not exist yet."""
    try:
        return os.path.realpath(one) == os.path.realpath(other)
    except ValueError:  # a name that no file can have
        return one == other


def relative(path: str, base: str = "", paths: Paths = SYSTEMS) -> str:
    """Return a path as reports show it: relative to the base where it is below it, with `/`.

    The base is the current folder, unless another is given; `paths` are those of another system, too. A file has one
    name, even where the path leads out of the base and back.
    """
    straight = paths.normpath(path)
    if straight.startswith(f"..{paths.sep}"):
        inner = _between(base or os.curdir, paths.join(base, straight), paths)
        straight = straight if _leads_out(inner, paths) else inner
    shown = _between(base or os.curdir, path, paths) if paths.isabs(path) else straight
    return (straight if paths.isabs(path) and _leads_out(shown, paths) else shown).replace(paths.sep, "/")


def _leads_out(path: str, paths: Paths = SYSTEMS) -> bool:
    return path == os.pardir or path.startswith(f"..{paths.sep}")


def _between(base: str, path: str, paths: Paths = SYSTEMS) -> str:
    """Return a path relative to a base; as it is where it lies on another drive of Windows."""
    try:
        return paths.relpath(path, base)
    except ValueError:
        return paths.normpath(path)


def all_relative(names: Sequence[str], base: str = "", paths: Paths = SYSTEMS) -> list[str]:
    """Return many paths as reports show them, working out each folder's once."""
    folders: dict[str, str] = {}
    shown = []
    for path in names:
        folder, slash, name = path.replace("/", paths.sep).rpartition(paths.sep)
        if not slash or name in {"", os.curdir, os.pardir}:
            shown.append(relative(path, base, paths))
            continue
        if folder not in folders:
            above = relative(folder + slash, base, paths)
            folders[folder] = "" if above == os.curdir else above.rstrip("/") + "/"
        made = folders[folder] + name
        shown.append(path if made == path else made)  # one string takes less memory than two
    return shown


def here_in(folder: str) -> str:
    """Return the current folder relative to one that it is in; nothing where it is not, or is that one."""
    here = _between(os.path.realpath(folder), os.curdir) if folder else os.pardir
    leads_out = here in {os.curdir, os.pardir} or here.startswith(f"..{os.sep}") or os.path.isabs(here)
    return "" if leads_out else here.replace(os.sep, "/")


def is_above(path: str) -> bool:
    """Return whether a path leads out of the current folder."""
    return _between(os.curdir, path).startswith(f"..{os.sep}")


def folder_above(folder: str) -> str:
    """Return the folder above one as reports show it, nothing for the current one."""
    above = os.path.normpath(os.path.join(folder, os.pardir)).replace(os.sep, "/")
    return "" if above == os.curdir else above


def in_work_tree(path: str) -> str | None:
    """Return a path relative to the top of the git work tree that it is in, None outside of any."""
    from bibtools.files import worktree  # loaded for patches to files above the current folder

    place = os.path.realpath(path)
    repository = worktree.find(os.path.dirname(place), os.environ)
    return os.path.relpath(place, repository.top) if repository else None


def word_of(path: str) -> str:
    """Return a path as a word of a command to copy: no shell evaluates it, and no program takes it for an option."""
    from shlex import quote  # for messages only

    return quote(f"./{path}" if path.startswith("-") else path)
