"""Unidentified papers: abstracts and list items in the sources that name a paper without its id."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from bibtools.app.gather import Gathered
from bibtools.core.finding import Finding, Spans
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Span, line_end, line_start, overlaps
from bibtools.identifiers.identifier import STRONG, Identifier
from bibtools.index.titles import normal
from bibtools.matching.match import ABSTRACT, Match
from bibtools.sources.mention import Mention

if TYPE_CHECKING:
    from bibtools.matching.searcher import Searched
    from bibtools.sources.prose import Prose

Search = Callable[[str, Sequence[Span]], "Searched"]
_SHOWN = 60  # characters of a text or a title
_REACH = 400  # characters from an abstract to the id beside it
_BLANK_ABOVE = lazy_pattern(r"(?:\A|\n)[ \t\r]*\n\Z|\A\Z")
_BLANK_BELOW = lazy_pattern(r"[ \t\r]*(?:\Z|\n[ \t\r]*(?:\n|\Z))")
# What a line may hold beside an id that says whose the abstract next to it is.
_LABEL = lazy_pattern(
    r"https?://\S*|\b(?:arxiv|abs|pdf|html|id|ids|paper|preprint|link|links|url|doi|eprint|title|abstract|org|version"
    r"|[a-z]+-?[a-z]*\.[A-Z]{2}|v\d+|primaryclass)\b|10\.48550",
    re.IGNORECASE,
)


class Tally(NamedTuple):
    """What came of looking for papers without ids: in how many texts, how many papers, and what hindered it."""

    texts: int = 0
    found: int = 0
    proposed: int = 0
    trouble: str = ""


class Queried(NamedTuple):
    """What the sources say, with the papers that they name without ids, and what is proposed only."""

    gathered: Gathered
    findings: tuple[Finding, ...] = ()
    tally: Tally = Tally()


def queried(gathered: Gathered, search: Search) -> Queried:
    """Add the papers that the sources name without ids; those that may be meant are findings."""
    found: list[Mention] = []
    proposed: list[tuple[Identifier, Finding]] = []
    trouble = ""
    for path, text in gathered.texts:
        searched = asked(text, [each for each in gathered.mentions if each.path == path], search)
        trouble = trouble or searched.trouble
        lines, spans = Lines(text.text), Spans(text.text)
        for match in searched.matches:
            position = lines.position(match.span.start)
            shown = text.text[slice(*match.span)][:_SHOWN]
            if match.sure:
                found.append(
                    Mention(
                        path=path,
                        span=match.span,
                        position=position,
                        identifier=match.identifier,
                        evidence=STRONG,
                        text=shown,
                        cell=text.cell,
                    )
                )
            else:
                data = {"identifier": match.identifier.id, "title": match.title}
                proposal = spans.finding("proposed-paper", path, match.span, _proposal(match), data)
                proposed.append((match.identifier, proposal._replace(cell=text.cell)))
    known = {mention.identifier.work for mention in (*gathered.mentions, *found)}
    proposals = [finding for identifier, finding in proposed if identifier not in known]
    mentions = sorted((*gathered.mentions, *found), key=lambda each: (each.path, each.cell or 0, each.span))
    tally = Tally(
        len({path for path, _ in gathered.texts}), len({each.identifier for each in found}), len(proposals), trouble
    )
    notes = _unsearched(gathered, trouble)
    return Queried(gathered._replace(mentions=tuple(mentions)), (*proposals, *notes), tally)


def asked(text: Prose, mentions: Sequence[Mention], search: Search) -> Searched:
    """Return the papers that a text names without their ids, as far as its author lets us look; `mentions` are its own.

    An abstract in a text that may have one of its own is never sure.
    """
    named = [mention for mention in mentions if mention.cell == text.cell]
    ids = sorted(mention.span for mention in named)
    items = [span for span in text.items if not overlaps(span, ids) and not overlaps(span, text.silenced)]
    searched = search(text.text, items)
    return searched._replace(
        matches=tuple(
            match._replace(sure=match.sure and not (text.is_own and match.evidence == (ABSTRACT,)))
            for match in _own(searched.matches, text, named)
        )
    )


def _unsearched(gathered: Gathered, trouble: str) -> Iterator[Finding]:
    """Yield what was not searched: the search was impossible, or files of that type are not searched by words."""
    if trouble:
        yield Finding("not-searched", ".", None, f"not all papers without ids were searched for: {trouble}")
    suffixes = Counter(os.path.splitext(path)[1] for path in gathered.unsearched)
    for suffix, number in sorted(suffixes.items()):
        files = f"{number} file{'s' if number > 1 else ''}"
        yield Finding("not-searched", ".", None, f"papers without ids are not searched for in {suffix} ({files})")


def _own(matches: Sequence[Match], text: Prose, named: Sequence[Mention]) -> list[Match]:
    """Return the matches that no id speaks for, and whose lines the author did not silence."""
    works = {mention.identifier.work for mention in named}
    open_ones = [each for each in matches if each.identifier not in works and not overlaps(each.span, text.silenced)]
    return [each for each in open_ones if each.evidence != (ABSTRACT,) or not _has_id(each, matches, text.text, named)]


def _has_id(match: Match, matches: Sequence[Match], text: str, named: Sequence[Mention]) -> bool:
    """Return whether an id says whose an abstract is: one in its lines, or alone on the line above or below.

    The id of another abstract that stands there is that one's.
    """
    around = _lines(text, match.span)
    others = {each.identifier for each in matches if each is not match}
    return any(
        mention.identifier.work not in others
        and around.start - _REACH < mention.span.start < around.end + _REACH
        and (
            around.start <= mention.span.start < around.end
            or (_is_next(text, around, mention.span) and _is_alone(text, mention.span, match.title))
        )
        for mention in named
    )


def _lines(text: str, span: Span) -> Span:
    return Span(line_start(text, span.start), line_end(text, span.end))


def _is_next(text: str, around: Span, id_: Span) -> bool:
    """Return whether nothing but blanks stands between some lines and the line of an id.

    Where a blank line does, the id may belong to what is on its other side.
    """
    line = _lines(text, id_)
    is_above = line.end <= around.start
    between = text[line.end : around.start] if is_above else text[around.end : line.start]
    if between.strip(" \t\r\n>"):
        return False
    if between.count("\n") <= 1:
        return True
    return bool(_BLANK_ABOVE.search(text[: line.start][-_REACH:]) if is_above else _BLANK_BELOW.match(text, line.end))


def _is_alone(text: str, id_: Span, title: str) -> bool:
    """Return whether a line holds an id, the title and labels, and nothing else."""
    line = _lines(text, id_)
    rest = _LABEL.sub(" ", f"{text[line.start : id_.start]} {text[id_.end : line.end]}")
    return set(normal(rest).split()) <= set(normal(title).split())


def _proposal(match: Match) -> str:
    evidence = " and ".join(match.evidence)
    return f"{match.identifier} may be meant ({evidence}): {match.title[:_SHOWN]}; if so, write its id"
