"""Programs of others: the one place that starts them, bounded in time, output and memory.

Which program that is, with which arguments and which environment, is decided by its own module (git.py, kpathsea.py):
there is no shell in between, and nothing is looked for in the current folder. A repository can bring named pipes, or
links to them, where git reads a file (`.gitignore`, what `include.path` names), and where they lie is not known before
git looks there. So a program that does nothing but wait, neither for the processor nor for a disk, is ended after
seconds (Linux shows that: proc_pid_stat(5)); elsewhere the limit of time ends it. The hooks' fast path starts git as
well: nothing else is loaded for it.
"""

from __future__ import annotations

import os
import time

from bibtools.core.debug_log import DebugLog
from bibtools.files.regular_files import begins

TYPE_CHECKING = False
if TYPE_CHECKING:
    import select
    from collections.abc import Callable, Iterator, Mapping

    Limit = Callable[..., tuple[int, int]]

_LOG = DebugLog(__name__)
SECONDS = 30.0  # that a program may take
IDLE = 2.0  # seconds that it may wait without doing anything
LARGEST = 64_000_000  # bytes that it may print; a path of a file has about 50
MEMORY = 500_000_000  # bytes of data that it may hold; an entry of git's index takes about 200
_LONGEST_WORDS = 64_000  # bytes of its messages that are kept
_PIECE = 1 << 16
_LOOK = 0.25  # seconds from one look at what git does to the next
_TOO_LONG = "it takes too long ({seconds:g} s)"
_TOO_MUCH = "it lists more than {megabytes:g} MB of names"
_STUCK = "it waits for something that does not come, such as a named pipe among the files that it reads ({idle:g} s)"


class ProgramOutput:
    """What a program printed, or why there is nothing; both empty where it was not to be asked.

    It is `slow` where it was ended, so that asking again would take as long again.
    """

    __slots__ = ("is_slow", "output", "refusal")

    def __init__(self, output: bytes | None = None, refusal: str = "", *, is_slow: bool = False) -> None:
        self.output, self.refusal, self.is_slow = output, refusal, is_slow


def listed_names(output: bytes) -> Iterator[str]:
    """Yield names that end with NUL each, one after the other: there may be millions, and few of them matter."""
    begin, end = 0, output.find(b"\0")
    while end >= 0:
        yield os.fsdecode(output[begin:end])
        begin, end = end + 1, output.find(b"\0", end + 1)


class Bounds:
    """How long a program may take and wait, in seconds, and how many bytes it may print and hold."""

    __slots__ = ("idle", "largest", "memory", "seconds")

    def __init__(
        self, seconds: float = SECONDS, largest: int = LARGEST, idle: float = IDLE, memory: int = MEMORY
    ) -> None:
        self.seconds, self.largest, self.idle, self.memory = seconds, largest, idle, memory


BOUNDS = Bounds()


def run(
    command: list[str],
    environ: Mapping[str, str],
    bounds: Bounds = BOUNDS,
    asked: bytes = b"",
    *,
    fails: bool = True,
) -> ProgramOutput:
    """Run a program to its end, in a process group of its own, so that what it starts ends with it.

    An exit code above 0 means that it failed; without `fails`, that it did not find everything.
    """
    begin = time.monotonic()
    start = _run if hasattr(os, "posix_spawn") else _run_portably  # on Windows
    answer = start(command, environ, bounds, asked, fails=fails)
    outcome = answer.refusal or f"{len(answer.output or b'')} bytes"
    _LOG("%s: %s in %.3f s", " ".join(command), outcome, time.monotonic() - begin)
    return answer


def _run(command: list[str], environ: Mapping[str, str], bounds: Bounds, asked: bytes, *, fails: bool) -> ProgramOutput:
    output, printing = os.pipe()
    words, complaining = os.pipe()
    listening, feed = os.pipe()
    theirs = {listening: 0, printing: 1, complaining: 2}
    streams = [(os.POSIX_SPAWN_DUP2, ours, number) for ours, number in theirs.items()]
    question, process, limit = _Question(feed, asked), 0, _limit()
    try:
        process = os.posix_spawn(command[0], command, environ, file_actions=streams, setpgroup=0)
        if limit:  # at once, since it runs already
            _limit_memory(limit, process, bounds.memory)
        while theirs:
            os.close(theirs.popitem()[0])
        answer, code = _heard(process, question, output, words, bounds, fails=fails)
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
    command: list[str], environ: Mapping[str, str], bounds: Bounds, asked: bytes, *, fails: bool
) -> ProgramOutput:
    from bibtools.files.program_portable import heard

    try:
        output, words, code = heard(command, environ, bounds.seconds, bounds.largest, _LONGEST_WORDS, asked)
    except OSError as error:
        return ProgramOutput(None, f"it does not start: {error.strerror}")
    if code is None:
        return _ended_early(_TOO_MUCH if len(output) > bounds.largest else _TOO_LONG, bounds)
    return _judged(output, words, code, fails=fails)


