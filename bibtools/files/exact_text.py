"""Reading: the exact text of sources and libraries."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bibtools.core.debug_log import DebugLog
from bibtools.core.errors import ReadError
from bibtools.core.text import Source, decode, is_binary
from bibtools.files import limits
from bibtools.files.regular_files import begins, is_too_large, read_descriptor, read_regular, read_stream

_LOG = DebugLog(__name__)
STANDARD_INPUT = "-"
_NO_TEXT = "not a text file"
ADVICE = ": split it, or leave it out with exclude"
_BEGINNING = 8000  # bytes that tell whether a file is text
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Unread(NamedTuple):
    """A file that was not read, and why; `failed` where that makes the run fail.

    A note that is `aloud` is told by a hook, too, and where all else is in step.
    """

    path: str
    reason: str
    failed: bool
    aloud: bool = False


def read_source(path: str) -> bytes | Unread:
    """Read one source; a binary one, or one that cannot be read, is told instead."""
    if path == STANDARD_INPUT:
        return read_named(path)
    return _read(path, lambda: read_regular(path, limits.of_source(path)), ADVICE)


def read_named(path: str, seconds: float | None = None) -> bytes | Unread:
    """Read a source that the user names, which may be a pipe (`<(command)`, `/dev/stdin`), for some seconds at most."""
    if path == STANDARD_INPUT:
        return _read(path, lambda: _read_standard_input(seconds))
    return _read(path, lambda: read_stream(path, limits.of_source(path), seconds))


def _read(path: str, read: Callable[[], bytes], advice: str = "") -> bytes | Unread:
    found = _content(path, read, advice)
    if isinstance(found, Unread):
        _LOG("skipped %s: %s", path, found.reason)
    else:
        _LOG("read %s, %d bytes", path, len(found))
    return found


def _content(path: str, read: Callable[[], bytes], advice: str) -> bytes | Unread:
    try:
        data = read()
    except OSError as error:
        if is_too_large(error) and is_binary(begins(path, _BEGINNING)):
            return Unread(path, _NO_TEXT, failed=False)
        return Unread(path, reason(error) + (advice if is_too_large(error) else ""), failed=True)
    except ValueError as error:  # a name that no file can have
        return Unread(path, str(error), failed=True)
    return judged(path, data)


def judged(path: str, data: bytes) -> bytes | Unread:
    """Return the content of a source, or that it is none."""
    return Unread(path, _NO_TEXT, failed=False) if is_binary(data) else data


def _read_standard_input(seconds: float | None) -> bytes:
    if sys.stdin is None:  # a service manager or a hook may start a program without any
        raise OSError(errno.EBADF, "standard input is closed")
    return read_descriptor(sys.stdin.fileno(), limits.SOURCE, seconds)


def size(path: str) -> int:
    """Return how many bytes a file has, 0 for what is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # reading it tells why
        return 0


def read_library(path: str, place: str | None = None, largest: int = limits.LIBRARY) -> Source | None:
    """Read a `.bib` file, which may be at another place than its path says; None where there is none yet.

    Raises ReadError.
    """
    try:
        data = read_regular(place or path, largest)
    except FileNotFoundError:
        _LOG("there is no library %s yet", path)
        return None
    except OSError as error:
        raise ReadError(f"{path}: cannot read it: {reason(error)}") from None
    _LOG("read the library %s, %d bytes", path, len(data))
    return library(path, data)


def library(path: str, data: bytes) -> Source:
    """Return the text of a `.bib` file; raises ReadError where it can be none."""
    if data.startswith(_UTF16_MARKS) or is_binary(data):
        raise ReadError(f"{path}: this is no text in UTF-8 or a one-byte encoding (UTF-16?); it was not touched")
    if data.startswith(_LFS_POINTER):
        raise ReadError(f"{path}: this is a pointer of Git LFS, not the file itself: run git lfs pull")
    return Source(path, decode(data))


def read_style(path: str) -> str | Unread | None:
    """Return the text of a `.bst` that lies with the paper, why it cannot be read, or None where there is none."""
    try:
        return decode(read_regular(path, limits.STYLE))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        return Unread(path, reason(error), failed=False)


def bundled_records() -> bytes:
    """Read the records that are shipped with the package."""
    return Path(__file__).parent.with_name("providers").joinpath("bundled.jsonl").read_bytes()


def reason(error: OSError) -> str:
    """Return what an error of the system says, as it stands within a sentence."""
    message = error.strerror or str(error)
    return message[:1].lower() + message[1:]
