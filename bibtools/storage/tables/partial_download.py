"""A partial download: it grows, survives interruptions, and is completed or abandoned."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import IO, Self

from bibtools.core.errors import CannotError
from bibtools.core.locations import is_plain_file, make_private, make_private_file
from bibtools.files.file_lock import lock_open

_LONGEST_TAG = 1000


class Partial:
    """The downloaded part of a file, and the version tag of the whole; for one process at a time."""

    def __init__(self, folder: Path, address: str) -> None:
        self.path = folder / f"{re.sub(r'[^A-Za-z0-9.]+', '-', address).strip('-')}.part"
        self._tag = self.path.with_suffix(".tag")
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Lock the file; raises CannotError if another process has it, or it cannot be created."""
        try:
            make_private(str(self.path.parent))
            make_private_file(str(self.path))
            self._stream = self.path.open("ab", buffering=0)
            is_ours = lock_open(self._stream.fileno())
        except OSError as error:
            raise CannotError(f"{self.path}: cannot be written: {error.strerror or error}") from None
        if not is_ours:
            raise CannotError(f"{self.path}: another run of bibtools is downloading this; wait for it")
        return self

    def __exit__(self, *error: object) -> None:
        if self._stream:
            self._stream.close()

    @property
    def tag(self) -> str:
        """The host's tag for this version of the file; empty if unknown."""
        if not is_plain_file(str(self._tag)):
            return ""
        with self._tag.open("rb") as stream:
            return stream.read(_LONGEST_TAG).decode("latin-1")

    def size(self) -> int:
        """Return the number of bytes so far."""
        return self.path.stat().st_size if self.path.exists() else 0

    def append(self, piece: bytes) -> None:
        """Add a piece."""
        if self._stream:
            self._stream.write(piece)

    def restart(self, tag: str = "") -> None:
        """Start over, with another version of the file, by its tag."""
        if self._stream:
            self._stream.truncate(0)
        self._tag.unlink(missing_ok=True)
        if tag:
            make_private_file(str(self._tag))
            with self._tag.open("wb") as stream:
                stream.write(tag.encode("latin-1", "replace"))

    def remove(self) -> None:
        """Abandon the download."""
        self.path.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def fault(self, sha256: str, size: int | None) -> str | None:
        """Return why the file is not the one that its host describes, or None if it is."""
        if size is not None and self.size() != size:
            return f"it has {self.size()} bytes instead of {size}"
        if sha256:
            with self.path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                    return "its checksum differs from the host's"
        return None
