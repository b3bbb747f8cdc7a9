"""What the user asks of `sync`, and what it found and did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bibtools.app import findings
from bibtools.app.gather import Gathered
from bibtools.app.holdings import Holdings
from bibtools.app.masters import MasterPath
from bibtools.app.opened_library import Opening, opened_library
from bibtools.app.publishing import CertainVersion, Publishing
from bibtools.app.source_files import Sources
from bibtools.app.undefined_keys import Meant, nothing_meant
from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.entries.options import EntryPreferences
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding, Place, in_order
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.doi_policy import CITED_DOIS, DoiPolicy
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Resolution
from bibtools.sources.mention import Mention, Suspect

if TYPE_CHECKING:
    from bibtools.app.unidentified import Tally
    from bibtools.bibliography.citekey.pattern import Pattern


# What `sync` reports and cannot mend. It never changes the exit code: that is the business of `check`.
_OF_CHECK = frozenset(
    {"broken-entry", "disputed-entry", "duplicate-key", "generated-library", "undefined-key", "unprinted-id"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOptions:
    """What the user asks of `sync`."""

    sources: Sources = field(default_factory=Sources)
    bib: NamedPath | None = None
    diff: bool = False
    fill: bool = False
    masters: tuple[MasterPath, ...] = ()  # the user's own libraries, from which entries are copied
    only_adds: bool = False  # entries that are there stay as they are, also those that lack the id of a paper
    keys: Pattern | None = None  # of new entries; by default the library's own
    preferences: EntryPreferences = field(default_factory=EntryPreferences)  # else as library and sources have it
    pairing: bool = True  # whether lists that pair papers with repositories are trusted
    locking: Locking = field(default_factory=Locking)  # of the library, against other runs
    rules: RuleSelection = NO_CHOICE  # which findings are reported
    only_plans: bool = False  # the findings of the library are not needed
    dois: DoiPolicy = CITED_DOIS  # which works that are named by DOI are taken
    publishing: Publishing = Publishing()  # noqa: RUF009 - a constant
    meant: Meant = nothing_meant  # which papers an undefined key may mean
    opening: Opening = opened_library  # how libraries are read


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOutcome:
    """All that a `sync` found and did; reports are made from it."""

    bib: str
    gathered: Gathered
    options: SyncOptions
    before: str  # the library's text, empty where there was no such file
    created: bool
    above: str | None  # its path from the top of the work tree, where it is not below the current folder
    plan: Plan
    missing: tuple[Mention, ...]  # the first mention of each paper that the library lacked
    resolution: Resolution
    findings: tuple[Finding, ...]
    written: bool
    entries: Mapping[Identifier, Place] = field(default_factory=dict)  # where works that were looked up are
    published: Mapping[Identifier, CertainVersion] = field(default_factory=dict)  # new papers, as they were published
    tally: Tally | None = None  # of papers without ids, where they were looked for
    holdings: Holdings | None = None  # of the library, where the sources name nothing
    reason: str = ""  # why this library was chosen, if it is not named

    @property
    def places(self) -> Mapping[Identifier, Place]:
        """Where works are named first: in the sources, else in the library."""
        return {**self.entries, **self.gathered.first_mentions}

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """Texts that look like ids but are not, and ids that a service rejects."""
        rejected = set(self.resolution.rejected)
        refused = (
            Suspect(
                each.path,
                each.span,
                each.position,
                each.text,
                reason=findings.refusal(each.identifier),
                suggestion=None,
                identifier=None,
                cell=each.cell,
            )
            for each in self.gathered.mentions
            if each.identifier.work in rejected
        )
        return tuple(
            sorted((*self.gathered.suspects, *refused), key=lambda each: (each.path, each.cell or 0, each.span))
        )

    @property
    def all_findings(self) -> list[Finding]:
        """Everything that is wrong or noteworthy, in order of path, then place."""
        present = (each.identifier for each in self.plan.present)
        asked = findings.unanswered(self.resolution, self.places, self.bib)
        found = [*findings.of_sources(self.gathered, present), *self.findings, *asked]
        return in_order(self.options.rules.applied(found))

    @property
    def changed(self) -> bool:
        """Whether there is, or was, something to do."""
        return bool(self.plan.edits)

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        resolution = self.resolution
        if resolution.unresolved or (self.tally and self.tally.trouble):
            return ExitCode.COULD_NOT
        of_sources = (each for each in self.all_findings if each.rule not in _OF_CHECK)
        return max(findings.exit_code(of_sources), ExitCode.DIFFERS if self.options.diff and self.changed else 0)
