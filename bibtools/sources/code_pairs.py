"""Code pairs: which repository a list of papers puts next to which paper.

The layout of a list shows what belongs together: an item with its nested items, a row, a title with what follows.
The largest such part that names one paper only holds that paper's links. Pasted abstracts have no layout: there, a link
belongs to the id on the same side of all abstracts. What is ambiguous is not paired.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bibtools.core.text import Span, line_start, overlaps
from bibtools.identifiers.identifier import Identifier
from bibtools.records.codelinks.addresses import Address, addresses
from bibtools.records.codelinks.code_hosts import REPOSITORY, repository
from bibtools.records.codelinks.ownership import BARE, OWNED, claims
from bibtools.sources.link_labels import PLAIN, UNFIT, is_attribute, standing
from bibtools.sources.mention import Mention


class Pair(NamedTuple):
    """A paper, and the repository that a source pairs with it."""

    paper: Identifier
    url: str
    place: Span  # of the address


class _Part(NamedTuple):
    """A part of a list: its depth, and its span; deeper parts that follow are nested in it."""

    level: int
    start: int
    end: int
    in_list: bool
    above: int | None = None  # the number of the part that it is nested in
    whole: int = 0  # where what is nested in it ends, too


_OWN = frozenset({OWNED, BARE})

# Levels: headings by their number, then titles, then paragraphs, then items by their indentation.
_HEADING, _TITLE, _PARAGRAPH = -20, -2, -1
_DEEPEST_SECTION = 3  # a section of that depth may be about one paper
_ABSTRACT = 300  # characters that an abstract has at least
_LONGEST = 4000  # characters of a part that is about one paper
_MOST_MENTIONS = 100  # of one paper that are looked at: a log may name it in each line

_LINE = re.compile(r"[^\n]*\n?")
_HEAD = re.compile(r"(?P<signs>#{1,6})\s")
_BOLD = re.compile(r"\s*(?:\d+[.)]\s*)?(?:\*\*|__)[^\n]*(?:\*\*|__)\s*+(?:<br\s*+/?>)?$")
_ITEM = re.compile(
    r"(?:>[ \t]?)*(?P<indent>[ \t]*)"
    r"(?:(?:[-*+•]|#\.|\d{1,4}[.)])[ \t]+|\[[^\]\n]+\]:[ \t])"  # the latter defines a link
)
_ROW = re.compile(r"\s*\|.*\||(?:[^|\n]*\|){3}")
# Words before an id, in a sentence that is about something else.
_RUNNING = re.compile(
    r"\b(?:we|our|us|my|i|it|this (?:repo\w*|project|code|package|work|library|tool))\b"
    r"|^\W*(?:see|cf|following|based on)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][)\"'”]*\s|\n\s*(?=[^\Wa-z_]|[-*>|#])")
_PREFIXED = re.compile(r"https?://\S*$|ar ?xiv(?:\s+id)?|[A-Z]\w+:", re.IGNORECASE)
_BETWEEN = re.compile(r"[)\]]?\s*[-–—]\s*(?:https?://\S*)?")
_REACH = 80  # characters between a link and a paper
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)  # RFC 3676, 4.3


class _Link(NamedTuple):
    """A link, the claim of the words around it, and how likely it is the code of a paper."""

    address: Address
    claim: str
    standing: int = UNFIT

    @property
    def span(self) -> Span:
        return self.address.span


class _Paper(NamedTuple):
    """A mention of a paper: its place, the work, and the nearest places that name another one."""

    at: int
    work: Identifier
    before: int
    behind: int


def pairs(text: str, mentions: Sequence[Mention]) -> list[Pair]:
    """Return the unambiguous pairs of papers and repositories in a text, each paper once."""
    if not mentions:
        return []
    found = [each for each in addresses(text) if each.place.kind == REPOSITORY]
    if not found:
        return []
    links = [_Link(each, claim) for each, claim in zip(found, claims(text, found), strict=True)]
    papers = _papers([(mention.span.start, mention.identifier.work) for mention in mentions], len(text))
    parts = _nested(list(_parts(text)))
    if not any(part.in_list for part in parts) and max(papers[0].at, len(text) - papers[-1].at) >= _ABSTRACT:
        return _beside_abstracts(text, papers, [each.address for each in links if each.claim in _OWN])
    prose = [Span(part.start, part.end) for part in parts if part.level == _PARAGRAPH and not part.in_list]
    chosen: dict[Identifier, dict[str, Pair]] = {}
    looked_at: Counter[Identifier] = Counter()
    for paper in papers:
        looked_at[paper.work] += 1
        if looked_at[paper.work] > _MOST_MENTIONS:
            continue
        for link in _beside(text, parts, paper, links, prose):
            chosen.setdefault(paper.work, {})[repository(link.place.url)] = Pair(paper.work, link.place.url, link.span)
    return [next(iter(each.values())) for each in chosen.values() if len(each) == 1]


def _papers(named: Sequence[tuple[int, Identifier]], length: int) -> list[_Paper]:
    """Return for each mention where the nearest ones of other papers are, on both sides."""
    before, behind = [-1] * len(named), [length] * len(named)
    for number in range(1, len(named)):
        (at, paper), (_, following) = named[number - 1], named[number]
        before[number] = before[number - 1] if paper == following else at
    for number in range(len(named) - 2, -1, -1):
        (_, paper), (at, following) = named[number], named[number + 1]
        behind[number] = behind[number + 1] if paper == following else at
    return [_Paper(*each, *edges) for each, edges in zip(named, zip(before, behind, strict=True), strict=True)]


def _beside(
    text: str, parts: Sequence[_Part], paper: _Paper, links: Sequence[_Link], prose: Sequence[Span]
) -> list[Address]:
    """Return the one repository next to a mention: in its part, or else in the adjacent lines."""
    (part, own), lines = _about(parts, paper), _lines_around(text, paper)
    found = _of_part(text, paper, part, own, links) if part and own else []
    if _number(found) != 1 and lines:
        found = [each for each in _of_part(text, paper, lines, lines, links) if each.standing > PLAIN]
        found = [each for each in found if is_attribute(text, each.address)]
    runs_on = _RUNNING.search(text[_sentence_start(text, paper.at) : paper.at]) is not None
    meant = [
        each for each in found if _is_meant(text, paper, each, runs_on=runs_on, in_prose=overlaps(each.span, prose))
    ]
    return [each.address for each in meant] if _number(meant) == 1 else []


def _number(links: Sequence[_Link]) -> int:
    """Return the number of different repositories among some links."""
    return len({repository(each.address.place.url) for each in links})


def _is_meant(text: str, paper: _Paper, link: _Link, *, runs_on: bool, in_prose: bool) -> bool:
    """Return whether prose claims a link as the paper's own; lists need not."""
    if not runs_on and (not in_prose or is_attribute(text, link.address)):
        return True
    first, last = sorted((paper.at, link.span.start))
    apart = _SENTENCE_END.search(text, first, last)
    return apart is None and (link.claim == OWNED or link.standing > PLAIN)


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence or line around an offset begins."""
    start = line_start(text, at, at - _LONGEST)
    return max((match.end() for match in _SENTENCE_END.finditer(text, start, at)), default=start)


def _lines_around(text: str, paper: _Paper) -> Span | None:
    """Return the lines around an offset up to the next blank ones, if they name no other paper."""
    floor, limit = max(0, paper.at - _LONGEST), min(len(text), paper.at + _LONGEST)
    start, behind = text.rfind("\n\n", floor, paper.at), text.find("\n\n", paper.at, limit)
    span = Span(max(start, floor), behind if behind >= 0 else limit)
    return span if paper.before < span.start and paper.behind >= span.end else None


def _parts(text: str) -> Iterator[_Part]:
    """Yield the parts of a text, in order."""
    level, start, end, in_list, after_blank = _HEADING, 0, 0, False, True
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.strip():
            after_blank = True
            continue
        begins = _beginning(line)
        indent = len(line) - len(line.lstrip())
        goes_on = begins is None and ((not after_blank and end) or (in_list and indent > max(level, 0)))
        if goes_on:
            end = match.end()
        else:
            if end:
                yield _Part(level, start, end, in_list)
            level, in_list = begins or (_PARAGRAPH, False)
            start, end = match.span()
        after_blank = bool(_HEAD.match(line) or _ROW.match(line))
    if end:
        yield _Part(level, start, end, in_list)


def _beginning(line: str) -> tuple[int, bool] | None:
    """Return the level of the part that a line begins, and whether it is one of a list; None if it goes on."""
    if head := _HEAD.match(line):
        return _HEADING + len(head["signs"]), False
    if item := _ITEM.match(line):
        return len(item["indent"].expandtabs(4)), True
    if _ROW.match(line):
        return _PARAGRAPH, True
    return (_TITLE, False) if _BOLD.match(line.rstrip()) else None


def _nested(parts: Sequence[_Part]) -> list[_Part]:
    """Return for every part its parent, and where its nested parts end."""
    ends = [part.end for part in parts]
    above: list[int | None] = [None] * len(parts)
    stack: list[int] = []
    for number, part in enumerate(parts):
        while stack and parts[stack[-1]].level >= part.level:
            stack.pop()
        above[number] = stack[-1] if stack else None
        for outer in stack:
            ends[outer] = part.end
        stack.append(number)
    return [part._replace(above=up, whole=end) for part, up, end in zip(parts, above, ends, strict=True)]


def _about(parts: Sequence[_Part], paper: _Paper) -> tuple[Span | None, Span | None]:
    """Return the largest part around a mention that names one paper only, and the smallest part around it."""
    own = bisect_right(parts, paper.at, key=lambda part: part.start) - 1
    if own < 0 or paper.at >= parts[own].end:
        return None, None
    best = None
    number: int | None = own
    while number is not None:
        part = parts[number]
        is_section = part.level < _TITLE and part.level - _HEADING < _DEEPEST_SECTION
        is_text = part.level == _PARAGRAPH and number != own  # above a list: it introduces more than one paper
        is_shared = paper.before >= part.start or paper.behind < part.whole
        if is_shared or is_section or is_text or part.whole - part.start > _LONGEST:
            break
        best = Span(part.start, part.whole)
        number = part.above
    return best, Span(parts[own].start, parts[own].end)


def _of_part(text: str, paper: _Paper, part: Span, own: Span, links: Sequence[_Link]) -> list[_Link]:
    """Return the links of a part that are most likely its paper's code."""
    first, last = (bisect_left(links, place, key=lambda each: each.span.start) for place in part)
    inside = [
        each._replace(
            standing=max(
                standing(text, part.start, each.address, each.claim, is_apart=not _is_in(each, own)),
                PLAIN if _are_adjacent(text, each, paper) else UNFIT,
            )
        )
        for each in links[first:last]
    ]
    best = max((each.standing for each in inside), default=UNFIT)
    return [each for each in inside if each.standing == best] if best > UNFIT else []


