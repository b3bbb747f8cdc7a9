"""Writing: a library is replaced whole or not at all, and only if it still holds what the plan was made for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bibtools.core.debug_log import DebugLog
from bibtools.core.encodings import UTF8, encoding_of
from bibtools.core.errors import WriteError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import decode, encode
from bibtools.files import attributes, limits
from bibtools.files.exact_text import reason
from bibtools.files.library_lock import Journal, Locking, held
from bibtools.files.open_flags import FOLDER, NO_LINK, SAFELY
from bibtools.files.regular_files import read_open
from bibtools.files.write_access import Destination, NamedPath, Refused, decide

_LOG = DebugLog(__name__)
_FOLDER = os.O_RDONLY | FOLDER


def write(named: NamedPath, text: str, expected: str | None, locking: Locking = Locking()) -> bool:  # noqa: B008 - a constant
    """Replace a file atomically, or create it; return whether it still held what was expected.

    A temporary file beside it is written, synced and renamed over it, so a crash leaves the old or the new file. The
    attributes of the old one are kept where permitted; others are reported. A symbolic link is followed. Nothing is
    written where the file no longer holds what the plan was made for (`expected`, None for no file). Raises WriteError.
    """
    destination = decide(named)
    if isinstance(destination, Refused):
        raise WriteError(f"{named.path}: {destination.reason}; nothing was changed")
    real = os.path.join(destination.folder, destination.name)
    try:
        with held(locking, real, named.path) as journal, _opened(destination) as folder:
            place = _Place(folder, destination.folder, destination.name)
            lost = _replace(place, text, expected, journal)
    except OSError as error:
        raise WriteError(f"{named.path}: cannot write it: {reason(error)}; nothing was changed") from None
    for each in lost or ():
        locking.note(f"{named.path}: {each}")
    _LOG("%s %s", "wrote" if lost is not None else "another program has changed", real)
    return lost is not None


class _Place(NamedTuple):
    """A file by an open folder and its name there: whatever becomes of the folder's path, it is the same file.

    Where the system opens no folders (on Windows), it is a file by the path of its folder.
    """

    folder: int | None
    above: str
    name: str

    @property
    def path(self) -> str:
        """The path by which the system knows it, relative to the folder if that is open."""
        return os.path.join(self.above, self.name) if self.folder is None else self.name

    def open(self, flags: int, mode: int = 0o600) -> int:
        return os.open(self.path, flags | NO_LINK | SAFELY, mode, dir_fd=self.folder)

    def unlink(self) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self.path, dir_fd=self.folder)

    def replace(self, name: str) -> None:
        """Give it another name in its folder, whatever has that."""
        other = self._replace(name=name)
        os.replace(self.path, other.path, src_dir_fd=self.folder, dst_dir_fd=self.folder)


class _Old(NamedTuple):
    """What is there before a write."""

    text: str
    encoding: str
    known: attributes.Attributes


@contextmanager
def _opened(destination: Destination) -> Iterator[int | None]:
    """Open the folder of a destination; of a repository's, step by step from the top, so that no new link leads out."""
    if os.open not in os.supports_dir_fd:
        yield None
        return
    folder = os.open(destination.folder if destination.within is None else destination.within, _FOLDER)
    try:
        if destination.within is not None:
            below_top = os.path.relpath(destination.folder, destination.within)
            for part in below_top.split(os.sep):
                below = os.open(part, _FOLDER | NO_LINK, dir_fd=folder)
                os.close(folder)
                folder = below
        yield folder
        with suppress(OSError):  # the file has been replaced; some file systems cannot sync a folder
            os.fsync(folder)
    finally:
        os.close(folder)


def _replace(place: _Place, text: str, expected: str | None, journal: Journal) -> list[str] | None:
    """Return what could not be kept of the old file, or None where it is not the one that was expected."""
    old = _there(place)
    if (old and old.text) != expected:
        return None
    if journal.left:
        with suppress(OSError):  # another process owns it by now
            place._replace(name=journal.left).unlink()
    if old:
        os.close(place.open(os.O_WRONLY))  # a file that must not be written must not be replaced either
    temporary = place._replace(name=f".bibtools-{os.getpid()}-{os.urandom(16).hex()}.tmp")
    journal.begin(temporary.name)
    try:
        lost = _write_synced(temporary, encode(text, old.encoding if old else UTF8), old)
        now = _there(place)
        if (now and now.text) != expected:  # an editor has saved it while we wrote
            return None
        temporary.replace(place.name)
    finally:
        temporary.unlink()
    return lost


def _there(place: _Place) -> _Old | None:
    try:
        descriptor = place.open(os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        data = read_open(descriptor, limits.LIBRARY)
        return _Old(decode(data), encoding_of(data), attributes.of(descriptor))
    finally:
        os.close(descriptor)


def _write_synced(temporary: _Place, data: bytes, old: _Old | None) -> list[str]:
    descriptor = temporary.open(os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if old else 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        lost = attributes.give(descriptor, old.known) if old else []
        stream.write(data)
        stream.flush()
        os.fsync(descriptor)
    return lost
