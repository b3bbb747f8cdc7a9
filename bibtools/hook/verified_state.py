"""The fast path of `bibtools-verify`: know before anything is imported that there is nothing to report on libraries.

A state file in the cache records what the libraries, their locks and the configurations held then. Of indexes and
earlier answers, which are too large to be read, it records the times.
"""

from __future__ import annotations

import os
import time

from bibtools.core.locations import configurations
from bibtools.hook.fast_path import EXACT, LISTED, Call, content_of, hash_of_names, keep, kept, line_of
from bibtools.hook.git_index import settled, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LOCK = "bibtools.lock"  # see matching/verdict_lock.py


def is_known_verified(call: Call) -> bool:
    """Return whether nothing has changed since there was nothing to report."""
    data = kept(_path(call))
    if data is None:
        return False
    day, *lines = data.split(b"\0")
    if day.decode() != _day() or call.environ.get("GIT_INDEX_FILE"):
        return False
    before = [line for line in lines if line]
    known = {name for *_, name in (line.split(b" ", 3) for line in before)}
    if not {os.fsencode(os.path.normpath(name)) for name in libraries(call.files)} <= known:
        return False
    return all(map(_is_same, before))


def libraries(files: Iterable[str]) -> list[str]:
    """Return the files that are libraries by their names."""
    return [name for name in files if name.lower().endswith(".bib")]


def lock_of(library: str) -> str:
    """Return where the verdicts on a library are kept."""
    return os.path.join(os.path.dirname(library), LOCK)


def remember(call: Call, named: Iterable[str], knowledge: Iterable[str], user: str) -> None:
    """Note that there is nothing to report on some libraries; where that cannot be written, the next run looks again.

    `knowledge` are the files of what is known of works; the cache may have more of them later.
    """
    paths = dict.fromkeys(os.path.normpath(each) for library in named for each in (library, lock_of(library)))
    places = [os.path.relpath(each, call.folder) for each in configurations(call.folder)]
    read = [_line(each) for each in (*paths, *places, *filter(None, [user]))]
    stamped = [line_of(each, "-", "-", settled(times(each), time.time_ns())) for each in knowledge]
    stamped.append(line_of(call.cache, _databases(call.cache), LISTED, "-"))
    keep(_path(call), b"\0".join([_day().encode(), *read, *stamped]))


def forget(call: Call) -> None:
    """Forget that there was nothing to report."""
    try:
        os.unlink(_path(call))
    except OSError:
        return


def _path(call: Call) -> str:
    return f"{call.state}.verified"


def _day() -> str:
    return time.strftime("%Y")  # entries of next year are no longer in the future


def _line(path: str) -> bytes:
    found = times(path)
    content, _ = content_of(path)
    return line_of(path, content, EXACT, settled(found, time.time_ns()))


def _databases(folder: str) -> str:
    """Return a hash of the names of the databases in a folder."""
    try:
        return hash_of_names([(name, False) for name in os.listdir(folder) if name.endswith(".sqlite3")])
    except OSError:
        return hash_of_names([])


def _is_same(line: bytes) -> bool:
    content, known, frame, name = line.split(b" ", 3)
    path = os.fsdecode(name)
    if frame.decode() == LISTED:
        return _databases(path) == content.decode()
    if known.decode() == times(path):
        return True
    return frame.decode() == EXACT and content_of(path)[0] == content.decode()
