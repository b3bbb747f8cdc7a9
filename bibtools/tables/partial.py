"""A file that is being downloaded: it grows, survives an interruption, and becomes whole or is given up."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


class Partial:
    """The part of a file that is there already."""

    def __init__(self, folder: Path, address: str) -> None:
        self.path = folder / f"{re.sub(r'[^A-Za-z0-9.]+', '-', address).strip('-')}.part"

    def size(self) -> int:
        """Return how many bytes are there."""
        return self.path.stat().st_size if self.path.exists() else 0

    def append(self, piece: bytes) -> None:
        """Add a piece."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as stream:
            stream.write(piece)

    def restart(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)

    def fault(self, sha256: str, size: int | None) -> str | None:
        """Return why the file is not the one that its host tells of, or None where it is."""
        if size is not None and self.size() != size:
            return f"it has {self.size()} bytes instead of {size}"
        if sha256:
            with self.path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                    return "its checksum is not the one that the host tells"
        return None
