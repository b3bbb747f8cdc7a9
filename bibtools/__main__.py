"""`python -m bibtools`, and the console script."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    code = 0
    try:
        from bibtools.cli import run  # noqa: PLC0415 - an interrupt may come while the program is still loading

        code = run()
        if sys.stdout is not None:  # a program may be started without any
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has seen enough
    except OSError as error:  # a full disk behind the standard output, for example
        sys.stderr.write(f"bibtools: error: cannot write the output: {(error.strerror or str(error)).lower()}\n")
        _drop_output()
        code = 3
    sys.exit(code)


def _drop_output() -> None:
    """Let what is left in the buffer go nowhere, so that it does not complain at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
