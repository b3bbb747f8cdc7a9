"""Outcomes as text: results for stdout, and for stderr what the user should know beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bibtools import __version__
from bibtools.files import Unread
from bibtools.finding import Finding
from bibtools.identifier import Identifier
from bibtools.pipeline.gather import Gathered
from bibtools.pipeline.get import GetOutcome
from bibtools.pipeline.sync import SyncOutcome
from bibtools.providers import bundled
from bibtools.reports.diff import of_sync
from bibtools.resolve import OFFLINE, Resolution
from bibtools.scan.mention import Mention, Suspect
from bibtools.text import Position, printable

_LISTED = 5  # papers of one kind of trouble that are named one by one


def scanned(gathered: Gathered) -> str:
    """Return a line a mention: where, and which paper."""
    return "".join(f"{_place(mention)}: {_named(mention)}\n" for mention in gathered.mentions)


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
        yield f"{_place(mention)}: {_named(mention)} is not in {printable(outcome.bib)}\n"
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


def diagnostics(outcome: SyncOutcome | GetOutcome | Gathered) -> str:
    """Return what is wrong or noteworthy, a line each, with place and what to do."""
    match outcome:
        case Gathered():
            lines = [*_of_sources(outcome, set()), *_repaired(outcome.mentions)]
        case GetOutcome():
            lines = [_refused(suspect) for suspect in outcome.suspects]
            lines += [f"{printable(text)}: note: taken for arXiv:{value}" for text, value in outcome.repaired]
            lines += _of_resolution(outcome.resolution, {})
        case SyncOutcome():
            lines = list(_of_sync(outcome))
    return "".join(f"{line}\n" for line in lines)


def _of_sync(outcome: SyncOutcome) -> Iterator[str]:
    yield from _of_sources(outcome.gathered, {each.id for each in outcome.plan.present})
    yield from (_found(finding) for finding in outcome.findings)
    places = {mention.identifier.value: _place(mention) for mention in reversed(outcome.gathered.mentions)}
    yield from _of_resolution(outcome.resolution, places)
    if outcome.missing:
        yield f"{_count(len(outcome.missing), 'paper')} missing: the same command without --check adds them"


def _repaired(mentions: Iterable[Mention]) -> Iterator[str]:
    return (f"{_place(each)}: note: taken for {_named(each)}" for each in mentions if each.repaired)


def _refused(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion else ""
    return f"{printable(suspect.text)}: error: {suspect.reason}{hint}"


def _of_sources(gathered: Gathered, present: set[str]) -> Iterator[str]:
    """Tell what was not read and what is suspect; a bare number whose paper is known anyway is none."""
    yield from (_skipped(unread) for unread in gathered.unread)
    known = present | {mention.identifier.value for mention in gathered.mentions}
    for suspect in gathered.suspects:
        if suspect.identifier is None or suspect.identifier.value not in known:
            yield _suspected(suspect)
    if not gathered.sources and not gathered.unread:
        yield "note: no source was found; name files or folders with .tex, .md, .txt or .py files"


def _of_resolution(resolution: Resolution, places: dict[str, str]) -> Iterator[str]:
    def named(identifier: Identifier) -> str:
        place = places.get(identifier.value)
        return f"{place}: arXiv:{identifier.value}" if place else f"arXiv:{identifier.value}"

    yield from (f"{named(each)} does not exist: arXiv has no such paper" for each in resolution.nonexistent)
    yield from (f"{named(each)} is no id: arXiv rejects it as malformed" for each in resolution.rejected)
    advice = "run again without --offline" if OFFLINE in resolution.troubles else "run again later"
    for reason, number in Counter(resolution.unresolved.values()).items():
        same = [each for each, why in resolution.unresolved.items() if why == reason]
        yield from (f"{named(each)}: could not ask: {printable(reason)}; {advice}" for each in same[:_LISTED])
        if number > _LISTED:
            yield f"and {number - _LISTED} more papers for the same reason"
    from_bundle = sum(record.provider == bundled.NAME for record in resolution.records.values())
    if from_bundle:
        why = "; ".join(resolution.troubles) or "arXiv did not name them"
        records = f"{_count(from_bundle, 'record')} came from the bundle that bibtools {__version__} carries"
        yield f"note: {printable(why)}: {records}"


def _found(finding: Finding) -> str:
    place = _at(finding.path, finding.position) if finding.position else printable(finding.path)
    return f"{place}: {finding.level}: {finding.rule}: {printable(finding.message)}"


def _skipped(unread: Unread) -> str:
    return (
        f"{printable(unread.path)}: {'error: cannot read it: ' if unread.failed else 'note: skipped: '}{unread.reason}"
    )


def _suspected(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion and suspect.impossible else ""
    hint = hint or (
        f"; write {printable(suspect.suggestion)} or use --bare to take it for one" if suspect.suggestion else ""
    )
    level = "error: " if suspect.impossible else "note: "
    return f"{_place(suspect)}: {level}{printable(suspect.text)}: {suspect.reason}{hint}"


def _named(mention: Mention) -> str:
    version = f"v{mention.identifier.version}" if mention.identifier.version else ""
    return f"arXiv:{mention.identifier.value}{version}"


def _place(item: Mention | Suspect) -> str:
    return _at(f"{item.path}[{item.cell}]" if item.cell else item.path, item.position)


def _at(path: str, position: Position) -> str:
    return f"{printable(path)}:{position.line}:{position.column}"


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
