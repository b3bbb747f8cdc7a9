"""Writing: a file is replaced whole or not at all, and only if it still holds what the plan was made for."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bibtools.core.errors import WriteError
from bibtools.core.text import decode, encode
from bibtools.files import limits
from bibtools.files.exact_text import reason
from bibtools.files.regular_files import read_regular

_TEMPORARY = ".bibtools-{}.tmp"


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
        raise WriteError(f"{path}: cannot write it: {reason(error)}; nothing was changed") from None


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
        os.close(os.open(target, os.O_WRONLY | os.O_NONBLOCK))  # what must not be written must not be replaced
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
    return decode(read_regular(str(path), limits.LIBRARY)) if path.exists() else None


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
