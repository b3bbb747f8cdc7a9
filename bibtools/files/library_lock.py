"""The lock of a library: of several runs at once, one writes.

It is in the user's own cache, so that no other user can hold it. Beside it the holder notes its number and the name of
its temporary file: what it leaves when it is killed is known for ours, and is removed by the next holder.
"""

from __future__ import annotations

from _blake2 import blake2b  # hashlib would load OpenSSL
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from os import fsencode, getpid
from pathlib import Path

from bibtools.core.errors import WriteError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.locations import is_plain_file, make_private_file
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.file_lock import locked_at_once, private_lock

PATIENCE = 60.0  # seconds to wait for another run, unless the user says less
_LOOK = 0.02  # seconds between two looks whether the lock is free
_TEMPORARY = lazy_pattern(r"\.bibtools-[0-9]+-[0-9a-f]{32}\.tmp")


class Locking(NamedTuple):
    """Where locks lie (None: nowhere, as for a run without a cache), how long to wait for one, and where notes go."""

    folder: Path | None = None
    patience: float = PATIENCE
    note: Callable[[str], None] = lambda _: None


class Journal(NamedTuple):
    """What the holder of a lock notes; `left` is the temporary file of one that was killed."""

    path: Path | None = None
    left: str = ""

    def begin(self, temporary: str) -> None:
        """Note the name of a temporary file before it is made."""
        if self.path is not None:
            with suppress(OSError):
                _note(self.path, temporary)


@contextmanager
def held(locking: Locking, real: str, shown: str) -> Iterator[Journal]:
    """Hold a library, given by its real path; raises WriteError where another run does so for too long.

    Without a usable cache nothing is held; the text is compared before it is replaced all the same.
    """
    if locking.folder is None:
        yield Journal()
        return
    place = locking.folder / blake2b(fsencode(real), digest_size=16).hexdigest()
    journal = place.with_suffix(".holder")
    try:
        path = f"{place}.lock"
        release = locked_at_once(path) or _locked(path, locking, shown, journal)
    except (OSError, NotImplementedError) as error:
        why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
        locking.note(f"other runs of bibtools cannot see that this one is writing: {locking.folder}: {why}")
        yield Journal()
        return
    try:
        yield _opened(journal)
    finally:
        with suppress(OSError):
            journal.unlink(missing_ok=True)
        release()


def _locked(path: str, locking: Locking, shown: str, journal: Path) -> Callable[[], object]:
    """Wait until a library is free, and return what releases it."""
    from filelock import Timeout  # loaded where that takes more than a moment

    lock = private_lock(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        locking.note(f"waiting for another run of bibtools that writes {shown}")
        try:
            lock.acquire(timeout=locking.patience, poll_interval=_LOOK)
        except Timeout:
            raise WriteError(_refusal(shown, journal, locking.patience)) from None
    return lock.release


def _opened(path: Path) -> Journal:
    left = _holder(path)[1]
    with suppress(OSError):
        _note(path, "")
    return Journal(path, left if _TEMPORARY.fullmatch(left) else "")


def _note(path: Path, temporary: str) -> None:
    make_private_file(str(path))
    with path.open("w", encoding="ascii") as stream:
        stream.write(f"{getpid()}\n{temporary}\n")


def _holder(path: Path) -> tuple[str, str]:
    """Return the number of who holds a lock, or held it when it was killed, and its temporary file."""
    if not is_plain_file(str(path)):
        return "", ""
    try:
        with path.open(encoding="ascii") as stream:
            pid, temporary, *_ = [*stream.read(1000).split("\n"), "", ""]
    except (OSError, ValueError):
        return "", ""
    return pid, temporary


def _refusal(shown: str, journal: Path, patience: float) -> str:
    holder = f" (process {pid})" if (pid := _holder(journal)[0]).isdecimal() else ""
    return (
        f"{shown}: another run of bibtools{holder} still holds it after {patience:g} s; wait for that run or end it, "
        "and try again; nothing was changed"
    )
