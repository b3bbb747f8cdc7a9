"""Queries: abstracts and items of lists in the sources that name a paper without its id, taken for mentions of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bibtools.finding import Finding
from bibtools.identifier import STRONG
from bibtools.index.search import Match
from bibtools.pipeline.find import Search
from bibtools.pipeline.gather import Gathered
from bibtools.scan.mention import Mention
from bibtools.text import Lines

_SHOWN = 60  # characters of a text or a title
_NEAR = 120  # characters around an abstract in which an id says whose it is


class Queried(NamedTuple):
    """What the sources say, with the papers that they name without ids, and what is proposed only."""

    gathered: Gathered
    findings: tuple[Finding, ...] = ()


def queried(gathered: Gathered, search: Search) -> Queried:
    """Add the papers that the sources name without ids; those that may be meant are findings."""
    found: list[Mention] = []
    findings: list[Finding] = []
    trouble = ""
    for path, text in gathered.texts:
        searched = search(text)
        trouble = trouble or searched.trouble
        named = [mention for mention in gathered.mentions if mention.path == path]
        lines = Lines(text)
        for match in searched.matches:
            if _has_id(match, named):
                continue
            position = lines.position(match.span.start)
            shown = text[match.span.start : match.span.end][:_SHOWN]
            if match.sure:
                found.append(Mention(path, match.span, position, match.identifier, STRONG, shown))
            else:
                findings.append(Finding("proposed-paper", path, position, _proposal(match)))
    known = {mention.identifier for mention in (*gathered.mentions, *found)}
    proposals = [each for each in findings if not any(each.message.startswith(f"arXiv:{id_.value} ") for id_ in known)]
    if trouble:
        proposals.append(Finding("not-searched", ".", None, f"papers without ids were not all looked for: {trouble}"))
    mentions = sorted((*gathered.mentions, *found), key=lambda each: (each.path, each.cell or 0, each.span))
    return Queried(gathered._replace(mentions=tuple(mentions)), tuple(proposals))


def _has_id(match: Match, named: Sequence[Mention]) -> bool:
    """Tell whether a paper is named by its id there, or anywhere in the source."""
    return any(
        mention.identifier.work == match.identifier
        or match.span.start - _NEAR < mention.span.start < match.span.end + _NEAR
        for mention in named
    )


def _proposal(match: Match) -> str:
    evidence = " and ".join(match.evidence)
    return f"arXiv:{match.identifier.value} may be meant ({evidence}): {match.title[:_SHOWN]}; write the id if so"
