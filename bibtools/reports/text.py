"""Outcomes of `sync` and `get` as text: results for stdout, and for stderr what the user should know beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bibtools import __version__
from bibtools.identifier import Identifier
from bibtools.pipeline import withdrawn
from bibtools.pipeline.get import GetOutcome
from bibtools.pipeline.sync import SyncOutcome
from bibtools.providers import bundled
from bibtools.reports.diff import of_sync
from bibtools.reports.findings import LISTED, count, of_findings
from bibtools.reports.sources import noteworthy, place
from bibtools.resolution import OFFLINE, Resolution
from bibtools.scan.mention import Suspect
from bibtools.text import printable


def synced(outcome: SyncOutcome) -> str:
    """Return what `sync` did, or under `--diff` would do."""
    if outcome.options.diff:
        return of_sync(outcome)
    lines = [
        f"  added    {printable(each.key)}  arXiv:{each.id}  {printable(each.title)}\n" for each in outcome.plan.added
    ]
    lines += [
        f"  updated  {printable(each.key)}  arXiv:{each.id}  gains {', '.join(each.fields)}\n"
        for each in outcome.plan.updated
    ]
    return f"{printable(outcome.bib)}: {_summary(outcome)}\n" + "".join(lines)


def _summary(outcome: SyncOutcome) -> str:
    plan = outcome.plan
    done = [f"{count(len(plan.added), 'entry')} added"] if plan.added else []
    done += [f"{count(len(plan.updated), 'entry')} updated"] if plan.updated else []
    present = f"{count(len(plan.present), 'paper')} there already"
    if done:
        return ", ".join([*done, present] if plan.present else done)
    open_ones = [*outcome.resolution.nonexistent, *outcome.resolution.unresolved, *outcome.resolution.rejected]
    return f"nothing added, {present}" if open_ones else f"in step, {count(len(plan.present), 'paper')}"


def diagnostics(outcome: SyncOutcome | GetOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    match outcome:
        case GetOutcome():
            lines = [_refused(suspect) for suspect in outcome.suspects]
            lines += [f"{printable(text)}: note: taken for arXiv:{value}" for text, value in outcome.repaired]
            lines += [f"arXiv:{each.identifier.value}: {withdrawn.message(each)}" for each in outcome.withdrawn]
            lines += of_findings(outcome.findings)
            lines += _of_resolution(outcome.resolution, {})
        case SyncOutcome():
            lines = list(_of_sync(outcome))
    return "".join(f"{line}\n" for line in lines)


def _of_sync(outcome: SyncOutcome) -> Iterator[str]:
    yield from noteworthy(outcome.gathered, {each.id for each in outcome.plan.present})
    yield from of_findings(outcome.findings)
    places = {mention.identifier.value: place(mention) for mention in reversed(outcome.gathered.mentions)}
    yield from _of_resolution(outcome.resolution, places)


def _refused(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion else ""
    return f"{printable(suspect.text)}: error: {suspect.reason}{hint}"


def _of_resolution(resolution: Resolution, places: dict[str, str]) -> Iterator[str]:
    def told(identifier: Identifier, rule: str) -> str:
        where = places.get(identifier.value)
        return f"{where}: {rule}: arXiv:{identifier.value}" if where else f"arXiv:{identifier.value}"

    yield from (
        f"{told(each, 'nonexistent-id')} does not exist: arXiv has no such paper" for each in resolution.nonexistent
    )
    yield from (f"{told(each, 'rejected-id')} is no id: arXiv rejects it as malformed" for each in resolution.rejected)
    is_offline = resolution.trouble == OFFLINE
    advice = "run again without --offline" if is_offline else "run again later, or see what bibtools doctor says"
    for reason, number in Counter(resolution.unresolved.values()).items():
        same = [each for each, why in resolution.unresolved.items() if why == reason]
        yield from (
            f"{told(each, 'not-asked')}: could not ask: {printable(reason)}; {advice}" for each in same[:LISTED]
        )
        if number > LISTED:
            yield f"and {number - LISTED} more papers for the same reason"
    if resolution.expired:
        old = f"{count(len(resolution.expired), 'record')} came from the cache and may be out of date"
        yield f"note: {old}: {_nobody(resolution)}"
    if resolution.code_trouble:
        yield f"note: links to code were not looked for everywhere: {printable(resolution.code_trouble)}"
    from_bundle = sum(record.provider == bundled.NAME for record in resolution.records.values())
    if from_bundle:
        records = f"{count(from_bundle, 'record')} came from the bundle that bibtools {__version__} carries"
        yield f"note: {records}: {_nobody(resolution)}"


def _nobody(resolution: Resolution) -> str:
    """Tell why no service answered."""
    if resolution.trouble == OFFLINE:
        return "offline, no service was asked"
    return (
        f"no service had an answer ({printable(resolution.trouble)})" if resolution.trouble else "no service lists them"
    )
