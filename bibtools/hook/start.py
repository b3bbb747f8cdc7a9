"""The hooks `bibtools-check`, `bibtools-sync` and `bibtools-verify`: before every commit, quick and quiet.

A paper that is known to be in step is recognised by `fast_path` before anything else is imported; everything else is in
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


def verify() -> None:
    """Run `bibtools-verify` and exit with its code."""
    try:
        if not _is_verified():
            from bibtools.hook.verifying import main  # the fast path ends above

            main(sys.argv[1:])
    except KeyboardInterrupt:
        from bibtools.core.process_exit import interrupted

        interrupted("bibtools-verify")


def _run(*, writes: bool) -> None:
    try:
        if not _is_in_step():
            from bibtools.hook.main import main  # the fast path ends above

            main(sys.argv[1:], writes=writes)
    except KeyboardInterrupt:  # it may come while the program is still loading
        from bibtools.core.process_exit import interrupted

        interrupted("bibtools-sync" if writes else "bibtools-check")


def _is_verified() -> bool:
    from bibtools.hook import fast_path, verified_state

    try:
        return verified_state.is_known_verified(fast_path.Call.of(sys.argv[1:], os.environ))
    except OSError:
        return False  # the same


def _is_in_step() -> bool:
    from bibtools.hook import fast_path

    try:
        return fast_path.is_known_in_step(fast_path.Call.of(sys.argv[1:], os.environ))
    except OSError:
        return False  # what follows reports the reason: that the current folder is gone, for example
