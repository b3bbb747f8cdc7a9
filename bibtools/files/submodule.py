"""Submodules: sources there that are not read, and whether a library there is as the outer repository records it.

A submodule is recorded as one of its commits, so a change in it counts when it is committed there, and that commit is
added here. Only git's objects and its index are asked: reading the file through git could run a repository's filters.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.locations import git_dir_of
from bibtools.files import git
from bibtools.files.commit_place import SubmoduleDifference
from bibtools.files.exact_text import Unread
from bibtools.files.limits import LIBRARY
from bibtools.files.pathnames import names_in, relative, word_of
from bibtools.files.regular_files import read_regular
from bibtools.files.worktree import Repository, discovered, find, is_within

_GITLINK = "160000"
_PASSED_OVER = "the sources in this submodule are not read"
_OF_EVERY_PROJECT = frozenset(
    {"README", "CHANGELOG", "CONTRIBUTING", "LICENSE", "SECURITY", "CODE_OF_CONDUCT", "SETUP"}
)
_SHA1, _SHA256 = 40, 64  # digits of an object's name
_STATUS = lazy_pattern(rb"^  (?:mtime: (\d+):(\d+)|.*size: (\d+))", re.MULTILINE)


def differing(path: str, environ: Mapping[str, str], base: str = "") -> SubmoduleDifference | None:
    """Return the submodule, relative to the base, that has a file otherwise than git records it; else None.

    A submodule may be in another one.
    """
    place, own = os.path.realpath(os.path.join(base, path)), ""
    outer, start = find(base or os.curdir, environ), os.path.realpath(base or os.curdir)
    while outer and (inner := discovered(os.path.dirname(place), environ)):
        commit = _recorded(inner, environ) if inner.top != outer.top and is_within(inner.top, outer.top) else ""
        if not commit:
            break
        folder, name = os.path.split(place)
        answer = git.ls_tree(folder, environ, commit, name)
        there = _object(answer.output)
        if not there or not (there == own if own else _is_of(place, there, environ)):
            shown = relative(inner.top, start) if is_within(inner.top, start) else os.path.relpath(inner.top, start)
            return SubmoduleDifference(shown, answer.refusal)
        place, own = inner.top, commit  # which the submodule around it must record in turn
    return None


def unread(path: str, suffixes: Collection[str], environ: Mapping[str, str], place: str = "") -> Unread | None:
    """Return the note that a submodule's sources are not read; empty if it has only the files of every project."""
    folder, shown = place or path, os.path.normpath(path)
    if os.path.islink(folder):
        return None
    if not names_in(folder):
        reason = f"this submodule is not checked out: run git submodule update --init {word_of(shown)}"
        return Unread(shown, reason, failed=False, aloud=True)
    if not os.path.lexists(git_dir_of(folder)):
        return None
    listed = (git.ls_files(folder, environ, "--cached").output or b"").split(b"\0")[:-1]
    names = (os.path.splitext(os.path.basename(os.fsdecode(each))) for each in listed)
    if not any(ending.lower() in suffixes and name.upper() not in _OF_EVERY_PROJECT for name, ending in names):
        return None
    reason = f"{_PASSED_OVER}: if the paper reads them, run bibtools sync . {word_of(shown)}"
    return Unread(shown, reason, failed=False, aloud=True)


def is_read(unread: Unread, names: Iterable[str]) -> bool:
    """Return whether a note says that a submodule is not read, and a document reads one of its sources all the same."""
    return unread.reason.startswith(_PASSED_OVER) and any(name.startswith(f"{unread.path}/") for name in names)


def _recorded(inner: Repository, environ: Mapping[str, str]) -> str:
    """Return the commit that the repository around a submodule records for it; nothing where it does not."""
    above, name = os.path.split(inner.top)
    listed = git.ls_files(above, environ, "--stage", "--", name).output or b""
    mode, _, rest = os.fsdecode(listed).partition(" ")
    return rest.partition(" ")[0] if mode == _GITLINK else ""


def _object(listed: bytes | None) -> str:
    """Return the name of the object in a line of `git ls-tree`."""
    return os.fsdecode(listed or b"").partition("\t")[0].rpartition(" ")[2]


def _is_of(place: str, blob: str, environ: Mapping[str, str]) -> bool:
    """Return whether a file is what an object holds: as it is, with git's line ends, or as git last looked at it."""
    try:
        content = read_regular(place, LIBRARY)
    except OSError:
        return True  # whoever reads it reports that
    return blob in _names(content, len(blob)) or _is_as_listed(place, blob, environ)


def _names(content: bytes, digits: int) -> Iterator[str]:
    """Yield the names of objects that git may have made of a content."""
    import hashlib  # few libraries are in a submodule

    made = {_SHA1: hashlib.sha1, _SHA256: hashlib.sha256}.get(digits)
    for each in (content, content.replace(b"\r\n", b"\n")):
        if made:
            yield made(b"blob %d\0%b" % (len(each), each), usedforsecurity=False).hexdigest()


def _is_as_listed(place: str, blob: str, environ: Mapping[str, str]) -> bool:
    """Return whether git's index has an object for a file that has not changed since: a filter has made the object."""
    folder, name = os.path.split(place)
    listed = git.ls_files(folder, environ, "--stage", "--debug", "--", name).output or b""
    if blob.encode() not in listed.partition(b"\t")[0].split(b" "):
        return False
    status = os.stat(place)
    numbers = {int(number) for match in _STATUS.findall(listed) for number in match if number}
    return {status.st_mtime_ns // 10**9, status.st_mtime_ns % 10**9, status.st_size} <= numbers
