"""`get`: what the user names, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bibtools.app.findings import refusal
from bibtools.bibliography.editing.merge import unclear_code
from bibtools.bibliography.entries.options import DEFAULT, EntryOptions
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding
from bibtools.core.text import Position, Source, Span
from bibtools.identifiers import arxiv
from bibtools.identifiers.identifier import Identifier, Impossible
from bibtools.providers.resolution import Attribute, Resolution, Resolve
from bibtools.records.record import Record
from bibtools.sources import plain
from bibtools.sources.mention import Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class GetOutcome:
    """What became of the identifiers that the user gave."""

    resolution: Resolution
    form: EntryOptions = DEFAULT  # of the entries
    suspects: tuple[Suspect, ...] = ()
    repaired: tuple[tuple[str, Identifier], ...] = ()  # what was written, and what it was taken for

    @property
    def withdrawn(self) -> tuple[Record, ...]:
        """The records of papers that are withdrawn."""
        return tuple(record for record in self.resolution.records.values() if record.withdrawn)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of links to code that no entry has."""
        return tuple(finding for each in self.resolution.records.values() for finding in unclear_code(each, "code"))

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if self.resolution.unresolved:
            return ExitCode.COULD_NOT
        wrong = self.suspects or self.resolution.nonexistent or self.resolution.rejected
        return ExitCode.DIFFERS if wrong else ExitCode.IN_STEP


def get(
    given: Sequence[str], today: date, resolve: Resolve, attribute: Attribute, form: EntryOptions = DEFAULT
) -> GetOutcome:
    """Resolve ids, prefixed ids and addresses of papers."""
    identifiers: list[Identifier] = []
    suspects: list[Suspect] = []
    repaired: list[tuple[str, Identifier]] = []
    for number, text in enumerate(given, start=1):
        read = arxiv.parse(text, today)
        if isinstance(read, Identifier):
            identifiers.append(read)
            if isinstance(arxiv.parse(text, today, repair=False), Impossible):
                repaired.append((text, read.work))
        elif isinstance(read, Impossible):
            suspects.append(_suspect(number, text, read))
        else:
            found = plain.scan(Source(_argument(number), text), today)
            identifiers += [mention.identifier for mention in found.mentions]
            suspects += [suspect for suspect in found.suspects if suspect.impossible]
            if not found.mentions and not any(suspect.impossible for suspect in found.suspects):
                suspects.append(_suspect(number, text, Impossible("this names no arXiv id", _meant(text, today))))
    resolution = attribute(resolve(identifiers), {})
    refused = (_suspect(0, each.id, Impossible(refusal(each))) for each in resolution.rejected)
    return GetOutcome(resolution=resolution, form=form, suspects=(*suspects, *refused), repaired=tuple(repaired))


def _meant(text: str, today: date) -> str | None:
    """Return the id that a text would be taken for behind a prefix, if there is one."""
    found = plain.scan(Source("", f"arXiv:{text}"), today)
    return next((each.suggestion for each in found.suspects if each.suggestion), None)


def _argument(number: int) -> str:
    return f"argument {number}"


def _suspect(number: int, text: str, why: Impossible) -> Suspect:
    span, start = Span(0, len(text)), Position(1, 1)
    return Suspect(_argument(number), span, start, text, reason=why.reason, suggestion=why.suggestion, identifier=None)
