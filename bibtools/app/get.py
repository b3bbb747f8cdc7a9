"""`get`: what the user names, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bibtools.app.findings import refusal
from bibtools.app.named_works import NO_ID, WorkArgument, by_usual_name, likely_id, read_argument, suspect
from bibtools.bibliography.editing.code_doubts import unclear_code
from bibtools.bibliography.entries.fidelity import unfaithful
from bibtools.bibliography.entries.options import DEFAULT, EntryOptions
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding
from bibtools.identifiers.identifier import Identifier, Impossible
from bibtools.providers.resolution import Attribute, Resolution, Resolve
from bibtools.records.record import Record
from bibtools.sources.mention import Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class GetOutcome:
    """What became of the identifiers that the user gave."""

    resolution: Resolution
    form: EntryOptions = DEFAULT  # of the entries
    suspects: tuple[Suspect, ...] = ()
    repaired: tuple[tuple[str, Identifier], ...] = ()  # what was written, and what it was read as

    @property
    def withdrawn(self) -> tuple[Record, ...]:
        """The records of papers that are withdrawn, or retracted."""
        return tuple(each for each in self.resolution.records.values() if each.withdrawn or each.retracted)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of links to code that no entry has, and of what no entry says as its record does."""
        return tuple(
            finding
            for each in self.resolution.records.values()
            for finding in (*unfaithful(each, self.form, "entry"), *unclear_code(each, "code"))
        )

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
    arguments = [read_argument(number, text, today) for number, text in enumerate(given, start=1)]
    identifiers = [identifier for each in arguments for identifier in each.identifiers]
    suspects = [wrong for each in arguments for wrong in each.suspects or _nameless(each, today)]
    repaired = [(each.text, each.identifiers[0].work) for each in arguments if each.repaired]
    resolution = _by_usual_names(resolve(identifiers))
    resolution = attribute(resolution, {})
    refused = (suspect(0, each.id, Impossible(refusal(each))) for each in resolution.rejected)
    return GetOutcome(resolution=resolution, form=form, suspects=(*suspects, *refused), repaired=tuple(repaired))


def _by_usual_names(resolution: Resolution) -> Resolution:
    records = (by_usual_name(each) for each in resolution.records.values())
    return replace(resolution, records={each.identifier: each for each in records})


def _nameless(argument: WorkArgument, today: date) -> list[Suspect]:
    """Return what to say of an argument without any id; a title may be looked for by its words."""
    if not argument.names_nothing:
        return []
    text, reason = argument.text, NO_ID
    if len(text.split()) > 1:
        from shlex import quote  # for the message only

        title = quote(text)
        reason = f"{NO_ID}: bibtools find {title} looks for it by its words, bibtools add {title} adds it to your .bib"
    return [suspect(argument.number, text, Impossible(reason, likely_id(text, today)))]
