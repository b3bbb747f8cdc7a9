"""What `add` did, as text and as values that JSON knows."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from bibtools.app import findings
from bibtools.app.add import AddOutcome, Asked
from bibtools.app.find import FoundPaper
from bibtools.app.named_works import NO_ID
from bibtools.core.text import printable
from bibtools.providers.registry import NOBODY
from bibtools.reports import outcome_text
from bibtools.reports.cite_text import citing
from bibtools.reports.finding_text import file_name, of_finding
from bibtools.reports.finding_values import of_finding as values_of_finding
from bibtools.reports.source_values import of_suspect


def result(outcome: AddOutcome) -> str:
    """Return what was added or was there already, and how it is cited; under `--diff` what would change."""
    if outcome.done.options.diff:
        return outcome_text.result(outcome.done)
    return "".join(f"{line}\n" for line in _lines(outcome))


def _lines(outcome: AddOutcome, *, only_held: bool = False) -> Iterator[str]:
    bib, plan = file_name(outcome.done.bib), outcome.done.plan
    new = {each.key: f"{each.identifier}  {printable(each.title)}" for each in plan.added}
    titles = {each.held[0]: each.held[1] for each in outcome.asked if each.held}
    holders = {each.key: file_name(each.bib) for each in plan.present if each.bib}
    holders |= {each.held[0]: file_name(each.held[2]) for each in outcome.asked if each.held}
    for identifier, key in outcome.keys:
        if only_held and key in new:
            continue
        what = new.get(key) or (str(identifier) if identifier else printable(titles.get(key, "")))
        done = "added" if key in new else "there already"
        where = bib if key in new else holders.get(key, bib)
        yield f"{where}: {done}: {printable(key)}  {what}"
        yield f"  cite it: {printable(citing(key, outcome.sources))}"


def diagnostics(outcome: AddOutcome) -> str:
    """Return what was not added and why, with what to do; then the notes on what was added."""
    lines = [line for each in outcome.asked for line in _of_argument(each, outcome)]
    lines += _lines(outcome, only_held=True) if outcome.done.options.diff else ()
    lines += map(of_finding, outcome.findings)
    lines += _unused_key(outcome)
    lines += _notes(outcome)
    return "".join(f"{line}\n" for line in lines)


def _of_argument(asked: Asked, outcome: AddOutcome) -> Iterator[str]:
    text = printable(asked.argument.text)
    for each in asked.argument.suspects:
        hint = f"; did you mean {printable(each.suggestion)}?" if each.suggestion else ""
        yield f"bibtools: error: {printable(each.text)}: {each.reason}{hint}"
    if asked.argument.repaired:
        yield f"note: {text} was read as {asked.identifiers[0].work}"
    if asked.identifiers or asked.held or asked.argument.suspects:
        return
    if asked.found is None:
        yield f"bibtools: error: {text}: {NO_ID}; nothing was added for it"
        return
    if asked.found.trouble:
        yield f"bibtools: error: {text}: could not look for it: {printable(asked.found.trouble)}"
    elif not asked.found.found:
        yield f"bibtools: error: {text}: nothing found; try its arXiv id or DOI"
    if asked.found.found:
        yield f"bibtools: error: {text}: not certain which paper is meant, so nothing was added. To add one of these:"
        yield from (f"  {_command(each, outcome)}" for each in asked.found.found)


def _unused_key(outcome: AddOutcome) -> Iterator[str]:
    wanted = outcome.options.key
    for _, key in outcome.keys:
        if wanted is not None and key != wanted:
            yield f"note: --key {printable(wanted)} was not used: the .bib already has the paper, and its key stays"


def _command(found: FoundPaper, outcome: AddOutcome) -> str:
    """Return what adds a paper in the way that the user asked for, and what it is."""
    key, bib = outcome.options.key, outcome.done.options.bib
    options = [f"--key {quote(key)}"] if key else []
    options += [f"--bib {quote(bib.path)}"] if bib and bib.within is None else []
    record = found.record
    who = f", {record.authors[0].family}" if record and record.authors else ""
    year = f" {record.date.year}" if record and record.date else ""
    title = printable(f"{record.title if record else found.match.title}{who}{year}")
    return f"{' '.join(['bibtools add', found.match.identifier.id, *options])}  # {title}"


def _notes(outcome: AddOutcome) -> Iterator[str]:
    """Yield why some works are not known, and where the records of the others come from."""
    done = outcome.done
    unknown = {each: NOBODY[each.scheme] for each in done.resolution.unresolved if each.scheme in NOBODY}
    yield from (f"{each}: {why}" for each, why in unknown.items())
    for finding in findings.unanswered(done.resolution, done.gathered.first_mentions, done.bib):
        if finding.data.get("identifier") not in {each.id for each in unknown}:
            yield of_finding(finding)
    yield from outcome_text.provenance(done.resolution)


def values(outcome: AddOutcome) -> dict[str, object]:
    """Return the outcome in the format of `sync`, with the keys to cite and the papers that may be meant."""
    from bibtools.reports import json  # for those who ask for it

    cited = [
        {"id": identifier.id if identifier else None, "key": key, "cite": citing(key, outcome.sources)}
        for identifier, key in outcome.keys
    ]
    suspects = [of_suspect(suspect) for each in outcome.asked for suspect in each.argument.suspects]
    unclear = [each for each in outcome.asked if each.found and not each.identifiers]
    return {
        **json.synced([outcome.done]),
        "suspects": suspects,
        "findings": [values_of_finding(each) for each in outcome.findings],
        "cited": cited,
        "unclear": [_unclear(each) for each in unclear],
        "unknown": [each.argument.text for each in outcome.asked if _is_unknown(each)],
    }


def _is_unknown(asked: Asked) -> bool:
    return not (asked.identifiers or asked.held or asked.found or asked.argument.suspects)


def _unclear(asked: Asked) -> dict[str, object]:
    from bibtools.reports import find

    return {"text": asked.argument.text} | (find.values(asked.found) if asked.found else {})
