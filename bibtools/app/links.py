"""`links`: what the links of a library lead to, and the edits that give repositories their new names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.link_fields import Link, links, renamed
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ExitCode, ProofError, ReadError, WriteError
from bibtools.core.finding import Finding
from bibtools.core.rules import WARNING
from bibtools.core.text import Edit, Lines, Source, Span, apply_edits
from bibtools.files import atomic_writing, exact_text, pathnames
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import NamedPath
from bibtools.records.codelinks.code_hosts import place, repository
from bibtools.records.link_status import GONE, PRIVATE, UNKNOWN, Verdict

if TYPE_CHECKING:
    from bibtools.core.text import Position

# Tells of every address what it leads to.
Look = Callable[[Sequence[str]], Mapping[str, Verdict]]

_ATTEMPTS = 20  # plans for a library that somebody else keeps changing meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksOutcome:
    """All links of a library with what they lead to, and what was changed."""

    bib: str
    before: str
    links: tuple[tuple[Link, Verdict], ...] = ()
    findings: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()  # keys, and the new addresses that their entries have now
    written: bool = False
    positions: tuple[Position, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if any(verdict.status == UNKNOWN for _, verdict in self.links):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(each.level == WARNING for each in self.findings) else ExitCode.IN_STEP


def check_links(
    named: NamedPath,
    look: Look,
    today: date,
    *,
    fix: bool = False,
    locking: Locking = Locking(),  # noqa: B008 - a constant
) -> LinksOutcome:
    """Look at every link of a library; with `fix`, write the new names of repositories that were renamed.

    No link is ever removed. Raises ReadError and WriteError.
    """
    bib = named.path
    verdicts: dict[str, Verdict] = {}
    for _ in range(_ATTEMPTS):
        source = exact_text.read_library(bib)
        if source is None:
            raise ReadError(f"{bib}: there is no such file")
        library = read(Source(pathnames.relative(bib), source.text))
        found = list(links(library))
        if new := [link.url for link in found if link.url not in verdicts]:
            verdicts |= look(list(dict.fromkeys(new)))
        outcome = _judged(library, [(link, verdicts[link.url]) for link in found])
        if not fix:
            return outcome
        outcome = _mended(outcome, library, _kept(library, today))
        if not outcome.edits:
            return outcome
        text = apply_edits(library.text, outcome.edits)
        _prove(library, text, outcome)
        if atomic_writing.write(named, text, library.text, locking):
            return replace(outcome, written=True)
    raise WriteError(f"{bib}: somebody else keeps changing it; nothing was written")


def _judged(library: Library, found: list[tuple[Link, Verdict]]) -> LinksOutcome:
    lines = Lines(library.text)
    placed = [(link, verdict, lines.position(link.span.start)) for link, verdict in found]
    path = library.source.path
    return LinksOutcome(
        bib=path,
        before=library.text,
        links=tuple(found),
        positions=tuple(position for _, _, position in placed),
        findings=tuple(
            Finding(rule, path, position, message)
            for link, verdict, position in placed
            for rule, message in _told(link, verdict)
        ),
    )


def _told(link: Link, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Yield rules and messages for what is wrong with a link."""
    if verdict.status == UNKNOWN:
        yield "link-unknown", f"{link.url}: could not tell: {verdict.reason}"
    if verdict.status == PRIVATE:
        yield "link-private", f"{link.url}: it was not followed: {verdict.reason}"
    if verdict.status == GONE:
        since = datetime.fromtimestamp(verdict.since, UTC).date().isoformat() if verdict.since else "now"
        advice = f"found so since {since}; look again another day before you give it up"
        yield "link-gone", f"{link.url}: {verdict.reason}; {advice}"
    if verdict.moved:
        yield "link-renamed", f"{link.url}: it is {verdict.moved} now; --fix writes that"
    if verdict.empty:
        yield "link-empty", f"{link.url}: the repository is empty: there is no code yet"
    if verdict.archived:
        yield "link-archived", f"{link.url}: the repository is archived: nobody maintains it any more"


def _kept(library: Library, today: date) -> set[Span]:
    """Return the entries that their owner wants to keep as they are."""
    return {entry.block.span for entry in identities(library, today).entries if entry.protected}


def _mended(outcome: LinksOutcome, library: Library, kept: set[Span]) -> LinksOutcome:
    """Plan the new names of repositories; what stands behind the name in an address stays."""
    edits: list[Edit] = []
    fixed: list[tuple[str, str]] = []
    reported: set[Position] = set()
    for (link, verdict), position in zip(outcome.links, outcome.positions, strict=True):
        if verdict.moved and link.block.span not in kept:
            edit = renamed(library.text, link, verdict.moved.removeprefix("https://github.com/"))
            if edit:
                edits.append(edit)
                fixed.append((link.block.key, verdict.moved))
                reported.add(position)
    findings = tuple(
        each for each in outcome.findings if not (each.rule == "link-renamed" and each.position in reported)
    )
    return replace(outcome, edits=tuple(edits), fixed=tuple(fixed), findings=findings)


def _prove(library: Library, text: str, outcome: LinksOutcome) -> None:
    from bibtools.bibliography.editing.integrity import prove_renamed  # noqa: PLC0415 - the second reader is loaded before a write only

    prove_renamed(library, text, {key for key, _ in outcome.fixed})
    # Read again, every link is what it was, or has the new name.
    before, after = list(links(library)), list(links(read(Source(library.source.path, text))))
    new = {url.lower() for _, url in outcome.fixed}
    changed = [place(link.url) for old, link in zip(before, after, strict=False) if link.url != old.url]
    if len(before) != len(after) or any(found is None or repository(found.url) not in new for found in changed):
        raise ProofError(f"{library.source.path}: the new names would not be read again; nothing was written")
