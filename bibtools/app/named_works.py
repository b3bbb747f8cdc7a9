"""Arguments that name works: ids in any spelling, addresses, and what is neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Position, Source, Span
from bibtools.identifiers import arxiv, catalogue_keys, doi
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier, Impossible
from bibtools.records.record import Record
from bibtools.sources import plain
from bibtools.sources.mention import Suspect

NO_ID = "no arXiv id or DOI found in this"


class WorkArgument(NamedTuple):
    """What the user wrote, the works that it names, what is impossible about it, and what was misspelt."""

    number: int  # from 1
    text: str
    identifiers: tuple[Identifier, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    repaired: bool = False

    @property
    def names_nothing(self) -> bool:
        """Whether it neither names a work nor looks as if it were meant to."""
        return not self.identifiers and not self.suspects


def read_argument(number: int, text: str, today: date) -> WorkArgument:
    """Return what an argument names, by its number."""
    read = arxiv.parse(text, today)
    if isinstance(read, Identifier):
        repaired = isinstance(arxiv.parse(text, today, repair=False), Impossible)
        return WorkArgument(number, text, (read,), repaired=repaired)
    if isinstance(read, Impossible):
        return WorkArgument(number, text, suspects=(suspect(number, text, read),))
    named = doi.parse(text) or catalogue_keys.parse(text)
    if named and not doi.is_of_preprint(named):
        return WorkArgument(number, text, (catalogue_keys.doi_of(named) or named,))
    found = plain.scan(Source(name_of(number), text), today)
    return WorkArgument(
        number,
        text,
        tuple(mention.identifier for mention in found.mentions),
        tuple(each for each in found.suspects if each.impossible),
    )


def by_usual_name(record: Record) -> Record:
    """Return a record under the work's arXiv id or DOI, where it was asked for by another name that it has."""
    if record.identifier.scheme in {ARXIV, DOI}:
        return record
    usual = next((each for scheme in (ARXIV, DOI) for each in record.aliases if each.scheme == scheme), None)
    others = tuple(each for each in (*record.aliases, record.identifier) if each != usual)
    return replace(record, identifier=usual, aliases=others) if usual else record


def suspect(number: int, text: str, why: Impossible) -> Suspect:
    """Return the error that a whole argument is not an id, and why."""
    span, start = Span(0, len(text)), Position(1, 1)
    return Suspect(name_of(number), span, start, text, reason=why.reason, suggestion=why.suggestion, identifier=None)


def likely_id(text: str, today: date) -> str | None:
    """Return the id that a text would be taken for behind a prefix, if there is one."""
    found = plain.scan(Source("", f"arXiv:{text}"), today)
    return next((each.suggestion for each in found.suspects if each.suggestion), None)


def name_of(number: int) -> str:
    """Return the placeholder for the path of an argument."""
    return f"argument {number}"
