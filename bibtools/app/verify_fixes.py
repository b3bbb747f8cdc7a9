"""`verify --fix`: single fields are corrected from the record, by span; the rest of a library stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bibtools.app.locked_verdicts import to_lock
from bibtools.app.opened_library import OpenedLibrary, opened_library
from bibtools.app.verify_outcome import FixedField, VerifiedEntry, VerifyOutcome
from bibtools.app.write_loop import write_planned
from bibtools.bibliography.editing.fix_proof import fix_objection
from bibtools.bibliography.editing.mended_field import CannotMendError, mended
from bibtools.bibliography.editing.unified_diff import unified
from bibtools.bibliography.library.identity import Known
from bibtools.core.errors import ProofError, ReadError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Source, apply_edits, overlaps
from bibtools.files.exact_text import read_library
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import NamedPath
from bibtools.matching.verdict_lock import Locked

# Verifies a library as it stands, given what is known of its entries.
VerifyText = Callable[[Source, Locked], VerifyOutcome]


class _Mends(NamedTuple):
    edits: list[Edit]
    fixed: list[FixedField]
    left: list[tuple[str, str]]  # keys, and why nothing was done


def fix_library(named: NamedPath, verifying: VerifyText, today: date, locking: Locking, *, diff: bool) -> VerifyOutcome:
    """Verify a library, and put what is meant into its fields; with `diff`, only show that.

    What a lock file says counts for nothing here: it may have come with the repository. Raises ReadError, ProofError
    and WriteError.
    """

    def plan(source: Source | None) -> tuple[VerifyOutcome, str | None]:
        if source is None:
            raise ReadError(f"{named.path}: there is no such file")
        found = verifying(source, {})
        opened = opened_library(source, named.path, today)
        mends = _mends(opened, found)
        if not mends.edits:
            return found._replace(unfixed=tuple(mends.left)), None
        text = apply_edits(source.text, mends.edits)
        if why := fix_objection(opened.library, mends.edits, text):
            raise ProofError(f"{named.path}: nothing was written: {why}")
        # What has not changed is known from the first time.
        after = verifying(source._replace(text=text), to_lock(found, today))
        shown = unified(opened.library.source.path, source.text, mends.edits) if diff else ""
        outcome = after._replace(fixed=tuple(mends.fixed), unfixed=tuple(mends.left), diff=shown)
        return outcome, None if diff else text

    return write_planned(named, plan, locking)


def left_library(named: NamedPath, refusal: str, verifying: VerifyText) -> VerifyOutcome:
    """Verify a library that must not be written, and say so of what would be mended; raises ReadError."""
    source = read_library(named.path)
    if source is None:
        raise ReadError(f"{named.path}: there is no such file")
    found = verifying(source, {})
    mendable = [each.key for each in found.entries if any(difference.meant for difference in each.differences)]
    return found._replace(unfixed=tuple((key, f"{refusal}; name it to mend it") for key in mendable))


def _mends(opened: OpenedLibrary, found: VerifyOutcome) -> _Mends:
    mends = _Mends([], [], [])
    entries = {each.block.key: each for each in reversed(opened.known.entries)}
    for each in found.entries:
        known = entries.get(each.key)
        if known is not None and any(difference.meant for difference in each.differences):
            _mend(opened, known, each, mends)
    return mends


def _mend(opened: OpenedLibrary, known: Known, verified: VerifiedEntry, mends: _Mends) -> None:
    if known.protected:
        mends.left.append((verified.key, "it is protected"))
        return
    for each in verified.differences:
        if not each.meant:
            continue
        try:
            edits = mended(opened.library.text, known.fields, each.field, each.entry, each.meant)
        except CannotMendError as error:
            mends.left.append((verified.key, f"{each.field}: {error}"))
            continue
        taken = [edit.span for edit in mends.edits]
        if any(overlaps(edit.span, taken) for edit in edits):
            continue
        mends.edits.extend(edits)
        mends.fixed.append(FixedField(verified.key, each.field, each.entry, each.meant, each.source))
