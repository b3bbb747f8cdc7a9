"""Outcomes of `sync` and `get` as text: results for stdout, and for stderr what the user should know beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bibtools import __version__
from bibtools.app import findings
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding
from bibtools.core.text import printable
from bibtools.providers import bundled
from bibtools.providers.resolution import Resolution
from bibtools.reports.finding_text import LISTED, count, file_name, in_step, of_finding, of_findings
from bibtools.reports.source_text import noteworthy, of_nothing
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.mention import Suspect

if TYPE_CHECKING:
    from bibtools.app.get import GetOutcome
    from bibtools.app.sync_outcome import SyncOutcome
    from bibtools.app.unidentified import Tally
    from bibtools.bibliography.editing.plan import Copied


def result(outcome: SyncOutcome) -> str:
    """Return what `sync` did, or under `--diff` would do."""
    if outcome.options.diff:
        from bibtools.reports.diff import of_sync  # the others need no diff

        return of_sync(outcome)
    lines = [
        f"  added    {printable(each.key)}  {each.identifier}  {printable(each.title)}\n" for each in outcome.plan.added
    ]
    lines += map(_copied, outcome.plan.copied)
    lines += [
        f"  updated  {printable(each.key)}  {each.identifier}  gains {', '.join(each.fields)}\n"
        for each in outcome.plan.updated
    ]
    lines += [_searched(outcome.tally)] if outcome.tally else []
    reason = f" ({outcome.reason})" if outcome.reason and outcome.plan.edits else ""
    where = f"{file_name(outcome.bib)}{reason}: " if outcome.bib else ""
    return f"{where}{_summary(outcome)}\n" + "".join(lines)


def _copied(copied: Copied) -> str:
    title = " ".join(copied.title.split())
    return f"  copied   {printable(copied.key)}  {printable(title)}  from {file_name(copied.provider)}\n"


def _summary(outcome: SyncOutcome) -> str:
    plan = outcome.plan
    done = [f"{count(len(plan.added), 'entry')} added"] if plan.added else []
    done += [f"{count(len(plan.copied), 'entry')} copied"] if plan.copied else []
    done += [f"{count(len(plan.updated), 'entry')} updated"] if plan.updated else []
    there = "in another .bib" if outcome.created else "there already"
    known = outcome.gathered.with_listed(each.identifier for each in plan.present)
    present = [f"{count(len(plan.present), 'paper')} {there}"] if plan.present else []
    if done:
        return ", ".join([*done, *present])
    if outcome.exit_code == ExitCode.IN_STEP:
        return in_step(known, exists=not outcome.created, by_words=outcome.tally is not None)
    if outcome.created:
        return "; ".join(["nothing added, so it was not created", *present])
    return ", ".join(["nothing added", *present])


def _searched(tally: Tally) -> str:
    """Return in how many sources papers without ids were looked for, and what came of it."""
    where = count(tally.texts, "source")
    return f"  papers without ids: {where} searched, {tally.found} found, {tally.proposed} proposed\n"


def diagnostics(outcome: SyncOutcome) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    return "".join(f"{line}\n" for line in _of_sync(outcome))


def beside_records(outcome: GetOutcome) -> str:
    """Return what is wrong or noteworthy of records that were asked for, a line each."""
    lines = [_refused(suspect) for suspect in outcome.suspects]
    lines += [f"note: {printable(text)} was read as {work}" for text, work in outcome.repaired]
    lines += [f"{each.identifier}: {findings.withdrawal(each)}" for each in outcome.withdrawn]
    lines += of_findings(outcome.findings)
    lines += _of_resolution(outcome.resolution, findings.unanswered(outcome.resolution, {}))
    return "".join(f"{line}\n" for line in lines)


def closing(outcomes: Sequence[SyncOutcome]) -> str:
    """Return what to say once for all papers, where none of them names anything."""
    held = (outcome.holdings for outcome in outcomes if outcome.holdings)
    return "".join(f"{line}\n" for line in of_nothing([outcome.gathered for outcome in outcomes], held))


def unanswered(outcome: SyncOutcome) -> str:
    """Return which papers could not be resolved, a line each, without what a check reports."""
    found = findings.unanswered(outcome.resolution, outcome.places, outcome.bib)
    return "".join(f"{line}\n" for line in _of_resolution(outcome.resolution, found))


def _of_sync(outcome: SyncOutcome) -> Iterator[str]:
    rules, present = outcome.options.rules, {each.identifier for each in outcome.plan.present}
    yield from noteworthy(outcome.gathered, present, outcome.findings, rules)
    asked = findings.unanswered(outcome.resolution, outcome.places, outcome.bib)
    yield from _of_resolution(outcome.resolution, rules.applied(asked))


def _refused(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion else ""
    return f"bibtools: error: {printable(suspect.text)}: {suspect.reason}{hint}"


def _of_resolution(resolution: Resolution, found: Iterable[Finding]) -> Iterator[str]:
    """Yield what was found, and whence records came.

    Of papers that could not be asked about for one reason the first are named, and of entries that a rule holds for.
    """
    reasons = {work.id: reason for work, reason in resolution.unresolved.items()}
    seen: Counter[str] = Counter()
    left: dict[str, str] = {}
    for finding in found:
        reason = reasons.get(str(finding.data.get("identifier")), "") if finding.rule == "not-asked" else ""
        same = reason or (finding.rule if finding.path.lower().endswith(LIBRARY) else "")
        seen[same] += bool(same)
        if seen[same] <= LISTED:
            yield of_finding(finding)
        else:
            more = seen[same] - LISTED
            further = f"more {'paper' if more == 1 else 'papers'} for the same reason"
            of_rule = f"{'more finding' if more == 1 else 'more findings'} of {same}: --format json lists them all"
            left[same] = f"and {more} {further if reason else of_rule}"
    yield from left.values()
    yield from provenance(resolution)


def provenance(resolution: Resolution) -> Iterator[str]:
    """Yield how records were found where no service sent them."""
    if resolution.expired:
        old = f"{count(len(resolution.expired), 'record')} came from the cache, and may be out of date"
        yield f"note: {old}: {_nobody(resolution)}"
    from_bundle = sum(record.provider == bundled.NAME for record in resolution.records.values())
    if from_bundle:
        records = f"{count(from_bundle, 'record')} came bundled with bibtools {__version__}"
        yield f"note: {records}: {_nobody(resolution)}"


def _nobody(resolution: Resolution) -> str:
    """Return why no service answered."""
    if resolution.is_offline:
        return "offline, so no requests were made"
    return f"no service answered ({printable(resolution.trouble)})" if resolution.trouble else "no service lists them"
