"""Reading: the exact text of sources and libraries."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from bibtools.core.errors import ReadError
from bibtools.core.text import Source, decode, is_binary

STANDARD_INPUT = "-"
_PIECE = 1 << 20  # bytes read at once where a file tells no size
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Unread(NamedTuple):
    """A file that was not read, and why; `failed` where that makes the run fail."""

    path: str
    reason: str
    failed: bool


def read_source(path: str) -> bytes | Unread:
    """Read one source; a binary one, or one that cannot be read, is told instead."""
    try:
        data = _read_standard_input() if path == STANDARD_INPUT else _read(path)
    except OSError as error:
        return Unread(path, reason(error), failed=True)
    except ValueError as error:  # a name that no file can have
        return Unread(path, str(error), failed=True)
    return judged(path, data)


def judged(path: str, data: bytes) -> bytes | Unread:
    """Return the content of a source, or that it is none."""
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


def size(path: str) -> int:
    """Return how many bytes a file has, 0 for what is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - paths stay as the user wrote them
    except (OSError, ValueError):
        return 0


def read_library(path: str, place: str | None = None) -> Source | None:
    """Read a `.bib` file, which may be at another place than its path says; None where there is none yet.

    Raises ReadError.
    """
    place = place or path
    try:
        if not stat.S_ISREG(os.stat(place).st_mode):  # noqa: PTH116 - a path as the user wrote it
            raise ReadError(f"{path}: this is no regular file")
        data = Path(place).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadError(f"{path}: cannot read it: {reason(error)}") from None
    return library(path, data)


def library(path: str, data: bytes) -> Source:
    """Return the text of a `.bib` file; raises ReadError where it can be none."""
    if data.startswith(_UTF16_MARKS) or is_binary(data):
        raise ReadError(f"{path}: this is no text in UTF-8 or a one-byte encoding (UTF-16?); it was not touched")
    if data.startswith(_LFS_POINTER):
        raise ReadError(f"{path}: this is a pointer of Git LFS, not the file itself: run git lfs pull")
    return Source(path, decode(data))


def text_of(path: str) -> str | None:
    """Return the text of a file that lies with the paper, or None where there is none that can be read."""
    try:
        return decode(Path(path).read_bytes())
    except OSError:
        return None


def bundled_records() -> bytes:
    """Read the records that are shipped with the package."""
    return Path(__file__).parent.with_name("providers").joinpath("bundled.jsonl").read_bytes()


def reason(error: OSError) -> str:
    """Return what an error of the system says, in lower case."""
    return (error.strerror or str(error)).lower()
