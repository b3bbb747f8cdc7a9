"""Outcomes of `sync` and `get` as text: results for stdout, and for stderr what the user should know beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bibtools import __version__
from bibtools.finding import Finding
from bibtools.identifier import Identifier
from bibtools.pipeline.get import GetOutcome
from bibtools.pipeline.sync import SyncOutcome
from bibtools.providers import bundled
from bibtools.reports.diff import of_sync
from bibtools.reports.sources import at, named, noteworthy, place
from bibtools.resolve import OFFLINE, Resolution
from bibtools.scan.mention import Suspect
from bibtools.text import printable

_LISTED = 5  # papers of one kind of trouble, places of one rule, that are named one by one


def synced(outcome: SyncOutcome) -> str:
    """Return what `sync` did, or under `--check` and `--diff` would do."""
    if outcome.options.diff:
        return of_sync(outcome)
    if outcome.options.check:
        return "".join(_checked(outcome))
    lines = [
        f"  added    {printable(each.key)}  arXiv:{each.id}  {printable(each.title)}\n" for each in outcome.plan.added
    ]
    lines += [
        f"  updated  {printable(each.key)}  arXiv:{each.id}  gains {', '.join(each.fields)}\n"
        for each in outcome.plan.updated
    ]
    return f"{printable(outcome.bib)}: {_summary(outcome)}\n" + "".join(lines)


def _checked(outcome: SyncOutcome) -> Iterator[str]:
    for mention in outcome.missing:
        yield f"{place(mention)}: {named(mention)} is not in {printable(outcome.bib)}\n"
    if not outcome.missing:
        yield f"{printable(outcome.bib)}: in step, {_count(len(outcome.plan.present), 'paper')}\n"


def _summary(outcome: SyncOutcome) -> str:
    plan = outcome.plan
    done = [f"{_count(len(plan.added), 'entry')} added"] if plan.added else []
    done += [f"{_count(len(plan.updated), 'entry')} updated"] if plan.updated else []
    present = f"{_count(len(plan.present), 'paper')} there already"
    if done:
        return ", ".join([*done, present] if plan.present else done)
    open_ones = [*outcome.resolution.nonexistent, *outcome.resolution.unresolved, *outcome.resolution.rejected]
    return f"nothing added, {present}" if open_ones else f"in step, {_count(len(plan.present), 'paper')}"


def diagnostics(outcome: SyncOutcome | GetOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    match outcome:
        case GetOutcome():
            lines = [_refused(suspect) for suspect in outcome.suspects]
            lines += [f"{printable(text)}: note: taken for arXiv:{value}" for text, value in outcome.repaired]
            lines += _of_resolution(outcome.resolution, {})
        case SyncOutcome():
            lines = list(_of_sync(outcome))
    return "".join(f"{line}\n" for line in lines)


def _of_sync(outcome: SyncOutcome) -> Iterator[str]:
    yield from noteworthy(outcome.gathered, {each.id for each in outcome.plan.present})
    yield from _of_findings(outcome.findings)
    places = {mention.identifier.value: place(mention) for mention in reversed(outcome.gathered.mentions)}
    yield from _of_resolution(outcome.resolution, places)
    if outcome.missing:
        yield f"{_count(len(outcome.missing), 'paper')} missing: the same command without --check adds them"


def _of_findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Tell the findings; of a rule that holds in many places, the first ones."""
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.rule] += 1
        if told[finding.rule] <= _LISTED:
            yield _found(finding)
    for rule, number in told.items():
        if number > _LISTED:
            yield f"and {_count(number - _LISTED, 'more finding')} of {rule}: --format json lists them all"


def _refused(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion else ""
    return f"{printable(suspect.text)}: error: {suspect.reason}{hint}"


def _of_resolution(resolution: Resolution, places: dict[str, str]) -> Iterator[str]:
    def told(identifier: Identifier) -> str:
        where = places.get(identifier.value)
        return f"{where}: arXiv:{identifier.value}" if where else f"arXiv:{identifier.value}"

    yield from (f"{told(each)} does not exist: arXiv has no such paper" for each in resolution.nonexistent)
    yield from (f"{told(each)} is no id: arXiv rejects it as malformed" for each in resolution.rejected)
    advice = "run again without --offline" if OFFLINE in resolution.troubles else "run again later"
    for reason, number in Counter(resolution.unresolved.values()).items():
        same = [each for each, why in resolution.unresolved.items() if why == reason]
        yield from (f"{told(each)}: could not ask: {printable(reason)}; {advice}" for each in same[:_LISTED])
        if number > _LISTED:
            yield f"and {number - _LISTED} more papers for the same reason"
    from_bundle = sum(record.provider == bundled.NAME for record in resolution.records.values())
    if from_bundle:
        why = "; ".join(resolution.troubles) or "arXiv did not name them"
        records = f"{_count(from_bundle, 'record')} came from the bundle that bibtools {__version__} carries"
        yield f"note: {printable(why)}: {records}"


def _found(finding: Finding) -> str:
    where = at(finding.path, finding.position) if finding.position else printable(finding.path)
    return f"{where}: {finding.level}: {finding.rule}: {printable(finding.message)}"


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
