"""Writing a report into a file that the user names: a new file, or an older report, but never any other file."""

from __future__ import annotations

import os

from bibtools.core.errors import UsageError, WriteError
from bibtools.core.text import printable
from bibtools.files import atomic_writing
from bibtools.files.exact_text import read_library
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import by_user

_HEAD = 1024  # characters at the beginning of a report that hold its mark


def write_report(path: str, text: str, mark: str, locking: Locking) -> None:
    """Write a report; raises UsageError where something else is there, which has no `mark` of one, and WriteError."""
    if os.path.islink(path):
        raise UsageError(f"--out {printable(path)}: it is a link: name another file, or the one that it leads to")
    old = read_library(path)
    if old and old.text.strip() and mark not in old.text[: len(mark) + _HEAD]:
        raise UsageError(f"--out {printable(path)}: it is there already, and no report: name another file")
    if not atomic_writing.write(by_user(path), text, old.text if old else None, locking):
        raise WriteError(f"{path}: it has just been changed by another program; nothing was written, run again")
