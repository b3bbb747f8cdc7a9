"""Lines: which paper a title, or a line of a list of references, names.

A title is sure where it is all that the line has between its authors and its venue, or year, or end: a title may stand
in a longer one, before another subtitle or another number. The authors that the line names must be the paper's, the
first one in front, and no year far from the paper's. What is less than that is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bibtools.index import facts
from bibtools.index.authorship import Author, Named, author, named
from bibtools.index.facts import Packed
from bibtools.index.reference import Reference, goes_on, read, spans
from bibtools.index.titles import is_telling, key, normal
from bibtools.record import Record

_MOST = 60  # candidates that are looked at
_YEAR = re.compile(r"(?<![\d.:/-])(?:19[89]|20[0-3])\d(?![\d:/])")
_EARLY, _LATE = -1, 6  # years from a preprint to the year that a line gives
_ALIKE = 0.9  # of the letters: a title with a slip of the pen
_STRANGERS = 0.5  # for each of a paper's authors: lists change until a paper is published
_SUBTITLE = re.compile(r"[:?!]\s|\s[-–—]{1,3}\s")  # behind a period, a part of several may follow
_PART = re.compile(r"(?:part |chapter )?(?:[ivx]+|\d+)\b|part\b")
# What is no title by itself, but of another paper: "Erratum: …".
_ABOUT = frozenset(
    """addendum comment comments correction corrigendum discussion errata erratum note rejoinder remark reply response
    review re supplement""".split()
)
TITLE, HEAD, WORDS, AUTHOR, YEAR = "title", "title without its subtitle", "most of the title", "first author", "year"


class Hit(NamedTuple):
    """A paper that a line may name: how sure that is, up to 1, and what speaks for it."""

    paper: int
    score: float
    evidence: tuple[str, ...]
    sure: bool


class Paper(NamedTuple):
    """What a line is compared with."""

    title: str  # in lower-case words without accents
    head: str  # what stands before its subtitle
    authors: tuple[Author, ...]
    year: int | None


class Reader(NamedTuple):
    """What an index answers."""

    titled: Callable[[Sequence[int]], Mapping[int, Sequence[int]]]
    worded: Callable[[Sequence[str], int], Sequence[int]]
    unpacked: Callable[[Sequence[int]], Mapping[int, Packed]]


def find(text: str, reader: Reader) -> list[Hit]:
    """Return the papers that a line may name, the surest first; at most one of them is sure."""
    line = read(text)
    if not line.words:
        return []
    hits = _by_title(text, line, reader) or _by_words(line.words, reader)
    ordered = sorted(hits, key=lambda hit: (-hit.score, -hit.paper))
    if sum(hit.sure for hit in ordered) > 1:
        best = [hit for hit in ordered if hit.sure and hit.score == ordered[0].score]
        ordered = [hit._replace(sure=len(best) == 1 and hit is best[0]) for hit in ordered]
    return ordered


def _by_title(text: str, line: Reference, reader: Reader) -> list[Hit]:
    """Find the longest titles that stand in a line."""
    places: dict[int, tuple[int, int]] = {}
    for start, end in spans(line):
        places.setdefault(key(" ".join(line.words[start:end])), (start, end))
    found = reader.titled(list(places))
    longest = sorted(found, key=lambda each: places[each][0] - places[each][1])
    candidates = [(places[each], paper) for each in longest for paper in found[each]][:_MOST]
    packed = reader.unpacked([paper for _, paper in candidates])
    hits = [
        judged(text, line, span, paper, of_record(facts.to_record(paper, packed[paper])))
        for span, paper in candidates
        if paper in packed and not _is_inside(span, candidates)
    ]
    return [hit for hit in hits if hit]


def of_record(record: Record) -> Paper:
    """Return what a line is compared with."""
    head = normal(_SUBTITLE.split(record.title, maxsplit=1)[0])
    year = record.date.year if record.date else None
    return Paper(normal(record.title), head, tuple(map(author, record.authors)), year)


def _is_inside(span: tuple[int, int], candidates: Sequence[tuple[tuple[int, int], int]]) -> bool:
    """Tell whether a title is only a part of a longer one that stands there."""
    return any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in candidates)


def judged(text: str, line: Reference, span: tuple[int, int], number: int, paper: Paper) -> Hit | None:
    """Judge whether a line names a paper whose title, with or without subtitle, stands in it."""
    start, end = span
    title = " ".join(line.words[start:end])
    is_whole = key(title) == key(paper.title)
    who = _authors(line, span, paper, is_whole=is_whole)
    told = [int(each) for each in _YEAR.findall(text) if each not in line.words[start:end]]
    is_near = paper.year is not None and any(_EARLY <= each - paper.year <= _LATE for each in told)
    has_author = who is not None or _names(line, span, paper)
    if told and not is_near and not has_author:
        return None
    evidence = (TITLE if is_whole else HEAD, *([AUTHOR] if has_author else ()), *([YEAR] if is_near else ()))
    sure = who is not None and (is_near or not told) and _is_enough(title, paper, who, is_whole=is_whole, near=is_near)
    score = (0.6 if is_whole else 0.5) + 0.3 * has_author + 0.1 * is_near if is_telling(title) or sure else 0.3
    return Hit(number, round(min(1.0, score), 3), evidence, sure)


def _authors(line: Reference, span: tuple[int, int], paper: Paper, *, is_whole: bool) -> Named | None:
    """Return what a line says of a paper's authors right before its title, or right behind; None if it has others."""
    start, end = span
    before = named(line, line.label, start, paper.authors)
    if before.is_ended or before.strangers > _STRANGERS * len(before.authors) or line.quotes_before(start):
        return None
    if before.authors:
        fits = before.leads(len(paper.authors)) and not goes_on(line, start, end, is_whole=is_whole)
        rest = len(line.words) - end
        return before._replace(strangers=rest) if fits else None
    behind = named(line, end, len(line.words), paper.authors, most_strangers=0)
    return behind if behind.leads(len(paper.authors)) else None


def _is_enough(title: str, paper: Paper, who: Named, *, is_whole: bool, near: bool) -> bool:
    """Tell whether a title says enough, with what the line says of authors and year."""
    if not is_whole:  # another paper of the same authors may be called so
        rest = paper.title.removeprefix(paper.head).strip()
        is_subtitle = key(title) == key(paper.head) and not _PART.match(rest)
        if not is_subtitle or title.partition(" ")[0] in _ABOUT or not who.begins(len(paper.authors)):
            return False
    if is_telling(title):
        return True
    is_alone = not who.strangers  # nothing else stands in the line
    return (near or is_alone) and (who.is_initialled or len(who.authors) > 1)


def _names(line: Reference, span: tuple[int, int], paper: Paper) -> bool:
    """Tell whether the first author's family name stands anywhere in a line."""
    rest = {*line.words[: span[0]], *line.words[span[1] :]}
    return bool(paper.authors and paper.authors[0].families & rest)


def _by_words(words: Sequence[str], reader: Reader) -> list[Hit]:
    """Find titles that have most words of a line in common; a slip of the pen may be in them."""
    found = reader.worded([word for word in words if len(word) > 3], _MOST)
    hits = []
    for number, packed in reader.unpacked(list(found)).items():
        title = normal(packed.texts[0]).replace(" ", "")
        alike = SequenceMatcher(None, title, "".join(words), autojunk=False)
        matched = sum(block.size for block in alike.get_matching_blocks()) / max(1, len(title))
        if matched >= _ALIKE:
            hits.append(Hit(number, round(0.4 * matched, 3), (WORDS,), sure=False))
    return hits
