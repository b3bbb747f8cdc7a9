"""`verify` with a lock file: verdicts are read from the file beside the library, and new ones are added to it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bibtools.app.locked_verdicts import to_lock
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.core.errors import CannotError
from bibtools.files import exact_text, limits
from bibtools.files.write_access import NamedPath, Refused, decide
from bibtools.matching import verdict_lock
from bibtools.matching.verdict_lock import NAME, Locked, LockedVerdict

if TYPE_CHECKING:
    from datetime import date

    from bibtools.files.library_lock import Locking

# Verifies a library, given what is locked of it.
Verifying = Callable[[Locked], VerifyOutcome]


def verify_locked(
    path: str,
    verifying: Verifying,
    today: date,
    locking: Locking,
    *,
    makes: bool,
    keeps: bool = True,
    within: str | None = None,
) -> VerifyOutcome:
    """Verify a library with the lock file beside it, which is made where that is asked for.

    It is kept up to date unless the run writes nothing. There is none outside of the folder that it must be `within`,
    nor in a hidden one: the user has not named the library then.
    """
    place, name = os.path.join(os.path.dirname(path), NAME), os.path.basename(path)
    named = NamedPath(place, within, is_source=True)
    if not os.path.islink(place) and isinstance(decide(named), Refused):
        return verifying({})
    try:
        there = exact_text.read_library(place, largest=limits.LOCK)
    except CannotError as error:
        return verifying({})._replace(lock_trouble=str(error))
    if there is None and not (makes and keeps):
        return verifying({})
    if os.path.islink(place):
        return verifying({})._replace(lock_trouble=f"{place}: it is a link")
    if there and not verdict_lock.is_own(there.text):
        why = "it is none that can be read (after a merge?): remove it, and run again with --lock"
        return verifying({})._replace(lock_trouble=f"{place}: {why}")
    before = there.text if there else ""
    known = verdict_lock.read(before, name)
    outcome = verifying(known)
    kept = _kept(outcome, known, today)
    if not keeps or (there and kept == known):
        return outcome
    trouble = _written(named, verdict_lock.written(before, name, kept), before if there else None, locking)
    return outcome._replace(lock_trouble=trouble, new_lock="" if there or trouble else place)


def _written(named: NamedPath, text: str, before: str | None, locking: Locking) -> str:
    """Write a lock file, and return why that could not be."""
    from bibtools.files import atomic_writing  # most runs change nothing

    try:
        is_done = atomic_writing.write(named, text, before, locking)
    except CannotError as error:
        return str(error)
    return "" if is_done else f"{named.path}: another program has changed it meanwhile"


def _kept(outcome: VerifyOutcome, known: Locked, today: date) -> dict[str, LockedVerdict]:
    """Return the verdicts to keep: those of now, and earlier ones of entries that were not looked at."""
    kept = {key: each for key, each in known.items() if outcome.hashes.get(key) == each.hash}
    used: Mapping[str, int] = Counter(each.key for each in outcome.entries)
    new = to_lock(outcome, today)
    for each in outcome.entries:
        if used[each.key] > 1 or each.key not in outcome.hashes:
            kept.pop(each.key, None)
        elif each.key in new:
            kept.setdefault(each.key, new[each.key])
    return kept
