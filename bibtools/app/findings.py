"""The findings of a run: what several use cases and all reports tell alike of sources, papers and services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bibtools.core.finding import Finding, at_place
from bibtools.core.text import Position, Span

if TYPE_CHECKING:
    from bibtools.app.gather import Gathered
    from bibtools.core.finding import Place
    from bibtools.providers.resolution import Resolution
    from bibtools.records.record import Record
    from bibtools.sources.mention import Mention, Suspect

_SHOWN = 120  # characters of a comment
_LATER = "run again later, or see what bibtools doctor says"


def of_scan(gathered: Gathered) -> Iterator[Finding]:
    """Yield everything that is wrong or noteworthy in sources by themselves."""
    yield from of_sources(gathered)
    yield from misspelt_ids(gathered.mentions)


def of_sources(gathered: Gathered, present: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield what was not read, and what looks like an id; a bare number whose paper is known anyway is none."""
    for unread in gathered.unread:
        if unread.failed:
            yield Finding("unread", unread.path, None, f"cannot read it: {unread.reason}")
        else:
            yield Finding("skipped", unread.path, None, unread.reason)
    known = {*present, *(mention.identifier.value for mention in gathered.mentions)}
    for suspect in gathered.suspects:
        if suspect.impossible:
            yield _impossible_id(suspect)
        elif suspect.identifier is None or suspect.identifier.value not in known:
            yield _bare_number(suspect)


def _impossible_id(suspect: Suspect) -> Finding:
    hint = f"; did you mean {suspect.suggestion}?" if suspect.suggestion else ""
    data = {"replacement": suspect.suggestion} if suspect.suggestion else {}
    return at_place("impossible-id", suspect, f"{suspect.text}: {suspect.reason}{hint}", data)


def _bare_number(suspect: Suspect) -> Finding:
    hint = f"; write {suspect.suggestion} or use --bare to take it for one"
    data = {"identifier": suspect.identifier.value if suspect.identifier else None, "replacement": suspect.suggestion}
    return at_place("bare-number", suspect, f"{suspect.text}: {suspect.reason}{hint}", data)


def misspelt_ids(mentions: Iterable[Mention]) -> Iterator[Finding]:
    """Yield the ids that were misspelt, and what they were taken for."""
    for each in mentions:
        if each.repaired:
            value, version = each.identifier.value, each.identifier.version
            data = {"identifier": value, "replacement": f"{value}v{version}" if version else value}
            yield at_place("repaired-id", each, f"{each.text} was taken for {value}", data)


def missing_papers(mentions: Sequence[Mention], bib: str, *, exists: bool, beside: str = "") -> Iterator[Finding]:
    """Yield the papers that a library lacks; all at once where there is no library.

    `beside` is another library that lies where it should be.
    """
    if exists:
        yield from (_missing_paper(each, bib) for each in mentions)
    elif mentions:
        papers = "1 paper" if len(mentions) == 1 else f"{len(mentions)} papers"
        advice = f"bibtools sync makes it with {papers}"
        advice = f"if {beside} is meant, name that; else {advice}" if beside else advice
        data: dict[str, object] = {"bib": bib, "identifiers": [each.identifier.value for each in mentions]}
        data |= {"beside": beside} if beside else {}
        yield Finding("missing-library", bib, None, f"there is no such file: {advice}", data=data)


def _missing_paper(mention: Mention, bib: str) -> Finding:
    value = mention.identifier.value
    message = (
        f"arXiv:{value} is not in {bib}: run bibtools sync; "
        f"if it is there without its id, write `% bibtools: is {value}` above its entry"
    )
    cited_as = {"key": mention.key} if mention.key else {}
    return at_place("missing-paper", mention, message, {"identifier": value, "bib": bib, **cited_as})


def other_keys(
    mentions: Iterable[Mention], keys: Mapping[str, str], exists: Callable[[str], bool], bib: str
) -> Iterator[Finding]:
    """Yield papers that are cited by another key than theirs, which is no other entry's either.

    `keys` maps ids to the keys of the library.
    """
    for each in mentions:
        key = keys.get(each.identifier.value)
        if each.key and key and each.key != key and not exists(each.key):
            data = {"identifier": each.identifier.value, "key": each.key, "replacement": key, "bib": bib}
            yield at_place("cite-other-key", _whole_key(each), f"{each.key} is {key} in {bib}: cite {key}", data)


def _whole_key(mention: Mention) -> Mention:
    """Return a mention with the place of its whole key, of which the id may be a part."""
    key, text = mention.key or "", mention.text
    before = key.rfind(text) if key.endswith(text) else key.find(text)
    if before <= 0:
        return mention
    (start, _), (line, column) = mention.span, mention.position
    span = Span(start - before, start - before + len(key))
    return mention._replace(span=span, position=Position(line, column - before), text=key)


def untracked_library(bib: str) -> Finding:
    """Return that a library is no part of the commit that its sources are part of."""
    return Finding("untracked-library", bib, None, f"it is no part of the commit: git add {bib}", data={"bib": bib})


def unanswered(resolution: Resolution, first: Mapping[str, Place], bib: str = "") -> Iterator[Finding]:
    """Yield which papers are not what a source takes them for, and about which nobody could be asked."""
    advice = "run again without --offline" if resolution.is_offline else _LATER
    failures = (
        *(("nonexistent-id", each, " does not exist: arXiv has no such paper") for each in resolution.nonexistent),
        *(("rejected-id", each, " is no id: arXiv rejects it as malformed") for each in resolution.rejected),
        *(
            ("not-asked", each, f": could not ask: {reason}; {advice}")
            for each, reason in resolution.unresolved.items()
        ),
    )
    for rule, identifier, message in failures:
        value = identifier.value
        finding = Finding(rule, bib, None, f"arXiv:{value}{message}", about=value, data={"identifier": value})
        yield finding.placed(first)
    if resolution.code_trouble:
        message = f"links to code were not looked for everywhere: {resolution.code_trouble}"
        yield Finding("code-not-asked", bib, None, message)


def withdrawn_papers(records: Iterable[Record], bib: str) -> Iterator[Finding]:
    """Yield the papers of a library that are withdrawn."""
    for record in records:
        if record.withdrawn:
            value = record.identifier.value
            message = f"arXiv:{value}: {withdrawal(record)}"
            yield Finding("withdrawn", bib, None, message, about=value, data={"identifier": value})


def withdrawal(record: Record) -> str:
    """Return what to say of a withdrawn paper: its own comment."""
    comment = record.comment or ""
    return f"withdrawn, says its comment: {comment[:_SHOWN]}{'…' if len(comment) > _SHOWN else ''}"
