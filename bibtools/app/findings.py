"""The findings of a run: those about sources, papers and services, shared by several use cases and all reports."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding, at_place
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rules import ERROR
from bibtools.core.text import Position, Span
from bibtools.files import pathnames

if TYPE_CHECKING:
    from bibtools.app.gather import Gathered
    from bibtools.core.finding import Place
    from bibtools.files.commit_place import SubmoduleDifference
    from bibtools.identifiers.identifier import Identifier
    from bibtools.providers.resolution import Resolution
    from bibtools.records.record import Record
    from bibtools.sources.mention import Mention, Suspect

_SHOWN = 120  # characters of a comment
_LATER = "run again later, or run bibtools doctor"


def exit_code(found: Iterable[Finding], trouble: int = ExitCode.DIFFERS) -> int:
    """Return the exit code for findings by their levels; `trouble` is the one for papers that could not be checked."""
    errors = {finding.rule for finding in found if finding.level == ERROR}
    codes = {"unread": ExitCode.COULD_NOT, "unchecked": trouble}
    return max((codes.get(rule, ExitCode.DIFFERS) for rule in errors), default=ExitCode.IN_STEP)


def of_scan(gathered: Gathered) -> Iterator[Finding]:
    """Yield everything that is wrong or noteworthy in sources by themselves."""
    yield from of_sources(gathered)
    yield from misspelt_ids(gathered.mentions)


def of_sources(gathered: Gathered, present: Iterable[Identifier] = ()) -> Iterator[Finding]:
    """Yield what was not read, and what looks like an id, except bare numbers whose papers are known anyway."""
    for unread in gathered.unread:
        if unread.failed:
            yield Finding("unread", unread.path, None, f"cannot read it: {unread.reason}")
        else:
            yield Finding("skipped", pathnames.relative(unread.path), None, unread.reason)
    known = {*present, *(mention.identifier.work for mention in gathered.mentions)}
    for suspect in gathered.suspects:
        if suspect.impossible:
            yield _impossible_id(suspect)
        elif suspect.identifier is None or suspect.identifier.work not in known:
            yield _bare_number(suspect)


def _impossible_id(suspect: Suspect) -> Finding:
    hint = f"; did you mean {suspect.suggestion}?" if suspect.suggestion else ""
    data = {"replacement": suspect.suggestion} if suspect.suggestion else {}
    return at_place("impossible-id", suspect, f"{suspect.text}: {suspect.reason}{hint}", data)


def _bare_number(suspect: Suspect) -> Finding:
    hint = f"; write {suspect.suggestion} or use --bare to take it for one"
    data = {"identifier": suspect.identifier.id if suspect.identifier else None, "replacement": suspect.suggestion}
    return at_place("bare-number", suspect, f"{suspect.text}: {suspect.reason}{hint}", data)


def named_in_passing(gathered: Gathered, held: Container[Identifier], bib: str) -> Iterator[Finding]:
    """Yield the works that the sources name by DOI without citing them, and that the library lacks, each once."""
    for work, each in {mention.identifier: mention for mention in reversed(gathered.passing)}.items():
        if work not in held and work not in gathered.first_mentions and work not in gathered.items:
            message = f"{work} is named here and is not in {bib}: bibtools add {work} adds it"
            yield at_place("doi-in-passing", each, message, {"identifier": work.id})


def misspelt_ids(mentions: Iterable[Mention]) -> Iterator[Finding]:
    """Yield the ids that were misspelt, and what they were taken for."""
    for each in mentions:
        if each.repaired:
            name, version = each.identifier.id, each.identifier.version
            data = {"identifier": name, "replacement": f"{name}v{version}" if version else name}
            yield at_place("repaired-id", each, f"{each.text} was read as {name}", data)


class LibraryStanding(NamedTuple):
    """Whether a library exists, else another one `beside` it; why nothing is added; why it was chosen if unnamed."""

    exists: bool = True
    beside: str = ""
    obstacle: str = ""
    reason: str = ""


def missing_papers(mentions: Sequence[Mention], bib: str, standing: LibraryStanding) -> Iterator[Finding]:
    """Yield the papers that a library lacks; all at once where there is no library."""
    beside, obstacle = standing.beside, standing.obstacle
    if standing.exists:
        yield from (_missing_paper(each, bib, standing) for each in mentions)
    elif mentions and obstacle:
        data: dict[str, object] = {"bib": bib, "identifiers": [each.identifier.id for each in mentions]}
        yield Finding("missing-library", bib, None, f"there is no such file: {obstacle}", data=data)
    elif mentions:
        papers = "1 paper" if len(mentions) == 1 else f"{len(mentions)} papers"
        advice = f"bibtools sync creates it with {papers}"
        advice = f"if {beside} is meant, name that; else {advice}" if beside else advice
        data = {"bib": bib, "identifiers": [each.identifier.id for each in mentions]}
        data |= {"beside": beside} if beside else {}
        yield Finding("missing-library", bib, None, f"there is no such file: {advice}", data=data)


def absent_library(bib: str, source: str, *, beside: str = "", obstacle: str = "") -> Finding:
    """Return the finding that a library is missing, with the source that names it; no paper need be in it."""
    named = f"{source} names it, and there" if source else "there"
    advice = obstacle or (f"if {beside} is meant, name that" if beside else "correct the name if you mean another")
    data = {"bib": bib, **({"beside": beside} if beside else {})}
    return Finding("absent-library", bib, None, f"{named} is no such file: {advice}", data=data)


def _missing_paper(mention: Mention, bib: str, standing: LibraryStanding) -> Finding:
    work = mention.identifier.work
    brief = f"{work} is not in {bib}" + (f" ({standing.reason})" if standing.reason else "")
    advice = (
        standing.obstacle
        or f"run bibtools sync; if it is there without its id, write `% bibtools: is {work.id}` above its entry"
    )
    cited_as = {"key": mention.key} if mention.key else {}
    data = {"identifier": work.id, "bib": bib, **cited_as}
    return at_place("missing-paper", mention, f"{brief}: {advice}", data, brief)


def cited_otherwise(
    gathered: Gathered, held: Mapping[Identifier, str], exists: Callable[[str], bool], bib: str
) -> Iterator[Finding]:
    """Yield papers that are cited by another key than their entry's, or their item's in a source's own list."""
    listed = {work: key for work, key in gathered.items.items() if work not in held}
    first = {work: key for work, key in gathered.cited_keys.items() if work not in listed}
    yield from other_keys(gathered.mentions, {**first, **held}, exists, bib)
    if listed:
        place = next((each.path for each in gathered.lists), next(iter(gathered.roots), ""))
        yield from other_keys(gathered.mentions, listed, exists, place)


