"""The use cases: from options to an outcome, without printing and without exiting."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from bibtools import files, merge
from bibtools.errors import ExitCode, ReadError, UsageError, WriteError
from bibtools.finding import Finding
from bibtools.identifier import Identifier, Impossible, arxiv
from bibtools.library import Library, lint
from bibtools.library.identity import Identities, identities
from bibtools.library.reader import read
from bibtools.merge import Plan, Present
from bibtools.record import Record
from bibtools.resolve import Resolution, Resolve
from bibtools.scan import WALKED, scan
from bibtools.scan.mention import Mention, Suspect, accept_bare
from bibtools.text import Position, Source, Span

_ATTEMPTS = 20  # plans for a library that somebody else keeps changing meanwhile


class Gathered(NamedTuple):
    """What all sources say, in order of path, then place; libraries are pairs of a name and the naming source."""

    mentions: tuple[Mention, ...]
    suspects: tuple[Suspect, ...]
    libraries: tuple[tuple[str, str], ...]
    unread: tuple[files.Unread, ...]
    sources: int

    def without(self, path: str) -> Gathered:
        """Return the same without what a file says: the target of `sync` is no source, even where it is named."""
        return self._replace(
            mentions=tuple(mention for mention in self.mentions if not files.same(mention.path, path)),
            suspects=tuple(suspect for suspect in self.suspects if not files.same(suspect.path, path)),
        )

    @property
    def exit_code(self) -> int:
        """The exit code that the sources alone demand."""
        if any(unread.failed for unread in self.unread):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(suspect.impossible for suspect in self.suspects) else ExitCode.IN_STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOptions:
    """What the user asks of `sync`."""

    sources: Sequence[str] = (os.curdir,)
    bib: str | None = None
    check: bool = False
    diff: bool = False
    bare: bool = False
    stdin_filename: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOutcome:
    """All that a `sync` found and did; reports are functions of it."""

    bib: str
    gathered: Gathered
    written: bool = False
    plan: Plan = field(default_factory=Plan)
    missing: tuple[Mention, ...] = ()  # under --check: the first mention of each paper that the library lacks
    resolution: Resolution = field(default_factory=Resolution)
    findings: tuple[Finding, ...] = ()
    before: str = ""
    created: bool = False  # there was no such file
    options: SyncOptions = field(default_factory=SyncOptions)

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """What looks like an id and is none, with those that a service rejects."""
        rejected = {each.value for each in self.resolution.rejected}
        refused = (
            Suspect(each.path, each.span, each.position, each.text, "arXiv rejects this id as malformed", None, None)
            for each in self.gathered.mentions
            if each.identifier.value in rejected
        )
        return (*self.gathered.suspects, *refused)

    @property
    def changed(self) -> bool:
        """Whether there is, or was, something to do."""
        return bool(self.plan.edits or self.missing)

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        codes = [self.gathered.exit_code]
        if self.resolution.unresolved:
            codes.append(ExitCode.COULD_NOT)
        if (
            self.resolution.nonexistent
            or self.resolution.rejected
            or self.missing
            or (self.options.diff and self.plan.edits)
        ):
            codes.append(ExitCode.DIFFERS)
        return max(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetOutcome:
    """What became of the identifiers that the user gave."""

    resolution: Resolution
    suspects: tuple[Suspect, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if self.resolution.unresolved:
            return ExitCode.COULD_NOT
        wrong = self.suspects or self.resolution.nonexistent or self.resolution.rejected
        return ExitCode.DIFFERS if wrong else ExitCode.IN_STEP


def gather(
    given: Sequence[str],
    today: date,
    suffixes: frozenset[str],
    *,
    bare: bool = False,
    stdin_filename: str | None = None,
) -> Gathered:
    """Read and scan sources, of folders the files with certain suffixes."""
    walked = files.walk(given, suffixes)
    named = set(given)
    mentions: list[Mention] = []
    suspects: list[Suspect] = []
    libraries: dict[tuple[str, str], None] = {}
    unread = list(walked.unread)
    sources = 0
    for path in sorted(walked.paths):
        source = files.read_source(path, named=path in named)
        if isinstance(source, files.Unread):
            unread.append(source)
            continue
        sources += 1
        shown = stdin_filename or path if path == files.STANDARD_INPUT else files.relative(path)
        found = scan(Source(shown, source.text), today, os.path.splitext(shown)[1])  # noqa: PTH122 - "-" is no path
        found = accept_bare(found) if bare else found
        mentions += found.mentions
        suspects += found.suspects
        libraries.update(((name, shown), None) for name in found.libraries)
    return Gathered(tuple(mentions), tuple(suspects), tuple(libraries), tuple(unread), sources)


def sync(options: SyncOptions, configured_bib: str | None, today: date, resolve: Resolve) -> SyncOutcome:
    """Bring a library in step with its sources, or tell what that would take.

    Raises UsageError where it is not clear which library is meant, and the errors of reading and writing it.
    """
    gathered = gather(options.sources, today, WALKED, bare=options.bare, stdin_filename=options.stdin_filename)
    bib = options.bib or configured_bib or _named_library(gathered)
    if files.is_folder(bib):
        raise UsageError(f"{bib}: this is a folder; --bib takes the .bib file itself")
    gathered = gathered.without(bib)
    resolution: Resolution | None = None
    for _ in range(_ATTEMPTS):
        source = files.read_library(bib)
        library = read(Source(files.relative(bib), source.text if source else ""))
        known = identities(library, today)
        survey = _survey(gathered, library, known)
        outcome = SyncOutcome(
            bib=library.source.path,
            gathered=gathered,
            plan=Plan(present=survey.present),
            findings=survey.findings,
            before=library.text,
            created=source is None,
            options=options,
        )
        if options.check:
            return replace(outcome, missing=survey.missing)
        wanted = [mention.identifier.work for mention in survey.missing]
        if resolution is None or not resolution.asked.issuperset(wanted):
            resolution = resolve(wanted)
        outcome = _planned(
            outcome, library, known, [resolution.records[each] for each in wanted if each in resolution.records]
        )
        outcome = replace(outcome, resolution=resolution)
        if options.diff or not outcome.plan.edits:
            return outcome
        text = outcome.plan.apply(library)
        _prove(library, outcome.plan, text)
        if files.write(bib, text, source.text if source else None):
            return replace(outcome, written=True)
    raise WriteError(f"{bib}: somebody else keeps changing it; nothing was written")


def _prove(library: Library, plan: Plan, text: str) -> None:
    from bibtools.proof import prove  # noqa: PLC0415 - the second reader is loaded before a write only

    prove(library, plan, text)


def _named_library(gathered: Gathered) -> str:
    """Return the one library that the sources name, those that exist before those that do not."""
    places: dict[str, str] = {}
    for name, source in gathered.libraries:
        beside = os.path.join(os.path.dirname(source), name)  # noqa: PTH118, PTH120 - paths stay as written
        place = beside if files.exists(beside) or not files.exists(name) else name
        places.setdefault(os.path.normpath(place), source)
    existing = [place for place in places if files.exists(place)]
    candidates = existing or list(places)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        for unread in gathered.unread:
            if unread.failed:  # it might have named one
                raise ReadError(f"{unread.path}: cannot read it: {unread.reason}")
        raise UsageError(
            "no .bib is named: give one with --bib FILE, set bib in the configuration, or name it in a source "
            r"(\bibliography, \addbibresource, or bibliography: in front matter)"
        )
    listed = ", ".join(f"{place} (named in {places[place]})" for place in candidates)
    raise UsageError(f"several .bib files are named, choose one with --bib: {listed}")


class _Survey(NamedTuple):
    missing: tuple[Mention, ...]
    present: tuple[Present, ...]
    findings: tuple[Finding, ...]


def _survey(gathered: Gathered, library: Library, known: Identities) -> _Survey:
    """Tell which mentioned works the library has, which it lacks, and what is odd about either."""
    first: dict[str, Mention] = {}
    for mention in gathered.mentions:
        first.setdefault(mention.identifier.value, mention)
    present = {value: known.by_arxiv[value].block.key for value in first if value in known.by_arxiv}
    keys = _cited_keys(gathered.mentions) | present
    return _Survey(
        tuple(mention for value, mention in first.items() if value not in present),
        tuple(Present(value, key) for value, key in present.items()),
        (
            *lint.findings(library, known),
            *_repairs(gathered.mentions),
            *_spellings(gathered.mentions, keys, library),
        ),
    )


def _cited_keys(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return for each id the key under which sources cite it first, where they cite it by its id."""
    keys: dict[str, str] = {}
    for mention in mentions:
        if mention.key:
            keys.setdefault(mention.identifier.value, mention.key)
    return keys


