"""Writing a report into a file that the user names, which must not be one that it was made of."""

from __future__ import annotations

import os
from collections.abc import Iterable

from bibtools.core.errors import UsageError, WriteError
from bibtools.core.text import printable
from bibtools.files import atomic_writing
from bibtools.files.exact_text import read_library
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import by_user


def write_report(path: str, text: str, made_of: Iterable[str], locking: Locking) -> None:
    """Write a report, over an older one; raises UsageError for a source or a library, and WriteError."""
    if os.path.realpath(path) in set(map(os.path.realpath, made_of)):
        raise UsageError(f"--out {printable(path)}: the report is made of this file; name another one")
    old = read_library(path)
    if not atomic_writing.write(by_user(path), text, old.text if old else None, locking):
        raise WriteError(f"{path}: somebody else has just changed it; nothing was changed, run it again")
