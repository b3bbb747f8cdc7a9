"""What a verification found, as text and as JSON: the verdict on every entry, with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bibtools.app.verify_outcome import VerifiedEntry, VerifyOutcome
from bibtools.core.rules import NOTE
from bibtools.core.text import printable
from bibtools.files.pathnames import word_of
from bibtools.matching.verdict import Verdict
from bibtools.reports.finding_text import count, of_finding
from bibtools.reports.finding_values import of_finding as values_of_finding

_WORDS: dict[Verdict, tuple[str, str]] = {
    "agrees": ("agrees with the sources", "agree with the sources"),
    "contradicts": ("contradicts a source", "contradict a source"),
    "unconfirmed": ("could not be confirmed", "could not be confirmed"),
    "not-asked": ("was not looked up", "were not looked up"),
}

_MEANINGS = {
    "withdrawn": "its authors or the archive withdrew it; cite it only to say so",
    "retracted": "its journal retracted it; cite it only to say so",
    "superseded": "a newer work takes its place; see its record for which",
}


def text(outcome: VerifyOutcome) -> str:
    """Return a line for every contradiction, and how many entries have each verdict."""
    return outcome.diff or "".join(f"{line}\n" for line in _lines(outcome))


def _lines(outcome: VerifyOutcome) -> Iterator[str]:
    for finding in outcome.findings:
        if finding.level != NOTE:
            yield of_finding(finding)
    for each in outcome.entries:
        for state in each.states:
            yield printable(f"{outcome.bib}:{each.line}: {each.key}: {state}: {_next(outcome.bib, each, state)}")
    for fixed in outcome.fixed:
        yield printable(f"  fixed    {fixed.key}  {fixed.field} is {fixed.new} now, as {fixed.source} says")
    for key, why in outcome.unfixed:
        yield printable(f"  left     {key}  {why}")
    verdicts = Counter(each.verdict for each in outcome.entries)
    numbers = [f"{number} {_WORDS[verdict][number != 1]}" for verdict in _WORDS if (number := verdicts[verdict])]
    whole = count(len(outcome.entries), "entry") if outcome.entries else "no entries to compare"
    yield f"{printable(outcome.bib)}: {', '.join([whole, *numbers])}"
    certain = sum(bool(difference.meant) for each in outcome.entries for difference in each.differences)
    if certain and not (outcome.fixed or outcome.unfixed):
        shown = f"bibtools verify {word_of(outcome.bib)} --fix --diff"
        yield printable(f"{count(certain, 'field')} can be corrected: {shown} shows how")


def _next(bib: str, entry: VerifiedEntry, state: str) -> str:
    """Return what a state means for who cites the work, or what to run."""
    if state == "published-since":
        from shlex import quote  # few runs name a command

        shown = f"bibtools upgrade {word_of(bib)} --key {quote(entry.key)} --diff"
        return f"{shown} shows the published version"
    if state == "retitled":
        found = next((each for each in entry.differences if each.is_of_title_changed), None)
        name = f"{found.source} is called {found.value!r}" if found else "the preprint has another title"
        return f"{name} now; an earlier version may have had the entry's title"
    if state == "possibly-retracted":
        return _hint(entry)
    return _MEANINGS[state]


def _hint(entry: VerifiedEntry) -> str:
    """Return which pages to look at, since one source alone says that the work is retracted."""
    from bibtools.identifiers import doi  # few works are
    from bibtools.providers import openalex

    named = dict.fromkeys(record for source, record in entry.evidence if source == openalex.NAME)
    pages = " and ".join(doi.url(record.removeprefix("doi:")) for record in named)
    return f"OpenAlex says that it is retracted, and no other source does: look at {pages or 'its page'}"


def diagnostics(outcome: VerifyOutcome) -> str:
    """Return what could not be asked, or not be kept."""
    lock = lock_trouble(outcome) + _new_lock(outcome)
    return f"{lock}{_not_looked_up(outcome)}{_unwitnessed(outcome)}"


def _not_looked_up(outcome: VerifyOutcome) -> str:
    if not outcome.unasked:
        return ""
    numbers = {"identifier": outcome.unasked - outcome.unsearched, "title": outcome.unsearched}
    what = " and ".join(count(number, word) for word, number in numbers.items() if number)
    why = printable(outcome.trouble)
    return f"note: {printable(outcome.bib)}: {what} could not be looked up: {why}\n"


def _unwitnessed(outcome: VerifyOutcome) -> str:
    """Return of how many works the witness of retractions could not be asked."""
    if not outcome.unwitnessed:
        return ""
    works = "1 work is" if outcome.unwitnessed == 1 else f"{outcome.unwitnessed} works are"
    name, why = printable(outcome.bib), printable(outcome.witness_trouble)
    return f"note: {name}: could not ask OpenAlex whether {works} retracted: {why}\n"


def lock_trouble(outcome: VerifyOutcome) -> str:
    """Return why verdicts were not taken from a lock, or kept in it."""
    return f"note: the verdicts were not kept: {printable(outcome.lock_trouble)}\n" if outcome.lock_trouble else ""


def _new_lock(outcome: VerifyOutcome) -> str:
    """Return which file was made, for version control."""
    name = printable(outcome.new_lock)
    return f"note: {name} keeps the verdicts from now on: commit it with the library\n" if name else ""


def values(outcome: VerifyOutcome) -> dict[str, object]:
    """Return the same as JSON values."""
    return {
        "bib": outcome.bib,
        "entries": [_entry(each) for each in outcome.entries],
        "fixed": [each._asdict() for each in outcome.fixed],
        "diff": outcome.diff or None,
        "findings": [values_of_finding(each) for each in outcome.findings],
    }


def _entry(each: VerifiedEntry) -> dict[str, object]:
    return {
        "key": each.key,
        "line": each.line,
        "verdict": each.verdict,
        "reason": each.reason if each.verdict == "not-asked" else None,
        "states": list(each.states),
        "retraction_unknown": each.is_open,
        "evidence": [{"source": source, "record": record} for source, record in each.evidence],
        "differences": [difference.as_values for difference in each.differences],
        "cited": [place._asdict() for place in each.cited],
    }
