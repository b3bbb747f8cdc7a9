"""What a scanner reports of a source: mentions and suspects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Position, Source, Span, line_end, line_start
from bibtools.identifiers.identifier import DOI, STRONG, WEAK, Evidence, Identifier, Impossible
from bibtools.identifiers.limits import MOST, MOST_OF_LIBRARY, require_few

if TYPE_CHECKING:
    from bibtools.identifiers.sighting import Sighting

BARE = "a bare number; nothing near it says arXiv"
BARE_DOI = "a bare DOI; nothing near it says that it is one"
# What makes a DOI the DOI of an arXiv paper; where an item of a list begins; what may stand around a DOI alone.
_BESIDE = r"(?i)arxiv(?!\.org/help)[:./]"
_ITEM = r"[ \t>\ufeff]*(?:[-*+\u2022][ \t]+|\[?[0-9]{1,4}[\]).:][ \t]+|\[[^\]\s]{1,20}\][ \t]+)(?=\S)"
_ALONE = r"(?i)[ \t>\ufeff]*[\"'`\[(<*_]{0,2}(?:(?:doi[:\s]+)?|https?://[^\s\"<>]*?)[\[(<{]?"
_CLOSING = r"(?:[/?#&=][^\s]*)?[\"'`\])>*_,;.]*[ \t]*"


class Mention(NamedTuple):
    r"""One place in a source that names a work.

    `text` is the text of the span; `key` is the whole citation key if the id is one, as in `\cite{2106.00134}`.
    """

    path: str
    span: Span
    position: Position
    identifier: Identifier
    evidence: Evidence
    text: str
    key: str | None = None
    repaired: bool = False
    cell: int | None = None  # of a notebook, from 1
    listed: bool = False  # whether it stands on the line of a list

    @classmethod
    def of_user(cls, path: str, identifier: Identifier, text: str, key: str | None) -> Self:
        """Return what the user's own word for a work comes to: as surely meant as a citation, under a key if given."""
        return cls(
            path=path,
            span=Span(0, len(text)),
            position=Position(1, 1),
            identifier=identifier,
            evidence=STRONG,
            text=text,
            key=key,
        )

    @property
    def is_doi(self) -> bool:
        """Whether it names the work by its DOI."""
        return self.identifier.scheme == DOI

    @property
    def is_in_passing(self) -> bool:
        """Whether it only names a work: with arXiv ids people cite, but DOIs stand behind every reference."""
        return self.is_doi and self.key is None and not self.listed


class Suspect(NamedTuple):
    """A place that looks like an id but is impossible, or has too little evidence to be taken for one."""

    path: str
    span: Span
    position: Position
    text: str
    reason: str
    suggestion: str | None
    identifier: Identifier | None  # of a weak suspect: what it would be
    cell: int | None = None  # of a notebook, from 1

    @property
    def impossible(self) -> bool:
        """Whether this cannot be an id at all, rather than one with too little evidence."""
        return self.identifier is None


class Scan(NamedTuple):
    """All mentions and suspects of one source, sorted by position."""

    mentions: tuple[Mention, ...] = ()
    suspects: tuple[Suspect, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Scan], tuple[object, ...]]:
        """Return a flat form for pickling: between processes, nested values would take longer than finding them."""
        flat = [
            (
                *each.span,
                *each.position,
                *each.identifier,
                each.path,
                each.evidence,
                each.text,
                each.key,
                each.repaired,
                each.cell,
                each.listed,
            )
            for each in self.mentions
        ]
        return _unflattened, (flat, self.suspects)


def _unflattened(mentions: Iterable[tuple[Any, ...]], suspects: tuple[Suspect, ...]) -> Scan:
    return Scan(
        tuple(
            Mention(path, Span(start, end), Position(line, column), Identifier(scheme, value, version), *rest)
            for start, end, line, column, scheme, value, version, path, *rest in mentions
        ),
        suspects,
    )


class CitationKey(NamedTuple):
    """A citation key that has the form of an arXiv id, and its place."""

    text: str
    sighting: Sighting


def report(source: Source, sightings: Iterable[Sighting], keys: Iterable[CitationKey] = ()) -> Scan:
    """Return the scan of a source's sightings, as mentions and suspects with positions; raises TooMuch."""
    found: list[tuple[Sighting, str | None]] = []
    most = MOST_OF_LIBRARY if source.path.lower().endswith(".bib") else MOST
    for pair in chain(((each, None) for each in sightings), ((key.sighting, key.text) for key in keys)):
        found.append(pair)
        require_few(len(found), most)
    found.sort(key=lambda pair: pair[0].span)
    if not found:
        return Scan()
    lines = Lines(source.text)
    mentions: list[Mention] = []
    suspects: list[Suspect] = []
    for sighting, key in found:
        span, identifier, evidence, repaired = sighting
        text = source.text[span.start : span.end]
        place = (source.path, span, lines.position(span.start))
        if isinstance(identifier, Impossible):
            suspects.append(
                Suspect(*place, text, reason=identifier.reason, suggestion=identifier.suggestion, identifier=None)
            )
        elif evidence == STRONG:
            listed = identifier.scheme == DOI and key is None and _is_listed(source.text, span)
            mentions.append(Mention(*place, identifier, evidence, text, key=key, repaired=repaired, listed=listed))
        else:
            reason = BARE_DOI if identifier.scheme == DOI else BARE
            likely = str(identifier) if identifier.scheme == DOI else f"arXiv:{text}"
            suspects.append(Suspect(*place, text, reason=reason, suggestion=likely, identifier=identifier))
    return Scan(tuple(mentions), tuple(suspects))


def _is_listed(text: str, span: Span) -> bool:
    """Return whether an identifier stands on the line of a list, or alone on its line, where no arXiv id is beside it.

    That would be the same paper's.
    """
    start = line_start(text, span.start)
    line = text[start : line_end(text, span.end)]
    if _compiled(_BESIDE).search(line):
        return False
    before, behind = text[start : span.start], line[span.end - start :]
    is_alone = _compiled(_ALONE).fullmatch(before) and _compiled(_CLOSING).fullmatch(behind)
    return _compiled(_ITEM).match(before + "x") is not None or bool(is_alone)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)  # for the few sources that name DOIs


def accept_bare(scan: Scan) -> Scan:
    """Return a scan in which weak suspects are mentions, for `--bare`."""
    accepted = [
        Mention(
            path=weak.path,
            span=weak.span,
            position=weak.position,
            identifier=weak.identifier,
            evidence=WEAK,
            text=weak.text,
            cell=weak.cell,
        )
        for weak in scan.suspects
        if weak.identifier is not None
    ]
    impossible = tuple(suspect for suspect in scan.suspects if suspect.impossible)
    return scan._replace(
        mentions=tuple(sorted([*scan.mentions, *accepted], key=lambda mention: (mention.cell or 0, mention.span))),
        suspects=impossible,
    )
