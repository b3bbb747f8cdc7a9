"""Code pairs: which repository a list of papers puts next to which paper.

The layout of a list shows what belongs together: an item with its nested items, a row, a title with what follows.
The largest such part that names one paper only holds that paper's links. Pasted abstracts have no layout: there, a link
belongs to the id on the same side of all abstracts. What is ambiguous is not paired.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, line_end, line_start, overlaps
from bibtools.identifiers.identifier import Identifier
from bibtools.records.codelinks.addresses import Address, addresses
from bibtools.records.codelinks.code_hosts import REPOSITORY, repository
from bibtools.records.codelinks.ownership import BARE, OWNED, claims
from bibtools.sources.item_titles import are_of_two, title_of
from bibtools.sources.link_labels import PLAIN, UNFIT, has_own_line, standing
from bibtools.sources.list_layout import relaid
from bibtools.sources.list_parts import (
    LONGEST,
    PAPER_LINK,
    PARAGRAPH,
    ListPart,
    group,
    is_attribute,
    links_paper,
    may_be_one,
    part_at,
)
from bibtools.sources.list_parts import parts as list_parts
from bibtools.sources.mention import Mention


class Pair(NamedTuple):
    """A paper, and the repository that a source pairs with it."""

    paper: Identifier
    url: str
    place: Span  # of the address
    title: str = ""  # that the source gives the paper, where it surely gives one


_OWN = frozenset({OWNED, BARE})

_ABSTRACT = 300  # characters that an abstract has at least
_MOST_MENTIONS = 100  # of one paper that are examined: a log may name it in each line

# Words before an id, in a sentence that is about something else.
_RUNNING = lazy_pattern(
    r"\b(?:we|our|us|my|i|it|this (?:repo\w*|project|code|package|work|library|tool))\b"
    r"|^\W*(?:see|cf|following|based on)\b",
    re.IGNORECASE,
)
_SENTENCE_END = lazy_pattern(r"[.!?][)\"'”]*\s|\n\s*(?=[^\Wa-z_]|[-*>|#])")
_PREFIXED = lazy_pattern(r"https?://\S*$|ar ?xiv(?:\s+id)?|[A-Z]\w+:", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"[)\]]?\s*[-–—]\s*(?:https?://\S*)?")
# A title that links to the page of a paper, and words before a paper that another one is related to.
_OTHER_TITLE = lazy_pattern(rf"\[(?P<title>[^\]\n]{{4,200}})\]\({PAPER_LINK.pattern}", re.IGNORECASE)
_RELATED = lazy_pattern(
    r"\b(?:follow[- ]?up|extends?|extended|extension|buil(?:t|ds)|based|improv\w+|compar\w+|successor|see|cf|unlike"
    r"|inspired|uses?|cit(?:es|ed|ing)|surveyed|applied)\b[^\[\]()|\n]{0,40}(?:\[[^\]\n]{0,200}\]\()?"
    r"\W*(?:https?://\S*)?\W*(?:ar ?xiv)?\W*$",
    re.IGNORECASE,
)
# What is between a paper and a link that follows at once: the rest of its address, and the link's label.
_LINKED = lazy_pattern(r"\A[^\s()\[\]]*\)?|\[[^\[\]\n]{0,80}\]\([^\s()]*\)")
_VENUE = lazy_pattern(
    r"(?i:papers?|pdf|links?|versions?|journal|conference|proceedings|published|publisher|doi|supp\w*|appendix|abstract"
    r"|html|full|text|ieee|acm|springer|elsevier|xplore|open(?:review|access)|\d+|review)|[A-Z]{3,}\d*"
)
_EMPHASISED = lazy_pattern(r"\*\*[^*\n]{3,300}\*\*|__[^_\n]{3,300}__|\"[^\"\n]{10,300}\"|“[^”\n]{10,300}”")
# Behind the address of a paper: "([code](…))".
_IN_PARENTHESES = lazy_pattern(r"[^\s()\[\]]*\)[ \t]?\((?:[^()\n]|\([^()\n]*\)){1,300}\)")
_REACH = 80  # characters between a link and a paper
_NEAR = 400  # characters before a paper that may say that it is related to another one
_SIGNATURE = lazy_pattern(r"^-- ?$", re.MULTILINE)  # RFC 3676, 4.3


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
    """Return the unambiguous pairs of papers and repositories in a text, each paper once.

    DOIs are left out: in a list of preprints, they are those of the same papers.
    """
    mentions = [each for each in mentions if not each.is_doi]
    if not mentions or not any(each.place.kind == REPOSITORY for each in addresses(text)):
        return []
    laid = relaid(text, [(mention.span.start, mention.identifier.work) for mention in mentions])
    return [pair._replace(place=laid.original(pair.place)) for pair in _pairs(laid.text, laid.named)]


def _pairs(text: str, named: Sequence[tuple[int, Identifier]]) -> list[Pair]:
    """Return the pairs of a list whose parts are those of Markdown."""
    found = [each for each in addresses(text) if each.place.kind == REPOSITORY]
    if not found or not named:
        return []
    links = [_Link(each, claim) for each, claim in zip(found, claims(text, found), strict=True)]
    papers = _papers(named, len(text))
    parts = list_parts(text)
    if not any(part.in_list for part in parts) and max(papers[0].at, len(text) - papers[-1].at) >= _ABSTRACT:
        return _beside_abstracts(text, papers, [each.address for each in links if each.claim in _OWN])
    prose = [Span(part.start, part.end) for part in parts if part.level == PARAGRAPH and not part.in_list]
    chosen: dict[Identifier, dict[str, Pair]] = {}
    looked_at: Counter[Identifier] = Counter()
    titles: dict[Identifier, list[str]] = {}
    for paper in papers:
        looked_at[paper.work] += 1
        if looked_at[paper.work] > _MOST_MENTIONS:
            continue
        if title := _title(text, parts, paper):
            titles.setdefault(paper.work, []).append(title)
        for link in _beside(text, parts, paper, links, prose):
            pair = Pair(paper.work, link.place.url, link.span, title)
            chosen.setdefault(paper.work, {})[repository(link.place.url)] = pair
    clear = [next(iter(each.values())) for each in chosen.values() if len(each) == 1]
    return [pair for pair in clear if not _has_two_titles(titles.get(pair.paper, ()))]


def _title(text: str, parts: Sequence[ListPart], paper: _Paper) -> str:
    """Return the title that the item around a mention gives its paper."""
    number = part_at(parts, paper.at)
    if number is None:
        return ""
    span = group(text, parts, number)
    above = parts[number].above
    if is_attribute(text, parts[number]) and above is not None and parts[above].in_list:
        span = Span(parts[above].start, span.end)
    return title_of(text, Span(max(span.start, paper.before + 1), span.end), paper.at)


def _has_two_titles(titles: Sequence[str]) -> bool:
    """Return whether a source gives one id to two works: it is wrong about one of them."""
    return any(are_of_two(titles[0], other) for other in titles[1:])


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
    text: str, parts: Sequence[ListPart], paper: _Paper, links: Sequence[_Link], prose: Sequence[Span]
) -> list[Address]:
    """Return the one repository next to a mention: in its part, or else in the adjacent lines."""
    (part, own), lines = _about(text, parts, paper), _lines_around(text, paper)
    near = [each for each in _within(links, part) if _is_fit(text, parts, own, each)] if part else []
    found = _of_part(text, paper, part, own, near) if part and own else []
    if _number(found) != 1 and lines:
        found = [each for each in _of_part(text, paper, lines, lines, links) if each.standing > PLAIN]
        found = [each for each in found if has_own_line(text, each.address)]
    runs_on = _RUNNING.search(_sentence_before(text, paper.at)) is not None
    meant = [
        each for each in found if _is_meant(text, paper, each, runs_on=runs_on, in_prose=overlaps(each.span, prose))
    ]
    return [each.address for each in meant] if _number(meant) == 1 else []


def _sentence_before(text: str, at: int) -> str:
    """Return the sentence before a paper, without titles: "It's all about us" says nothing about the authors."""
    sentence = text[_sentence_start(text, at) : at]
    if sentence.lstrip().startswith("|"):  # a cell of a row
        return sentence[sentence.rindex("|") :]
    return _EMPHASISED.sub(" ", sentence)


def _within(links: Sequence[_Link], part: Span) -> Sequence[_Link]:
    """Return the links of a part."""
    first, last = (bisect_left(links, place, key=lambda each: each.span.start) for place in part)
    return links[first:last]


def _number(links: Sequence[_Link]) -> int:
    """Return the number of different repositories among some links."""
    return len({repository(each.address.place.url) for each in links})


def _is_meant(text: str, paper: _Paper, link: _Link, *, runs_on: bool, in_prose: bool) -> bool:
    """Return whether prose claims a link as the paper's own; lists need not."""
    if not runs_on and (not in_prose or has_own_line(text, link.address)):
        return True
    first, last = sorted((paper.at, link.span.start))
    if not runs_on and not _has_words(text[first : line_end(text, last)]):  # "Title. [arXiv](…). [Code](…)."
        return link.standing > PLAIN
    apart = _SENTENCE_END.search(text, first, last)
    return apart is None and (link.claim == OWNED or link.standing > PLAIN)


