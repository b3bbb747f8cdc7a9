"""Programs of others: the one place that starts them, within limits of time and of what they print.

Which program that is, with which arguments and which environment, is decided by its own module (git.py, kpathsea.py):
there is no shell in between, and nothing is looked for in the current folder.
"""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import select
    from collections.abc import Mapping

_LONGEST_WORDS = 64_000  # bytes of its messages that are kept
_PIECE = 1 << 16


class ProgramOutput:
    """What a program printed, or why there is nothing; both empty where it was not to be asked."""

    __slots__ = ("output", "refusal")

    def __init__(self, output: bytes | None = None, refusal: str = "") -> None:
        self.output, self.refusal = output, refusal


def run(
    command: list[str],
    environ: Mapping[str, str],
    seconds: float,
    largest: int,
    asked: bytes = b"",
    *,
    fails: bool = True,
) -> ProgramOutput:
    """Run a program to its end, in a process group of its own, so that what it starts ends with it.

    A code above 0 tells that it `fails`, or counts what it did not find.
    """
    if not hasattr(os, "posix_spawn"):  # on Windows
        return _run_portably(command, environ, seconds, largest, asked, fails=fails)
    output, printing = os.pipe()
    words, complaining = os.pipe()
    listening, feed = os.pipe()
    theirs = {listening: 0, printing: 1, complaining: 2}
    streams = [(os.POSIX_SPAWN_DUP2, ours, number) for ours, number in theirs.items()]
    question, process = _Question(feed, asked), 0
    try:
        process = os.posix_spawn(command[0], command, environ, file_actions=streams, setpgroup=0)
        while theirs:
            os.close(theirs.popitem()[0])
        answer, code = _heard(process, question, output, words, seconds, largest, fails=fails)
        process = 0 if code is not None else process
    except OSError as error:
        return ProgramOutput(None, f"it does not start: {error.strerror}")
    finally:
        question.close()
        for stream in (output, words, *theirs):
            os.close(stream)
        if process:
            _kill(process)
    return answer


def _run_portably(
    command: list[str], environ: Mapping[str, str], seconds: float, largest: int, asked: bytes, *, fails: bool
) -> ProgramOutput:
    from bibtools.files.program_portable import heard

    try:
        output, words, code = heard(command, environ, seconds, largest, _LONGEST_WORDS, asked)
    except OSError as error:
        return ProgramOutput(None, f"it does not start: {error.strerror}")
    if code is None:
        return ProgramOutput(None, _refusal(len(output), seconds, largest))
    return _judged(output, words, code, fails=fails)


def _refusal(length: int, seconds: float, largest: int) -> str:
    """Return why a program was ended that had printed so much."""
    return (
        f"it lists more than {largest / 1_000_000:g} MB of names"
        if length > largest
        else f"it takes too long ({seconds:g} s)"
    )


def _judged(output: bytes, words: bytes, code: int, *, fails: bool) -> ProgramOutput:
    """Return what a program tells by what it printed, and by how it ended."""
    if code == 0 or (code > 0 and not fails):
        return ProgramOutput(output)
    line = os.fsdecode(words).partition("\n")[0].removeprefix("fatal: ")
    return ProgramOutput(None, line or f"it ends with code {code}")


class _Question:
    """What a program is asked on its standard input, which it takes piece by piece while it answers."""

    __slots__ = ("_left", "_stream")

    def __init__(self, stream: int, asked: bytes) -> None:
        self._stream, self._left = stream, memoryview(asked)
        os.set_blocking(stream, False)
        if not asked:
            self.close()

    def begin(self, waiting: select.poll, event: int) -> int:
        """Wait for what takes the question, if there is one; return the stream that it is written to."""
        if self._stream >= 0:
            waiting.register(self._stream, event)
        return self._stream

    def go_on(self, waiting: select.poll) -> None:
        """Write as much as is taken now."""
        try:
            self._left = self._left[os.write(self._stream, self._left[:_PIECE]) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has ended, and its exit code tells why
            self._left = memoryview(b"")
        if not self._left:
            waiting.unregister(self._stream)
            self.close()

    def close(self) -> None:
        """Say that this was all."""
        if self._stream >= 0:
            os.close(self._stream)
            self._stream = -1


def _heard(
    process: int, question: _Question, output: int, words: int, seconds: float, largest: int, *, fails: bool
) -> tuple[ProgramOutput, int | None]:
    """Return what a process answers, and its exit code; None for one that has not ended by then."""
    deadline = time.monotonic() + seconds
    printed, complaint = bytearray(), bytearray()
    if not _read(question, {output: printed, words: complaint}, {output: largest}, deadline):
        return ProgramOutput(None, _refusal(len(printed), seconds, largest)), None
    code = _ended(process, deadline)
    if code is None:
        return ProgramOutput(None, _refusal(0, seconds, largest)), None
    return _judged(bytes(printed), bytes(complaint), code, fails=fails), code


def _read(question: _Question, into: dict[int, bytearray], most: Mapping[int, int], deadline: float) -> bool:
    """Ask, and read streams; return whether all have ended in time. Of those without a limit, the beginning is kept."""
    import select  # loaded where a program is started

    waiting = select.poll()
    for stream in into:
        waiting.register(stream, select.POLLIN)
    feed = question.begin(waiting, select.POLLOUT)
    is_open = set(into)
    while is_open:
        ready = waiting.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            return False
        for stream, _ in ready:
            if stream == feed:
                question.go_on(waiting)
                continue
            piece = os.read(stream, _PIECE)
            if not piece:
                waiting.unregister(stream)
                is_open.remove(stream)
            elif stream in most or len(into[stream]) < _LONGEST_WORDS:
                into[stream] += piece
                if stream in most and len(into[stream]) > most[stream]:
                    return False
        if time.monotonic() > deadline:
            return False
    return True


def _ended(process: int, deadline: float) -> int | None:
    """Return the exit code of a process that has closed its streams; None where it does not end all the same."""
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            return None
        time.sleep(0.0002)


def _kill(process: int) -> None:
    """End a process with all that it started."""
    try:
        os.killpg(process, 9)
    except OSError:
        os.kill(process, 9)
    os.waitpid(process, 0)
