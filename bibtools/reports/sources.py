"""What sources say, as text: mentions for stdout, and for stderr what is wrong or noteworthy about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtools.files import Unread
from bibtools.pipeline.gather import Gathered
from bibtools.scan.mention import Mention, Suspect
from bibtools.text import Position, printable


def scanned(gathered: Gathered) -> str:
    """Return a line a mention: where, and which paper."""
    return "".join([f"{place(mention)}: {named(mention)}\n" for mention in gathered.mentions])


def diagnostics(gathered: Gathered) -> str:
    """Return what was not read, what is suspect and what was put right, a line each."""
    lines = [*noteworthy(gathered, set()), *_repaired(gathered.mentions)]
    return "".join(f"{line}\n" for line in lines)


def noteworthy(gathered: Gathered, present: set[str]) -> Iterator[str]:
    """Tell what was not read and what is suspect; a bare number whose paper is known anyway is none."""
    yield from (_skipped(unread) for unread in gathered.unread)
    known = present | {mention.identifier.value for mention in gathered.mentions}
    for suspect in gathered.suspects:
        if suspect.identifier is None or suspect.identifier.value not in known:
            yield _suspected(suspect)
    if not gathered.sources and not gathered.unread:
        yield "note: no source was found; name files or folders with .tex, .md, .txt or .py files"


def place(item: Mention | Suspect) -> str:
    """Return where something stands, as reports and editors write it."""
    return at(f"{item.path}[{item.cell}]" if item.cell else item.path, item.position)


def at(path: str, position: Position) -> str:
    """Return a place in a file, as reports and editors write it."""
    return f"{printable(path)}:{position.line}:{position.column}"


def named(mention: Mention) -> str:
    """Return the id that a mention names, with prefix and version."""
    version = f"v{mention.identifier.version}" if mention.identifier.version else ""
    return f"arXiv:{mention.identifier.value}{version}"


def _repaired(mentions: Iterable[Mention]) -> Iterator[str]:
    return (f"{place(each)}: repaired-id: taken for {named(each)}" for each in mentions if each.repaired)


def _skipped(unread: Unread) -> str:
    return f"{printable(unread.path)}: {'unread: cannot read it: ' if unread.failed else 'skipped: '}{unread.reason}"


def _suspected(suspect: Suspect) -> str:
    hint = f"; did you mean {printable(suspect.suggestion)}?" if suspect.suggestion and suspect.impossible else ""
    hint = hint or (
        f"; write {printable(suspect.suggestion)} or use --bare to take it for one" if suspect.suggestion else ""
    )
    rule = "impossible-id" if suspect.impossible else "bare-number"
    return f"{place(suspect)}: {rule}: {printable(suspect.text)}: {suspect.reason}{hint}"
