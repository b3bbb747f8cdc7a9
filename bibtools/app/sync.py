"""`sync`: a library brought in step with its sources, or what that would take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.entry_places import entry_places
from bibtools.app.gather import Gathered, gather_papers
from bibtools.app.holdings import holdings
from bibtools.app.masters import Masters, asks_for_keys, missing_keys
from bibtools.app.opened_library import OpenedLibrary, Opening, opened_library
from bibtools.app.survey import Survey, surveyed
from bibtools.app.sync_findings import sync_findings
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.app.target import Target, cited, listed_apart, others, target, with_embedded
from bibtools.app.write_loop import write_planned
from bibtools.bibliography.editing.plan import NO_COPIES, Copies, Plan
from bibtools.bibliography.entries.options import DEFAULT
from bibtools.bibliography.library.aliases import taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.merge_conflict import refuse
from bibtools.core.errors import BibtoolsError, UsageError, united
from bibtools.core.finding import Finding, in_order
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, apply_edits
from bibtools.files import pathnames
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Attribute, Resolution, Resolve
from bibtools.sources.filetypes import WALKED

if TYPE_CHECKING:
    from bibtools.app.unidentified import Search, Tally
    from bibtools.records.record import Record


def sync(
    options: SyncOptions,
    today: date,
    resolve: Resolve,
    attribute: Attribute,
    search: Search | None = None,
    files: Workspace = HERE,
) -> Iterator[SyncOutcome]:
    """Bring the libraries of some sources in step with them, or plan it only: one outcome per paper.

    `search` finds papers that the sources name without ids. Raises UsageError where it is not clear which library is
    meant, and the errors of reading and writing it, in the end: one paper never costs the others.
    """
    papers = gather_papers(
        options.sources,
        today,
        WALKED,
        pairing=options.pairing,
        texts=search is not None,
        together=options.bib is not None,
        files=files,
    )
    errors: list[BibtoolsError] = []
    for each in papers:
        try:
            outcome = sync_paper(options, today, resolve, attribute, search, each, files)
        except BibtoolsError as error:
            errors.append(error)
            continue
        if options.diff and outcome.changed:  # the next paper may have the same library
            files = files.over({outcome.bib: apply_edits(outcome.before, outcome.plan.edits)})
        if outcome.gathered.names or outcome.all_findings or len(papers) == 1:
            yield outcome
    if errors:
        raise united(errors)


def sync_paper(  # noqa: PLR0917 - the services, one by one
    options: SyncOptions,
    today: date,
    resolve: Resolve,
    attribute: Attribute,
    search: Search | None,
    gathered: Gathered,
    files: Workspace = HERE,
) -> SyncOutcome:
    """Bring the library of one paper in step with what its sources say."""
    proposals: tuple[Finding, ...] = ()
    tally = None
    if search:
        from bibtools.app.unidentified import queried  # for runs that look for papers without ids

        gathered, proposals, tally = queried(gathered, search)
    gathered = listed_apart(gathered.taking(options.dois), options.bib)
    written = with_embedded(gathered, files)
    try:
        named = _target(options, gathered, written)
    except UsageError:
        if cited(gathered) or asks_for_keys(options.masters, gathered):
            raise
        return _nothing_cited(options, gathered, tally)
    gathered = gathered.without(named.path, files)
    elsewhere = list(_elsewhere(named, gathered, files, written, today, options.opening))
    asking = _Asking(resolve, attribute, gathered)
    masters = Masters(options.masters, files.at(named.path), today)
    planning = _Planning(options, today, gathered, named, elsewhere, masters=masters, asking=asking, files=files)

    def plan(source: Source | None) -> tuple[SyncOutcome, str | None]:
        outcome, text = planning.plan(source)
        found = in_order(options.rules.applied([*outcome.findings, *proposals]))
        return replace(outcome, findings=tuple(found), tally=tally), text

    return write_planned(named.library, plan, options.locking, files)


def _target(options: SyncOptions, gathered: Gathered, files: Workspace) -> Target:
    """Return the library that is meant; where the user's own have what a build has resolved, that is copied there."""
    found = target(options.bib, gathered, options.sources.given if options.sources.by_user else (), files)
    return found._replace(has_build=False) if options.masters else found


def _elsewhere(
    named: Target, gathered: Gathered, bare: Workspace, files: Workspace, today: date, opening: Opening
) -> Iterator[OpenedLibrary]:
    """Yield the other libraries of a paper, and what a source writes into this one itself when it is compiled.

    `files` are the bare ones with what sources write over them.
    """
    for source in others(named, gathered, files):
        yield opening(source, source.path, today, files)
    if files.buffer(named.path) != bare.buffer(named.path):
        yield opened_library(files.read_library(named.path), named.path, today, files)


def _nothing_cited(options: SyncOptions, gathered: Gathered, tally: Tally | None) -> SyncOutcome:
    """Return the outcome of doing nothing: it is unclear which library is meant, but nothing is cited."""
    return SyncOutcome(
        bib="",
        gathered=gathered,
        options=options,
        before="",
        created=False,
        above=None,
        plan=Plan(),
        missing=(),
        resolution=Resolution(),
        findings=(),
        written=False,
        tally=tally,
    )


class _Asking:
    """Resolves works, each only once even if the plan is made again."""

    def __init__(self, resolve: Resolve, attribute: Attribute, gathered: Gathered) -> None:
        self._resolve, self._attribute, self._pairs = resolve, attribute, gathered.pairs
        self._known = Resolution()

    def ask(self, wanted: Sequence[Identifier]) -> Resolution:
        """Return the records of works."""
        if not self._known.asked.issuperset(wanted):
            from bibtools.providers.code_links import paired_links  # for runs that ask

            self._known = self._attribute(self._resolve(wanted), paired_links(self._pairs))
        return self._known


