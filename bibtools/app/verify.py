"""`verify`: whether what the entries of a library say is what sources say of their works."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from bibtools.app.locked_verdicts import as_locked
from bibtools.app.opened_library import opened_library
from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome, findings_of
from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.identity import Known
from bibtools.core.errors import ReadError
from bibtools.core.finding import Spans
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.matching.bogus_identifiers import bogus, never_issued
from bibtools.matching.claimed_work import ClaimedWork, Witness, claimed_work, of_record
from bibtools.matching.difference import Difference
from bibtools.matching.entry_hashes import entry_hashes
from bibtools.matching.identity_checks import Completeness
from bibtools.matching.preprint import ComparedTitle
from bibtools.matching.verdict import State, Verdict
from bibtools.matching.verdict_lock import Locked
from bibtools.matching.verification import Evidence, Verification, verified
from bibtools.matching.whole_entry import whole_entries
from bibtools.providers.resolution import Resolution, Resolve
from bibtools.records.record import Record


class Witnesses(NamedTuple):
    """Who tells what is known of works, from what is on this machine."""

    titled: Callable[[Iterable[str]], Mapping[str, Sequence[Witness]]]
    authored: Callable[[Iterable[tuple[str, ...]]], Mapping[tuple[str, ...], Sequence[Witness]]]
    near: Callable[[Iterable[ComparedTitle]], Mapping[str, Sequence[Witness]]]  # of nearly a title
    identified: Callable[[Iterable[Identifier]], Mapping[Identifier, Sequence[Witness]]]
    known: Completeness
    published: Callable[[Sequence[Record]], Collection[Identifier]]  # which preprints were certainly published


def verify(
    source: Source | None,
    path: str,
    resolve: Resolve,
    witnesses: Witnesses,
    today: date,
    *,
    is_wanted: Callable[[Library], Callable[[Known], bool]] | None = None,
    is_offline: bool = False,
    rules: RuleSelection = NO_CHOICE,
    locked: Locked = MappingProxyType({}),
) -> VerifyOutcome:
    """Compare every entry of a library with what is known of it, or those that are wanted; raises ReadError.

    Entries that are `locked`, and as they were then, are not looked at again.
    """
    if source is None:
        raise ReadError(f"{path}: there is no such file")
    opened = opened_library(source, path, today)
    library, spans = opened.library, Spans(opened.library.text)
    takes = is_wanted(library) if is_wanted else None
    entries = [each for each in opened.known.entries if takes is None or takes(each)]
    hashes = entry_hashes(library)
    known = {block: each for block, hashed in hashes.items() if (each := locked.get(block.key)) and each.hash == hashed}
    looked_at = [each for each in entries if each.problem is None and each.block not in known]
    claims = [(each, claimed_work(each)) for each in whole_entries(library, opened.known.entries, looked_at)]
    asking = _Evidence([claim for _, claim in claims], resolve, witnesses, is_offline=is_offline)
    verdicts = {each.block: as_locked(spans, each.block, known[each.block]) for each in entries if each.block in known}
    verdicts |= asking.verdicts(spans, claims, today.year)
    done = [(each.block, verdicts[each.block]) for each in entries if each.block in verdicts]
    found = [each for block, own in done for each in findings_of(library, spans, block, own)]
    return VerifyOutcome(
        bib=library.source.path,
        entries=tuple(own for _, own in done),
        findings=tuple(rules.applied(found)),
        hashes={block.key: hashed for block, hashed in hashes.items()},
        unasked=len(asking.resolution.unresolved),
        trouble=asking.resolution.trouble,
        is_offline=asking.resolution.is_offline,
    )


class _Evidence:
    """What is known of the works that some entries claim, asked for all at once."""

    def __init__(
        self, claims: Sequence[ClaimedWork], resolve: Resolve, witnesses: Witnesses, *, is_offline: bool
    ) -> None:
        self._witnesses, self._is_offline = witnesses, is_offline
        wanted = list(dict.fromkeys(each for claim in claims for each in _identifiers(claim)))
        self._identified = witnesses.identified(wanted)
        left = [each for each in wanted if not self._identified.get(each)]
        self.resolution = resolve(left) if left else Resolution()
        self._titled = witnesses.titled({claim.title.text for claim in claims if claim.title.compact})
        self._authored = witnesses.authored({claim.surnames for claim in claims if claim.surnames})
        self._near = witnesses.near([claim.title for claim in claims if claim.is_paper and self._is_unknown(claim)])
        records = self.resolution.records.values()
        self._published = witnesses.published([each for each in records if each.identifier.scheme == ARXIV])

    def _is_unknown(self, claim: ClaimedWork) -> bool:
        """Return whether nobody knows a work of an entry's title, nor what its identifiers name."""
        titled = self._titled.get(claim.title.text, ())
        return bool(claim.title.compact) and not titled and not any(map(self._named, _identifiers(claim)))

    def verdicts(
        self, spans: Spans, claims: Iterable[tuple[Known, ClaimedWork]], this_year: int
    ) -> dict[Block, VerifiedEntry]:
        """Return the verdict on each entry, by its block."""
        found: dict[Block, VerifiedEntry] = {}
        for entry, claim in claims:
            result = self.verification(entry, claim, this_year)
            verdict, states = self.judged(claim, result)
            found[entry.block] = VerifiedEntry(
                key=entry.block.key,
                line=spans.line(entry.block.span.start),
                verdict=verdict,
                states=states,
                evidence=tuple((witness.source, witness.record) for witness in result.witnesses),
                differences=result.differences,
                reason=self.reason(claim) if verdict == "not-asked" else "",
            )
        return found

    def verification(self, entry: Known, claim: ClaimedWork, this_year: int) -> Verification:
        """Return what is known of an entry's work, compared with it."""
        evidence = Evidence(
            named=[witness for each in _identifiers(claim) for witness in self._named(each)],
            titled=self._titled.get(claim.title.text, ()),
            authored=self._authored.get(claim.surnames, ()),
            near=self._near.get(claim.title.text, ()),
            bogus=[*bogus(entry.fields), *self._nonexistent(claim)],
            has_unknown=not all(self._named(each) for each in _identifiers(claim)),
        )
        return verified(claim, evidence, self._witnesses.known, this_year)

    def _nonexistent(self, claim: ClaimedWork) -> Iterator[Difference]:
        """Yield the identifiers of an entry that are no work's, as the registries say."""
        yield from never_issued(claim.arxiv)
        for each in _identifiers(claim):
            if each in self.resolution.nonexistent or each in self.resolution.rejected:
                field = "eprint" if each == claim.arxiv else "doi"
                yield Difference(field, each.value, "the registry", "there is no such work", "error")

    def _named(self, identifier: Identifier) -> Sequence[Witness]:
        record = self.resolution.records.get(identifier)
        return self._identified.get(identifier) or ([of_record(record, record.provider)] if record else [])

    def judged(self, claim: ClaimedWork, result: Verification) -> tuple[Verdict, tuple[State, ...]]:
        """Return the verdict, given who could be asked, and the states of the entry's work."""
        is_unasked = self._is_offline or any(each in self.resolution.unresolved for each in _identifiers(claim))
        verdict: Verdict = "not-asked" if result.verdict == "unconfirmed" and is_unasked else result.verdict
        records = [found for each in _identifiers(claim) if (found := self.resolution.records.get(each))]
        states: list[State] = []
        if any(each.withdrawn for each in records):
            states.append("withdrawn")
        if any(each.publication is not None and each.publication.retracted for each in records):
            states.append("retracted")
        if claim.arxiv in self._published and claim.is_preprint:
            states.append("published-since")
        return verdict, tuple(states)

    def reason(self, claim: ClaimedWork) -> str:
        """Return why nobody was asked about an entry; nothing where somebody was."""
        unresolved = (self.resolution.unresolved.get(each) for each in _identifiers(claim))
        return "offline" if self._is_offline else next(filter(None, unresolved), "")


def _identifiers(claim: ClaimedWork) -> list[Identifier]:
    return [each for each in (claim.arxiv, claim.doi) if each]
