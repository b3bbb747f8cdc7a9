"""`links`: what the links of a library lead to, and the edits that give repositories their new names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, assert_never

from bibtools.app.write_loop import write_planned
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.link_fields import LinkField, links, renamed
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ExitCode, ProofError, ReadError
from bibtools.core.finding import Finding, Spans
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule_selection import NO_CHOICE, RuleSelection
from bibtools.core.rules import NOTE
from bibtools.core.text import Edit, Lines, Source, Span, apply_edits
from bibtools.files.library_lock import Locking
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath
from bibtools.records.codelinks.code_hosts import place, repository
from bibtools.records.link_status import GONE, UNKNOWN, LinkStatus

if TYPE_CHECKING:
    from bibtools.core.text import Position

# Tells of every address what it leads to.
Look = Callable[[Sequence[str]], Mapping[str, LinkStatus]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksOutcome:
    """All links of a library with what they lead to, and what was changed."""

    bib: str
    links: tuple[tuple[LinkField, LinkStatus], ...]
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    fixed: tuple[tuple[str, str], ...]  # keys, and the new addresses that their entries have now
    written: bool
    positions: tuple[Position, ...]

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if any(link_status.status == UNKNOWN for _, link_status in self.links):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(each.level != NOTE for each in self.findings) else ExitCode.IN_STEP


def check_links(
    named: NamedPath,
    look: Look,
    today: date,
    *,
    fix: bool = False,
    locking: Locking = Locking(),  # noqa: B008 - a constant
    rules: RuleSelection = NO_CHOICE,
    files: Workspace = HERE,
) -> LinksOutcome:
    """Look at every link of a library; with `fix`, write the new names of repositories that were renamed.

    No link is ever removed. Raises ReadError and WriteError.
    """
    bib = named.path
    statuses: dict[str, LinkStatus] = {}

    def plan(source: Source | None) -> tuple[LinksOutcome, str | None]:
        if source is None:
            raise ReadError(f"{bib}: there is no such file")
        library = read(Source(files.relative(bib), source.text))
        found = list(links(library))
        if new := [link.url for link in found if link.url not in statuses]:
            statuses.update(look(list(dict.fromkeys(new))))
        judged = [(link, _of_whole(link, statuses[link.url])) for link in found]
        mends = _mends(library, judged, _kept(library, today)) if fix else []
        outcome = _outcome(library, judged, mends)
        outcome = replace(outcome, findings=tuple(rules.applied(outcome.findings)))
        return outcome, _applied(library, outcome) if mends else None

    return write_planned(named, plan, locking, files)


def _of_whole(link: LinkField, link_status: LinkStatus) -> LinkStatus:
    """Return what a link leads to; that the beginning of a cut one leads nowhere says nothing of the whole."""
    if link.is_cut and link_status.status == GONE:
        return LinkStatus(UNKNOWN, f"the rest of the address could not be read; {link_status.reason}")
    return link_status


class _Mend(NamedTuple):
    """A link that gets its repository's new name, and the new address."""

    link: LinkField
    edit: Edit
    url: str


def _outcome(library: Library, found: list[tuple[LinkField, LinkStatus]], mends: Sequence[_Mend]) -> LinksOutcome:
    lines, spans, path = Lines(library.text), Spans(library.text), library.source.path
    positions = [lines.position(link.span.start) for link, _ in found]
    mended = {each.link.span for each in mends}
    return LinksOutcome(
        bib=path,
        links=tuple(found),
        positions=tuple(positions),
        findings=tuple(
            spans.finding(rule, path, link.span, message, _data(link, link_status))
            for link, link_status in found
            for rule, message in _problems(link, link_status)
            if not (rule == "link-renamed" and link.span in mended)
        ),
        edits=tuple(each.edit for each in mends),
        fixed=tuple((each.link.block.key, each.url) for each in mends),
        written=bool(mends),
    )


def _problems(link: LinkField, link_status: LinkStatus) -> Iterator[tuple[str, str]]:
    """Yield rules and messages for what is wrong with a link."""
    match link_status.status:
        case "unknown":
            yield "link-unknown", f"{link.url}: could not be checked: {link_status.reason}"
        case "private":
            yield "link-private", f"{link.url}: it was not followed: {link_status.reason}"
        case "gone":
            since = datetime.fromtimestamp(link_status.since, UTC).date().isoformat() if link_status.since else "now"
            advice = f"found so since {since}; check again another day before removing it"
            yield "link-gone", f"{link.url}: {link_status.reason}; {advice}"
        case "alive":
            pass
        case _:
            assert_never(link_status.status)
    if link_status.moved:
        yield "link-renamed", f"{link.url}: it is {link_status.moved} now; --fix updates it"
    if link_status.empty:
        yield "link-empty", f"{link.url}: the repository is empty"
    if link_status.archived:
        yield "link-archived", f"{link.url}: the repository is archived and no longer maintained"


def _data(link: LinkField, link_status: LinkStatus) -> dict[str, object]:
    moved = {"moved": link_status.moved} if link_status.moved else {}
    return {"url": link.url, "key": link.block.key, "field": link.field, **moved}


def _kept(library: Library, today: date) -> set[Span]:
    """Return the entries that their owner wants to keep as they are."""
    return {entry.block.span for entry in identities(library, today).entries if entry.protected}


def _mends(library: Library, found: Iterable[tuple[LinkField, LinkStatus]], kept: set[Span]) -> list[_Mend]:
    """Plan the new names of repositories; the rest of an address after the name stays."""
    mends = []
    for link, link_status in found:
        if link_status.moved and link.block.span not in kept:
            edit = renamed(library.text, link, link_status.moved.removeprefix("https://github.com/"))
            if edit:
                mends.append(_Mend(link, edit, link_status.moved))
    return mends


def _applied(library: Library, outcome: LinksOutcome) -> str:
    """Return the library's text with the new names, proved to hold the same links otherwise; raises ProofError."""
    from bibtools.bibliography.editing.integrity import prove_renamed  # the second reader is loaded before a write only

    text = apply_edits(library.text, outcome.edits)
    prove_renamed(library, text, {key for key, _ in outcome.fixed})
    # Read again, every link is what it was, or has the new name.
    before, after = list(links(library)), list(links(read(Source(library.source.path, text))))
    new = {url.lower() for _, url in outcome.fixed}
    changed = [place(link.url) for old, link in zip(before, after, strict=False) if link.url != old.url]
    if len(before) != len(after) or any(found is None or repository(found.url) not in new for found in changed):
        raise ProofError(f"{library.source.path}: the new names would not be read back; nothing was written")
    return text
