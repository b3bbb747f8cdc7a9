"""Walking: which files a run reads, of folders those with certain endings, as git lists them where there is git."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bibtools.core.debug_log import DebugLog
from bibtools.core.errors import ConfigError
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import git, submodule
from bibtools.files.exact_text import STANDARD_INPUT, Unread, lost_link, reason
from bibtools.files.exclusion import Exclusion
from bibtools.files.pathnames import is_stream, suffix
from bibtools.files.program import listed_names
from bibtools.files.regular_files import NOT_REGULAR
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.worktree import is_within
from bibtools.sources.filetypes import LIBRARY

_LOG = DebugLog(__name__)
_ENVIRONMENT = "pyvenv.cfg"  # in a virtual environment (PEP 405), which holds no text of the user's
_INSTALLED = frozenset({"__pycache__", "node_modules", "site-packages"})
_LEADS_OUT = "this leads out of the tree and is not followed"
_FILE, _FOLDER = "file", "folder"


class Walk(NamedTuple):
    """The files that a run reads, in order, each once, and what could not be walked.

    `folders` are those that were looked into: what is not hidden in them, and whether that is a folder, too; None where
    git listed files. `tags` say how git lists the libraries among these (`git ls-files -t`).
    """

    paths: tuple[str, ...]
    unread: tuple[Unread, ...]
    folders: Mapping[str, list[tuple[str, bool]]] | None = None
    tags: Mapping[str, str] = {}


def walk(
    given: Sequence[str],
    suffixes: frozenset[str],
    exclusion: Exclusion = Exclusion(),  # noqa: B008 - a constant
    files: Workspace = HERE,
) -> Walk:
    """Expand files and folders: a file is taken whatever its ending, of a folder the files with known endings.

    Files that are given by name are taken even where they are excluded.
    """
    paths: dict[str, None] = {}
    unread: list[Unread] = []
    folders: dict[str, list[tuple[str, bool]]] | None = {}
    tags: dict[str, str] = {}
    is_excluded = excluded(exclusion, files)
    named = frozenset(os.path.normpath(path) for path in given)
    for path in given:
        if path == STANDARD_INPUT or not files.is_folder(path):
            paths[path] = None
            continue
        is_there = os.path.isdir(files.at(path))
        listed = _git_files(path, suffixes, unread, files, named, tags) if is_there else []
        folders = folders if listed is None else None
        looked_into = {} if folders is None else folders
        names = _scanned(path, suffixes, unread, looked_into, files) if listed is None else listed
        names += _unsaved(path, files, is_listed=listed is not None)
        _LOG("%s: %d files %s", path, len(names), "below it" if listed is None else "that git lists")
        for found in _below(path, names):
            if suffix(found) in suffixes and not is_excluded(found):
                paths[found] = None
    return Walk(tuple(paths), tuple(unread), folders, tags)


def excluded(exclusion: Exclusion, files: Workspace = HERE) -> Callable[[str], bool]:
    """Return a function that decides whether a file is excluded (https://git-scm.com/docs/gitignore#_pattern_format)."""
    if not exclusion.patterns:
        return lambda _: False
    from bibtools.files.gitignore import PatternError, matcher  # few configurations exclude anything

    try:
        is_excluded = matcher(exclusion.patterns)
    except PatternError as error:
        raise ConfigError(f"exclude: {error}") from None
    folder = files.at(exclusion.folder)
    return lambda path: is_excluded(os.path.relpath(files.at(path), folder))


def _below(folder: str, names: Iterable[str]) -> Iterator[str]:
    prefix = "" if folder == os.curdir else os.path.join(folder, "")
    return (prefix + name for name in sorted(names))


def _git_files(
    folder: str,
    suffixes: frozenset[str],
    unread: list[Unread],
    files: Workspace,
    named: frozenset[str],
    tags: dict[str, str],
) -> list[str] | None:
    """List tracked and new, not ignored files below a folder; None outside of a work tree or without git.

    Where git refuses (in another user's work tree, for example), that is noted. An index can be made up, so names
    that lead out of the folder do not count.
    """
    listed = git.ls_files(files.at(folder), os.environ, "-t", "--cached", "--others", "--exclude-standard")
    if listed.refusal:
        reason_why = f"git does not list it, so files are left out as .gitignore says: {listed.refusal}"
        unread.append(Unread(folder, reason_why, failed=False, aloud=True))
    if listed.output is None:
        return None
    inside = _Inside(folder, suffixes, unread, files, named)
    # In a conflict, git lists a file once for each side, one after the other.
    tagged = [(name, tag) for tag, _, name in (each.partition(" ") for each in listed_names(listed.output))]
    tags |= {os.path.normpath(os.path.join(folder, name)): tag for name, tag in tagged if suffix(name) == LIBRARY}
    single = (name for name, _ in groupby(name for name, _ in tagged))
    return [*dict.fromkeys(name for name in single if inside.is_file(name))]


def _scanned(
    folder: str,
    suffixes: frozenset[str],
    unread: list[Unread],
    looked_into: dict[str, list[tuple[str, bool]]],
    files: Workspace,
) -> list[str]:
    """Walk a folder without git; in a work tree that git refuses, what its files let git ignore is left out."""
    is_refused = any(each.aloud and each.path == folder for each in unread)
    names = list(_Scan(folder, suffixes, unread, looked_into, files).files())
    if not is_refused:
        return names
    from bibtools.files.ignore_files import ignored  # few repositories are refused

    is_ignored = ignored(files.at(folder), names)
    return [name for name in names if not is_ignored(name)]


def _unsaved(folder: str, files: Workspace, *, is_listed: bool) -> list[str]:
    """Return the unsaved texts below a folder that would be found there as files, by git (`is_listed`) or a walk."""
    names = list(files.unsaved(folder))
    if not names or not is_listed:
        return [name for name in names if not any(_is_passed_over(part) for part in name.split("/"))]
    ignored = git.ignored(files.at(folder), os.environ, names)
    return [name for name in names if name not in ignored]


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in _INSTALLED


class _Inside:
    """Decides which names that git lists are files inside a folder; notes what leads out of it."""

    def __init__(
        self,
        folder: str,
        suffixes: frozenset[str],
        unread: list[Unread],
        files: Workspace,
        named: frozenset[str],  # folders that are walked by themselves
    ) -> None:
        self._folder, self._suffixes, self._unread, self._files = folder, suffixes, unread, files
        self._named = named
        self._top = os.path.realpath(files.at(folder))
        self._known: dict[str, bool] = {}

    def is_file(self, name: str) -> bool:
        """Return whether a name is a file, which git may have tracked before it was deleted."""
        above, _, last = name.rpartition("/")
        if above not in self._known:
            self._known[above] = self._is_inside(above)
        if not self._known[above] or last == os.pardir:
            return False
        path = os.path.join(self._folder, name)
        try:
            kind = stat.S_IFMT(os.stat(self._files.at(path)).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return self._noted(path, self._lost(path), aloud=True)
        except PermissionError as error:  # of the folder, whatever the file is
            self._known[above] = False
            self._unread.append(Unread(os.path.join(self._folder, above), _closed(error), failed=False))
            return False
        except OSError as error:
            return self._noted(path, self._lost(path) or reason(error), aloud=True)
        if kind == stat.S_IFDIR:  # a link, or a repository within this one
            self._unread += unlisted_folder(path, self._files.at(path), self._top, self._suffixes, self._named)
            return False
        return kind == stat.S_IFREG or self._noted(path, NOT_REGULAR)

    def _lost(self, path: str) -> str:
        return lost_link(self._files.at(path), os.path.normpath(path))

    def _noted(self, path: str, why: str, *, aloud: bool = False) -> bool:
        if why and suffix(path) in self._suffixes:
            self._unread.append(Unread(path, why, failed=False, aloud=aloud))
        return False

    def _is_inside(self, below: str) -> bool:
        place = os.path.join(self._folder, below)
        inside = is_within(os.path.realpath(self._files.at(place)), self._top)
        if not inside:
            self._unread.append(Unread(place, _LEADS_OUT, failed=False))
        return inside


def unlisted_folder(
    path: str, place: str, top: str, suffixes: frozenset[str], named: Collection[str] = ()
) -> Iterator[Unread]:
    """Yield why a folder is not looked into that git lists as if it were a file: a link that leads out, a submodule.

    One that is `named` is walked by itself.
    """
    if not is_within(os.path.realpath(place), top):
        yield Unread(path, _LEADS_OUT, failed=False, aloud=True)
    elif os.path.normpath(path) not in named:
        note = submodule.unread(path, suffixes, os.environ, place)
        yield from [note] if note else []


class _Scan:
    """A walk without git; hidden and installed things are left out, links to folders inside are followed once."""

    def __init__(
        self,
        folder: str,
        suffixes: frozenset[str],
        unread: list[Unread],
        folders: dict[str, list[tuple[str, bool]]],
        files: Workspace,
    ) -> None:
        here, top = os.path.realpath(files.at(os.curdir)), os.path.realpath(files.at(folder))
        self._folder, self._suffixes, self._unread, self._folders = folder, suffixes, unread, folders
        self._top = here if is_within(top, here) else top
        self._files = files
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
        here = os.path.join(self._folder, below)
        try:
            place = self._files.at(here)
            status = os.stat(os.path.join(place, os.curdir))
            with os.scandir(place) as scanned:
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
        return [] if is_environment else [entry for entry in shown if not _is_passed_over(entry.name)]

    def _kind(self, entry: os.DirEntry[str], name: str) -> str:
        path = os.path.join(self._folder, name)
        try:
            if entry.is_dir():
                is_inside = not entry.is_symlink() or is_within(os.path.realpath(entry.path), self._top)
                return _FOLDER if is_inside else self._note(f"{path}/", _LEADS_OUT)
            if entry.is_file():
                return _FILE
            if suffix(name) not in self._suffixes:
                return ""
            lost = lost_link(entry.path, os.path.normpath(path)) if entry.is_symlink() else ""
            if lost:
                return self._note(path, lost, aloud=True)
            return self._note(path, NOT_REGULAR) if is_stream(entry.path) else ""
        except OSError as error:  # a link that leads to itself
            return self._note(path, reason(error))

    def _note(self, path: str, why: str, *, failed: bool = False, aloud: bool = False) -> str:
        self._unread.append(Unread(path, why, failed=failed, aloud=aloud))
        return ""


def _closed(error: OSError) -> str:
    return f"cannot read this folder: {reason(error)}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
