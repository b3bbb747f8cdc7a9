"""Walking: which files a run reads, of folders those with certain endings, as git lists them where there is git."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bibtools.core.errors import ConfigError
from bibtools.files.exact_text import STANDARD_INPUT, Unread, reason
from bibtools.files.pathnames import is_file
from bibtools.files.workspace import HERE, Workspace

_ENVIRONMENT = "pyvenv.cfg"  # in a virtual environment (PEP 405): nobody's own texts
_INSTALLED = frozenset({"__pycache__", "node_modules", "site-packages"})


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
    is_excluded = excluded(exclusion, files)
    for path in given:
        if path == STANDARD_INPUT or not files.is_folder(path):
            paths[path] = None
            continue
        is_there = os.path.isdir(files.at(path))  # noqa: PTH112 - paths stay as the user wrote them
        listed = _git_files(path, unread, files) if is_there else []
        folders = folders if listed is None else None
        looked_into = {} if folders is None else folders
        names = list(_scan_folder(path, unread, set(), looked_into, files)) if listed is None else listed
        names += _unsaved(path, files, is_listed=listed is not None)
        for found in _below(path, names):
            if os.path.splitext(found)[1].lower() in suffixes and not is_excluded(found):  # noqa: PTH122 - the same
                paths[found] = None
    return Walk(tuple(paths), tuple(unread), folders)


def excluded(exclusion: Exclusion, files: Workspace = HERE) -> Callable[[str], bool]:
    """Return who tells whether a file is excluded (https://git-scm.com/docs/gitignore#_pattern_format)."""
    if not exclusion.patterns:
        return lambda _: False
    from bibtools.files.gitignore import PatternError, matcher  # noqa: PLC0415 - few configurations exclude anything

    try:
        is_excluded = matcher(exclusion.patterns)
    except PatternError as error:
        raise ConfigError(f"exclude: {error}") from None
    folder = files.at(exclusion.folder)
    return lambda path: is_excluded(os.path.relpath(files.at(path), folder))


def _below(folder: str, names: Iterable[str]) -> Iterator[str]:
    prefix = "" if folder == os.curdir else os.path.join(folder, "")  # noqa: PTH118 - the same
    return (prefix + name for name in sorted(names))


def _git_files(folder: str, unread: list[Unread], files: Workspace) -> list[str] | None:
    """List tracked and new, not ignored files below a folder; None outside of a work tree or without git.

    Where git refuses (a work tree of somebody else's, for example), that is noted.
    """
    import subprocess  # noqa: PLC0415 - loaded where a folder is walked

    here = files.at(folder)
    command = ["env", "LC_ALL=C", "git", "-C", here, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, fixed words
    except OSError:
        return None
    if run.returncode != 0:
        complaint = os.fsdecode(run.stderr).partition("\n")[0]
        if "not a git repository" not in complaint:
            unread.append(
                Unread(folder, f"git does not list it, so ignored files are read, too: {complaint}", failed=False)
            )
        return None
    names = dict.fromkeys(os.fsdecode(name) for name in run.stdout.split(b"\0") if name)
    return [name for name in names if is_file(os.path.join(here, name))]  # noqa: PTH118 - others were deleted


def _unsaved(folder: str, files: Workspace, *, is_listed: bool) -> list[str]:
    """Return the unsaved texts below a folder that would be found there as files, by git (`is_listed`) or a walk."""
    names = list(files.unsaved(folder))
    if not names or not is_listed:
        return [name for name in names if not any(_is_passed_over(part) for part in name.split("/"))]
    import subprocess  # noqa: PLC0415 - the same

    command = ["git", "-C", files.at(folder), "check-ignore", "-z", "--stdin"]
    asked = b"".join(os.fsencode(name) + b"\0" for name in names)
    run = subprocess.run(command, input=asked, capture_output=True, check=False)  # noqa: S603 - no shell, fixed words
    ignored = {os.fsdecode(name) for name in run.stdout.split(b"\0")}
    return [name for name in names if name not in ignored]


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in _INSTALLED


def _scan_folder(
    folder: str,
    unread: list[Unread],
    seen: set[tuple[int, int]],
    folders: dict[str, list[tuple[str, bool]]],
    files: Workspace,
    below: str = "",
) -> Iterator[str]:
    """Walk without git; hidden and installed things are left out, links to folders are followed once."""
    here = os.path.join(folder, below)  # noqa: PTH118 - fast on large trees
    try:
        status = os.stat(files.at(here))  # noqa: PTH116 - the same
        entries = sorted(os.scandir(files.at(here)), key=lambda entry: (entry.is_symlink(), entry.name))
    except OSError as error:
        # The folder that the user named must be readable; one below it may be private.
        unread.append(Unread(here, reason(error), failed=not below))
        return
    if (status.st_dev, status.st_ino) in seen:
        unread.append(Unread(here, "read already, by another path", failed=False))
        return
    seen.add((status.st_dev, status.st_ino))
    folders[here] = [(entry.name, _is_folder(entry)) for entry in entries if not entry.name.startswith(".")]
    if any(entry.name == _ENVIRONMENT for entry in entries):
        return
    for entry in entries:
        if _is_passed_over(entry.name):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as error:  # a link that leads to itself
            unread.append(Unread(here + entry.name, reason(error), failed=False))
            continue
        if is_folder:
            yield from _scan_folder(folder, unread, seen, folders, files, f"{below}{entry.name}/")
        elif is_file:
            yield below + entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
