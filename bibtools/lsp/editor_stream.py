"""The streams between the editor and the server: messages of a bounded size, and an end that may come at any time."""

from __future__ import annotations

from typing import BinaryIO, Protocol

from bibtools.core.errors import CannotError

_HEADER = 10_000  # bytes of a line in front of a message
_LARGEST = 600_000_000  # bytes of a message: the largest library that is read, as JSON has it
_LENGTH = b"content-length"


class Writer(Protocol):
    """What is written to."""

    def write(self, data: bytes) -> object:
        """Write all of something."""

    def close(self) -> object:
        """Write no more."""


class EditorOutput:
    """The stream to the editor. Writing to an editor that is gone is not an error."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.is_gone = False

    def write(self, data: bytes) -> None:
        """Write a message."""
        if self.is_gone:
            return
        try:
            self._writer.write(data)
        except (OSError, ValueError):  # a pipe without a reader, or a file that is closed
            self.is_gone = True

    def close(self) -> None:
        """Write no more."""
        try:
            self._writer.close()
        except (OSError, ValueError):
            self.is_gone = True


class EditorInput:
    """The stream from the editor. Raises CannotError for an invalid message, after which no other can be read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """Return the next line in front of a message, in the one spelling that pygls knows."""
        line = self._stream.readline(_HEADER)
        name, _, value = line.partition(b":")
        if name.strip().lower() != _LENGTH:
            return line
        digits = value.strip()
        if not digits.isdigit() or len(digits) > len(str(_LARGEST)) or int(digits) > _LARGEST:
            raise CannotError(f"the editor announces a message of {digits[:40]!r} bytes; at most {_LARGEST} are read")
        return b"Content-Length: %s\r\n" % digits

    def read(self, number: int) -> bytes:
        """Return a message."""
        return self._stream.read(number)
