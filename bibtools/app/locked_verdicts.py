"""Verdicts that a lock file has on the entries of a library, as they are: nobody is asked, and little is read."""

from __future__ import annotations

from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome, findings_of
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
    found = [each for block, entry in entries for each in findings_of(library, spans, block, entry)]
    return VerifyOutcome(
        bib=library.source.path,
        entries=tuple(entry for _, entry in entries),
        findings=tuple(rules.applied(found)),
        hashes={block.key: hashed for block, hashed in hashes.items()},
    )


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
