"""How a program ends: with an exit code and at most one message, whatever happened to its output meanwhile."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

_COULD_NOT, _INTERRUPTED = 3, 130


def end(name: str, run: Callable[[], int]) -> NoReturn:
    """Run a program by its name, and exit with the code that it returns, or that what ended it demands."""
    code = _COULD_NOT
    try:
        code = run()
        if sys.stdout is not None:  # a program may be started without any
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
        say(f"{name}: interrupted\n")
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has seen enough
    except OSError as error:  # a full disk behind the standard output, for example
        code = _COULD_NOT
        say(f"{name}: error: cannot write the output: {(error.strerror or str(error)).lower()}\n")
        _drop_output()
    sys.exit(code)


def say(message: str) -> None:
    """Write to the standard error stream, if there is one that takes it."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(message)
    except OSError:
        return


def write_output(result: bytes, diagnostics: str = "") -> None:
    """Write a result to the standard output exactly, and diagnostics to standard error; closed streams take nothing."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(result)
    say(diagnostics)


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere, so that it does not complain at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
