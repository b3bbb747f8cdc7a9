"""Pairing: which repository a list of papers puts beside which paper.

A list says by its layout what belongs together: an item with what is nested in it, a row, a title with what follows.
The largest such part that names one paper only holds that paper's links. Pasted abstracts have no layout: there, a link
belongs to the id that stands on the same side of all abstracts. What is not plain is not paired.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bibtools.codelinks.addresses import Address, addresses
from bibtools.codelinks.claims import BARE, OWNED, claims
from bibtools.codelinks.hosts import REPOSITORY, repository
from bibtools.scan.mention import Mention
from bibtools.text import Span, line_start, overlaps


class Pair(NamedTuple):
    """A paper, by its id, and the repository that a source puts beside it."""

    id: str
    url: str
    place: Span  # of the address


class _Part(NamedTuple):
    """A part of a list: how deep it is, and where; what is deeper and follows is nested in it."""

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

_LINE = re.compile(r"[^\n]*\n?")
_HEAD = re.compile(r"(?P<signs>#{1,6})\s")
_BOLD = re.compile(r"\s*(?:\d+[.)]\s*)?(?:\*\*|__)[^\n]*(?:\*\*|__)\s*(?:<br\s*/?>)?\s*$")
_ITEM = re.compile(
    r"(?:>[ \t]?)*(?P<indent>[ \t]*)"
    r"(?:(?:[-*+•]|#\.|\d{1,4}[.)])[ \t]+|\[[^\]\n]+\]:[ \t])"  # the latter defines a link
)
_ROW = re.compile(r"\s*\|.*\||(?:[^|\n]*\|){3}")
_ANCHOR = re.compile(r"\[(?P<label>[^\]\n]{0,80})\]\([^()\n]*$|`(?P<label2>[^`<\n]{1,80})<$")
_PREFIX = re.compile(r"(?P<label>[\w（）() *&/-]{1,40})[:：]\s*[<(\[]?\s*$")
_CODE_LABEL = re.compile(
    r"code|github|repo|implement|source|official|pytorch|tensorflow|\btf\b|jax|代码|源码|コード", re.IGNORECASE
)
_OTHER_LABEL = re.compile(
    r"data ?set|\bdata\b|unofficial|third|reimplement|re-implement|reproduc|project|page|home|website|video|demo|slides"
    r"|poster|models?\b|weights|checkpoint|supplement|数据集|主页|视频|非官方",
    re.IGNORECASE,
)
_FOREIGN_LABEL = re.compile(r"unofficial|third|非官方", re.IGNORECASE)
_OFFICIAL = re.compile(r"(?<!un)official|authors?\b|官方", re.IGNORECASE)


class _Paper(NamedTuple):
    """A mention of a paper: its place, its id, and the nearest places that name another one."""

    at: int
    id: str
    before: int
    behind: int


def pairs(text: str, mentions: Sequence[Mention]) -> list[Pair]:
    """Return the pairs of papers and repositories that a text makes plain, each paper once."""
    if not mentions:
        return []
    found = [each for each in addresses(text) if each.place.kind == REPOSITORY]
    if not found:
        return []
    said = claims(text, found)
    papers = _papers([(mention.span.start, mention.identifier.value) for mention in mentions], len(text))
    parts = _nested(list(_parts(text)))
    if not any(part.in_list for part in parts) and max(papers[0].at, len(text) - papers[-1].at) >= _ABSTRACT:
        return _beside_abstracts(text, papers, [each for each, claim in zip(found, said, strict=True) if claim in _OWN])
    prose = [Span(part.start, part.end) for part in parts if part.level == _PARAGRAPH and not part.in_list]
    found = [
        each
        for each, claim in zip(found, said, strict=True)
        if claim == OWNED or not overlaps(each.span, prose) or _CODE_LABEL.search(_label(text, 0, each))
    ]
    chosen: dict[str, dict[str, Pair]] = {}
    for paper in papers:
        for link in _beside(text, parts, paper, found):
            chosen.setdefault(paper.id, {})[repository(link.place.url)] = Pair(paper.id, link.place.url, link.span)
    return [next(iter(each.values())) for each in chosen.values() if len(each) == 1]


def _papers(named: Sequence[tuple[int, str]], length: int) -> list[_Paper]:
    """Note for each mention where the next ones of other papers are, on both sides."""
    before, behind = [-1] * len(named), [length] * len(named)
    for number in range(1, len(named)):
        (at, paper), (_, following) = named[number - 1], named[number]
        before[number] = before[number - 1] if paper == following else at
    for number in range(len(named) - 2, -1, -1):
        (_, paper), (at, following) = named[number], named[number + 1]
        behind[number] = behind[number + 1] if paper == following else at
    return [_Paper(*each, *edges) for each, edges in zip(named, zip(before, behind, strict=True), strict=True)]


def _beside(text: str, parts: Sequence[_Part], paper: _Paper, found: Sequence[Address]) -> list[Address]:
    """Return the one repository beside a mention: in its part, or else among the lines that touch its own."""
    part, lines = _about(parts, paper), _lines_around(text, paper)
    links = _of_part(text, part, found) if part else []
    if len({repository(each.place.url) for each in links}) != 1:
        links = [each for each in _of_part(text, lines, found) if _is_attribute(text, each)] if lines else []
    return links if len({repository(each.place.url) for each in links}) == 1 else []


def _is_attribute(text: str, link: Address) -> bool:
    """Tell whether a link has a line of its own that calls it code: "- Code: https://…"."""
    line = text[line_start(text, link.span.start) : link.span.start]
    match = _PREFIX.search(line)
    return match is not None and _CODE_LABEL.search(match["label"]) is not None


def _lines_around(text: str, paper: _Paper) -> Span | None:
    """Return the lines around a place up to the next blank ones, if they name no other paper."""
    floor, limit = max(0, paper.at - _LONGEST), min(len(text), paper.at + _LONGEST)
    start, behind = text.rfind("\n\n", floor, paper.at), text.find("\n\n", paper.at, limit)
    span = Span(max(start, floor), behind if behind >= 0 else limit)
    return span if paper.before < span.start and paper.behind >= span.end else None


def _parts(text: str) -> Iterator[_Part]:
    """Cut a text into its parts, in order."""
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
    """Return the level of the part that a line begins, and whether it is one of a list; None where it goes on."""
    if head := _HEAD.match(line):
        return _HEADING + len(head["signs"]), False
    if item := _ITEM.match(line):
        return len(item["indent"].expandtabs(4)), True
    if _ROW.match(line):
        return _PARAGRAPH, True
    return (_TITLE, False) if _BOLD.match(line) else None


def _nested(parts: Sequence[_Part]) -> list[_Part]:
    """Tell every part in which other one it is nested, and where what is nested in itself ends."""
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


def _about(parts: Sequence[_Part], paper: _Paper) -> Span | None:
    """Return the largest part around a mention that names one paper only."""
    own = bisect_right(parts, paper.at, key=lambda part: part.start) - 1
    if own < 0 or paper.at >= parts[own].end:
        return None
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
    return best


def _of_part(text: str, part: Span, found: Sequence[Address]) -> list[Address]:
    """Return the links of a part that can be its paper's code: the official ones, where any is called so."""
    first, last = (bisect_left(found, place, key=lambda each: each.span.start) for place in part)
    labelled = [(each, _label(text, part.start, each)) for each in found[first:last]]
    usable = [(each, label) for each, label in labelled if _CODE_LABEL.search(label) or not _OTHER_LABEL.search(label)]
    usable = [(each, label) for each, label in usable if not _FOREIGN_LABEL.search(label)]
    official = [each for each, label in usable if _OFFICIAL.search(label)]
    code = [each for each, label in usable if _CODE_LABEL.search(label)]
    return official or code or [each for each, _ in usable]


def _label(text: str, floor: int, link: Address) -> str:
    """Return what a link is called: the words in brackets in front of it, or before its colon."""
    before = text[max(floor, link.span.start - 120) : link.span.start]
    match = _ANCHOR.search(before) or _PREFIX.search(before.rpartition("\n")[2])
    return next(filter(None, match.groups()), "") if match else ""


def _beside_abstracts(text: str, papers: Sequence[_Paper], own: Sequence[Address]) -> list[Pair]:
    """Pair the links of pasted abstracts, which stand all in front of their ids, or all behind them."""
    before, after = papers[0].at, len(text) - papers[-1].at
    places = [paper.at for paper in papers]
    if before > 3 * after:
        edges = [0, *places]
    elif after > 3 * before:
        edges = [*places, len(text)]
    else:
        return []
    result = []
    for (start, end), paper in zip(pairwise(edges), papers, strict=True):
        inside = [each for each in own if start <= each.span.start < end]
        if len({repository(each.place.url) for each in inside}) == 1:
            result.append(Pair(paper.id, inside[0].place.url, inside[0].span))
    return result
