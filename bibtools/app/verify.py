"""`verify`: whether the entries of a library agree with what sources know about their works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from bibtools.app.knowledge import ClaimedEntry, Judged, Knowledge, Witnesses
from bibtools.app.locked_verdicts import as_locked
from bibtools.app.opened_library import OpenedLibrary, opened_library
from bibtools.app.searching import Searching
from bibtools.app.third_witness import with_third_witness
from bibtools.app.verify_outcome import CitePlace, VerifiedEntry, VerifyOutcome, outcome_of
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.identity import Known
from bibtools.core.errors import ReadError
from bibtools.core.finding import Spans
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.text import Source
from bibtools.files.workspace import HERE, Workspace
from bibtools.matching.claimed_work import claimed_work
from bibtools.matching.entry_hashes import entry_hashes
from bibtools.matching.verdict_lock import Locked, LockedVerdict
from bibtools.matching.whole_entry import whole_entries
from bibtools.providers.attestation import Attest, Attestation, no_attestation
from bibtools.providers.resolution import Resolve


def verify(
    source: Source | None,
    path: str,
    resolve: Resolve,
    witnesses: Witnesses,
    today: date,
    *,
    is_wanted: Callable[[Library], Callable[[Known], bool]] | None = None,
    cited_at: Callable[[Library], Callable[[Known], tuple[CitePlace, ...]]] | None = None,
    is_offline: bool = False,
    rules: RuleSelection = NO_CHOICE,
    locked: Locked = MappingProxyType({}),
    searching: Searching | None = None,
    attest: Attest = no_attestation,
    files: Workspace = HERE,
) -> VerifyOutcome:
    """Compare every entry of a library with what is known of it, or those that are wanted; raises ReadError.

    Entries that are `locked`, and as they were, are passed over. Titles that nothing else settles are looked for,
    and a third witness may `attest` to retractions. Findings say where entries are cited, which `cited_at` knows.
    """
    if source is None:
        raise ReadError(f"{path}: there is no such file")
    opened = opened_library(source, path, today, files)
    library, spans, hashes = opened.library, Spans(opened.library.text), entry_hashes(opened.library)
    entries = list(filter(is_wanted(library) if is_wanted else None, opened.known.entries))
    known = dict(_as_they_were(hashes, locked))
    claims = _claims(opened, [each for each in entries if each.block not in known])
    asked = Knowledge(claims, resolve, witnesses, is_offline=is_offline)
    asked.search(None if is_offline else searching, today.year)
    verdicts = {each.block: as_locked(spans, each.block, known[each.block]) for each in entries if each.block in known}
    first = {each.entry.block: asked.judged(each, today.year) for each in claims}
    judged, attestation = with_third_witness(claims, first, attest, asked.resolution)
    verdicts |= {each.entry.block: _verified(spans, each, judged[each.entry.block]) for each in claims}
    places = cited_at(library) if cited_at else lambda _: ()
    done = [
        (each.block, verdicts[each.block]._replace(cited=places(each))) for each in entries if each.block in verdicts
    ]
    found = outcome_of(library, spans, done, hashes, rules)._replace(is_offline=is_offline)
    return _with_troubles(found, asked, attestation)


def _with_troubles(found: VerifyOutcome, asked: Knowledge, attestation: Attestation) -> VerifyOutcome:
    """Return an outcome with what could not be asked, and why."""
    return found._replace(
        unasked=asked.unasked,
        unsearched=asked.unsearched,
        trouble=asked.trouble,
        unwitnessed=len(attestation.unasked),
        witness_trouble=attestation.trouble,
    )


def _claims(opened: OpenedLibrary, entries: Iterable[Known]) -> list[ClaimedEntry]:
    """Return what the entries claim that can be understood."""
    understood = [each for each in entries if each.problem is None]
    whole = whole_entries(opened.library, opened.known.entries, understood)
    return [ClaimedEntry(each, claimed_work(each)) for each in whole]


def _as_they_were(hashes: Mapping[Block, str], locked: Locked) -> Iterator[tuple[Block, LockedVerdict]]:
    """Yield the entries that are as they were when they were locked, with their verdicts."""
    for block, hashed in hashes.items():
        if (found := locked.get(block.key)) and found.hash == hashed:
            yield block, found


def _verified(spans: Spans, each: ClaimedEntry, judged: Judged) -> VerifiedEntry:
    block = each.entry.block
    return VerifiedEntry(
        key=block.key,
        line=spans.line(block.span.start),
        verdict=judged.verdict,
        states=judged.states,
        evidence=(*((witness.source, witness.record) for witness in judged.result.witnesses), *judged.hints),
        differences=judged.result.differences,
        reason=judged.reason,
        is_open=judged.is_open,
    )
