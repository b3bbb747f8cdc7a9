"""Reading: the exact text of sources and libraries."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bibtools.core.debug_log import DebugLog
from bibtools.core.encodings import UTF8, encoding_of, in_utf8, is_marked, unmarked
from bibtools.core.errors import ReadError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, decode, is_binary
from bibtools.files import limits
from bibtools.files.pathnames import word_of
from bibtools.files.pointers import pointed
from bibtools.files.regular_files import begins, is_too_large, read_descriptor, read_regular, read_stream

_LOG = DebugLog(__name__)
STANDARD_INPUT = "-"
_NO_TEXT = "not a text file"
ADVICE = ": split it, or leave it out with exclude"
_BEGINNING = 8000  # bytes that decide whether a file is text


class Unread(NamedTuple):
    """A file or folder that was not read, and why; `failed` where that makes the run fail.

    One that `is_text` is a source all the same, in an encoding that is not read, or its content is elsewhere. A hook
    reports what is `aloud`, too, even where all else is in step.
    """

    path: str
    reason: str
    failed: bool
    aloud: bool = False
    is_text: bool = False


def read_source(path: str) -> bytes | Unread:
    """Read one source; return the reason instead where it is binary or cannot be read."""
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
    except FileNotFoundError as error:
        return Unread(path, lost_link(path) or reason(error), failed=True)
    except OSError as error:
        if is_too_large(error) and _is_no_text(begins(path, _BEGINNING)):
            return Unread(path, _NO_TEXT, failed=False)
        return Unread(path, reason(error) + (advice if is_too_large(error) else ""), failed=True)
    except ValueError as error:  # a name that no file can have
        return Unread(path, str(error), failed=True)
    return judged(path, data)


def judged(path: str, data: bytes) -> bytes | Unread:
    """Return the content of a source, or why it cannot be read: it is no text, or its encoding is not certain."""
    if advice := pointed(data):
        return Unread(path, advice, failed=False, aloud=True, is_text=True)
    if not is_binary(data) or not is_binary(in_utf8(data)):
        return data
    trouble = _encoding_trouble(path, data)
    return Unread(path, trouble or _NO_TEXT, failed=False, aloud=bool(trouble), is_text=bool(trouble))


def lost_link(path: str, shown: str = "") -> str:
    """Return the target of a dangling link, and what to do; empty if it is not one."""
    from bibtools.files.meant_elsewhere import lost_link as find  # few links are lost

    found = find(shown or path, path)
    return found.message if found else ""


def _is_no_text(beginning: bytes) -> bool:
    return is_binary(beginning) and not (is_marked(beginning) or unmarked(beginning))


def _encoding_trouble(path: str, data: bytes) -> str:
    """Return what is wrong with the encoding of a text, and what to do; empty if it is not text."""
    if name := unmarked(data):
        shown = name.upper().replace("-LE", "LE").replace("-BE", "BE")
        looks = f"this looks like {shown} without a byte order mark: save it as UTF-8"
        return looks if path == STANDARD_INPUT else f"{looks} (iconv -f {shown} -t UTF-8 {word_of(path)})"
    if is_marked(data) and encoding_of(data) == UTF8:
        return "its byte order mark says UTF-16 or UTF-32, and it breaks off or is damaged: save it as UTF-8"
    return ""


def _read_standard_input(seconds: float | None) -> bytes:
    if sys.stdin is None:  # a service manager or a hook may start a program without any
        raise OSError(errno.EBADF, "standard input is closed")
    return read_descriptor(sys.stdin.fileno(), limits.SOURCE, seconds)


def size(path: str) -> int:
    """Return the size of a file in bytes, 0 if it cannot be read."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # reading it shows why
        return 0


def read_library(path: str, place: str | None = None, largest: int = limits.LIBRARY) -> Source | None:
    """Read a `.bib` file, which may be at another place than its path says; None if it does not exist yet.

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
    found = judged(path, data)
    if isinstance(found, Unread):
        why = found.reason if found.is_text else "not a text file"
        raise ReadError(f"{path}: {why}; it was not touched")
    return Source(path, decode(data), encoding_of(data))


def read_style(path: str) -> str | Unread | None:
    """Return the text of a `.bst` beside the paper, why it cannot be read, or None if there is none."""
    try:
        return decode(read_regular(path, limits.STYLE))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        return Unread(path, reason(error), failed=False)


def bundled_records() -> bytes:
    """Read the records that are shipped with the package."""
    return _shipped("providers/bundled.jsonl").read_bytes()


def package_text(name: str) -> str:
    """Read a text that is shipped with the package, by its path in it."""
    return decode(_shipped(name).read_bytes())


def _shipped(name: str) -> Path:
    return Path(__file__).parents[1] / name


def reason(error: OSError) -> str:
    """Return what an error of the system says, as it stands within a sentence."""
    message = error.strerror or str(error)
    return message[:1].lower() + message[1:]
