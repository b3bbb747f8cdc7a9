"""Starting a program where the system has no `posix_spawn` (Windows): by `subprocess`, within the same limits.

What the program itself starts is not ended with it there: that would take a job object.
"""

from __future__ import annotations

import errno
import subprocess
import time
from collections.abc import Mapping
from typing import IO

from bibtools.core.named_tuple import NamedTuple
from bibtools.files.pipe_threads import PipeReader, feed


class Heard(NamedTuple):
    """What a program printed and complained of; its exit code is None where it had to be ended."""

    output: bytes
    words: bytes
    code: int | None


def heard(
    command: list[str], environ: Mapping[str, str], seconds: float, largest: int, longest_words: int, asked: bytes
) -> Heard:
    """Run a program to its end, or end it; raises OSError where it does not start."""
    deadline = time.monotonic() + seconds
    pipe = subprocess.PIPE
    printed, complaint = bytearray(), bytearray()
    with subprocess.Popen(command, env=dict(environ), stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0) as process:  # noqa: S603 - no shell
        try:
            given, output, words = map(_stream, (process.stdin, process.stdout, process.stderr))
            feed(given.fileno(), asked)
            given.close()
            reader, listener = PipeReader(output.fileno()), PipeReader(words.fileno())
            in_time = reader.gather(printed, deadline, largest, is_bounded=True)
            in_time = in_time and listener.gather(complaint, deadline, longest_words, is_bounded=False)
            code = _code(process, deadline) if in_time else None
        finally:
            if process.poll() is None:
                process.kill()
    return Heard(bytes(printed), bytes(complaint), code)


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream that was asked for, so that it is there."""
    if stream is None:
        raise OSError(errno.EBADF, "it has no such stream")
    return stream


def _code(process: subprocess.Popen[bytes], deadline: float) -> int | None:
    """Return the exit code of a program that has closed its streams; None where it does not end all the same."""
    while process.poll() is None:
        if time.monotonic() > deadline:
            return None
        time.sleep(0.0005)
    return process.returncode
