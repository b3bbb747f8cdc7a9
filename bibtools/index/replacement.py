"""Replacement: who may write an index, where a new one is built, and how it replaces the old one.

Every file next to the index has a name derived from its own, and only such files are ever removed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bibtools.core.errors import CannotError, UsageError, WriteError
from bibtools.core.fork import kept_from_children
from bibtools.core.locations import make_private, make_private_file
from bibtools.files.file_lock import lock_open
from bibtools.index.schema import HEADER, PREPRINTS, IndexSchema, is_ours
from bibtools.storage.sqlite import BESIDE, own

# A build's files, in a folder of their own.
INDEX, KEYS = "index", "keys"
MARKS = tuple(f"marks{part:02}" for part in range(64))  # each for the marks that begin with the same six bits
_OLD = "old"


def target(path: Path) -> Path:
    """Return the file that an index is written to: a symbolic link is kept. Raises WriteError if it is no file."""
    try:
        real = path.resolve()
        if real.is_dir():
            raise WriteError(f"{path}: is a folder; name a file for the index (index = …, or BIBTOOLS_INDEX)")
        if real.exists() and not real.is_file():
            raise WriteError(f"{path}: is not a file; name one for the index (index = …, or BIBTOOLS_INDEX)")
    except (OSError, RuntimeError) as error:  # of links that lead to each other
        raise WriteError(f"{path}: cannot be read: {_reason(error)}") from None
    return real


def refuse_others(path: Path, source: str, schema: IndexSchema = PREPRINTS) -> None:
    """Raise UsageError if an index would replace its own snapshot, or a file that is no index."""
    try:
        if path.exists() and Path(source).exists() and path.samefile(source):
            raise UsageError(f"{path}: is the snapshot itself; name another file for the index")
        with path.open("rb") as stream:
            header = stream.read(HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise WriteError(f"{path}: cannot be read: {_reason(error)}") from None
    if header and not is_ours(header, schema):
        advice = "remove it, or name another file for the index (index = …, or BIBTOOLS_INDEX)"
        raise UsageError(f"{path}: is not a bibtools index, so it stays as it is: {advice}")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Lock the index for this process alone; raises CannotError if another process holds it."""
    with _locked(path, is_alone=True):
        yield


@contextmanager
def _locked(path: Path, *, is_alone: bool) -> Iterator[None]:
    lock = path.with_name(f"{path.name}.lock")
    try:
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):
            raise WriteError(f"{lock}: is not a file of bibtools; remove it")
        make_private(str(lock.parent))
        make_private_file(str(lock))
        stream = lock.open("ab")
    except OSError as error:
        raise WriteError(f"{lock}: cannot be written: {_reason(error)}") from None
    with stream, kept_from_children(stream):  # a build's readers may outlive it
        try:
            is_free = lock_open(stream.fileno(), shares=not is_alone)
        except OSError as error:
            raise WriteError(f"{lock}: cannot be locked: {_reason(error)}") from None
        if not is_free:
            raise CannotError(f"{path}: another run of bibtools is building or updating the index; wait for it")
        yield


def recover(path: Path) -> None:
    """Roll back a killed update, if there was one; only for the process that holds the index.

    Any other might have opened the previous file, and take the new one's journal for its own. A journal that
    bibtools did not write is not rolled back: it may name any file, which SQLite then deletes.
    """
    if any(_exists(path)):
        with suppress(sqlite3.Error), closing(own(path, "rw")) as connection:
            connection.execute("PRAGMA user_version").fetchone()


def recover_beside(path: Path) -> None:
    """Do the same for readers: several may at once, but none while the index is written."""
    with suppress(CannotError):
        real = target(path)
        with _locked(real, is_alone=False):
            recover(real)


@contextmanager
def workshop(path: Path) -> Iterator[Path]:
    """Provide a folder next to the index for a build's files, and remove what killed or failed builds left."""
    folder = path.with_name(f".{path.name}.building")
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
        raise WriteError(f"{folder}: is in the way of a build; remove it")
    try:
        _clear(folder)
        folder.mkdir(0o700, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder}: cannot be written: {_reason(error)}") from None
    try:
        yield folder
    finally:
        with suppress(OSError):
            _clear(folder)


def _clear(folder: Path) -> None:
    for name in (INDEX, KEYS, _OLD, *MARKS):
        for beside in ("", *BESIDE):
            folder.joinpath(f"{name}{beside}").unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        if not any(folder.iterdir()):
            folder.rmdir()


def put_in_place(new: Path, path: Path) -> None:
    """Replace the old index with a new one; raises OSError.

    A journal left next to the old one belongs to it alone, and would corrupt another. It is there because it could
    not be rolled back; so the old one goes first, since without its journal it would only look sound.
    """
    with new.open("rb") as stream:
        if hasattr(os, "fchmod"):  # not on Windows
            os.fchmod(stream.fileno(), os.fstat(stream.fileno()).st_mode & 0o755)  # regardless of the umask
        os.fsync(stream.fileno())
    if any(_exists(path)):
        with suppress(FileNotFoundError):
            path.replace(new.with_name(_OLD))
        for beside in BESIDE:
            path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)
    new.replace(path)


def _exists(path: Path) -> list[bool]:
    return [os.path.lexists(f"{path}{beside}") for beside in BESIDE]


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