class _Planning(NamedTuple):
    """Everything that a plan for a library needs, except the library's current text."""

    options: SyncOptions
    today: date
    gathered: Gathered
    named: Target
    elsewhere: Sequence[OpenedLibrary]  # the other libraries of the paper
    masters: Masters  # the user's own
    asking: _Asking
    files: Workspace

    def plan(self, source: Source | None) -> tuple[SyncOutcome, str | None]:
        """Return the outcome for the library's current state, and its text to write, if any."""
        opened = self.options.opening(source, self.named.path, self.today, self.files)
        refuse(opened.library.source)
        survey = surveyed(self.gathered, [opened, *self.elsewhere])
        copies = self._copies(opened, survey)
        wanted = [each for each in _wanted(survey, opened, fill=self.options.fill) if each not in copies.works]
        if wanted:
            self.named.refuse(self.files)  # before any request
        resolution = self.asking.ask(wanted)
        records = [resolution.records[each] for each in wanted if each in resolution.records]
        publishing, lacking = self.options.publishing, {each.identifier.work for each in survey.missing}
        published = publishing.of([each for each in records if each.identifier in lacking])
        written = publishing.written(records, published)
        plan = self._planned(opened, written, copies)
        plan = plan._replace(present=survey.present + plan.present)
        if self.options.only_adds:
            _refuse_other_keys(plan)
        if plan.edits:
            self.named.refuse(self.files)
        text = None if self.options.diff or not plan.edits else _applied(opened.library, plan, self.today)
        outcome = self._outcome(opened, survey, plan, resolution, is_written=text is not None)
        proposals = tuple(publishing.proposals(published, outcome.bib))
        shown = publishing.done(published)
        return replace(outcome, published=shown, findings=(*outcome.findings, *proposals)), text

    def _planned(self, opened: OpenedLibrary, records: Sequence[Record], copies: Copies) -> Plan:
        if not records and copies == NO_COPIES:
            return Plan()
        from bibtools.app.bibliography_styles import entry_form  # for runs that write
        from bibtools.bibliography.editing import merge

        options, gathered, keys = self.options, self.gathered, (taken_keys(each.library) for each in self.elsewhere)
        form = DEFAULT
        if records:  # what prints the paper is looked for only where there is something to write
            form = entry_form(options.preferences, gathered, opened.library, self.files, records)
        return merge.plan(
            opened.library,
            opened.known,
            records,
            gathered.cited_keys,
            [*gathered.defined, *(key for some in keys for key in some)],
            keys=options.keys,
            form=form,
            fill=options.fill,
            completes=not options.only_adds,
            copies=copies,
        )

    def _copies(self, opened: OpenedLibrary, survey: Survey) -> Copies:
        """Return the missing entries that the user's own libraries have."""
        if not self.options.masters:
            return NO_COPIES
        from bibtools.bibliography.editing.copying import CopyTarget, Wanted  # for those who have such libraries

        libraries = [opened, *self.elsewhere]
        present = {each.identifier for each in survey.present}
        keys = missing_keys(self.gathered, [each.library for each in libraries], present)
        wanted = Wanted(keys, [each.identifier.work for each in survey.missing])
        reserved = [*self.gathered.defined, *(block.key for each in self.elsewhere for block in each.library.keyed())]
        return self.masters.copies(CopyTarget(opened.library, [each.known for each in libraries], reserved), wanted)

    def _remarks(self, opened: OpenedLibrary, plan: Plan, resolution: Resolution) -> Iterator[Finding]:
        libraries = [opened, *self.elsewhere]
        return sync_findings(self.gathered, plan, resolution, libraries, self.options.meant, self.files)

    def _outcome(
        self, opened: OpenedLibrary, survey: Survey, plan: Plan, resolution: Resolution, *, is_written: bool
    ) -> SyncOutcome:
        is_shown, bib = self.options.diff, self.named.path
        return SyncOutcome(
            bib=opened.library.source.path,
            gathered=self.gathered,
            options=self.options,
            before=opened.library.text,
            created=not opened.exists,
            above=pathnames.in_work_tree(self.files.at(bib)) if is_shown and pathnames.is_above(bib) else None,
            plan=plan,
            missing=survey.missing,
            resolution=resolution,
            findings=() if self.options.only_plans else tuple(self._remarks(opened, plan, resolution)),
            written=is_written,
            reason=self.named.reason,
            entries=entry_places(opened, resolution.asked),
            holdings=None if self.gathered.mentions or not opened.exists else holdings(bib, opened.known.entries),
        )


def _wanted(survey: Survey, opened: OpenedLibrary, *, fill: bool) -> list[Identifier]:
    """Return the works to ask about: the missing ones and, to fill, those of entries that lack fields."""
    missing = [mention.identifier.work for mention in survey.missing]
    if not fill:
        return missing
    from bibtools.bibliography.editing.fill import may_gain  # for runs that fill

    known = opened.known.by_identifier.items()
    return [*missing, *(work for work, entry in known if work == entry.arxiv and may_gain(entry))]


def _refuse_other_keys(plan: Plan) -> None:
    """Raise UsageError where the user's own key of a new entry is taken."""
    for finding in plan.findings:
        if finding.rule == "key-taken":
            cited, key = finding.data["cited"], finding.data["key"]
            raise UsageError(f"--key {cited}: it belongs to another entry; nothing was added; {key} is free")


def _applied(library: Library, plan: Plan, today: date) -> str:
    """Return the library's text with all edits, proved to hold what it held and what is planned; raises ProofError."""
    from bibtools.bibliography.editing.integrity import prove  # the second reader is loaded before a write only

    text = plan.apply(library)
    prove(library, plan, text, today)
    return text