def _has_words(text: str) -> bool:
    """Return whether something is said behind a paper's address besides links and their labels."""
    return re.search(r"\w", _LINKED.sub("", text)) is not None


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence or line around an offset begins."""
    start = line_start(text, at, at - LONGEST)
    return max((match.end() for match in _SENTENCE_END.finditer(text, start, at)), default=start)


def _lines_around(text: str, paper: _Paper) -> Span | None:
    """Return the lines around an offset up to the next blank ones, if they name no other paper."""
    floor, limit = max(0, paper.at - LONGEST), min(len(text), paper.at + LONGEST)
    start, behind = text.rfind("\n\n", floor, paper.at), text.find("\n\n", paper.at, limit)
    span = Span(max(start, floor), behind if behind >= 0 else limit)
    return span if _names_only(paper, span) and not links_paper(text, span) else None


def _about(text: str, parts: Sequence[ListPart], paper: _Paper) -> tuple[Span | None, Span | None]:
    """Return the largest part around a mention that names one paper only, and the smallest part around it."""
    number = part_at(parts, paper.at)
    if number is None:
        return None, None
    part = parts[number]
    whole = Span(part.start, part.end)
    own = _of_first(text, paper, whole) if part.in_list else whole
    if own is None:
        return None, None
    best = own if own != whole else None
    if not part.in_list and not _names_only(paper, Span(part.start, part.whole)) and _names_only(paper, whole):
        return whole, whole  # what follows it without a title of its own is another paper's
    around = group(text, parts, number)
    if best is None and _names_only(paper, around) and around.end - around.start <= LONGEST:
        best = around
    if part.in_list and not is_attribute(text, part):
        return best or own, own
    wider: int | None = number
    while wider is not None:
        part = parts[wider]
        if not _names_only(paper, Span(part.start, part.whole)) or not may_be_one(part, is_own=wider == number):
            break
        if parts[number].in_list and wider != number and _has_other_item(text, part, around):
            break
        if best is None or part.start <= best.start:
            best = Span(part.start, max(part.whole, best.end if best else 0))
        wider = part.above
    return best, own


def _has_other_item(text: str, part: ListPart, item: Span) -> bool:
    """Return whether what is nested in a part names another paper beside an item."""
    return links_paper(text, Span(part.end, item.start)) or links_paper(text, Span(item.end, part.whole))


def _names_only(paper: _Paper, part: Span) -> bool:
    """Return whether a part names no other paper by its id."""
    return paper.before < part.start and paper.behind >= part.end


def _of_first(text: str, paper: _Paper, item: Span) -> Span | None:
    """Return what of an item is about a paper, up to the next one; None if the item names another one first."""
    if paper.before >= item.start:
        return _own_piece(text, paper, item)
    if _RELATED.search(text, max(item.start, paper.at - _NEAR), paper.at) and PAPER_LINK.search(
        text, item.start, paper.at
    ):
        return None
    other = min(
        (match.start() for match in _OTHER_TITLE.finditer(text, paper.at, item.end) if _is_title(match["title"])),
        default=item.end,
    )
    end = min(item.end, paper.behind, other)
    return item if end == item.end else Span(paper.at, end)


def _own_piece(text: str, paper: _Paper, item: Span) -> Span | None:
    """Return what an item of several papers surely says of one: its cell of a row, or parentheses right behind it."""
    if text[item.start : paper.at].lstrip().startswith("|"):
        cell = Span(text.rfind("|", item.start, paper.at) + 1, text.find("|", paper.at, item.end))
        return cell if cell.end > 0 and _names_only(paper, cell) and not links_paper(text, cell) else None
    behind = _IN_PARENTHESES.match(text, paper.at, item.end)
    return Span(paper.at, behind.end()) if behind and behind.end() <= paper.behind else None


def _is_title(label: str) -> bool:
    """Return whether some linked words are the title of a paper, and no label or venue."""
    words = re.findall(r"[^\W_]+", label)
    return len(words) >= 2 and not any(_VENUE.fullmatch(word) for word in words)


def _is_fit(text: str, parts: Sequence[ListPart], own: Span | None, link: _Link) -> bool:
    """Return whether a link may be of a paper elsewhere: by itself, in no item or block of another one."""
    if own and _is_in(link, own):
        return True
    number = part_at(parts, link.span.start)
    if number is None:
        return False
    part = parts[number]
    return not links_paper(text, Span(part.start, part.end)) and (not part.in_list or is_attribute(text, part))


def _of_part(text: str, paper: _Paper, part: Span, own: Span, links: Sequence[_Link]) -> list[_Link]:
    """Return the links of a part that are most likely its paper's code."""
    inside = [
        each._replace(
            standing=max(
                standing(text, part.start, each.address, each.claim, is_apart=not _is_in(each, own)),
                PLAIN if _are_adjacent(text, each, paper) else UNFIT,
            )
        )
        for each in _within(links, part)
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
    before = _PREFIXED.sub("", text[line_start(text, at, at - LONGEST) : at])
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
