"""Faults of sources, as findings: what several use cases and all reports tell alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bibtools.app.gather import Gathered
from bibtools.core.finding import Finding, at_place
from bibtools.sources.mention import Mention


def findings(gathered: Gathered) -> list[Finding]:
    """Return everything that is wrong or noteworthy in sources."""
    return [*of_sources(gathered), *repaired(gathered.mentions)]


def of_sources(gathered: Gathered, present: Iterable[str] = ()) -> Iterator[Finding]:
    """Return what was not read, and what looks like an id; a bare number whose paper is known anyway is none."""
    for unread in gathered.unread:
        if unread.failed:
            yield Finding("unread", unread.path, None, f"cannot read it: {unread.reason}")
        else:
            yield Finding("skipped", unread.path, None, unread.reason)
    known = {*present, *(mention.identifier.value for mention in gathered.mentions)}
    for suspect in gathered.suspects:
        if suspect.impossible:
            hint = f"; did you mean {suspect.suggestion}?" if suspect.suggestion else ""
            yield at_place("impossible-id", suspect, f"{suspect.text}: {suspect.reason}{hint}")
        elif suspect.identifier is None or suspect.identifier.value not in known:
            hint = f"; write {suspect.suggestion} or use --bare to take it for one"
            yield at_place("bare-number", suspect, f"{suspect.text}: {suspect.reason}{hint}")


def repaired(mentions: Iterable[Mention]) -> Iterator[Finding]:
    """Return the ids that were misspelt."""
    for each in mentions:
        if each.repaired:
            yield at_place("repaired-id", each, f"{each.text} was taken for {each.identifier.value}")


def missing(mentions: Sequence[Mention], bib: str, *, exists: bool, beside: str = "") -> list[Finding]:
    """Return what is to be said of the papers that a library lacks; all at once where there is no library.

    `beside` is another library that lies where it should be.
    """
    if exists or not mentions:
        return [_missing_paper(each, bib) for each in mentions]
    papers = "1 paper" if len(mentions) == 1 else f"{len(mentions)} papers"
    advice = f"bibtools sync makes it with {papers}"
    advice = f"if {beside} is meant, name that; else {advice}" if beside else advice
    return [Finding("missing-library", bib, None, f"there is no such file: {advice}")]


def _missing_paper(mention: Mention, bib: str) -> Finding:
    value = mention.identifier.value
    message = (
        f"arXiv:{value} is not in {bib}: run bibtools sync; "
        f"if it is there without its id, write `% bibtools: is {value}` above its entry"
    )
    return at_place("missing-paper", mention, message)
