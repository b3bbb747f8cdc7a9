"""The hooks `bibtools-check` and `bibtools-sync`: before every commit, quick and quiet.

A paper that is known to be in step is recognised by `gate` before anything else is imported; everything else is in
modules of their own.
"""

from __future__ import annotations

import os
import sys


def check() -> None:
    """Run `bibtools-check` and exit with its code."""
    _run(writes=False)


def sync() -> None:
    """Run `bibtools-sync` and exit with its code."""
    _run(writes=True)


def _run(*, writes: bool) -> None:
    try:  # an interrupt may come while the program is still loading
        if _is_in_step():
            return
        from bibtools.hook.main import main  # noqa: PLC0415 - the fast path has ended above
    except KeyboardInterrupt:
        from bibtools.core.process_exit import interrupted  # noqa: PLC0415 - mostly nobody interrupts

        interrupted("bibtools-sync" if writes else "bibtools-check")
    main(sys.argv[1:], writes=writes)


def _is_in_step() -> bool:
    from bibtools.hook import fast_path  # noqa: PLC0415 - an interrupt of that is told above

    try:
        return fast_path.is_open(fast_path.Call.of(sys.argv[1:], os.environ))
    except OSError:  # the current folder is gone, for example, which is told later
        return False
