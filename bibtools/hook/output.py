"""What a hook prints: results on the standard output, everything else on standard error; click is not loaded for it."""

from __future__ import annotations

import sys

from bibtools.core.process_exit import OutputError, say


def tell(result: bytes, diagnostics: str = "") -> None:
    """Print a result exactly, and the diagnostics; streams that are closed take nothing."""
    if sys.stdout is not None:
        try:
            sys.stdout.buffer.write(result)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None
    say(diagnostics)
