"""Everything that an outcome finds wrong or noteworthy, as findings: what the formats for machines are made of."""

from __future__ import annotations

from functools import singledispatch

from bibtools.finding import Finding
from bibtools.pipeline import faults, unanswered
from bibtools.pipeline.check import CheckOutcome
from bibtools.pipeline.gather import Gathered
from bibtools.pipeline.links import LinksOutcome
from bibtools.pipeline.sync import SyncOutcome


@singledispatch
def collected(outcome: object) -> list[Finding]:
    """Return all findings of an outcome."""
    raise TypeError(type(outcome))


@collected.register
def _of_gathered(outcome: Gathered) -> list[Finding]:
    return [*faults.of_sources(outcome, outcome.suspects), *faults.repaired(outcome.mentions)]


@collected.register
def _of_check(outcome: CheckOutcome) -> list[Finding]:
    present = {value for value, _ in outcome.present}
    lacking = faults.missing(outcome.missing, outcome.bib, exists=outcome.exists)
    of_sources = faults.of_sources(outcome.gathered, outcome.gathered.suspects, present)
    return [*lacking, *of_sources, *outcome.findings]


@collected.register
def _of_sync(outcome: SyncOutcome) -> list[Finding]:
    present = {each.id for each in outcome.plan.present}
    first = outcome.gathered.first_mentions
    return [
        *faults.of_sources(outcome.gathered, outcome.gathered.suspects, present),
        *outcome.findings,
        *unanswered.findings(outcome.resolution, first, outcome.bib),
    ]


@collected.register
def _of_links(outcome: LinksOutcome) -> list[Finding]:
    return list(outcome.findings)
