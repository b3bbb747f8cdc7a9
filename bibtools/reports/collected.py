"""Everything that an outcome finds wrong or noteworthy, as findings: what the formats for machines are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch

from bibtools.finding import Finding
from bibtools.identifier import Identifier
from bibtools.pipeline.check import CheckOutcome
from bibtools.pipeline.faults import at_place, impossible_id, missing
from bibtools.pipeline.gather import Gathered
from bibtools.pipeline.links import LinksOutcome
from bibtools.pipeline.sync import SyncOutcome
from bibtools.resolution import Resolution
from bibtools.rules import ERROR, NOTE, RULES
from bibtools.scan.mention import Mention, Suspect


@singledispatch
def collected(outcome: object) -> list[Finding]:
    """Return all findings of an outcome."""
    raise TypeError(type(outcome))


@collected.register
def _of_gathered(outcome: Gathered) -> list[Finding]:
    repaired = (
        at_place("repaired-id", each, f"{each.text} was taken for {each.identifier.value}")
        for each in outcome.mentions
        if each.repaired
    )
    return [*_of_sources(outcome, set(), outcome.suspects), *repaired]


@collected.register
def _of_check(outcome: CheckOutcome) -> list[Finding]:
    present = {value for value, _ in outcome.present}
    lacking = missing(outcome.missing, outcome.bib, exists=outcome.exists)
    return [*lacking, *_of_sources(outcome.gathered, present, outcome.gathered.suspects), *outcome.findings]


@collected.register
def _of_sync(outcome: SyncOutcome) -> list[Finding]:
    present = {each.id for each in outcome.plan.present}
    first = outcome.gathered.first_mentions
    return [
        *_of_sources(outcome.gathered, present, outcome.suspects),
        *outcome.findings,
        *_of_resolution(outcome.resolution, first, outcome.bib),
    ]


@collected.register
def _of_links(outcome: LinksOutcome) -> list[Finding]:
    return list(outcome.findings)


def _of_sources(gathered: Gathered, present: set[str], suspects: Iterable[Suspect]) -> Iterator[Finding]:
    for unread in gathered.unread:
        rule = "unread" if unread.failed else "skipped"
        yield Finding(rule, unread.path, None, unread.reason, RULES[rule].level)
    known = present | {mention.identifier.value for mention in gathered.mentions}
    for suspect in suspects:
        if suspect.identifier is None:
            yield impossible_id(suspect)
        elif suspect.identifier.value not in known:
            yield at_place("bare-number", suspect, f"{suspect.text}: {suspect.reason}; write {suspect.suggestion}")


def _of_resolution(resolution: Resolution, first: Mapping[str, Mention], bib: str) -> Iterator[Finding]:
    told: list[tuple[str, Identifier, str]] = [
        *(("nonexistent-id", each, "arXiv has no such paper") for each in resolution.nonexistent),
        *(("rejected-id", each, "arXiv rejects it as malformed") for each in resolution.rejected),
        *(("not-asked", each, reason) for each, reason in resolution.unresolved.items()),
    ]
    for rule, identifier, reason in told:
        place = first.get(identifier.value)
        message = f"arXiv:{identifier.value}: {reason}"
        yield at_place(rule, place, message) if place else Finding(rule, bib, None, message, ERROR)
    if resolution.code_trouble:
        yield Finding("not-asked", bib, None, f"links to code: {resolution.code_trouble}", NOTE)
