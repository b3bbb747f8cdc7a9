"""Locks that are files of a cache: by the system's own means, so that a run that is killed holds none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bibtools.core.locations import make_private, make_private_file, user_id
from bibtools.files.open_flags import NO_LINK

if TYPE_CHECKING:
    from filelock import BaseFileLock


def private_lock(path: str) -> BaseFileLock:
    """Return a lock that is a file of this user's own; raises OSError where there can be none."""
    from filelock import FileLock, has_fcntl  # loaded before a write, and on the way to a socket

    make_private(os.path.dirname(path), is_inside=True)
    if has_fcntl or sys.platform == "win32":  # elsewhere a lock is held for as long as its file is there
        make_private_file(path)
    return FileLock(path) if user_id() is None else FileLock(path, mode=0o600)  # modes are those of POSIX


def locked_at_once(path: str) -> Callable[[], None] | None:
    """Lock such a file where nobody holds it, and return what releases it; raises OSError where there can be no file.

    None where `private_lock` has to find out more: whether it is held, and how locks are made here. What holds it is
    the same, and takes a fortieth of the time of loading that.
    """
    try:
        import fcntl
    except ImportError:
        return None
    make_private(os.path.dirname(path), is_inside=True)
    make_private_file(path)
    descriptor = os.open(path, os.O_RDWR | NO_LINK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return partial(os.close, descriptor)


def lock_open(descriptor: int, *, shares: bool = False) -> bool:
    """Lock an open file, or share the lock with others; return whether no other process holds it. Raises OSError.

    What is shared on POSIX is one run's alone on Windows.
    """
    try:
        import fcntl  # filelock shares no locks of this kind
    except ImportError:
        from filelock import lock_descriptor

        return lock_descriptor(descriptor, blocking=False)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shares else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
