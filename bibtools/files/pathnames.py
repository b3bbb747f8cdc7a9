"""Paths: what they name, and how reports show them."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence


def suffix(path: str) -> str:
    """Return a file's ending with its dot, in lower case."""
    return os.path.splitext(path)[1].lower()


def is_folder(path: str) -> bool:
    """Return whether a path names a folder."""
    return os.path.isdir(path)


def is_file(path: str) -> bool:
    """Return whether a path names a regular file, or something that nobody lets us see: reading it tells why."""
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

    Other links to one may be a repository's, and get onto a command line by `*.tex`.
    """
    is_systems = os.path.abspath(path).startswith(("/dev/", "/proc/"))
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


def relative(path: str, base: str = "") -> str:
    """Return a path as reports show it: relative to the base where it is below it, with `/`.

    The base is the current folder, unless another is given. A file has one name, even where the path leads out of the
    base and back.
    """
    straight = os.path.normpath(path)
    if straight.startswith(f"..{os.sep}"):
        inner = os.path.relpath(os.path.join(base, straight), base or os.curdir)
        straight = straight if _leads_out(inner) else inner
    shown = os.path.relpath(path, base or os.curdir) if os.path.isabs(path) else straight
    return (straight if os.path.isabs(path) and _leads_out(shown) else shown).replace(os.sep, "/")


def _leads_out(path: str) -> bool:
    return path == os.pardir or path.startswith(f"..{os.sep}")


def all_relative(paths: Sequence[str], base: str = "") -> list[str]:
    """Return many paths as reports show them; that of each folder is worked out once."""
    folders: dict[str, str] = {}
    shown = []
    for path in paths:
        folder, slash, name = path.rpartition(os.sep)
        if not slash or name in {"", os.curdir, os.pardir}:
            shown.append(relative(path, base))
            continue
        if folder not in folders:
            above = relative(folder + slash, base)
            folders[folder] = "" if above == os.curdir else above.rstrip("/") + "/"
        shown.append(folders[folder] + name)
    return shown


def here_in(folder: str) -> str:
    """Return the current folder relative to one that it is in; nothing where it is not, or is that one."""
    here = os.path.relpath(os.curdir, os.path.realpath(folder)) if folder else os.pardir
    return "" if here in {os.curdir, os.pardir} or here.startswith(f"..{os.sep}") else here.replace(os.sep, "/")


def is_above(path: str) -> bool:
    """Return whether a path leads out of the current folder."""
    return os.path.relpath(path).startswith(f"..{os.sep}")


def in_work_tree(path: str) -> str | None:
    """Return a path relative to the top of the git work tree that it is in, None outside of any."""
    from bibtools.files import worktree  # loaded for patches to files above the current folder

    place = os.path.realpath(path)
    repository = worktree.find(os.path.dirname(place), os.environ)
    return os.path.relpath(place, repository.top) if repository else None
