"""Files: which ones a run reads, their exact text, and the atomic write."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bibtools.errors import ConfigError, ReadError, WriteError
from bibtools.text import Source, decode, encode, is_binary

STANDARD_INPUT = "-"
_PIECE = 1 << 20  # bytes read at once where a file tells no size
_ENVIRONMENT = "pyvenv.cfg"  # in a virtual environment (PEP 405): nobody's own texts
_INSTALLED = frozenset({"__pycache__", "node_modules", "site-packages"})
_TEMPORARY = ".bibtools-{}.tmp"
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Unread(NamedTuple):
    """A file that was not read, and why; `failed` where that makes the run fail."""

    path: str
    reason: str
    failed: bool


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
        listed = _git_files(path, unread)
        folders = folders if listed is None else None
        names = _scan_folder(path, unread, set(), {} if folders is None else folders) if listed is None else listed
        for found in _below(path, names):
            if os.path.splitext(found)[1].lower() in suffixes and not is_excluded(found):  # noqa: PTH122 - the same
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


def _git_files(folder: str, unread: list[Unread]) -> list[str] | None:
    """List tracked and new, not ignored files below a folder; None outside of a work tree or without git.

    Where git refuses (a work tree of somebody else's, for example), that is noted.
    """
    import subprocess  # noqa: PLC0415 - loaded where a folder is walked

    command = ["env", "LC_ALL=C", "git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, fixed words
    except OSError:
        return None
    if run.returncode != 0:
        said = os.fsdecode(run.stderr).partition("\n")[0]
        if "not a git repository" not in said:
            unread.append(Unread(folder, f"git does not list it, so ignored files are read, too: {said}", failed=False))
        return None
    names = dict.fromkeys(os.fsdecode(name) for name in run.stdout.split(b"\0") if name)
    return [name for name in names if os.path.isfile(os.path.join(folder, name))]  # noqa: PTH113, PTH118 - deleted ones


def _scan_folder(
    folder: str,
    unread: list[Unread],
    seen: set[tuple[int, int]],
    folders: dict[str, list[tuple[str, bool]]],
    below: str = "",
) -> Iterator[str]:
    """Walk without git; hidden and installed things are left out, links to folders are followed once."""
    here = os.path.join(folder, below)  # noqa: PTH118 - fast on large trees
    try:
        status = os.stat(here)  # noqa: PTH116 - the same
        entries = sorted(os.scandir(here), key=lambda entry: (entry.is_symlink(), entry.name))
    except OSError as error:
        # The folder that the user named must be readable; one below it may be private.
        unread.append(Unread(here, _reason(error), failed=not below))
        return
    if (status.st_dev, status.st_ino) in seen:
        unread.append(Unread(here, "read already, by another path", failed=False))
        return
    seen.add((status.st_dev, status.st_ino))
    folders[here] = [(entry.name, _is_folder(entry)) for entry in entries if not entry.name.startswith(".")]
    if any(entry.name == _ENVIRONMENT for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _INSTALLED:
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as error:  # a link that leads to itself
            unread.append(Unread(here + entry.name, _reason(error), failed=False))
            continue
        if is_folder:
            yield from _scan_folder(folder, unread, seen, folders, f"{below}{entry.name}/")
        elif is_file:
            yield below + entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def read_source(path: str) -> bytes | Unread:
    """Read one source; a binary one, or one that cannot be read, is told instead."""
    try:
        data = _read_standard_input() if path == STANDARD_INPUT else _read(path)
    except OSError as error:
        return Unread(path, _reason(error), failed=True)
    except ValueError as error:  # a name that no file can have
        return Unread(path, str(error), failed=True)
    return Unread(path, "not a text file", failed=False) if is_binary(data) else data


def _read_standard_input() -> bytes:
    if sys.stdin is None:  # a service manager or a hook may start a program without any
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer.read()


def _read(path: str) -> bytes:
    """Read a whole file in few steps: `Path.read_bytes` takes as long as scanning a small one."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        pieces = [os.read(descriptor, os.fstat(descriptor).st_size + 1)]
        while pieces[-1]:
            pieces.append(os.read(descriptor, _PIECE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)


def sizes(paths: Sequence[str]) -> list[int]:
    """Return how many bytes each file has, 0 for what is none."""
    found = []
    for path in paths:
        try:
            found.append(os.stat(path).st_size)  # noqa: PTH116 - paths stay as the user wrote them
        except OSError:
            found.append(0)
    return found


def read_library(path: str) -> Source | None:
    """Read a `.bib` file; None where there is none yet. Raises ReadError."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a path as the user wrote it
            raise ReadError(f"{path}: this is no regular file")
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadError(f"{path}: cannot read it: {_reason(error)}") from None
    if data.startswith(_UTF16_MARKS) or is_binary(data):
        raise ReadError(f"{path}: this is no text in UTF-8 or a one-byte encoding (UTF-16?); it was not touched")
    if data.startswith(_LFS_POINTER):
        raise ReadError(f"{path}: this is a pointer of Git LFS, not the file itself: run git lfs pull")
    return Source(path, decode(data))


def suffix(path: str) -> str:
    """Return a file's ending with its dot, in lower case."""
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - paths stay as the user wrote them


def is_folder(path: str) -> bool:
    """Tell whether a path names a folder."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib raises where a name is too long or holds a NUL


def is_file(path: str) -> bool:
    """Tell whether a path names a regular file, or something that nobody lets us see: reading it tells why."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - the same
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def text_of(path: str) -> str | None:
    """Return the text of a file that lies with the paper, or None where there is none that can be read."""
    try:
        return decode(Path(path).read_bytes())
    except OSError:
        return None


def exists(path: str) -> bool:
    """Tell whether something is there."""
    return os.path.exists(path)  # noqa: PTH110 - the same


def beside(path: str, suffix: str) -> str:
    """Return the first other file of a type in the folder of a path, or nothing where there is none."""
    folder = os.path.dirname(path)  # noqa: PTH120 - paths stay as written
    try:
        names = sorted(os.listdir(folder or "."))  # noqa: PTH208 - the same
    except OSError:
        return ""
    return next((os.path.join(folder, name) for name in names if name.lower().endswith(suffix)), "")  # noqa: PTH118 - the same


def same(one: str, other: str) -> bool:
    """Tell whether two paths name one file, also one that does not exist yet."""
    return os.path.realpath(one) == os.path.realpath(other)


def relative(path: str) -> str:
    """Return a path as reports show it: relative to the current folder where it is below it, with `/`."""
    straight = os.path.normpath(path)
    shown = os.path.relpath(path) if os.path.isabs(path) else straight  # noqa: PTH117 - paths stay as written
    leads_out = shown == os.pardir or shown.startswith(f"..{os.sep}")
    return (straight if os.path.isabs(path) and leads_out else shown).replace(os.sep, "/")  # noqa: PTH117 - the same


def all_relative(paths: Sequence[str]) -> list[str]:
    """Return many paths as reports show them; that of each folder is worked out once."""
    folders: dict[str, str] = {}
    shown = []
    for path in paths:
        folder, slash, name = path.rpartition(os.sep)
        if not slash or name in {"", os.curdir, os.pardir}:
            shown.append(relative(path))
            continue
        if folder not in folders:
            above = relative(folder + slash)
            folders[folder] = "" if above == os.curdir else above.rstrip("/") + "/"
        shown.append(folders[folder] + name)
    return shown


def here_in(folder: str) -> str:
    """Return the current folder relative to one that it is in; nothing where it is not, or is that one."""
    here = os.path.relpath(os.curdir, os.path.realpath(folder)) if folder else os.pardir
    return "" if here in {os.curdir, os.pardir} or here.startswith(f"..{os.sep}") else here.replace(os.sep, "/")


def is_above(path: str) -> bool:
    """Tell whether a path leads out of the current folder."""
    return os.path.relpath(path).startswith(f"..{os.sep}")


def in_work_tree(path: str) -> str | None:
    """Return a path relative to the top of the git work tree that it is in, None outside of any."""
    import subprocess  # noqa: PLC0415 - loaded for patches to files above the current folder

    folder, name = os.path.split(os.path.realpath(path))
    command = ["git", "-C", folder, "rev-parse", "--show-prefix"]
    try:
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, fixed words
    except OSError:
        return None
    return os.fsdecode(run.stdout.removesuffix(b"\n")) + name if run.returncode == 0 else None


def bundled_records() -> bytes:
    """Read the records that are shipped with the package."""
    return Path(__file__).with_name("data").joinpath("records.jsonl").read_bytes()


def write(path: str, text: str, expected: str | None) -> bool:
    """Replace a file atomically, or create it; tell whether it still held what was expected.

    A temporary file beside it is written, synced and renamed over it, so a crash leaves the old or the new file. Mode
    and, where permitted, owner are kept; of a symbolic link the target is written. Nothing is written where the file is
    no longer what the plan was made for (`expected`, None for no file). Raises WriteError.
    """
    target = Path(os.path.realpath(path))
    try:
        with _locked(target.parent):
            return _replace(target, encode(text), expected)
    except OSError as error:
        raise WriteError(f"{path}: cannot write it: {_reason(error)}; nothing was changed") from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other bibtools from writing into a folder; the kernel frees the lock of a process that dies."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot lock a folder; the text is compared all the same
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            _clean(folder)
        yield
        with suppress(OSError):  # the file has been replaced; some file systems cannot sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clean(folder: Path) -> None:
    """Remove what processes have left that died while they wrote; of a locked folder no other is there."""
    for left in folder.glob(_TEMPORARY.format("*")):
        with suppress(OSError):
            left.unlink()


def _replace(target: Path, data: bytes, expected: str | None) -> bool:
    if _content(target) != expected:
        return False
    if target.exists():
        os.close(os.open(target, os.O_WRONLY))  # a file that must not be written must not be replaced either
    temporary = target.with_name(_TEMPORARY.format(os.getpid()))
    temporary.unlink(missing_ok=True)  # of a process that died; the number is ours now
    try:
        _write_synced(temporary, target, data)
        if _content(target) != expected:  # an editor has saved it while we wrote
            return False
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _content(path: Path) -> str | None:
    return decode(path.read_bytes()) if path.exists() else None


def _write_synced(temporary: Path, target: Path, data: bytes) -> None:
    with temporary.open("xb") as stream:
        if target.exists():
            status = target.stat()
            _keep_owner(stream.fileno(), status)
            os.fchmod(stream.fileno(), status.st_mode & 0o7777)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _keep_owner(descriptor: int, status: os.stat_result) -> None:
    """Keep group and owner where permitted: a member of the group may keep that, only root the other."""
    with suppress(OSError):
        os.fchown(descriptor, -1, status.st_gid)
    with suppress(OSError):
        os.fchown(descriptor, status.st_uid, -1)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
