"""Whether a library may be written: the one place that decides, by who named it and where it really lies.

The user may name any file. What came with a repository (its configuration, its sources, its links) may lead only to a
`.bib` of its own work tree, and to no hidden one, as with TeX's `openout_any = p` (web2c/texmf.cnf).
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator

from bibtools.core.named_tuple import NamedTuple
from bibtools.files.windows_names import unknown_to_windows
from bibtools.files.worktree import is_within

_ENDING = ".bib"
_LINKS = 40  # that the system follows on one path (path_resolution(7))
_OUTSIDE = "it lies outside of the folder of the paper"


class NamedPath(NamedTuple):
    """A path and who named it: the user where `within` is None, else a file of what is in that folder.

    A library is meant, unless it `is_source`.
    """

    path: str
    within: str | None
    is_source: bool = False


class Destination(NamedTuple):
    """Where a library that may be written really lies; `within` as of the path that led there."""

    folder: str
    name: str
    within: str | None


class Refused(NamedTuple):
    """Why a library must not be written; `is_final` if naming it explicitly does not help either."""

    reason: str
    is_final: bool = False


def by_user(path: str) -> NamedPath:
    """Return a path that the user has named, on the command line or in a configuration of the user's own."""
    return NamedPath(path, None)


def decide(named: NamedPath) -> Destination | Refused:
    """Return where a library is to be written, or why it must not be."""
    path, within, is_source = named
    if reason := _unwritable_name(path) if within is not None else "":
        return Refused(reason)
    try:
        real = os.path.realpath(path)
        if within is not None:
            reason = _of_repositorys(path, real, within, is_source=is_source)
        else:
            reason = _of_users(path, real, is_source=is_source)
    except ValueError:  # a NUL in the name
        return Refused("no file can have this name", is_final=True)
    except OSError:  # a link was there, and then not
        os.getcwd()  # raises where the current folder itself is gone
        return Refused("what it leads to changes at this moment")
    unknown = unknown_to_windows(os.path.basename(real))
    if unknown and not reason and not os.path.lexists(real):
        return Refused(f"it was not created: {unknown}", is_final=True)
    return Refused(reason) if reason else Destination(os.path.dirname(real), os.path.basename(real), within)


def _unwritable_name(path: str) -> str:
    """Return why a name from a repository must not be a library, wherever it leads."""
    if path.endswith(os.sep):
        return "its name is that of a folder"
    if any(unicodedata.category(character) == "Cc" for character in path):
        return "its name holds a control character"
    return ""


def _of_users(path: str, real: str, *, is_source: bool) -> str:
    """Return what speaks against a path of the user's: only a link to something else than what it looks like.

    A shell names it (`*.tex`), too.
    """
    name = os.path.basename(real)
    ending = os.path.splitext(path)[1].lower() if is_source else _ENDING
    if os.path.islink(path) and (_is_hidden(name) or not name.lower().endswith(ending)):
        kind = f"a {ending} file" if ending else "that"
        return f"this is a link to {real}, which is not {kind}; name it directly if you mean it"
    return ""


def _of_repositorys(path: str, real: str, within: str, *, is_source: bool) -> str:
    if not is_within(real, within) or _leaves(path, within, iter(range(_LINKS))):
        linked = " by a link" if is_within(os.path.abspath(path), within) else ""
        return f"{_OUTSIDE}{linked}"
    below = os.path.relpath(real, within).split(os.sep)
    if any(map(_is_hidden, below)):
        return "it is hidden, or in a hidden folder"
    if not is_source and not _is_library(below[-1]):
        return "it is not a .bib file"
    try:
        mode = os.lstat(real).st_mode
    except OSError:
        return ""  # it will be created, or writing it shows why it cannot be
    return "" if stat.S_ISREG(mode) else "it is not a regular file"


def _leaves(path: str, within: str, links: Iterator[int]) -> bool:
    """Return whether a path, or a link on its way, leads out of a folder once it is inside, if only to come back.

    `links` counts how many may still be followed.
    """
    prefix = os.sep if os.path.isabs(path) else ""
    is_inside = is_within(os.path.realpath(prefix or os.curdir), within)
    for part in path.split(os.sep):
        above = os.path.realpath(prefix or os.curdir)
        prefix = os.path.join(prefix, part)
        if os.path.islink(prefix):
            followed = os.path.join(above, os.readlink(prefix))
            if next(links, None) is None or _leaves(followed, within, links):
                return True
        here = is_within(os.path.realpath(prefix or os.curdir), within)
        if is_inside and not here:
            return True
        is_inside = is_inside or here
    return False


def _is_library(name: str) -> bool:
    return name.lower().endswith(_ENDING) and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    """Return whether a name is hidden, or one of git's own under another guise.

    Some file systems ignore characters without a glyph, and know `.git` as `git~1`, too (CVE-2014-9390).
    """
    visible = "".join(each for each in name if unicodedata.category(each) != "Cf").strip().lower()
    return visible.startswith((".", "git~")) or not visible
