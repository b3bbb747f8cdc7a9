"""`verify`: whether what the entries of a library say is what sources say of their works."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from bibtools.app.opened_library import opened_library
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import Known
from bibtools.core.errors import ExitCode, ReadError
from bibtools.core.finding import Finding, Spans
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.rules import ERROR
from bibtools.core.text import Source, Span
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.matching.bogus_identifiers import bogus
from bibtools.matching.claimed_work import ClaimedWork, Witness, claimed_work, of_record
from bibtools.matching.difference import Difference, Severity
from bibtools.matching.verdict_lock import Locked, hash_of
from bibtools.matching.verification import Completeness, Evidence, Verdict, Verification, verified
from bibtools.providers.resolution import Resolution, Resolve
from bibtools.records.record import Record

State = Literal["withdrawn", "retracted", "superseded", "published-since"]

_RULES: dict[Severity, str] = {"error": "another-work", "warning": "differing-field", "note": "differing-field"}


class Witnesses(NamedTuple):
    """Who tells what is known of works, from what is on this machine."""

    titled: Callable[[Iterable[str]], Mapping[str, Sequence[Witness]]]
    authored: Callable[[Iterable[tuple[str, ...]]], Mapping[tuple[str, ...], Sequence[Witness]]]
    identified: Callable[[Iterable[Identifier]], Mapping[Identifier, Sequence[Witness]]]
    known: Completeness
    published: Callable[[Sequence[Record]], Collection[Identifier]]  # which preprints were certainly published


class VerifiedEntry(NamedTuple):
    """An entry with its verdict, and why nobody was asked where that is it."""

    key: str
    line: int
    result: Verification
    verdict: Verdict
    states: tuple[str, ...]  # see State
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOutcome:
    """The verdicts on the entries of a library."""

    bib: str
    entries: tuple[VerifiedEntry, ...]
    findings: tuple[Finding, ...]
    resolution: Resolution
    hashes: Mapping[str, str]  # of all entries of the library, by their keys
    lock_trouble: str = ""  # why the verdicts could not be kept

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if self.lock_trouble or (self.resolution.unresolved and not self.resolution.is_offline):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(each.level == ERROR for each in self.findings) else ExitCode.IN_STEP


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
    files: Workspace = HERE,
) -> VerifyOutcome:
    """Compare every entry of a library with what is known of it, or those that are wanted; raises ReadError.

    Entries that are `locked`, and as they were then, are not looked at again.
    """
    if source is None:
        raise ReadError(f"{path}: there is no such file")
    opened = opened_library(source, path, today, files)
    takes = is_wanted(opened.library) if is_wanted else None
    entries = [each for each in opened.known.entries if takes is None or takes(each)]
    text, spans = opened.library.text, Spans(opened.library.text)
    hashes = {each.block.key: hash_of(each, text) for each in opened.known.entries}
    known = {key: each for key, each in locked.items() if hashes.get(key) == each.hash}
    claims = [(each, claimed_work(each)) for each in entries if each.problem is None and each.block.key not in known]
    asking = _Evidence([claim for _, claim in claims], resolve, witnesses, is_offline=is_offline)
    verdicts = _verdicts(spans, entries, known) | asking.verdicts(spans, claims, today.year)
    done = [(each, verdicts[each.block.span]) for each in entries if each.block.span in verdicts]
    found = [each for entry, own in done for each in _findings(opened.library.source.path, spans, entry, own.result)]
    return VerifyOutcome(
        bib=opened.library.source.path,
        entries=tuple(own for _, own in done),
        findings=tuple(rules.applied(found)),
        resolution=asking.resolution,
        hashes=hashes,
    )


def _verdicts(spans: Spans, entries: Iterable[Known], known: Locked) -> dict[Span, VerifiedEntry]:
    """Return the verdicts that are locked, by the places of their entries."""
    kept = ((each, known[each.block.key]) for each in entries if each.block.key in known)
    return {each.block.span: _verified(spans, each, own.result, own.verdict, own.states) for each, own in kept}


def _verified(
    spans: Spans, entry: Known, result: Verification, verdict: Verdict, states: Sequence[str], reason: str = ""
) -> VerifiedEntry:
    line = spans.line(entry.block.span.start)
    return VerifiedEntry(
        key=entry.block.key, line=line, result=result, verdict=verdict, states=tuple(states), reason=reason
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
        records = self.resolution.records.values()
        self._published = witnesses.published([each for each in records if each.identifier.scheme == ARXIV])

    def verdicts(
        self, spans: Spans, claims: Iterable[tuple[Known, ClaimedWork]], this_year: int
    ) -> dict[Span, VerifiedEntry]:
        """Return the verdict on each entry, by its place."""
        found: dict[Span, VerifiedEntry] = {}
        for entry, claim in claims:
            result = self.verification(entry, claim, this_year)
            verdict, states = self.judged(claim, result)
            found[entry.block.span] = _verified(spans, entry, result, verdict, states, self.reason(claim))
        return found

    def verification(self, entry: Known, claim: ClaimedWork, this_year: int) -> Verification:
        """Return what is known of an entry's work, compared with it."""
        evidence = Evidence(
            named=[witness for each in _identifiers(claim) for witness in self._named(each)],
            titled=self._titled.get(claim.title.text, ()),
            authored=self._authored.get(claim.surnames, ()),
            bogus=[*bogus(entry.fields), *self._nonexistent(claim)],
            has_unknown=not all(self._named(each) for each in _identifiers(claim)),
        )
        return verified(claim, evidence, self._witnesses.known, this_year)

    def _nonexistent(self, claim: ClaimedWork) -> Iterator[Difference]:
        """Yield the identifiers of an entry that are no work's, as the registries say."""
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


def _findings(path: str, spans: Spans, entry: Known, result: Verification) -> Iterator[Finding]:
    for each in result.differences:
        field = next((field for field in entry.fields if field.name == each.field), None)
        span = field.value_span if field else entry.block.key_span
        yield spans.finding(_RULES[each.severity], path, span, _message(entry.block.key, each), _data(entry, each))


def _message(key: str, each: Difference) -> str:
    return f"{key}: {each.field} is {each.entry!r}, and {each.record_says}"


def _data(entry: Known, each: Difference) -> dict[str, object]:
    return {"key": entry.block.key, **each._asdict()}
