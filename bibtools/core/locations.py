"""Locations of files: cache, configuration, work tree. The hook's fast path loads this, so it imports little."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONFIGURATIONS = (".bibtools.toml", "pyproject.toml")
_NOT_PLAIN = 40  # ELOOP; the module errno is not loaded for one number
_OTHERS_WRITE = 0o002  # of a folder's mode (inode(7)); the module stat is not loaded for one number


def cache_folder(environ: Mapping[str, str]) -> str:
    """Return BIBTOOLS_CACHE_DIR, or the platform's cache folder (XDG Base Directory Specification; LOCALAPPDATA).

    For a user without a home, nothing can be stored there; it is never in the current folder.
    """
    return environ.get("BIBTOOLS_CACHE_DIR") or _folder_of_user(environ, "XDG_CACHE_HOME", ".cache")


def data_folder(environ: Mapping[str, str]) -> str:
    """Return BIBTOOLS_DATA_DIR, or the platform's folder for data to keep, by the same rules as the cache's."""
    return environ.get("BIBTOOLS_DATA_DIR") or _folder_of_user(environ, "XDG_DATA_HOME", ".local/share")


def _folder_of_user(environ: Mapping[str, str], variable: str, below_home: str) -> str:
    home = os.path.expanduser("~")
    own = f"{home}/{below_home}" if os.path.isabs(home) else os.devnull
    # One that is relative does not count, as the specification says.
    named = (environ.get(name, "") for name in (variable, *(() if os.name == "posix" else ("LOCALAPPDATA",))))
    return f"{next(filter(os.path.isabs, named), own)}/bibtools"


def user_id() -> int | None:
    """Return the user id of this process, to compare with the owners of files; None on Windows, which has none."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def cache_problem(folder: str) -> str:
    """Return why other users could modify the contents of a folder, or an empty text.

    In a sticky folder, such as /tmp, nobody replaces what is there, but anyone can bring what is not there yet.
    """
    try:
        found = (os.lstat(folder), os.stat(folder))
    except (OSError, ValueError):
        return ""  # missing or unusable: using it will show which
    if user_id() is None:
        return ""  # owners and modes are those of POSIX
    if not all(is_own(each.st_uid) for each in found):
        return "it belongs to another user"
    return "anyone can write there" if found[1].st_mode & _OTHERS_WRITE else ""


def is_own(uid: int, sudo: str = "") -> bool:
    """Return whether a file's owner is this user; `sudo` is SUDO_UID, the user who became root (git's rule)."""
    user = user_id()
    return user is None or uid == user or (user == 0 and sudo == str(uid))


def configurations(folder: str) -> list[str]:
    """Return the candidate configuration files for a folder, nearest first.

    In a work tree these are the ones up to its top; outside of git, those in folders above that are the user's own, up
    to the home folder.
    """
    top, found = work_tree(folder), []
    while True:
        found += [os.path.join(folder, name) for name in CONFIGURATIONS]
        above = os.path.dirname(folder)
        if folder in {top, above} or not (top or _is_private(folder, above)):
            return found
        folder = above


def work_tree(folder: str) -> str:
    """Return the top of the work tree around a folder as far as a quick look shows, or an empty text."""
    return next((each for each in upwards(folder) if os.path.exists(git_dir_of(each))), "")


def upwards(folder: str) -> Iterator[str]:
    """Yield a folder and those that it is in, up to the root."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder


def git_dir_of(folder: str) -> str:
    """Return where git's own folder would be, or the file that names it, in the top of a work tree."""
    return os.path.join(folder, ".git")


def _is_private(folder: str, above: str) -> bool:
    """Return whether only this user controls the folder above; folders above the home folder are not searched."""
    try:
        status = os.stat(above)
    except OSError:
        return False
    if user_id() is None:  # modes are those of POSIX
        return folder != os.path.expanduser("~")
    return folder != os.path.expanduser("~") and is_own(status.st_uid) and not status.st_mode & _OTHERS_WRITE


def is_plain_file(path: str) -> bool:
    """Return whether a path is a regular file itself: no link to one, and nothing that a reader would wait for."""
    try:
        return os.lstat(path).st_mode & 0o170000 == 0o100000  # inode(7)
    except (OSError, ValueError):
        return False


def make_private(folder: str, *, is_inside: bool = False) -> None:
    """Create a cache folder and its missing parents, private to this user whatever the umask is.

    A cache may lie in a repository, which may bring it: a folder that is inside of one must be no link. Raises OSError.
    """
    if os.path.isdir(folder):
        if is_inside and os.path.islink(folder):
            raise OSError(_NOT_PLAIN, "it is a link", folder)
        return
    make_private(os.path.dirname(os.path.abspath(folder)))
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise
    else:
        os.chmod(folder, 0o700)


def make_private_file(path: str) -> None:
    """Create an empty file that is private to this user, unless it exists; later writers keep its mode.

    Raises OSError where a link, a pipe or the like is there: a cache that a repository brings leads nowhere.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if not is_plain_file(path):
            raise OSError(_NOT_PLAIN, "it is not a regular file", path) from None
        return
    try:
        if hasattr(os, "fchmod"):  # not on Windows, where the user's own folders are private
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
