"""Opening and reading regular files only, up to a limit, and without blocking.

Wherever a path comes from, it may lead to a named pipe without a writer or to an endless device. What the
user names on the command line may be a stream (`<(command)`, `/dev/stdin`): that is read as one, up to a limit and for
as long as the run has patience.
"""

from __future__ import annotations

import errno
import os

from bibtools.files.open_flags import SAFELY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NOT_REGULAR = "not a regular file"
# Of a file's mode (inode(7)); the module stat is not loaded for three numbers.
_REGULAR, _FOLDER, _KIND = 0o100000, 0o040000, 0o170000
_SAFELY = os.O_RDONLY | SAFELY
_PIECE = 1 << 20  # bytes read at once where a file reports no size


def read_regular(path: str, largest: int) -> bytes:
    """Return what a regular file holds; raise OSError for anything else, and for one that is larger."""
    descriptor = opened(path)
    try:
        return read_open(descriptor, largest)
    finally:
        os.close(descriptor)


def opened(path: str) -> int:
    """Return a descriptor of what was a regular file just now; raise OSError for anything else."""
    _require_regular(os.stat(path))
    return os.open(path, _SAFELY)


def read_open(descriptor: int, largest: int) -> bytes:
    """Return what an open regular file holds; raise OSError for anything else, and for one that is larger."""
    status = os.fstat(descriptor)
    _require_regular(status)  # another file may have been put there meanwhile
    if status.st_size > largest:
        raise OSError(errno.EFBIG, _too_large(f"it has {_megabytes(status.st_size)}", largest))
    return read_up_to(lambda size: os.read(descriptor, size), largest, status.st_size + 1)


def read_stream(path: str, largest: int, seconds: float | None = None) -> bytes:
    """Return what a file of any kind brings that the user names, waiting for whoever writes to it."""
    descriptor = os.open(path, _SAFELY)
    try:
        return read_descriptor(descriptor, largest, seconds)
    finally:
        os.close(descriptor)


def read_descriptor(descriptor: int, largest: int, seconds: float | None = None) -> bytes:
    """Return what an open file brings, waiting for the rest of it for some seconds in all, or until it ends."""
    import select  # loaded where something may have to be waited for
    import time

    deadline = None if seconds is None else time.monotonic() + seconds
    if not hasattr(select, "poll"):  # on Windows
        return _read_by_thread(descriptor, largest, deadline, seconds or 0.0)
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)

    def read(size: int) -> bytes:
        while True:
            left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
            if not waiting.poll(left):
                raise _late(seconds or 0.0)
            try:
                return os.read(descriptor, size)
            except BlockingIOError:
                continue

    return read_up_to(read, largest)


def _read_by_thread(descriptor: int, largest: int, deadline: float | None, seconds: float) -> bytes:
    from bibtools.files.pipe_threads import PipeReader

    reader = PipeReader(descriptor)

    def read(_: int) -> bytes:
        piece = reader.piece(deadline)
        if piece is None:
            raise _late(seconds)
        return piece

    return read_up_to(read, largest)


def _late(seconds: float) -> OSError:
    return OSError(errno.ETIMEDOUT, f"it has not ended within {seconds:g} seconds")


def read_up_to(read: Callable[[int], bytes], largest: int, first: int = _PIECE) -> bytes:
    """Read to the end, in few steps: many cost as much as scanning a small file. Raise OSError if the end is far."""
    pieces = [read(first)]
    length = len(pieces[0])
    while pieces[-1]:
        if length > largest:
            raise OSError(errno.EFBIG, _too_large(f"it has more than {_megabytes(largest)}", largest))
        pieces.append(read(_PIECE))
        length += len(pieces[-1])
    return b"".join(pieces)


def is_too_large(error: OSError) -> bool:
    """Return whether a file was not read since it is larger than the limit."""
    return error.errno == errno.EFBIG


def begins(path: str, size: int) -> bytes:
    """Return how a regular file begins, of any size; nothing where it cannot be read."""
    try:
        _require_regular(os.stat(path))
        descriptor = os.open(path, _SAFELY)
        try:
            _require_regular(os.fstat(descriptor))
            return os.read(descriptor, size)
        finally:
            os.close(descriptor)
    except OSError:
        return b""


def _require_regular(status: os.stat_result) -> None:
    kind = status.st_mode & _KIND
    if kind == _FOLDER:
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    if kind != _REGULAR:
        raise OSError(errno.EINVAL, NOT_REGULAR)


def _too_large(what: str, largest: int) -> str:
    return f"{what}, and at most {_megabytes(largest)} are read"


def _megabytes(size: int) -> str:
    """Return a size as people say it; one above a limit does not look like it."""
    return f"{-(-size // 1_000_000)} MB"
