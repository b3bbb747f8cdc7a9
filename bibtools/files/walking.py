"""Walking: which files a run reads, of folders those with certain endings, as git lists them where there is git."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bibtools.core.errors import ConfigError
from bibtools.files import git
from bibtools.files.exact_text import STANDARD_INPUT, Unread, reason
from bibtools.files.pathnames import is_stream, suffix
from bibtools.files.regular_files import NOT_REGULAR

_ENVIRONMENT = "pyvenv.cfg"  # in a virtual environment (PEP 405): nobody's own texts
_INSTALLED = frozenset({"__pycache__", "node_modules", "site-packages"})
_LEADS_OUT = "this leads out of the tree and is not followed"
_FILE, _FOLDER = "file", "folder"


class Walk(NamedTuple):
    """The files that a run reads, in order, each once, and what could not be walked.

    `folders` are those that were looked into: what is not hidden in them, and whether that is a folder, too; None where
    git listed files.
    """

    paths: tuple[str, ...]
    unread: tuple[Unread, ...]
    folders: Mapping[str, list[tuple[str, bool]]] | None = None


class Exclusion(NamedTuple):
    """Which files a walk leaves out: patterns as in `.gitignore`, relative to a folder."""

    folder: str = os.curdir
    patterns: tuple[str, ...] = ()


def walk(given: Sequence[str], suffixes: frozenset[str], exclusion: Exclusion = Exclusion()) -> Walk:  # noqa: B008 - a constant
    """Expand files and folders: a file is taken whatever its ending, of a folder the files with known endings.

    Files that are given by name are taken even where they are excluded.
    """
    paths: dict[str, None] = {}
    unread: list[Unread] = []
    folders: dict[str, list[tuple[str, bool]]] | None = {}
    is_excluded = excluded(exclusion)
    for path in given:
        if path == STANDARD_INPUT or not os.path.isdir(path):  # noqa: PTH112 - paths stay as the user wrote them
            paths[path] = None
            continue
        listed = _git_files(path, suffixes, unread)
        folders = folders if listed is None else None
        walked = {} if folders is None else folders
        names = _Scan(path, suffixes, unread, walked).files() if listed is None else listed
        for found in _below(path, names):
            if suffix(found) in suffixes and not is_excluded(found):
                paths[found] = None
    return Walk(tuple(paths), tuple(unread), folders)


def excluded(exclusion: Exclusion) -> Callable[[str], bool]:
    """Return who tells whether a file is excluded (https://git-scm.com/docs/gitignore#_pattern_format)."""
    if not exclusion.patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - few configurations exclude anything

    try:
        spec = GitIgnoreSpec.from_lines(exclusion.patterns)
    except (ValueError, re.error) as error:
        raise ConfigError(f"exclude: {error}") from None
    return lambda path: spec.match_file(os.path.relpath(path, exclusion.folder))


def _below(folder: str, names: Iterable[str]) -> Iterator[str]:
    prefix = "" if folder == os.curdir else os.path.join(folder, "")  # noqa: PTH118 - the same
    return (prefix + name for name in sorted(names))


def _git_files(folder: str, suffixes: frozenset[str], unread: list[Unread]) -> list[str] | None:
    """List tracked and new, not ignored files below a folder; None outside of a work tree or without git.

    Where git refuses (a work tree of somebody else's, for example), that is noted. An index can be made up, so names
    that lead out of the folder do not count.
    """
    listed = git.ls_files(folder, os.environ, "--cached", "--others", "--exclude-standard")
    if listed.refusal:
        reason_why = f"git does not list it, so ignored files are read, too: {listed.refusal}"
        unread.append(Unread(folder, reason_why, failed=False))
    if listed.output is None:
        return None
    names = dict.fromkeys(os.fsdecode(name) for name in listed.output.split(b"\0") if name)
    inside = _Inside(folder, suffixes, unread)
    return [name for name in names if inside.is_file(name)]


class _Inside:
    """Tells which names that git lists are files inside of a folder; notes what leads out of it."""

    def __init__(self, folder: str, suffixes: frozenset[str], unread: list[Unread]) -> None:
        self._folder, self._suffixes, self._unread = folder, suffixes, unread
        self._top = os.path.realpath(folder)
        self._known: dict[str, bool] = {}

    def is_file(self, name: str) -> bool:
        """Return whether a name is a file, which git may have tracked before it was deleted."""
        above, _, last = name.rpartition("/")
        if above not in self._known:
            self._known[above] = self._is_inside(above)
        if not self._known[above] or last == os.pardir:
            return False
        path = os.path.join(self._folder, name)  # noqa: PTH118 - fast on large trees
        try:
            kind = stat.S_IFMT(os.stat(path).st_mode)  # noqa: PTH116 - the same
        except (FileNotFoundError, NotADirectoryError):
            return False
        except PermissionError as error:  # of the folder, whatever the file is
            self._known[above] = False
            self._unread.append(Unread(os.path.join(self._folder, above), _closed(error), failed=False))  # noqa: PTH118 - the same
            return False
        except OSError as error:
            return self._noted(path, reason(error))
        if kind == stat.S_IFDIR:  # a link, or a repository within this one
            self._is_inside(name)
            return False
        return kind == stat.S_IFREG or self._noted(path, NOT_REGULAR)

    def _noted(self, path: str, why: str) -> bool:
        if suffix(path) in self._suffixes:
            self._unread.append(Unread(path, why, failed=False))
        return False

    def _is_inside(self, below: str) -> bool:
        place = os.path.join(self._folder, below)  # noqa: PTH118 - the same
        inside = _is_within(os.path.realpath(place), self._top)
        if not inside:
            self._unread.append(Unread(place, _LEADS_OUT, failed=False))
        return inside


def _is_within(place: str, top: str) -> bool:
    return place == top or place.startswith(os.path.join(top, ""))  # noqa: PTH118 - the same


class _Scan:
    """A walk without git; hidden and installed things are left out, links to folders inside are followed once."""

    def __init__(
        self,
        folder: str,
        suffixes: frozenset[str],
        unread: list[Unread],
        folders: dict[str, list[tuple[str, bool]]],
    ) -> None:
        here, top = os.path.realpath(os.curdir), os.path.realpath(folder)
        self._folder, self._suffixes, self._unread, self._folders = folder, suffixes, unread, folders
        self._top = here if _is_within(top, here) else top
        self._seen: set[tuple[int, int]] = set()

    def files(self) -> Iterator[str]:
        """Yield the files, relative to the folder; a stack takes any depth."""
        waiting = [""]
        while waiting:
            below = waiting.pop()
            subfolders = []
            for entry in self._entries(below):
                name = f"{below}{entry.name}"
                kind = self._kind(entry, name)
                if kind == _FOLDER:
                    subfolders.append(f"{name}/")
                elif kind == _FILE:
                    yield name
            waiting += reversed(subfolders)

    def _entries(self, below: str) -> list[os.DirEntry[str]]:
        """Return what is in a folder that is walked, links last."""
        here = os.path.join(self._folder, below)  # noqa: PTH118 - the same
        try:
            status = os.stat(os.path.join(here, os.curdir))  # noqa: PTH116, PTH118 - refused if it cannot be searched
            with os.scandir(here) as scanned:
                entries = sorted(scanned, key=lambda entry: (entry.is_symlink(), entry.name))
        except OSError as error:
            # The folder that the user named must be readable; one below it may be private.
            self._note(here, _closed(error) if below else reason(error), failed=not below)
            return []
        if (status.st_dev, status.st_ino) in self._seen:
            self._note(here, "read already, by another path")
            return []
        self._seen.add((status.st_dev, status.st_ino))
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        self._folders[here] = [(entry.name, _is_folder(entry)) for entry in shown]
        is_environment = any(entry.name == _ENVIRONMENT for entry in entries)
        return [] if is_environment else [entry for entry in shown if entry.name not in _INSTALLED]

    def _kind(self, entry: os.DirEntry[str], name: str) -> str:
        path = os.path.join(self._folder, name)  # noqa: PTH118 - the same
        try:
            if entry.is_dir():
                is_inside = not entry.is_symlink() or _is_within(os.path.realpath(path), self._top)
                return _FOLDER if is_inside else self._note(f"{path}/", _LEADS_OUT)
            if entry.is_file():
                return _FILE
            return self._note(path, NOT_REGULAR) if suffix(name) in self._suffixes and is_stream(path) else ""
        except OSError as error:  # a link that leads to itself
            return self._note(path, reason(error))

    def _note(self, path: str, why: str, *, failed: bool = False) -> str:
        self._unread.append(Unread(path, why, failed=failed))
        return ""


def _closed(error: OSError) -> str:
    return f"cannot read this folder: {reason(error)}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