def other_keys(
    mentions: Iterable[Mention], keys: Mapping[Identifier, str], exists: Callable[[str], bool], bib: str
) -> Iterator[Finding]:
    """Yield papers that are cited by another key than theirs, which is no other entry's either.

    `keys` maps works to the keys of the library.
    """
    for each in mentions:
        key = keys.get(each.identifier.work)
        if each.key and key and each.key != key and not exists(each.key):
            data = {"identifier": each.identifier.id, "key": each.key, "replacement": key, "bib": bib}
            yield at_place("cite-other-key", _whole_key(each), f"{each.key} is {key} in {bib}: cite {key}", data)


def _whole_key(mention: Mention) -> Mention:
    """Return a mention with the place of its whole key; the id may be only a part of it."""
    key, text = mention.key or "", mention.text
    before = key.rfind(text) if key.endswith(text) else key.find(text)
    if before <= 0:
        return mention
    (start, _), (line, column) = mention.span, mention.position
    span = Span(start - before, start - before + len(key))
    return mention._replace(span=span, position=Position(line, column - before), text=key)


def asides(gathered: Gathered, held: Container[Identifier]) -> Iterator[Finding]:
    """Yield the sources beside a paper that name papers which its libraries lack: these need not be there."""
    for aside, mentions in gathered.asides:
        strange = {mention.identifier.work for mention in mentions if mention.identifier.work not in held}
        if strange:
            papers = "its paper does" if len(strange) == 1 else f"its {len(strange)} papers do"
            message = f"{papers} not count: {aside.reason}; name the file itself if it is a source"
            yield Finding("aside", aside.source, None, message, data={"identifiers": [each.id for each in strange]})


def untracked_library(bib: str) -> Finding:
    """Return the finding that a library is not part of its sources' commit."""
    return Finding(
        "untracked-library",
        bib,
        None,
        f"git does not track it, so commits lack it; run git add {pathnames.word_of(bib)}",
        data={"bib": bib},
    )


def library_in_submodule(bib: str, difference: SubmoduleDifference) -> Finding:
    """Return the finding that a library differs from the submodule's commit that is recorded with its sources."""
    submodule, untold = difference
    if untold:  # objects that are not there yet, or that git cannot read
        reason = f"and git does not say what its recorded commit holds ({untold}): run git submodule update --init"
    else:
        reason = f"and not as git records that, so a commit lacks it: commit it in {submodule}, then run git add"
    return Finding(
        "untracked-library",
        bib,
        None,
        f"it is in the submodule {submodule}, {reason} {pathnames.word_of(submodule)}",
        data={"bib": bib, "submodule": submodule},
    )


def unanswered(resolution: Resolution, first: Mapping[Identifier, Place], bib: str = "") -> Iterator[Finding]:
    """Yield the papers that do not exist or are rejected, and those that could not be looked up."""
    advice = "run again without --offline" if resolution.is_offline else _LATER
    failures = (
        *(
            ("nonexistent-id", each, f" does not exist: {each.registry} has no such paper")
            for each in resolution.nonexistent
        ),
        *(("rejected-id", each, f" is no id: {each.registry} rejects it as malformed") for each in resolution.rejected),
        *(
            ("not-asked", each, f": could not ask: {reason}; {advice}")
            for each, reason in resolution.unresolved.items()
        ),
    )
    for rule, identifier, message in failures:
        data = {"identifier": identifier.id}
        finding = Finding(rule, bib, None, f"{identifier}{message}", about=identifier, data=data)
        yield finding.placed(first)
    if resolution.code_trouble:
        message = f"not every source of code links could be searched: {resolution.code_trouble}"
        yield Finding("code-not-asked", bib, None, message)


def refusal(identifier: Identifier) -> str:
    """Return why an identifier is invalid that its registry rejects."""
    return f"{identifier.registry} rejects this id as malformed"


def withdrawn_papers(records: Iterable[Record], bib: str) -> Iterator[Finding]:
    """Yield the papers of a library that are withdrawn, or retracted."""
    for record in records:
        if record.withdrawn or record.retracted:
            work = record.identifier
            message = f"{work}: {withdrawal(record)}"
            yield Finding("withdrawn", bib, None, message, about=work, data={"identifier": work.id})


def withdrawal(record: Record) -> str:
    """Return what to say of a withdrawn paper: its own comment; of a retracted one who says so."""
    if not record.withdrawn:
        return f"it is retracted, as {record.provider} says: cite it only to say so"
    comment = record.comment or ""
    return f"withdrawn by its authors: {comment[:_SHOWN]}{'…' if len(comment) > _SHOWN else ''}"
