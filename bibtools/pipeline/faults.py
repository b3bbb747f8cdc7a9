"""Faults of sources, as findings: what several use cases and reports tell alike."""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.finding import Finding
from bibtools.rules import RULES
from bibtools.scan.mention import Mention, Suspect


def missing(mentions: Sequence[Mention], bib: str, *, exists: bool) -> list[Finding]:
    """Return what is to be said of the papers that a library lacks; all at once where there is no library."""
    if exists or not mentions:
        return [missing_paper(each, bib) for each in mentions]
    papers = "1 paper" if len(mentions) == 1 else f"{len(mentions)} papers"
    message = f"there is no such file: run bibtools sync, which makes it with {papers}, or name the one that you have"
    return [Finding("missing-library", bib, None, message, RULES["missing-library"].level)]


def missing_paper(mention: Mention, bib: str) -> Finding:
    """Return the finding that a library lacks a paper, with what to do."""
    value = mention.identifier.value
    message = (
        f"arXiv:{value} is not in {bib}: run bibtools sync; "
        f"if it is there without its id, write `% bibtools: is {value}` above its entry"
    )
    return at_place("missing-paper", mention, message)


def impossible_id(suspect: Suspect) -> Finding:
    """Return the finding that something can be no id, with what may have been meant."""
    hint = f"; did you mean {suspect.suggestion}?" if suspect.suggestion else ""
    return at_place("impossible-id", suspect, f"{suspect.text}: {suspect.reason}{hint}")


def at_place(rule: str, place: Mention | Suspect, message: str) -> Finding:
    """Return what a rule says of a place in a source."""
    return Finding(rule, place.path, place.position, message, RULES[rule].level, place.cell)
