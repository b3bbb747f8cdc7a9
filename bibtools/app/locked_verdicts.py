"""Verdicts of a lock file on the unchanged entries of a library, without any request."""

from __future__ import annotations

from datetime import date

from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome, outcome_of
from bibtools.bibliography.library.blocks import Block
from bibtools.bibliography.library.reader import read
from bibtools.core.finding import Spans
from bibtools.core.rule_selection import RuleSelection
from bibtools.core.text import Source
from bibtools.files import pathnames
from bibtools.matching.entry_hashes import entry_hashes
from bibtools.matching.verdict_lock import Locked, LockedVerdict


def all_locked(source: Source, path: str, locked: Locked, rules: RuleSelection) -> VerifyOutcome | None:
    """Return the verdicts on all entries of a library where each is locked as it is now, else None."""
    library = read(Source(pathnames.relative(path), source.text))
    hashes = entry_hashes(library)
    if any((known := locked.get(block.key)) is None or known.hash != hashed for block, hashed in hashes.items()):
        return None
    spans = Spans(library.text)
    entries = [(block, as_locked(spans, block, locked[block.key])) for block in hashes]
    return outcome_of(library, spans, entries, hashes, rules)


def as_locked(spans: Spans, block: Block, locked: LockedVerdict) -> VerifiedEntry:
    """Return an entry with the verdict that is locked."""
    return VerifiedEntry(
        key=block.key,
        line=spans.line(block.span.start),
        verdict=locked.verdict,
        states=locked.states,
        evidence=locked.evidence,
        differences=locked.differences,
    )


def to_lock(outcome: VerifyOutcome, today: date) -> dict[str, LockedVerdict]:
    """Return the verdicts of an outcome that can be kept, by the keys of the entries; others were not all looked up."""
    return {
        each.key: LockedVerdict(
            hash=outcome.hashes[each.key],
            verdict=each.verdict,
            states=each.states,
            evidence=each.evidence,
            differences=each.differences,
            day=today.isoformat(),
        )
        for each in outcome.entries
        if each.key in outcome.hashes and each.verdict != "not-asked" and not each.is_open
    }
