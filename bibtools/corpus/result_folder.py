"""Result folders, local or remote; a file appears complete or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Protocol

from bibtools.core.errors import ReadError, WriteError
from bibtools.corpus.fsspec_io import RemoteFolder, is_remote

TEMPORARY = ".tmp"  # the ending of what is being written, or was when its process died


class Folder(Protocol):
    """A folder of results; errors are ReadError and WriteError."""

    path: str

    def names(self) -> list[str]:
        """Return the names of the files in it; none if there is no folder yet."""

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if it does not exist."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file, or replace it."""

    def remove(self, name: str) -> None:
        """Remove a file."""


def folder(path: str) -> Folder:
    """Return the folder of a path or URL."""
    return RemoteFolder(path) if is_remote(path) else LocalFolder(path)


class LocalFolder:
    """A folder on this machine, or one that all workers share."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._folder = Path(path)

    def names(self) -> list[str]:
        """Return the names of the files in it; none if there is no folder yet."""
        try:
            return sorted(each.name for each in self._folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ReadError(f"{self.path}: cannot list it: {_reason(error)}") from None

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if it does not exist."""
        path = self._folder / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ReadError(f"{path}: cannot read it: {_reason(error)}") from None

    def write(self, name: str, data: bytes) -> None:
        """Write a file, or replace it; a worker presumed dead may be writing it, too."""
        path = self._folder / name
        temporary = self._folder / f".{name}.{uuid.uuid4().hex}{TEMPORARY}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with temporary.open("xb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{path}: cannot write it: {_reason(error)}") from None

    def remove(self, name: str) -> None:
        """Remove a file."""
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{self.path}/{name}: cannot remove it: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