def _ended_early(fault: str, bounds: Bounds) -> ProgramOutput:
    """Return why a program was ended."""
    numbers = {"seconds": bounds.seconds, "idle": bounds.idle, "megabytes": bounds.largest / 1_000_000}
    return ProgramOutput(None, fault.format_map(numbers), is_slow=True)


def _judged(output: bytes, words: bytes, code: int, *, fails: bool) -> ProgramOutput:
    """Return a program's output, or why there is none, from what it printed and how it ended."""
    if code == 0 or (code > 0 and not fails):
        return ProgramOutput(output)
    line, _, rest = os.fsdecode(words).partition("\n")
    if line.endswith(":"):  # a list of what is meant follows
        line = f"{line} {', '.join(each.strip() for each in rest.splitlines())}".rstrip()
    line = line.removeprefix("fatal: ").removeprefix("error: ")
    return ProgramOutput(None, line or f"it ends with code {code}")


def _limit() -> Limit | None:
    """Return what limits another process, where the system can; loaded before the process starts, so as to be quick."""
    try:
        import resource
    except ImportError:  # on Windows
        return None
    return getattr(resource, "prlimit", None)  # of Linux alone


def _limit_memory(limit: Limit, process: int, most: int) -> None:
    """Limit what a process may hold: names in an index are packed up to a thousandfold."""
    import resource

    try:
        hard = limit(process, resource.RLIMIT_DATA)[1]
        limit(process, resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    except OSError:  # it has ended already, or may not be signalled
        return


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
        except BrokenPipeError:  # it has ended, and its exit code says why
            self._left = memoryview(b"")
        if not self._left:
            waiting.unregister(self._stream)
            self.close()

    def close(self) -> None:
        """Say that this was all."""
        if self._stream >= 0:
            os.close(self._stream)
            self._stream = -1


class _Watch:
    """Notices when a process has only been waiting for input for a number of seconds."""

    __slots__ = ("_deed", "_process", "_seconds", "_since")

    def __init__(self, process: int, seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self._deed, self._since = b"", 0.0

    def is_stuck(self) -> bool:
        """Return whether a process has been as it is now since long; to be asked again and again."""
        deed, now = _deed(self._process), time.monotonic()
        if not deed or deed != self._deed:
            self._deed, self._since = deed, now
        return bool(deed) and now - self._since >= self._seconds


def _deed(process: int) -> bytes:
    """Return what changes with all that a sleeping process does; nothing for one that runs, or waits for a disk."""
    fields = begins(f"/proc/{process}/stat", _PIECE).rpartition(b")")[2].split()
    switches = [line for line in begins(f"/proc/{process}/status", _PIECE).splitlines() if b"ctxt_switches" in line]
    # The state, and the times in user and system mode; every wait for a server of files is a switch.
    return b" ".join([*fields[11:13], *switches]) if fields[:1] == [b"S"] and switches else b""


def _heard(
    process: int, question: _Question, output: int, words: int, bounds: Bounds, *, fails: bool
) -> tuple[ProgramOutput, int | None]:
    """Return what a process answers, and its exit code; None for one that has not ended by then."""
    deadline = time.monotonic() + bounds.seconds
    printed, complaint = bytearray(), bytearray()
    into = {output: (printed, bounds.largest), words: (complaint, _LONGEST_WORDS)}
    fault = _read(question, into, words, deadline, _Watch(process, bounds.idle))
    code = None if fault else _ended(process, deadline)
    if code is None:
        return _ended_early(fault or _TOO_LONG, bounds), None
    return _judged(bytes(printed), bytes(complaint), code, fails=fails), code


def _read(
    question: _Question, into: Mapping[int, tuple[bytearray, int]], cut: int, deadline: float, watch: _Watch
) -> str:
    """Ask, and read streams up to their limits; return why they have not ended. Of `cut`, the begin is enough."""
    import select  # loaded where a program is started

    waiting = select.poll()
    for stream in into:
        waiting.register(stream, select.POLLIN)
    feed = question.begin(waiting, select.POLLOUT)
    is_open = set(into)
    while is_open:
        ready = waiting.poll(max(0.0, min(_LOOK, deadline - time.monotonic())) * 1000)
        for stream, _ in ready:
            if stream == feed:
                question.go_on(waiting)
                continue
            piece, (held, most) = os.read(stream, _PIECE), into[stream]
            if not piece:
                waiting.unregister(stream)
                is_open.remove(stream)
            elif stream != cut or len(held) < most:
                held += piece
                if stream != cut and len(held) > most:
                    return _TOO_MUCH
        if time.monotonic() > deadline:
            return _TOO_LONG
        if not ready and watch.is_stuck():
            return _STUCK
    return ""


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
