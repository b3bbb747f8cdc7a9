"""How a program ends: with an exit code and at most one message, whatever happens to its output.

An interrupt ends it with 130 and one line, wherever it comes: also where Python would only note it and go on (in a
callback of the garbage collector, say), while the first one is being reported, and when everything is done.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Literal, NoReturn, TextIO

_COULD_NOT, _INTERRUPTED = 3, 130
# New values after which Python looks for cycles. By default they are 700, and a program that loads its modules looks
# for a fifth of that time, though it lets hardly any value go.
_COLLECTED_AFTER = 50_000
_running: list[str] = []  # the name of the program that this process is


class OutputError(OSError):
    """The output cannot be written: the disk is full, for example."""


def end(name: str, run: Callable[[], int]) -> NoReturn:
    """Run a program and exit with the code that it returns, or that its error demands."""
    gc.set_threshold(_COLLECTED_AFTER)
    _running.append(name)
    try:
        _obey_what_python_ignores(name)
        code = _code(name, run)
        _on_interrupt(signal.SIG_IGN)  # all is done and reported
    except KeyboardInterrupt:
        interrupted(name)
    except RuntimeError as error:
        if not isinstance(error.__cause__, KeyboardInterrupt):  # Python 3.11 wraps one that comes while a class is made
            raise
        interrupted(name)
    gc.freeze()  # else Python would look for cycles among all that is left, a last time
    sys.exit(code)


def is_program() -> bool:
    """Return whether this process is one of our own programs, not a script that uses the package."""
    return bool(_running)


def serves() -> None:
    """Note that this program is a server, whose streams and threads no other process may inherit."""
    _running.clear()


def interrupted(name: str) -> NoReturn:
    """Report that a program was interrupted, and exit; another interrupt ends any remaining wait."""
    _on_interrupt(lambda *_: os._exit(_INTERRUPTED))
    say(f"{name}: interrupted\n")
    if not _is_flushed():
        _drop_output()
    sys.exit(_INTERRUPTED)


def _code(name: str, run: Callable[[], int]) -> int:
    try:
        code = run()
        if sys.stdout is not None and not sys.stdout.closed:  # a program may be started without any
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has seen enough
    except OSError as error:
        say(f"{name}: error: {_reason(error)}\n")
        if not _is_flushed():
            _drop_output()
    else:
        return code
    return _COULD_NOT


def is_terminal(name: Literal["stdout", "stderr"]) -> bool:
    """Return whether a standard stream is open and is a terminal."""
    stream: TextIO | None = getattr(sys, name)
    return stream is not None and stream.isatty()


def say(message: str) -> None:
    """Write to standard error, if it is open."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(message)
    except OSError:
        return


def _reason(error: OSError) -> str:
    """Return the reason for an error, and the file it concerns."""
    from bibtools.core.text import printable  # loaded where something went wrong

    reason = (error.strerror or str(error)).lower()
    if error.filename is not None:
        shown = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
        return f"{printable(shown)}: cannot read or write it: {reason}"
    is_output = isinstance(error, OutputError) or not _is_flushed()  # what could not be written is still in the buffer
    return f"cannot write the output: {reason}" if is_output else reason


def _is_flushed() -> bool:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        return False
    return True


def write_output(result: bytes, diagnostics: str = "") -> None:
    """Write a result to standard output exactly, and diagnostics to standard error; closed streams are skipped."""
    if sys.stdout is not None:
        try:
            sys.stdout.buffer.write(result)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None
    say(diagnostics)


def _drop_output() -> None:
    """Discard the rest of the buffer, so that Python does not complain at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _on_interrupt(action: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Set the handler of interrupts; where they were ignored (nohup, a background job), they stay ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        try:
            signal.signal(signal.SIGINT, action)
        except ValueError:  # only the main thread may
            return


def _obey_what_python_ignores(name: str) -> None:
    """End the program on an interrupt that Python would only print, since no exception can be raised there."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(unraisable.exc_value, KeyboardInterrupt):
            say(f"{name}: interrupted\n")
            os._exit(_INTERRUPTED)
        before(unraisable)

    sys.unraisablehook = hook
