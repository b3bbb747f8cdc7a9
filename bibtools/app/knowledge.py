"""What is known of the works that entries claim: asked for all at once, from what is on this machine first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from bibtools.app.searching import Searching, announced
from bibtools.bibliography.library.blocks import Block
from bibtools.bibliography.library.identity import Known
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.matching.bogus_identifiers import bogus, never_issued
from bibtools.matching.claimed_work import ClaimedWork, Witness, of_record
from bibtools.matching.difference import Difference
from bibtools.matching.identity_checks import Completeness
from bibtools.matching.preprint import ComparedTitle
from bibtools.matching.verdict import State, Verdict
from bibtools.matching.verification import Evidence, Verification, verified
from bibtools.providers.resolution import Resolution, Resolve
from bibtools.providers.title_search import BEYOND_BUDGET, NO_WORDS, SoughtTitle, TitleAnswers
from bibtools.records.record import Record
from bibtools.records.withdrawal import is_superseded

_NAMES = 3  # authors by whom a title is searched for


class Witnesses(NamedTuple):
    """Look-ups of what is known of works, from what is on this machine."""

    titled: Callable[[Iterable[str]], Mapping[str, Sequence[Witness]]]
    authored: Callable[[Iterable[tuple[str, ...]]], Mapping[tuple[str, ...], Sequence[Witness]]]
    near: Callable[[Iterable[ComparedTitle]], Mapping[str, Sequence[Witness]]]  # of nearly a title
    identified: Callable[[Iterable[Identifier]], Mapping[Identifier, Sequence[Witness]]]
    known: Completeness
    published: Callable[[Sequence[Record]], Collection[Identifier]]  # which preprints were certainly published
    retracted: Callable[[Iterable[str]], Collection[str]] = lambda _: ()  # which DOIs are those of retracted works


class ClaimedEntry(NamedTuple):
    """An entry with what it claims."""

    entry: Known
    claim: ClaimedWork


class Judged(NamedTuple):
    """The verdict on an entry, with its evidence, the states of its work, and why nobody was asked where that is it."""

    result: Verification
    verdict: Verdict
    states: tuple[State, ...]
    reason: str = ""
    hints: tuple[tuple[str, str], ...] = ()  # sources, and their records that alone say that it is retracted
    is_open: bool = False  # whether somebody could not be asked for such a hint


class Knowledge:
    """What is known of the works that some entries claim."""

    def __init__(
        self, claims: Sequence[ClaimedEntry], resolve: Resolve, witnesses: Witnesses, *, is_offline: bool
    ) -> None:
        self.claims, self._witnesses, self._is_offline = claims, witnesses, is_offline
        wanted = list(dict.fromkeys(found for each in claims for found in _identifiers(each.claim)))
        self._identified = witnesses.identified(wanted)
        # An index of works does not say which ones are retracted.
        left = [each for each in wanted if each.scheme == DOI or not self._identified.get(each)]
        self.resolution = resolve(left) if left else Resolution()
        own = [each.claim for each in claims]
        self._titled = witnesses.titled({claim.title.text for claim in own if claim.title.compact})
        self._authored = witnesses.authored({claim.surnames for claim in own if claim.surnames})
        self._near = witnesses.near([claim.title for claim in own if claim.is_paper and self._is_unknown(claim)])
        self._found: TitleAnswers = TitleAnswers({}, {})
        self._settled: dict[Block, Judged] = {}  # what no search for titles changes
        records = self.resolution.records.values()
        self._retracted = witnesses.retracted(self._dois())
        self._published = witnesses.published([each for each in records if each.identifier.scheme == ARXIV])

    @property
    def unasked(self) -> int:
        """How many identifiers and titles somebody should have been asked for, and could not be."""
        return len(self.resolution.unresolved) + len(self._failed)

    @property
    def unsearched(self) -> int:
        """How many of these are titles."""
        return len(self._failed)

    @property
    def trouble(self) -> str:
        """Why somebody could not be asked, in one text."""
        return "; ".join(filter(None, dict.fromkeys([self.resolution.trouble, *self._failed.values()])))

    @property
    def _failed(self) -> Mapping[SoughtTitle, str]:
        """The searches that failed, rather than were not made."""
        return {each: why for each, why in self._found.unanswered.items() if why not in {BEYOND_BUDGET, NO_WORDS}}

    def _is_unknown(self, claim: ClaimedWork) -> bool:
        """Return whether nobody knows a work of an entry's title, nor what its identifiers name."""
        titled = self._titled.get(claim.title.text, ())
        return bool(claim.title.compact) and not titled and not any(map(self._named, _identifiers(claim)))

    def _dois(self) -> list[str]:
        """Return the DOIs of entries, and of works that have their titles."""
        own = [each.claim.doi.value for each in self.claims if each.claim.doi]
        return list(dict.fromkeys([*own, *(each.doi for found in self._titled.values() for each in found if each.doi)]))

    def search(self, searching: Searching | None, this_year: int) -> None:
        """Search for the titles that nothing else settles, those of papers first; None searches for nothing."""
        if searching is None:
            return
        judged = {each.entry.block: self.judged(each, this_year) for each in self.claims}
        unconfirmed = (each.claim for each in self.claims if judged[each.entry.block].verdict == "unconfirmed")
        open_ = [claim for claim in unconfirmed if claim.title.compact]
        wanted = [_sought(claim) for claim in sorted(open_, key=lambda claim: not claim.is_paper)]
        sought = {*wanted}
        self._settled = {
            each.entry.block: judged[each.entry.block] for each in self.claims if _sought(each.claim) not in sought
        }
        if not wanted:
            return
        searching.note(announced(len(wanted), searching.budget))
        self._found = searching.search(wanted, searching.budget)

    def judged(self, each: ClaimedEntry, this_year: int) -> Judged:
        """Return what is known of an entry's work, compared with it, given who could be asked."""
        if each.entry.block in self._settled:
            return self._settled[each.entry.block]
        claim = each.claim
        identifiers, sought = _identifiers(claim), self._found.found.get(_sought(claim), ())
        found = [of_record(record, record.provider) for record in sought]
        evidence = Evidence(
            named=[witness for identifier in identifiers for witness in self._named(identifier)],
            titled=[*self._titled.get(claim.title.text, ()), *found],
            authored=self._authored.get(claim.surnames, ()),
            near=[*self._near.get(claim.title.text, ()), *found],
            bogus=[*bogus(each.entry.fields), *self._nonexistent(claim)],
            has_unknown=not all(map(self._named, identifiers)),
        )
        result = verified(claim, evidence, self._witnesses.known, this_year)
        reason = self._reason(claim) if result.verdict == "unconfirmed" else ""
        states = tuple(self._states(claim, result, [record for record in sought if _is_of(record, result)]))
        return Judged(result, "not-asked" if reason else result.verdict, states, reason)

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

    def _states(self, claim: ClaimedWork, result: Verification, found: Iterable[Record]) -> Iterator[State]:
        """Yield the states of a work, as records say that are its own, by identifier or by title and authors."""
        own = (self.resolution.records.get(each) for each in _identifiers(claim))
        records = [*filter(None, own), *found]
        published = [each.publication for each in records if each.publication]
        if any(each.withdrawn for each in records):
            yield "withdrawn"
        dois = {*([claim.doi.value] if claim.doi else []), *(each.doi for each in result.witnesses if each.doi)}
        if any(each.retracted for each in published) or not dois.isdisjoint(self._retracted):
            yield "retracted"
        if any(each.superseded for each in published) or any(is_superseded(each.comment or "") for each in records):
            yield "superseded"
        if claim.arxiv in self._published and claim.is_preprint:
            yield "published-since"
        if any(each.is_of_title_changed for each in result.differences):
            yield "retitled"

    def _reason(self, claim: ClaimedWork) -> str:
        """Return why nobody was asked about an entry; nothing where all who may know it were."""
        unresolved = (self.resolution.unresolved.get(each) for each in _identifiers(claim))
        searched = self._found.unanswered.get(_sought(claim), "")
        return "offline" if self._is_offline else next(filter(None, (*unresolved, searched)), "")


def _identifiers(claim: ClaimedWork) -> list[Identifier]:
    return [each for each in (claim.arxiv, claim.doi) if each]


def _sought(claim: ClaimedWork) -> SoughtTitle:
    return SoughtTitle(claim.title.text, claim.surnames[:_NAMES])


def _is_of(record: Record, result: Verification) -> bool:
    return any(str(record.identifier) == each.record for each in result.witnesses)