def _are_adjacent(text: str, link: _Link, paper: _Paper) -> bool:
    """Return whether a paper follows a link with nothing but a dash between them: "from https://… - https://…"."""
    between = text[link.span.end : min(paper.at, link.span.end + _REACH)] if link.span.end < paper.at else "x"
    return _BETWEEN.fullmatch(between) is not None


def _is_in(link: _Link, part: Span) -> bool:
    return part.start <= link.span.start < part.end


def _begins_line_or_cell(text: str, at: int) -> bool:
    """Return whether an id begins a line, or a cell of comma- or tab-separated values."""
    before = _PREFIXED.sub("", text[line_start(text, at, at - _LONGEST) : at])
    return re.search(r"\w", before) is None or before.endswith((",", ";", "\t", '"'))


def _beside_abstracts(text: str, papers: Sequence[_Paper], own: Sequence[Address]) -> list[Pair]:
    """Return the pairs of pasted abstracts, whose links are all before their ids, or all after them.

    Each id begins a line; one within a sentence is cited, and "our code" may be that of whoever cites.
    """
    if not all(_begins_line_or_cell(text, paper.at) for paper in papers):
        return []
    signature = _SIGNATURE.search(text)
    text = text[: signature.start()] if signature else text
    before, after = papers[0].at, len(text) - papers[-1].at
    places = [paper.at for paper in papers]
    if before > 3 * after:
        edges = [0, *places]
    elif after > 3 * before:
        edges = [*places, len(text)]
    else:
        return []
    result = []
    for edge, paper in zip(pairwise(edges), papers, strict=True):
        first, last = (bisect_left(own, place, key=lambda each: each.span.start) for place in edge)
        inside = own[first:last]
        if len({repository(each.place.url) for each in inside}) == 1:
            result.append(Pair(paper.work, inside[0].place.url, inside[0].span))
    return result