def _spellings(mentions: Iterable[Mention], keys: Mapping[str, str], library: Library) -> list[Finding]:
    """Report citations that will not find their entry, because it has, or will have, another key."""
    found = []
    existing = {block.key for block in library.keyed()}
    for mention in mentions:
        key = keys.get(mention.identifier.value)
        if mention.key and key and mention.key != key and mention.key not in existing:
            message = f"{mention.key} is {key} in {library.source.path}: cite {key}"
            found.append(Finding("cite-other-key", mention.path, mention.position, message))
    return found


def _repairs(mentions: Iterable[Mention]) -> list[Finding]:
    return [
        Finding("repaired-id", each.path, each.position, f"{each.text} was taken for {each.identifier.value}", "note")
        for each in mentions
        if each.repaired
    ]


def _planned(outcome: SyncOutcome, library: Library, known: Identities, records: list[Record]) -> SyncOutcome:
    mentions = outcome.gathered.mentions
    plan = merge.plan(library, known, records, _cited_keys(mentions))
    matched = {added.id: added.key for added in plan.added}
    matched |= {update.id: update.key for update in plan.updated} | {entry.id: entry.key for entry in plan.present}
    return replace(
        outcome,
        plan=plan._replace(present=outcome.plan.present + plan.present),
        findings=(*outcome.findings, *plan.findings, *_spellings_of(mentions, matched, outcome, library)),
    )


def _spellings_of(
    mentions: Iterable[Mention], keys: Mapping[str, str], outcome: SyncOutcome, library: Library
) -> Iterable[Finding]:
    """Report citations of works that have just been found or added under a key of their own, each place once."""
    told = {(finding.path, finding.position) for finding in outcome.findings}
    return (each for each in _spellings(mentions, keys, library) if (each.path, each.position) not in told)


def get(given: Sequence[str], today: date, resolve: Resolve) -> GetOutcome:
    """Resolve what the user gave: ids, prefixed ids, or addresses of papers."""
    identifiers: list[Identifier] = []
    suspects: list[Suspect] = []
    for number, text in enumerate(given, start=1):
        read_as = arxiv.parse(text, today)
        if isinstance(read_as, Identifier):
            identifiers.append(read_as)
            continue
        found = scan(Source(f"argument {number}", text), today, ".txt")
        identifiers += [mention.identifier for mention in found.mentions]
        if isinstance(read_as, Impossible):
            suspects.append(_suspect(number, text, read_as))
        elif not found.mentions:
            suspects += found.suspects or [_suspect(number, text, Impossible("this names no arXiv id"))]
    return GetOutcome(resolution=resolve(identifiers), suspects=tuple(suspects))


def _suspect(number: int, text: str, why: Impossible) -> Suspect:
    return Suspect(f"argument {number}", Span(0, len(text)), Position(1, 1), text, *why, None)
